"""Notebooks as one program, and files that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sgdviz import InputError
from sgdviz.recording.capture.notebook import cells_of, notebook_program

if TYPE_CHECKING:
    from pathlib import Path

CELLS = [
    {"cell_type": "markdown", "source": ["# A line\n", "of two"]},
    {"cell_type": "code", "source": ["%matplotlib inline\n", "x = 1\n"], "outputs": []},
    {"cell_type": "code", "source": "y = x + 1"},
]


def notebook(path: Path, cells: Any = CELLS, **entries: Any) -> Path:
    """Write a notebook."""
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells, **entries}), encoding="utf-8")
    return path


def test_a_notebook_is_its_code_cells_in_order(tmp_path: Path) -> None:
    """Each cell stands under a line with its number; text is empty lines, and magics are taken out."""
    path = notebook(tmp_path / "a.ipynb")
    program = notebook_program(path)
    assert program.name == str(path)
    assert program.text.splitlines() == [
        "# %% cell 1 of a.ipynb",
        "",
        "",
        "# %% cell 2 of a.ipynb",
        "pass",
        "x = 1",
        "# %% cell 3 of a.ipynb",
        "y = x + 1",
    ]


def test_cells_say_where_they_begin_in_the_program(tmp_path: Path) -> None:
    """The first line of a cell's text is that line of the program."""
    path = notebook(tmp_path / "a.ipynb")
    lines = notebook_program(path).text.splitlines()
    cells = cells_of(path)
    assert [cell.line for cell in cells] == [2, 5, 8]
    assert [lines[cell.line - 2].split()[3] for cell in cells] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"nbformat": 3}, "is a notebook of format 3; type: jupyter nbconvert"),
        ({"cells": "x"}, "has no cells, so it is no notebook"),
        ({"cells": [{"cell_type": "code", "source": 5}]}, "the source of cell 1 is no text"),
        ({"cells": []}, "has no code in its cells"),
        ({"metadata": {"kernelspec": {"language": "R"}}}, "is a notebook in R; give one in Python"),
        ({"metadata": {"language_info": {"name": "julia"}}}, "is a notebook in julia; give one in Python"),
    ],
)
def test_what_is_no_notebook_is_one_line(entries: dict[str, Any], said: str, tmp_path: Path) -> None:
    """The error names the file and the fault."""
    path = notebook(tmp_path / "a.ipynb", **entries)
    with pytest.raises(InputError, match=said):
        notebook_program(path)


def test_files_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    """One that is missing, a folder, no JSON, and JSON without a table."""
    with pytest.raises(InputError, match=r"cannot read .*: No such file"):
        notebook_program(tmp_path / "none.ipynb")
    with pytest.raises(InputError, match="it is a folder"):
        notebook_program(tmp_path)
    (tmp_path / "a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is no JSON that can be read"):
        notebook_program(tmp_path / "a.ipynb")
    (tmp_path / "a.ipynb").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="has no cells"):
        notebook_program(tmp_path / "a.ipynb")
