"""Units of dates: a column of dates holds days since a day, or years with a fraction."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from sgdviz.checks import shown
from sgdviz.errors import InputError

YEARS = "years"
"""The unit of dates counted in years: 1 July 2001 is about 2001.5."""

_DAYS = re.compile(r"days since (\d{4}-\d{2}-\d{2})")


def days_since(day: date) -> str:
    """Return the unit of dates counted in days since midnight of `day`."""
    return f"days since {day.isoformat()}"


def first_day(unit: str) -> datetime | None:
    """Return the midnight from which a unit counts days; None for years."""
    found = _DAYS.fullmatch(unit)
    return datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else None


def value_of(unit: str, moment: datetime) -> float:
    """Return a moment in UTC as a number in `unit`."""
    first = first_day(unit)
    if first is not None:
        return (moment - first).total_seconds() / 86400
    start = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    days = (start.replace(year=moment.year + 1) - start).days if moment.year < 9999 else 365
    return moment.year + (moment - start).total_seconds() / 86400 / days


def moment_of(unit: str, value: float) -> datetime:
    """Return the moment of a number in `unit`, to the second; the nearest one where there is no such year."""
    earliest, latest = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    value = min(max(value, value_of(unit, earliest)), value_of(unit, latest))
    first = first_day(unit)
    if first is None:
        first = datetime(int(value), 1, 1, tzinfo=UTC)
        days = 365 if first.year == 9999 else (first.replace(year=first.year + 1) - first).days
        value = (value - first.year) * days
    return first + timedelta(seconds=round(value * 86400))


def checked_units(units: object, columns: int) -> tuple[str, ...]:
    """Return the units of so many columns, empty for a column of numbers; no units where none is of dates.

    Raises `InputError`.
    """
    if not isinstance(units, tuple | list) or not all(isinstance(unit, str) for unit in units):
        raise InputError(f"date_units is {shown(units)}; give a tuple of texts, as in ('days since 2020-01-05', '')")
    if units and len(units) != columns:
        raise InputError(f"date_units has {len(units)} texts; give one for each input and one for the target")
    for unit in units:
        if unit not in ("", YEARS) and not _is_of_days(unit):
            known = "'years', 'days since 2020-01-05' with the day that is 0, or '' for numbers"
            raise InputError(f"a text in date_units is {shown(unit)}; give {known}")
    return tuple(units) if any(units) else ()


def _is_of_days(unit: str) -> bool:
    try:
        return first_day(unit) is not None
    except ValueError:  # there is no 31 February
        return False
