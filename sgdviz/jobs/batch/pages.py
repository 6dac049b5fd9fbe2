"""The pages of a batch, ``index.html`` and ``report.json``, which are written where they would say anything new."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from sgdviz import __version__
from sgdviz.jobs.batch.places import INDEX, REPORT
from sgdviz.jobs.gallery import write_gallery, write_report, write_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sgdviz.jobs.batch.ledger import Entry, Ledger
    from sgdviz.jobs.batch.plan import Planned
    from sgdviz.jobs.batch.result import JobResult, Status


class Known(NamedTuple):
    """A job of which the pages say something."""

    planned: Planned
    status: Status
    entry: Entry | None


class Pages:
    """The pages in one output folder; the ledger knows of what they are."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder, self._ledger = folder, ledger

    def write(self, known: Callable[[], Iterable[Known]], result: Callable[[Known], JobResult], *, sheet: bool) -> None:
        """Write the pages of the jobs that are `known`, which is called for each, with their results.

        Raises `OutputError`, and `InputError` for a sheet of nothing.
        """
        of_index, of_report = hashlib.sha256(__version__.encode()), hashlib.sha256()
        for planned, status, entry in known():
            failed = planned.reason if status == "failed" else ""
            options = entry and entry.fingerprint.options
            files = entry and entry.files
            of_index.update(repr((planned.job.name, options, files, failed)).encode())
            of_report.update(status.encode())
        index = of_index.hexdigest()
        self._written(INDEX, index, lambda: write_gallery(map(result, known()), self._folder))
        report = index + of_report.hexdigest()
        self._written(REPORT, report, lambda: write_report(map(result, known()), self._folder))
        if sheet:
            write_sheet(lambda: map(result, known()), self._folder)

    def _written(self, name: str, digest: str, write: Callable[[], None]) -> None:
        """Write a page, unless the one that is there is of the same results."""
        if self._ledger.fact(name) != f"{digest} {self._state_of(name)}":
            write()
            self._ledger.keep_fact(name, f"{digest} {self._state_of(name)}")

    def _state_of(self, name: str) -> str:
        """Return the size and the time of change of a page; empty where there is none."""
        try:
            found = (self._folder / name).stat()
        except OSError:
            return ""
        return f"{found.st_size} {found.st_mtime_ns}"
