"""Heights moved apart."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.plot.spread import spread


def test_heights_with_room_stay() -> None:
    """Heights that are far enough apart are not moved, in any order."""
    assert spread(np.array([50.0, 10.0, 30.0]), 16, 0, 100).tolist() == [50, 10, 30]


def test_equal_heights_stand_around_their_place() -> None:
    """Names at one height stand above each other, around it, in their order."""
    assert spread(np.array([40.0, 40.0, 40.0]), 10, 0, 100).tolist() == [30, 40, 50]


@pytest.mark.parametrize("seed", range(20))
def test_heights_are_apart_in_order_and_moved_least(seed: int) -> None:
    """The places keep order, distance and range, and no small change of them would move the heights less."""
    rng = np.random.default_rng(seed)
    heights = rng.uniform(0, 100, 9) ** 2 / 100
    places = spread(heights, 10, 0, 100)
    order = np.argsort(heights)
    assert (np.diff(places[order]) >= 10 - 1e-9).all()
    assert places.min() >= 0
    assert places.max() <= 100
    best = ((places - heights) ** 2).sum()
    for _ in range(200):
        other = places + rng.normal(0, 1, 9)
        if (np.diff(other[order]) >= 10).all() and other.min() >= 0 and other.max() <= 100:
            assert ((other - heights) ** 2).sum() >= best - 1e-9


def test_too_many_heights_share_the_range() -> None:
    """Where there is no room for the distance, the distance is smaller and even."""
    assert spread(np.zeros(5), 50, 0, 100).tolist() == [0, 25, 50, 75, 100]


def test_one_height_stays_inside() -> None:
    """A single height outside the range is moved to its end."""
    assert spread(np.array([-5.0]), 10, 0, 100).tolist() == [0]
