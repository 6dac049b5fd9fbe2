"""Tests of errors of syntax: reported as Python reports them, and Python 2 by its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from recording.capture.processes import captured, plain

from sgdviz.recording.capture.program import Program
from sgdviz.recording.capture.syntax import check_syntax, python_2

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = {
    "a bracket": b"w = 0.0\nw -= 0.1 * (w))\n",
    "an indentation": b"if True:\nw = 1\n",
    "a return outside of a function": b"print('never')\nreturn 1\n",
    "a global name that is used before": b"def f():\n    print(w)\n    global w\n",
    "a print statement": b"w = 1\nprint w\n",
    "an encoding that is not named": "f = 'für'\n".encode("latin-1"),
}
"""Sources that cannot be compiled."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="scripts are captured in copies of one process")
@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_an_error_of_syntax_is_reported_as_by_python(source: bytes, tmp_path: Path) -> None:
    """The file, the line and the mark are those of Python alone, and the exit code is 1."""
    script = tmp_path / "broken.py"
    script.write_bytes(source)
    recorded = captured(script)
    assert recorded == plain(script)
    assert recorded.exit_code == 1


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("print 'loss', loss", "a print statement"),
        ("exec 'w = 1'", "an exec statement"),
        ("try: pass\nexcept ValueError, e: pass", "except with a comma"),
        ("raise ValueError, 'no'", "raise with a comma"),
        ("if 1 <> 2: pass", "the operator <>"),
        ("mode = 0755", "an octal number that begins with 0 alone"),
        ("many = 10L", "a number that ends with L"),
        ("text = `1`", "backquotes"),
        ("w = = 1", ""),
        ("w = 10x", ""),
    ],
)
def test_python_2_is_told_from_an_error(line: str, what: str) -> None:
    """What is of Python 2 is named; other errors are not said to be Python 2."""
    with pytest.raises(SyntaxError) as caught:
        check_syntax(Program("old.py", f"{line}\n"))
    assert python_2(caught.value) == what


@pytest.mark.skipif(not hasattr(os, "fork"), reason="scripts are captured in copies of one process")
def test_python_2_is_named_with_its_line(tmp_path: Path) -> None:
    """One sentence says where Python 2 is, and that it is not converted."""
    script = tmp_path / "old.py"
    script.write_text("w = 1\nprint w\n")
    notes = captured(script).found["notes"]
    assert notes == ["old.py:2: a print statement is Python 2, and sgdviz does not convert Python 2"]
