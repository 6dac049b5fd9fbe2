"""Crowding: the style of dots follows from how many lie close to each other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sgdviz import LIGHT
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.crowding import ALL_CLOUD, FEW_NEAR, LEAST_OPACITY, LEAST_SIZE, dot_style, mean_near
from sgdviz.drawing.sizes import SIZES


def scattered(count: int, width: float = 400.0, height: float = 250.0) -> np.ndarray:
    """Return (count, 2) points drawn uniformly from a plot."""
    return np.random.default_rng(3).uniform((0, 0), (width, height), (count, 2))


@pytest.mark.parametrize("count", [1, 2, 7, 300])
def test_near_points_are_counted(count: int) -> None:
    """The mean number of near points is that of all pairs; of more than 256 points it is that of a part of them."""
    points = scattered(count)
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    expected = ((apart < 20).sum() - count) / count
    assert mean_near(points, 20) == pytest.approx(expected, rel=0.05 if count > 256 else 1e-12)


def test_a_point_far_away_is_near_none() -> None:
    """Points that are not finite, or far outside the plot, have no neighbours and spoil none."""
    assert mean_near(np.array([[0.0, 0.0], [1.0, 0.0], [np.nan, 0.0], [1e9, 0.0]]), 5.0) <= 0.5


@pytest.mark.parametrize("count", [1, 2, 6, 40])
def test_few_dots_are_whole(count: int) -> None:
    """Dots with room have the full size, a rim and no transparency, at any scale."""
    style = dot_style(scattered(count) * 2, 10.0, 2.0)
    assert style == (10.0, SIZES.halo * 2, 1.0, False)


def test_more_dots_are_smaller_and_paler_without_a_jump() -> None:
    """Size, rim and opacity fall steadily with the number of points, down to their least, which can still be seen."""
    styles = [dot_style(scattered(int(count)), 5.4, 1.0) for count in np.geomspace(1, 100_000, 60)]
    for one, more in pairwise(styles):
        assert 0.85 * one.radius <= more.radius <= one.radius + 0.15
        assert one.opacity - 0.2 <= more.opacity <= one.opacity + 0.05
        assert more.rim <= one.rim + 0.2
    last = styles[-1]
    assert (last.rim, last.is_cloud) == (0.0, True)
    assert last.radius == pytest.approx(LEAST_SIZE * 5.4)
    assert last.opacity < 1.3 * LEAST_OPACITY
    assert dot_style(scattered(3000) / 30, 5.4, 1.0).opacity == LEAST_OPACITY


def test_the_same_number_of_points_further_apart_is_no_cloud() -> None:
    """Not the number of points counts, but how close they are in pixels."""
    points = scattered(150)
    assert dot_style(points / 3, 5.4, 1.0).is_cloud
    assert not dot_style(points, 5.4, 1.0).is_cloud


def test_a_cloud_has_no_rims() -> None:
    """Dots of a cloud have no edge, and those of a small crowd a thinner one than dots with room."""
    pen = Pen("fit.data", LIGHT.data)
    many, some, few = (
        dot_style(scattered(count), 5.4, 1.0).dots(pen, scattered(count), LIGHT.background) for count in (5000, 700, 9)
    )
    assert (many.edge, many.edge_width) == (None, 0.0)
    assert many.opacity < some.opacity < few.opacity == 1
    assert 0 < some.edge_width < few.edge_width
    assert (few.fill, few.edge) == (LIGHT.data, LIGHT.background)
    assert mean_near(scattered(700), 10.8) / FEW_NEAR < ALL_CLOUD < mean_near(scattered(5000), 10.8) / FEW_NEAR
