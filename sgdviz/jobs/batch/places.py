"""The places of outputs: all stay below the output folder, whatever a pattern, a value or a link says."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from sgdviz.atomic import output_errors
from sgdviz.errors import InputError, OutputError

LEDGER, INDEX, REPORT, SHEET = ".sgdviz-batch.sqlite", "index.html", "report.json", "sheet.png"
"""The batch's own files in the output folder."""

SCRATCH = ".sgdviz-batch.part"
"""The folder in which the workers of this machine write, as long as a call takes."""

OWN_FILES = (SCRATCH, LEDGER, f"{LEDGER}-journal", f"{LEDGER}-wal", f"{LEDGER}-shm", INDEX, REPORT, SHEET)

_ESCAPES = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.?([/\\]|$)|//|\\|\x00|^\s*$")
"""Absolute paths, those with a drive or with ``..``, and those that systems read in different ways."""

_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part")
"""The name of a temporary file of `atomic`, and in it that of its output."""


def check_output(path: str) -> None:
    """Raise `InputError` for an output that is not a path below the output folder, or is one of the batch's files."""
    if _ESCAPES.search(path):
        what = f"{path!r} does not lie in the output folder"
        raise InputError(f"{what}; write a path inside it, with slashes and without '..'")
    if path in OWN_FILES:
        raise InputError(f"{path!r} is a file of the batch itself; give another name")


class Places:
    """The places of outputs in one output folder; `folder` is absolute."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = os.path.realpath(folder)
        self._is_inside = lru_cache(1024)(self._stays_inside)

    def path(self, output: str) -> str:
        """Return the path of an output. Raises `OutputError` where a link leads out of the output folder."""
        path = os.path.join(self._root, output)  # noqa: PTH118 - a Path takes ten times as long
        if not self._is_inside(os.path.dirname(path)) or os.path.islink(path):  # noqa: PTH114, PTH120
            raise OutputError(f"cannot write {output}: a link leads out of the output folder; remove the link")
        return path

    def make_folder(self, output: str) -> str:
        """Return the path of an output whose folder is there from now on. Raises `OutputError`."""
        path = self.path(output)
        with output_errors(output):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._is_inside.cache_clear()
        return self.path(output)

    def _stays_inside(self, folder: str) -> bool:
        real = os.path.realpath(folder)
        return real == self._root or real.startswith(self._root.rstrip(os.sep) + os.sep)


def remove_temporary(places: Places, outputs: set[str]) -> None:
    """Remove the temporary files that a killed call has left of `outputs`; the caller holds the lock of the folder."""
    folders = {os.path.dirname(output) for output in outputs}  # noqa: PTH120
    for folder in folders:
        try:
            entries = list(os.scandir(places.folder / folder))
        except OSError:
            continue
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name)
            if match and f"{folder}/{match[1]}".lstrip("/") in outputs and entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink(missing_ok=True)
