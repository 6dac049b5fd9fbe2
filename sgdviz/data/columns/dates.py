"""Dates as numbers: days since the first one, or years."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.data.columns.missing import BLANKS
from sgdviz.data.date_units import YEARS, days_since, value_of

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
    """The (N,) dates as numbers, their unit as in `Dataset.date_units`, and a sentence on how they were read."""

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
    unit = YEARS if (last - first).days > MOST_DAYS else days_since(first.date())
    values = [value_of(unit, moment) for moment in moments]
    said = f"{name!r} was read as dates, in {unit}: {texts[0]} is {moments[0].date().isoformat()}"
    if how == "%m/%d/%Y" and _parsed(texts, "%d/%m/%Y"):
        said += ", with the month first"
    return Dates(np.array(values, dtype=np.float64), unit, said)


def _iso(texts: Sequence[str]) -> list[datetime] | None:
    if not all(text[4:5] == "-" and len(text) >= 10 for text in texts):
        return None
    try:
        moments = [datetime.fromisoformat(text) for text in texts]
        return [moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments]
    except (ValueError, OverflowError):  # the first and the last day have moments that UTC has not
        return None


def _parsed(texts: Sequence[str], form: str) -> list[datetime] | None:
    try:
        return [datetime.strptime(text, form).replace(tzinfo=UTC) for text in texts]
    except ValueError:
        return None
