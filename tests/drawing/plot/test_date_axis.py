"""Axes of dates: places of the calendar, as many as have room, and labels in any language."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.data.date_units import YEARS, moment_of, value_of
from sgdviz.drawing.plot.date_axis import date_axis
from sgdviz.drawing.words import ENGLISH, Words, find_words

DAYS = "days since 2020-01-05"


def labels(low: float, high: float, unit: str = DAYS, *, length: float = 400.0, words: Words = ENGLISH) -> list[str]:
    """Return the labels of an axis whose characters are 8 pixels wide."""
    axis = date_axis(low, high, unit, length=length, width=lambda text: 8.0 * len(text), between=5.0, words=words)
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    return [axis.text(tick, words) for tick in axis.ticks]


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (0.004, ["5 Jan 2020", "00:01", "00:02", "00:03", "00:04", "00:05"]),
        (0.5, ["5 Jan 2020", "03:00", "06:00", "09:00", "12:00"]),
        (1.5, ["5 Jan 2020", "12:00", "6 Jan", "12:00"]),
        (5, ["5 Jan 2020", "6 Jan", "7 Jan", "8 Jan", "9 Jan", "10 Jan"]),
        (9, ["6 Jan 2020", "8 Jan", "10 Jan", "12 Jan", "14 Jan"]),
        (40, ["6 Jan 2020", "13 Jan", "20 Jan", "27 Jan", "3 Feb", "10 Feb"]),
        (70, ["6 Jan 2020", "20 Jan", "3 Feb", "17 Feb", "2 Mar"]),
        (170, ["Feb 2020", "Mar", "Apr", "May", "Jun"]),
        (400, ["Mar 2020", "May", "Jul", "Sep", "Nov", "Jan 2021"]),
        (600, ["Apr 2020", "Jul", "Oct", "Jan 2021", "Apr", "Jul"]),
        (1000, ["Jul 2020", "Jan 2021", "Jul", "Jan 2022", "Jul"]),
    ],
)
def test_ticks_are_places_of_the_calendar(span: float, written: list[str]) -> None:
    """Hours, days, Mondays, months, quarters and half years: the finest whose labels have room, six at most."""
    assert labels(0, span) == written


def test_years_are_plain() -> None:
    """Years are written without a mark between thousands, in steps of 1, 2 or 5 times a power of ten."""
    assert labels(1999.2, 2011.9, YEARS) == ["2000", "2002", "2004", "2006", "2008", "2010"]
    assert labels(2003.5, 2007.5, YEARS) == ["2004", "2005", "2006", "2007"]
    assert labels(900, 2020, YEARS) == ["1000", "1200", "1400", "1600", "1800", "2000"]


def test_fewer_labels_have_room_on_a_short_axis() -> None:
    """The distance of the ticks grows until no two labels touch."""
    assert labels(0, 170, length=200) == ["Mar 2020", "May"]
    assert labels(0, 170, length=130) == ["Apr 2020"]


@pytest.mark.parametrize(
    ("language", "days", "months"),
    [
        ("de", ["5. Jan. 2020", "6. Jan.", "7. Jan."], ["Apr. 2020", "Juli", "Okt.", "Jan. 2021"]),
        ("es", ["5 ene 2020", "6 ene", "7 ene"], ["abr 2020", "jul", "oct", "ene 2021"]),
    ],
)
def test_months_have_the_names_of_the_language(language: str, days: list[str], months: list[str]) -> None:
    """A point after a German day or month is no decimal mark, and stays."""
    words = find_words(language)
    assert labels(0, 4, words=words)[:3] == days
    assert labels(0, 400, length=300, words=words) == months


def test_one_moment_has_an_axis() -> None:
    """An axis around a single value is a day long, and one past all years has no ticks but is an axis."""
    assert labels(3, 3)[0] == "7 Jan 12:00"
    assert labels(1e9, 2e9, YEARS) == []


@given(
    low=st.floats(-700_000, 2_900_000), span=st.floats(1e-3, 1e6), unit=st.sampled_from([DAYS, YEARS]),
    length=st.floats(50, 1000),
)  # fmt: skip
def test_labels_never_touch(low: float, span: float, unit: str, length: float) -> None:
    """At most six ticks rise along the axis, and their labels keep apart."""
    axis = date_axis(low, low + span, unit, length=length, width=lambda text: 8.0 * len(text), between=5.0)
    assert len(axis.ticks) == len(axis.written)
    if len(axis.ticks) > 1:
        places = axis.share(axis.ticks) * length
        for number, (before, after) in enumerate(pairwise(places)):
            taken = 8.0 * (len(axis.written[number]) + len(axis.written[number + 1])) / 2
            assert after - before >= taken + 5 - 1e-6
        assert len(axis.ticks) <= 6


@given(value=st.floats(1, 9998), unit=st.sampled_from([DAYS, YEARS]))
def test_a_number_is_a_moment(value: float, unit: str) -> None:
    """A number in either unit is a moment to the second, and back."""
    assert value_of(unit, moment_of(unit, value)) == pytest.approx(value, abs=1e-5)


def test_moments_end_with_the_calendar() -> None:
    """Before the year 1 and after the year 9999 there is no moment: the nearest one stands for it."""
    assert moment_of(YEARS, -5) == moment_of(DAYS, -1e9) == datetime(1, 1, 1, tzinfo=UTC)
    assert moment_of(DAYS, 1e9).year == moment_of(YEARS, 1e9).year == 9999
