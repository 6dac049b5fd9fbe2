"""Numbers as people write them: decimal commas, thousands, currencies, percentages, units, and K, M and B."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.columns.missing import BLANKS
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FACTORS = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}
"""What a letter after a number multiplies it by."""

_GAPS = "[ '\u2019\u00a0\u202f]"
_CELL = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<currency>[$€£¥]?)\s*(?P<minus>[-+]?)"
    rf"(?P<body>\d(?:[\d.,]|{_GAPS}(?=\d{{3}}))*|[.,]\d+)(?P<exponent>(?:[eE][-+]?\d+)?)\s*"
    r"(?P<unit>(?:[^\W\d_]|[%‰°$€£¥µ])[^\s\"=;,]*)?"
)
_WITH_POINT = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?|\d+\.?\d*|\.\d+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The (N,) numbers of a column, their `unit`, and a sentence on how they were read where that was guessed."""

    values: NDArray[np.float64]
    unit: str = ""
    guess: str = ""


def read_numbers(name: str, cells: Sequence[str], separator: str = "") -> Numbers | None:
    """Return the numbers in all `cells` of the column `name`, or None where one is not a number.

    `separator` is what stands between the columns of the file: it decides what a comma can mean.
    Raises `InputError` for units that differ.
    """
    stripped = [_stripped(cell) for cell in cells]
    plain = _plain(stripped)
    if plain is not None:
        return Numbers(plain)
    matches = [_CELL.fullmatch(cell) for cell in stripped]
    found = [match for match in matches if match is not None]
    if len(found) < len(matches):
        return None
    comma = _has_decimal_comma([match["body"] for match in found], separator)
    values = [_value(match, comma=comma) for match in found]
    if any(value is None for value in values):
        return None
    units = [_unit(match) for match in found]
    kinds = {unit for unit, value in zip(units, values, strict=True) if unit or value}
    if len(kinds) > 1:
        if len(kinds) >= len(set(stripped)):
            return None  # each cell has a unit of its own: these are words that begin with a number
        raise InputError(f"column {name!r} has different units: {_counted(units)}; give all its rows one unit")
    unit = next(iter(kinds), "")
    sample = next(cell for cell in stripped if not _is_plain(cell))
    value = values[stripped.index(sample)]
    said = f"{name!r} was read as numbers{f' in {unit}' if unit else ''}: {sample[:40]} is {value:g}"
    return Numbers(np.array(values, dtype=np.float64), unit, said)


def is_number(cell: str) -> bool:
    """Return whether a cell alone is a number without a unit: 1.5, 1,5, "1,234.5", $5 or 12%."""
    match = _CELL.fullmatch(_stripped(cell))
    return match is not None and (match["unit"] or "%") in "%$€£¥"


def _stripped(cell: str) -> str:
    """Return a cell without blanks and quotation marks around it, and with an ASCII minus."""
    text = cell.strip(BLANKS)
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip(BLANKS)
    return text.replace("\u2212", "-")


def _plain(cells: Sequence[str]) -> NDArray[np.float64] | None:
    """Return the numbers where every cell is one as Python reads it."""
    try:
        values = np.array([float(cell) for cell in cells], dtype=np.float64)
    except ValueError:
        return None
    return None if any("_" in cell for cell in cells) else values


def _is_plain(cell: str) -> bool:
    return _plain([cell]) is not None


def _has_decimal_comma(bodies: Sequence[str], separator: str) -> bool:
    """Return whether commas are decimal in a column of such digits, points and commas.

    Where both occur in a cell the last is decimal. A comma before three digits alone separates thousands, except
    where semicolons separate columns: there decimals have commas.
    """
    both = [body for body in bodies if "," in body and "." in body]
    if both:
        return all(body.rindex(",") > body.rindex(".") for body in both)
    with_comma = [body for body in bodies if "," in body]
    if not with_comma:
        return any(body.count(".") > 1 for body in bodies)  # points between thousands
    if any(body.count(",") > 1 for body in with_comma):
        return False
    return separator == ";" or not all(_THOUSANDS.fullmatch(body) for body in with_comma)


def _value(match: re.Match[str], *, comma: bool) -> float | None:
    body = re.sub(_GAPS, "", match["body"])
    if comma:
        body = body.translate(str.maketrans(",.", ".,"))
    if not _WITH_POINT.fullmatch(body) or (match["sign"] and match["minus"]):
        return None
    number = float(body.replace(",", "") + match["exponent"]) * FACTORS.get(match["unit"] or "", 1.0)
    return -number if "-" in (match["sign"], match["minus"]) else number


def _unit(match: re.Match[str]) -> str:
    """Return the unit of a cell; a letter that multiplies is none."""
    after = match["unit"] or ""
    return match["currency"] + ("" if after in FACTORS else after)


def _counted(units: Sequence[str]) -> str:
    kinds = sorted(set(units), key=lambda unit: (-units.count(unit), unit))
    more = f" and {len(kinds) - 6} more" if len(kinds) > 6 else ""
    return ", ".join(f"{unit or 'none'} ({units.count(unit)})" for unit in kinds[:6]) + more
