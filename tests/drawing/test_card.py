"""The card behind a transparent picture, as a mark."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.card import INSET, RADIUS, card


@pytest.mark.parametrize(("width", "height", "unit"), [(800, 400, 1.0), (640, 320, 0.86), (1600, 800, 2.0)])
def test_a_card_reaches_nearly_to_the_edges(width: int, height: int, unit: float) -> None:
    """It is closed, convex and symmetric, and its corners are round."""
    mark = card(width, height, unit, "#ffffff")
    x, y = mark.points.T
    assert (x.min(), x.max()) == pytest.approx((INSET * unit, width - INSET * unit))
    assert (y.min(), y.max()) == pytest.approx((INSET * unit, height - INSET * unit))
    assert mark.points[0].tolist() == mark.points[-1].tolist()
    corner = np.array([INSET, INSET]) * unit
    away = np.hypot(*(mark.points - corner).T).min()
    assert away == pytest.approx(RADIUS * unit * (np.sqrt(2) - 1), rel=0.05)
    ways = np.diff(mark.points, axis=0)
    turns = ways[:-1, 0] * ways[1:, 1] - ways[:-1, 1] * ways[1:, 0]
    assert (turns > -1e-9).all()


@pytest.mark.parametrize("size", [(1, 1), (12, 400), (30, 30)])
def test_a_tiny_picture_has_a_card_too(size: tuple[int, int]) -> None:
    """Inset and corners shrink with it."""
    points = card(*size, 1.0, "#ffffff").points
    assert np.isfinite(points).all()
    assert points.min() >= 0
    assert (points.max(axis=0) <= size).all()
    assert (np.ptp(points, axis=0) > 0).all()
