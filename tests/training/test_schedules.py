"""Schedules: values in closed form, and bad settings."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

from sgdviz import Cosine, Decay, InputError
from sgdviz.training.schedules import Constant


def test_constant_is_constant() -> None:
    """A constant schedule has the same step size at every update."""
    assert [Constant(0.3)(update) for update in (0, 1, 10**9)] == [0.3] * 3


def test_decay_halves_after_one_over_its_rate() -> None:
    """A decay is a half, a third and a quarter of its start after one, two and three times `1 / rate` updates."""
    decay = Decay(start=0.12, rate=0.05)
    assert [decay(update) for update in (0, 20, 40, 60)] == pytest.approx([0.12, 0.06, 0.04, 0.03], rel=1e-15)
    assert Decay(start=0.12, rate=0)(1000) == 0.12


def test_cosine_falls_from_its_start_to_its_end_and_stays() -> None:
    """A cosine has fallen by a quarter at a third of its updates and by half at the middle, and stays at its end."""
    cosine = Cosine(start=0.5, updates=12, end=0.1)
    values = [cosine(update) for update in (0, 4, 6, 8, 12, 13, 1000)]
    assert values == pytest.approx([0.5, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1], rel=1e-14)
    assert Cosine(start=0.5, updates=12)(12) == 0


def test_cosine_only_falls() -> None:
    """A cosine falls at every update, symmetrically about its middle."""
    values = [Cosine(start=1.0, updates=100)(update) for update in range(101)]
    assert all(later < earlier for earlier, later in pairwise(values))
    assert [1 - value for value in reversed(values)] == pytest.approx(values, abs=1e-15)


@pytest.mark.parametrize(
    ("schedule", "settings", "said"),
    [
        (Constant, {"step_size": 0}, "step size is 0; give a number above 0"),
        (Constant, {"step_size": math.nan}, "step size is nan"),
        (Decay, {"start": -1}, "start of the decay is -1"),
        (Decay, {"rate": -0.1}, r"rate of the decay is -0\.1; give 0 or a number above it"),
        (Decay, {"rate": "fast"}, "rate of the decay is 'fast'"),
        (Cosine, {"start": math.inf}, "start of the cosine is inf"),
        (Cosine, {"updates": 0}, "updates of the cosine is 0; give a whole number of at least 1"),
        (Cosine, {"updates": 2.5}, r"updates of the cosine is 2\.5"),
        (Cosine, {"end": -0.1}, r"end of the cosine is -0\.1"),
        (Cosine, {"start": 0.1, "end": 0.2}, r"start of the cosine is 0\.1 and its end 0\.2"),
    ],
)
def test_bad_settings_are_refused_by_name(schedule: Any, settings: dict[str, Any], said: str) -> None:
    """The constructor of a schedule refuses bad settings."""
    with pytest.raises(InputError, match=said):
        schedule(**settings)
