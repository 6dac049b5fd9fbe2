"""Dates as days or years."""

from __future__ import annotations

import pytest

from sgdviz.data.columns.dates import read_dates


@pytest.mark.parametrize(
    ("cells", "values", "unit"),
    [
        (["2020-01-05", "2020-01-04"], [1, 0], "days since 2020-01-04"),
        (["2020-01-05T06:00:00", "2020-01-05T12:00:00"], [0.25, 0.5], "days since 2020-01-05"),
        (["2020-01-05 00:00:00+00:00", "2020-01-06 01:00:00+01:00"], [0, 1], "days since 2020-01-05"),
        (["1999-01", "2009-01"], [1999, 2009], "years"),
        (["05.01.2020", "15.01.2020"], [0, 10], "days since 2020-01-05"),
        (["01/15/2020", "02/01/2020"], [0, 17], "days since 2020-01-15"),
        (["15/01/2020", "01/02/2020"], [0, 17], "days since 2020-01-15"),
        (["5 Jan 2020", "7 Jan 2020"], [0, 2], "days since 2020-01-05"),
        (["January 5, 2020", "January 7, 2020"], [0, 2], "days since 2020-01-05"),
        (["Jan 1 2000", "Mar 1 2010"], [2000, 2010 + 59 / 365], "years"),
        (["January 5 2020", "January 7 2020"], [0, 2], "days since 2020-01-05"),
        (["5-Jan-20", "7-Jan-20"], [0, 2], "days since 2020-01-05"),
        (["01-15-2020", "02-01-2020"], [0, 17], "days since 2020-01-15"),
        (["Jan 1999", "Jan 2009"], [1999, 2009], "years"),
        (["1999 JAN", "2009 JAN"], [1999, 2009], "years"),
        (["2001/01/01 06:00", "2001/01/02 18:00"], [0.25, 1.75], "days since 2001-01-01"),
        (["1/15/2020 6:00", "1/16/2020 18:00:00"], [0.25, 1.75], "days since 2020-01-15"),
        (["1/15/2020 6:00 AM", "1/15/2020 12:00 PM"], [0.25, 0.5], "days since 2020-01-15"),
        (["1/15/2020, 6:00 AM", "1/16/2020, 6:00:00 PM"], [0.25, 1.75], "days since 2020-01-15"),
        (["2020-01-15 6:00", "2020-01-15"], [0.25, 0], "days since 2020-01-15"),
        (["2020Q1", "2020Q2"], [0, 91], "days since 2020-01-01"),
        (["Q1 1999", "Q1 2009"], [1999, 2009], "years"),
    ],
)
def test_dates_are_numbers(cells: list[str], values: list[float], unit: str) -> None:
    """Dates count days since the first, or years where they lie further apart."""
    dates = read_dates("a", cells)
    assert dates is not None
    assert (dates.values.tolist(), dates.unit) == (values, unit)


def test_an_order_of_month_and_day_that_was_guessed_is_said() -> None:
    """Where both orders are dates the month comes first, in one sentence; where one is, nothing is guessed."""
    guessed, sure = read_dates("a", ["01/02/2020", "03/04/2020"]), read_dates("a", ["01/13/2020"])
    assert guessed is not None
    assert guessed.values.tolist() == [0, 62]
    assert guessed.guess.endswith("01/02/2020 is 2020-01-02, with the month first")
    assert sure is not None
    assert "month first" not in sure.guess
    other = read_dates("a", ["01-02-2020", "03-04-2020"])
    assert other is not None
    assert other.guess.endswith("01-02-2020 is 2020-02-01, with the day first")


def test_days_of_eight_digits_are_dates_where_the_column_says_so() -> None:
    """A column called a date has days and no numbers of millions; another column, or an impossible day, does not."""
    dates = read_dates("date", ["20200105", "20200107"])
    assert dates is not None
    assert (dates.values.tolist(), dates.unit) == ([0, 2], "days since 2020-01-05")
    assert dates.guess == "'date' was read as dates, in days since 2020-01-05: 20200105 is 2020-01-05"
    assert read_dates("account", ["20200105", "20200107"]) is None
    assert read_dates("date", ["20200105", "20201305"]) is None
    assert read_dates("date", ["20200105", "2020010"]) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["2020"],
        ["20200105"],
        ["words here"],
        ["2020-01-05", "x"],
        ["2020-13-05"],
        ["0001-01-01T00:00+05:00"],
        ["2020/01/05 25:00"],
        ["12:30:00"],
        ["2020Q5"],
        ["0000Q1"],
    ],
)
def test_what_is_no_date_is_none(cells: list[str]) -> None:
    """Years, plain numbers and words are no dates, nor is a moment before the calendar begins."""
    assert read_dates("a", cells) is None
