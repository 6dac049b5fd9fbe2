"""Axes of dates: ticks at places of the calendar, from minutes to centuries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from sgdviz.data.date_units import moment_of, value_of
from sgdviz.drawing.plot.axis import Axis
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.drawing.words import Words


class Every(NamedTuple):
    """The distance of two ticks: so many minutes, days, months or years."""

    kind: Literal["minutes", "days", "months", "years"]
    number: int

    @property
    def days(self) -> float:
        """The distance in days, of months and years about."""
        return self.number * {"minutes": 1 / 1440, "days": 1.0, "months": 30.4, "years": 365.2}[self.kind]


STEPS = (
    *(Every("minutes", count) for count in (1, 5, 15, 30, 60, 180, 360, 720)),
    *(Every("days", count) for count in (1, 2, 7, 14)),
    *(Every("months", count) for count in (1, 2, 3, 6)),
    *(Every("years", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
"""The distances that ticks may have, the shortest first: a week begins on Monday, a quarter in January."""

MONDAY = datetime(2001, 1, 1, tzinfo=UTC)
"""A Monday, from which days and weeks are counted."""

LAST_YEAR = 9999


def date_axis(
    low: float,
    high: float,
    unit: str,
    *,
    length: float,
    width: Callable[[str], float],
    between: float,
    most: int = 6,
    words: Words = ENGLISH,
) -> Axis:
    """Return the axis from `low` to `high`, numbers in the `unit` of dates, with the most ticks that have room.

    The axis is `length` pixels long and the labels are `width` of it each, `between` apart or more, and at most `most`.
    The first label has the year, and each other where a year begins.
    """
    if not high > low:
        low, high = low - 0.5, high + 0.5
    begin, end = moment_of(unit, low), moment_of(unit, high)
    days = (end - begin).total_seconds() / 86400
    axis = Axis(low, high, ())
    for every in STEPS:
        if days / every.days > most + 1:
            continue
        moments = [moment for moment in _moments(begin, end, every) if low <= value_of(unit, moment) <= high]
        ticks = tuple(value_of(unit, moment) for moment in moments)
        if not ticks:
            break
        labels = tuple(_labels(moments, every, words))
        axis = Axis(low, high, ticks, written=labels, names=labels)
        places = (axis.share(ticks) * length).tolist()
        taken = zip(pairwise(places), pairwise(map(width, labels)), strict=True)
        if len(ticks) <= most and all(
            after - before >= (left + right) / 2 + between for (before, after), (left, right) in taken
        ):
            return axis
    return replace(axis, ticks=axis.ticks[:1], written=axis.written[:1])  # no two labels have room


def _moments(begin: datetime, end: datetime, every: Every) -> Iterator[datetime]:
    """Yield the moments of the calendar from about `begin` to `end`."""
    kind, count = every
    if kind in ("minutes", "days"):
        step = timedelta(**{kind: count})
        number = -((MONDAY - begin) // step)  # rounded up, so that the first year has no tick before it
        yield from (MONDAY + place * step for place in range(number, (end - MONDAY) // step + 1))
        return
    months = count if kind == "months" else 12 * count
    number = (begin.year * 12 + begin.month - 1) // months * months
    while number <= end.year * 12 + end.month - 1:
        if 12 <= number < 12 * (LAST_YEAR + 1):
            yield datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        number += months


def _labels(moments: list[datetime], every: Every, words: Words) -> Iterator[str]:
    """Yield the labels of ticks: the year is written at the first and at the first of each year."""
    year = 0
    for moment in moments:
        month = words.month_names[moment.month - 1]
        is_new, year = moment.year != year, moment.year
        if every.kind == "years":
            yield str(moment.year)
        elif every.kind == "months":
            yield words.month_of_year.format(month=month, year=year) if is_new else month
        elif every.kind == "minutes" and (moment.hour or moment.minute):
            day = f"{words.day_of_month.format(day=moment.day, month=month)} " if is_new else ""
            yield f"{day}{moment:%H:%M}"
        else:
            known = words.day_of_year if is_new else words.day_of_month
            yield known.format(day=moment.day, month=month, year=year)
