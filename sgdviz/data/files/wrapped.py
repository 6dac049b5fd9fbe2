"""Rows that are in quotation marks as a whole, as a spreadsheet that took each for one cell writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = re.compile(r'"((?:[^"\r\n]|"")*[,;\t|](?:[^"\r\n]|"")*)"[,;\t|]*(\s*)')
"""A line of one cell with a separator in it, and maybe empty cells after it."""


def are_wrapped(lines: Sequence[str]) -> bool:
    """Return whether all lines that are not empty, the first one of them aside, are one cell with a separator in it.

    The first is a header, which has several cells or is wrapped as well.
    """
    filled = [line for line in lines if line.strip()]
    return (
        len(filled) > 1
        and any(mark in filled[0] for mark in ",;\t|")
        and all(_ROW.fullmatch(line) is not None for line in filled[1:])
    )


def unwrapped(line: str) -> str:
    """Return a line without the quotation marks around it, where it has some."""
    match = _ROW.fullmatch(line)
    return line if match is None else match[1].replace('""', '"') + match[2]
