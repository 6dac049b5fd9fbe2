"""Dates as numbers: days since the first one, or years."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.data.columns.missing import BLANKS
from sgdviz.data.date_units import YEARS, days_since, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FORMATS = (
    "%Y-%m", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d-%m-%Y",
    "%m-%d-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d %B %Y",
    "%b %Y", "%B %Y", "%b-%Y", "%Y %b", "%Y-%m-%d",
)  # fmt: skip
"""Formats of dates besides ISO 8601, those with the month first before those with the day first."""

COMPACT = "%Y%m%d"

DATE_NAME = re.compile("date|datum|fecha|day|time", re.IGNORECASE)
"""A name of a column whose numbers of eight digits may be dates."""

TIMES = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")
"""Formats of the time of day that may follow a date."""

TIME_AFTER = re.compile(r",?[ T]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AP]M)?)$", re.IGNORECASE)
QUARTER = re.compile(r"([12]\d{3})[ -]?Q([1-4])|Q([1-4])[ /-]?([12]\d{3})", re.IGNORECASE)
"""A quarter of a year, as in 2020Q1 or Q1 2020."""

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
    if have_compact_dates(name, texts):
        moments, how, days = _parsed(texts, COMPACT), "", texts
    elif all(len(text) >= LEAST_LENGTH and any(mark in text for mark in "-/. Qq") for text in texts):
        moments, how, days = _moments(texts)
    else:
        return None
    if not moments:
        return None
    first, last = min(moments), max(moments)
    unit = YEARS if (last - first).days > MOST_DAYS else days_since(first.date())
    values = [value_of(unit, moment) for moment in moments]
    said = f"{name!r} was read as dates, in {unit}: {texts[0]} is {moments[0].date().isoformat()}"
    if how == "%m/%d/%Y" and _parsed(days, "%d/%m/%Y"):
        said += ", with the month first"
    if how == "%d-%m-%Y" and _parsed(days, "%m-%d-%Y"):
        said += ", with the day first"
    return Dates(np.array(values, dtype=np.float64), unit, said)


def have_compact_dates(name: str, cells: Sequence[str]) -> bool:
    """Return whether a column that is called a date has nothing but days of eight digits, as in 20200105."""
    if not DATE_NAME.search(name) or not all(re.fullmatch(r"(1[5-9]|2[01])\d{6}", cell) for cell in cells):
        return False
    return _parsed(cells, COMPACT) is not None


def _moments(texts: list[str]) -> tuple[list[datetime] | None, str, list[str]]:
    """Return dates with their times of day, their format, and the texts without these times; None where one is none."""
    moments = _iso(texts) or _quarters(texts)
    if moments is not None:
        return moments, "", texts
    days, times = _without_times(texts)
    if times is None:
        return None, "", days
    parsed = ((_parsed(days, form, times), form) for form in FORMATS)
    moments, form = next(((moments, form) for moments, form in parsed if moments is not None), (None, ""))
    return moments, form, days


def _quarters(texts: Sequence[str]) -> list[datetime] | None:
    """Return the first days of quarters."""
    found = [match for match in map(QUARTER.fullmatch, texts) if match is not None]
    if len(found) < len(texts):
        return None
    return [datetime(int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2, 1, tzinfo=UTC) for match in found]


def _without_times(texts: Sequence[str]) -> tuple[list[str], list[time] | None]:
    """Return texts without the times of day at their ends, and these times; None for times where one cannot be read."""
    found = [TIME_AFTER.search(text) for text in texts]
    days = [text[: match.start()] if match else text for text, match in zip(texts, found, strict=True)]
    written = [match[1] if match else "0:00" for match in found]
    times = [_time_of(text) for text in written]
    known = [moment for moment in times if moment is not None]
    return days, known if len(known) == len(times) else None


def _time_of(text: str) -> time | None:
    for form in TIMES:
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - a time of day alone
        except ValueError:
            continue
    return None


def _iso(texts: Sequence[str]) -> list[datetime] | None:
    if not all(text[4:5] == "-" and len(text) >= 10 for text in texts):
        return None
    try:
        moments = [datetime.fromisoformat(text) for text in texts]
        return [moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments]
    except (ValueError, OverflowError):  # the first and the last day have moments that UTC has not
        return None


def _parsed(texts: Sequence[str], form: str, times: Sequence[time] | None = None) -> list[datetime] | None:
    """Return dates in a format, at midnight or at the `times` of day; None where one is in another."""
    try:
        days = [datetime.strptime(text, form).replace(tzinfo=UTC) for text in texts]
    except ValueError:
        return None
    if times is None:
        return days
    return [datetime.combine(day, moment, tzinfo=UTC) for day, moment in zip(days, times, strict=True)]
