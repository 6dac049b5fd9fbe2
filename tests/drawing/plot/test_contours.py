"""Contours: areas and lines of values on a grid, against shapes whose contours are known."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import strokes

from sgdviz.drawing.marks import Area, Rect
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.axis import Axis
from sgdviz.drawing.plot.contours import OUTERMOST, Contours
from sgdviz.drawing.plot.plot import Plot

PLOT = Plot(Rect(0, 0, 200, 100), Axis(-2, 2, (0,)), Axis(-1, 1, (0,)))

SIDE_X, SIDE_Y = np.linspace(-2, 2, 81), np.linspace(-1, 1, 41)
GRID = np.array([[x, y] for y in SIDE_Y for x in SIDE_X])

PENS = [Pen("low", "#000001"), Pen("middle", "#000002"), Pen("high", "#000003")]


def extent(area: Area) -> float:
    """Return the pixels of an area less those of its holes, by the shoelace formula."""
    total = 0.0
    for first, last in zip(area.offsets[:-1], area.offsets[1:], strict=True):
        x, y = area.points[int(first) : int(last)].T
        total += float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    return abs(total)


def areas(values: np.ndarray, levels: list[float]) -> list[Area]:
    """Return the areas of `values` between `levels`."""
    return [mark for mark in Contours(PLOT, GRID).areas(values, levels, PENS) if isinstance(mark, Area)]


def test_the_line_of_a_slope_is_straight() -> None:
    """The contour of a value that rises with x alone is upright, in its place."""
    (line,) = strokes(Contours(PLOT, GRID).lines(GRID[:, 0], 0.5, PENS[0], 2.0))
    np.testing.assert_allclose(line.points[:, 0], 125, atol=1e-9)
    assert (line.points[:, 1].min(), line.points[:, 1].max()) == (0, 100)
    assert (line.width, line.color, line.role, line.clip) == (2.0, "#000001", "low", PLOT.area)


def test_areas_fill_the_plot_once() -> None:
    """The areas between all levels have the extent of the plot together, and each has its own pen."""
    found = areas(GRID[:, 0] + GRID[:, 1], [-OUTERMOST, -0.3, 0.8, OUTERMOST])
    assert [area.color for area in found] == ["#000001", "#000002", "#000003"]
    assert sum(map(extent, found)) == pytest.approx(20000)
    middle = found[1].points / [50, -50] + [-2, 1]
    assert middle.sum(axis=1).min() >= -0.3 - 1e-9
    assert middle.sum(axis=1).max() <= 0.8 + 1e-9


def test_a_ring_has_a_hole() -> None:
    """The area between two levels of a bowl is one polygon with a hole, whose extent is that of the ring."""
    bowl = (GRID**2).sum(axis=1)
    _, ring, _ = areas(bowl, [-OUTERMOST, 0.25, 0.64, OUTERMOST])
    assert len(ring.offsets) == 3
    assert ring.offsets[-1] == len(ring.points)
    for first, last in zip(ring.offsets[:-1], ring.offsets[1:], strict=True):
        assert ring.points[int(first)].tolist() == ring.points[int(last) - 1].tolist()
    np.testing.assert_allclose(extent(ring), np.pi * (0.64 - 0.25) * 50 * 50, rtol=0.01)


def test_values_that_are_not_finite_have_contours() -> None:
    """Infinity lies in the last area, minus infinity in the first, and NaN counts as zero."""
    for odd, color in ((np.inf, "#000003"), (-np.inf, "#000001"), (np.nan, "#000002")):
        (area,) = areas(np.full(len(GRID), odd), [-OUTERMOST, -1.0, 1.0, OUTERMOST])
        assert area.color == color
        assert extent(area) == pytest.approx(20000)
