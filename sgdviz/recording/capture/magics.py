"""Lines that IPython understands and Python does not: magics and commands of the shell, taken out of code."""

from __future__ import annotations

import ast
import warnings

WRAPPERS = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Magics of a whole cell whose code is Python."""

MARKS = ("%", "!", "?")
"""The characters with which a line for IPython begins; one that ends with a question mark asks for help."""


def without_magics(code: str) -> str:
    """Return `code`, line for line, without the lines that are for IPython alone.

    Code that is Python already is returned unchanged, since a line of it may begin with a percent sign. A line that is
    taken out becomes ``pass``, so that a block of which it is all remains one. A magic of a whole cell, such as
    ``%%bash``, takes all of it out, except those that only measure it.
    """
    if is_python(code):
        return code
    lines = code.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%") and first.split()[0] not in WRAPPERS:
        return "\n" * (len(lines) - 1)
    return "\n".join(_passed(line) if _is_magic(line) else line for line in lines)


def is_python(code: str) -> bool:
    """Return whether `code` is Python by its syntax."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_magic(line: str) -> bool:
    text = line.strip()
    return text.startswith(MARKS) or (text.endswith("?") and not text.startswith("#"))


def _passed(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + "pass"
