"""The ways in which people write that a value is missing."""

from __future__ import annotations

BLANKS = " \t\r\n\u00a0"
"""Characters that do not count at the ends of a cell."""

MISSING = frozenset({"", "na", "nan", "n/a", "n.a.", "#n/a", "<na>", "nat", "null", "?", "-", ".", "..", "\\n"})
"""What a cell without a value holds, in small letters."""


def is_missing(cell: str) -> bool:
    """Return whether `cell` says that there is no value."""
    return cell.strip(BLANKS).lower() in MISSING
