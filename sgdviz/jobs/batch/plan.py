"""The plan of a batch: which jobs have whole outputs, and why the others are made."""

from __future__ import annotations

import hashlib
import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.errors import SgdvizError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.jobs.batch.fingerprint import Fingerprints
    from sgdviz.jobs.batch.inputs import Inputs
    from sgdviz.jobs.batch.job import Job
    from sgdviz.jobs.batch.ledger import Entry, Ledger, NotedFile
    from sgdviz.jobs.batch.places import Places


class Planned(NamedTuple):
    """A job, and the reason for which it is made; without a reason its outputs are whole, as its entry says."""

    job: Job
    reason: str
    entry: Entry | None


class Planner:
    """Says of jobs whether they are made; with `verify` by the hashes of their outputs, with `force` always."""

    def __init__(
        self,
        ledger: Ledger,
        inputs: Inputs,
        places: Places,
        fingerprints: Fingerprints,
        *,
        verify: bool = False,
        force: bool = False,
    ) -> None:
        self._ledger, self._inputs, self._places, self._fingerprints = ledger, inputs, places, fingerprints
        self._verify, self._force = verify, force

    def planned(self, job: Job) -> Planned:
        """Return the plan of one job."""
        entry = self._ledger.entry(job.key)
        reason = self._reason(job, entry)
        return Planned(job, reason, None if reason else entry)

    def _reason(self, job: Job, entry: Entry | None) -> str:
        if entry is None:
            return "it was not made yet"
        if self._force:
            return "it is forced"
        try:
            hashes = {name: self._inputs.hash(name) for name in job.inputs()}
            changed = self._fingerprints.of(job, hashes).difference_from(entry.fingerprint)
            return changed or next(filter(None, map(self._fault, entry.files)), "")
        except SgdvizError as error:
            return str(error)

    def _fault(self, file: NotedFile) -> str:
        """Return why an output is not whole: it is missing, or has another size, time of change or hash."""
        path = self._places.path(file.path)
        try:
            found = os.stat(path)  # noqa: PTH116 - a Path takes longer, and there may be many
        except OSError:
            return f"{file.path} is missing"
        if self._verify and found.st_size == file.bytes:
            with Path(path).open("rb") as opened:
                is_same = hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
            return "" if is_same else f"{file.path} has other bytes"
        is_same = (found.st_size, found.st_mtime_ns) == (file.bytes, file.changed)
        return "" if is_same else f"{file.path} was changed"


def chosen(jobs: Sequence[Job], only: Sequence[str]) -> list[Job]:
    """Return the jobs whose names or outputs match one of the patterns, all without a pattern."""
    if not only:
        return list(jobs)
    return [
        job for job in jobs if any(fnmatchcase(text, pattern) for pattern in only for text in (job.name, *job.outputs))
    ]
