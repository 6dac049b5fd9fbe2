"""The pages of a batch, ``index.html`` and ``report.json``, which are written where they would say anything new."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sgdviz import __version__
from sgdviz.jobs.batch.places import INDEX, REPORT
from sgdviz.jobs.gallery import write_gallery, write_report, write_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sgdviz.jobs.batch.ledger import Ledger
    from sgdviz.jobs.batch.result import JobResult

    Results = Callable[[bool], Iterable[JobResult]]
    """Of whether stills are wanted, the results of all jobs in their order."""


class Pages:
    """The pages in one output folder; the ledger knows of what they are."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder, self._ledger = folder, ledger

    def write(self, results: Results, *, sheet: bool) -> None:
        """Write the pages of `results`. Raises `OutputError`, and `InputError` for a sheet of nothing."""
        of_index, of_report = hashlib.sha256(__version__.encode()), hashlib.sha256(__version__.encode())
        for result in results(False):
            text = repr((result.name, result.outputs, result.status == "failed", result.reason, result.command))
            of_report.update(text.encode())
            of_report.update(result.status.encode())
            shown = (result.name, result.outputs, result.command, result.reason if result.status == "failed" else "")
            of_index.update(repr(shown).encode())
        self._written(INDEX, of_index.hexdigest(), lambda: write_gallery(results(True), self._folder))
        self._written(REPORT, of_report.hexdigest(), lambda: write_report(results(False), self._folder))
        if sheet:
            write_sheet(lambda: results(True), self._folder)

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
