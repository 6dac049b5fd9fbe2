"""Dates as numbers: days from the first one, or years."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.data.columns.missing import BLANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FORMATS = (
    "%Y-%m", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d-%m-%Y",
    "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y",
)  # fmt: skip
"""Formats of dates besides ISO 8601, those with the month first before those with the day first."""

MOST_DAYS = 3 * 365
"""Dates that lie further apart are counted in years."""

LEAST_LENGTH = 6
"""Characters of the shortest date, so that no number is taken for one."""


class Dates(NamedTuple):
    """The (N,) dates as numbers, what they count, and a sentence on how they were read."""

    values: NDArray[np.float64]
    unit: str
    guess: str


def read_dates(name: str, cells: Sequence[str]) -> Dates | None:
    """Return the dates in all `cells` of the column `name`, or None where one is not a date."""
    texts = [cell.strip(BLANKS) for cell in cells]
    if not all(len(text) >= LEAST_LENGTH and any(mark in text for mark in "-/. ") for text in texts):
        return None
    moments, how = _iso(texts), "year, month, day"
    for form in FORMATS:
        if moments is None:
            moments, how = _parsed(texts, form), form
    if moments is None:
        return None
    first, last = min(moments), max(moments)
    if (last - first).days > MOST_DAYS:
        values, unit = [_year(moment) for moment in moments], "year"
    else:
        values, unit = [(moment - first).total_seconds() / 86400 for moment in moments], f"days from {first:%Y-%m-%d}"
    said = f"{name!r} was read as dates, in {unit.split()[0].rstrip('s')}s: {texts[0]} is {moments[0]:%Y-%m-%d}"
    if how == "%m/%d/%Y" and _parsed(texts, "%d/%m/%Y"):
        said += ", with the month first"
    return Dates(np.array(values, dtype=np.float64), unit, said)


def _iso(texts: Sequence[str]) -> list[datetime] | None:
    if not all(text[4:5] == "-" and len(text) >= 10 for text in texts):
        return None
    try:
        moments = [datetime.fromisoformat(text) for text in texts]
    except ValueError:
        return None
    return [moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments]


def _parsed(texts: Sequence[str], form: str) -> list[datetime] | None:
    try:
        return [datetime.strptime(text, form).replace(tzinfo=UTC) for text in texts]
    except ValueError:
        return None


def _year(moment: datetime) -> float:
    """Return a date as a year with a fraction: 1 July 2001 is about 2001.5."""
    start = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    days = (start.replace(year=moment.year + 1) - start).days if moment.year < 9999 else 365
    return moment.year + (moment - start).total_seconds() / 86400 / days
