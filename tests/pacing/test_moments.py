"""Moments of a run: how they are written, and the rows that they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sgdviz.errors import InputError
from sgdviz.pacing.moments import moments_of, row_of

if TYPE_CHECKING:
    from sgdviz import Recording


def rows(run: Recording, at: Any, last: int | None = None) -> list[int]:
    """Return the rows that `at` names in a run."""
    return [row_of(run, moment, len(run) - 1 if last is None else last) for moment in moments_of(at)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (15, [15]),
        ("15", [15]),
        ("last", [300]),
        ("0,10,50%,last", [0, 10, 150, 300]),
        ((0, "10", "50 %", "last"), [0, 10, 150, 300]),
        ([7], [7]),
        (" 3 , 33.5% ", [3, 100]),
        ("0%,100%", [0, 300]),
    ],
)
def test_moments_are_numbers_shares_and_the_last(run: Recording, at: Any, expected: list[int]) -> None:
    """A number is a step, a share is one of the steps of the run, and both can be mixed."""
    assert rows(run, at) == expected


def test_a_moment_may_name_a_part_of_its_step() -> None:
    """After a colon stands the part; an empty one is none."""
    assert [moment.part for moment in moments_of("2:forward,50%:backward,last:update,4:,5")] == [
        "forward",
        "backward",
        "update",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "a step is empty; write steps with commas between them, as in 0,10,50%,last"),
        ("0,,5", "a step is empty in '0,,5'"),
        ((), "at names no step"),
        ("101%", "101% lies past the end of the run; give a share of 0% to 100%"),
        ("-1", "'-1' is not a step"),
        ("1.5", "'1.5' is not a step"),
        ("-5%", "'-5%' is not a step"),
        ("nan%", "'nan%' is not a step"),
        ("٣", "'٣' is not a step"),
        ("last:sideways", "'last:sideways' is not a step; write its number, as in 15, a share of the run, as in 50%"),
        (True, "at is True; give a whole number of at least 0"),
        (-1, "at is -1; give a whole number of at least 0"),
        ([1, None], "at is None; give a whole number of at least 0"),
        ("9" * 5000, "the step has 5,000 digits"),
    ],
)
def test_what_is_no_moment_is_refused(at: Any, said: str) -> None:
    """One line says what is wrong with a moment, and how to write it."""
    with pytest.raises(InputError) as raised:
        moments_of(at)
    assert said in str(raised.value)


def test_a_share_is_the_nearest_recorded_step(short_run: Recording) -> None:
    """Where not every step was recorded, the row of a share is the one whose step is nearest to it."""
    sparse = replace(short_run, step=np.array([*range(11), 60, 100]))
    assert rows(sparse, "0%,9.6%,40%,82%,100%") == [0, 10, 11, 12, 12]


def test_shares_of_a_run_that_diverges_end_there(diverging_run: Recording) -> None:
    """The whole of a run is what is shown of it, and a step after that is refused."""
    last = diverging_run.shown_rows - 1
    assert rows(diverging_run, "last,50%", last) == [7, 3]
    with pytest.raises(InputError, match=f"step 200 lies past the divergence at step {last}; give a step up to that"):
        rows(diverging_run, 200, last)
