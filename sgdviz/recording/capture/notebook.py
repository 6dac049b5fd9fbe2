"""Notebooks: the code cells of an ``.ipynb`` file as one program.

The file holds its lines inside JSON, so a line of the program cannot be a line of the file. The program is the cells
one after the other, each under a line ``# %% cell 3 of notebook.ipynb``; a text cell has empty lines.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.errors import InputError
from sgdviz.inputs import bounded_bytes
from sgdviz.recording.capture.magics import without_magics
from sgdviz.recording.capture.program import Program

if TYPE_CHECKING:
    from os import PathLike

MOST_BYTES = 1 << 26
"""Bytes of the longest notebook; it holds its pictures."""

LANGUAGES = ("python", "ipython", "python3")
"""The names of Python as the language of a notebook; one that names none is in Python."""


class Cell(NamedTuple):
    """A cell: its kind, "code" or "markdown" or another, its text, and the line of the program at which it begins."""

    kind: str
    text: str
    line: int


def notebook_program(path: str | PathLike[str]) -> Program:
    """Return the code cells of the notebook at `path` as one program, without magics and lines for the shell.

    Raises `InputError` for a file that is no notebook, and for one without code in Python.
    """
    cells = cells_of(path)
    if not any(cell.kind == "code" and cell.text.strip() for cell in cells):
        raise InputError(f"{path} has no code in its cells; give a notebook with a training loop")
    name = Path(path).name
    lines: list[str] = []
    for number, cell in enumerate(cells, start=1):
        lines.append(f"# %% cell {number} of {name}")
        code = without_magics(cell.text) if cell.kind == "code" else "\n" * cell.text.count("\n")
        lines.extend(code.split("\n"))
    return Program(str(path), "\n".join(lines) + "\n")


def cells_of(path: str | PathLike[str]) -> tuple[Cell, ...]:
    """Return the cells of the notebook at `path`. Raises `InputError` for a file that is no notebook in Python."""
    table = _read(path)
    if table.get("nbformat") == 3:
        raise InputError(f"{path} is a notebook of format 3; type: jupyter nbconvert --to notebook --nbformat 4 {path}")
    _check_language(path, table.get("metadata"))
    cells = table.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise InputError(f"{path} has no cells, so it is no notebook; give one of format 4")
    found: list[Cell] = []
    line = 1
    for number, cell in enumerate(cells, start=1):
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(part, str) for part in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise InputError(f"{path}: the source of cell {number} is no text; save the notebook again")
        text = source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        found.append(Cell(str(cell.get("cell_type")), text, line + 1))
        line += 2 + text.count("\n")
    return tuple(found)


def _read(path: str | PathLike[str]) -> dict[str, Any]:
    data = bounded_bytes(path, MOST_BYTES, "clear the outputs of the notebook")
    try:
        table = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError(f"{path} is no JSON that can be read, so it is no notebook; save it again") from None
    if not isinstance(table, dict):
        raise InputError(f"{path} has no cells, so it is no notebook; give one of format 4")
    return table


def _check_language(path: str | PathLike[str], metadata: Any) -> None:
    """Raise `InputError` for a notebook in another language than Python."""
    facts = metadata if isinstance(metadata, dict) else {}
    for key, entry in (("kernelspec", "language"), ("language_info", "name")):
        table = facts.get(key)
        language = table.get(entry) if isinstance(table, dict) else None
        if isinstance(language, str) and language.lower() not in LANGUAGES:
            raise InputError(f"{path} is a notebook in {language}; give one in Python")
