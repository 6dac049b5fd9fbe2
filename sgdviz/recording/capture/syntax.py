"""Errors of syntax: reported as Python reports them, and Python 2 named where that is the reason."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgdviz.recording.capture.program import Program

PYTHON_2 = {
    r"Missing parentheses in call to 'print'": "a print statement",
    r"Missing parentheses in call to 'exec'": "an exec statement",
    r"multiple exception types must be parenthesized": "except with a comma",
    r"leading zeros in decimal integer literals": "an octal number that begins with 0 alone",
    r"invalid (decimal|hexadecimal|octal) literal": "a number that ends with L",
}
"""What a message of Python 3 says about code of Python 2."""

PYTHON_2_LINES = {
    r"^\s*raise\s+\w+\s*,": "raise with a comma",
    r"<>": "the operator <>",
    r"^\s*print\s*>>": "a print statement",
    r"`": "backquotes",
    r"\bu?r?b?ur['\"]": "a string that begins with ur",
}
"""The same for lines about which Python 3 only says that they are invalid."""


def check_syntax(program: Program) -> None:
    """Warn as Python does when it compiles a program. Raises `SyntaxError`."""
    compile(program.text, program.name, "exec", dont_inherit=True)


def report_syntax(error: SyntaxError) -> list[str]:
    """Print an error of syntax as Python does, and return what else is to be said, one line each."""
    with suppress(OSError, ValueError, AttributeError):
        sys.__excepthook__(type(error), error.with_traceback(None), None)
    found = python_2(error)
    if not found:
        return []
    where = f"{Path(error.filename or 'the script').name}:{error.lineno}"
    return [f"{where}: {found} is Python 2, and sgdviz does not convert Python 2"]


def python_2(error: SyntaxError) -> str:
    """Return what in the line of an error is of Python 2; empty where nothing is."""
    for message, what in PYTHON_2.items():
        if re.search(message, error.msg or "") and not (
            what.endswith("L") and not re.search(r"\d[lL]\b", error.text or "")
        ):
            return what
    if error.msg and "invalid syntax" in error.msg:
        for pattern, what in PYTHON_2_LINES.items():
            if re.search(pattern, error.text or ""):
                return what
    return ""
