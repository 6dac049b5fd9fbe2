"""Squares on the residuals: true squares on the screen, and one whose area is the mean of theirs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawing_helpers import axes_of, settings, text_marks

import sgdviz
from sgdviz import SGD, Dataset, Line, Recording
from sgdviz.drawing.marks import Area, Text
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.text import face


def panel_of(run: Recording, **changes: Any) -> FitPanel:
    """Return the fit of `run` with its squares."""
    return FitPanel(run, settings(squares=True, **changes))


def areas(panel: FitPanel, row: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the corners of the squares at `row`, and those of the mean square."""
    found = [mark for mark in panel.moving(row) if isinstance(mark, Area)]
    squares, mean = (next(mark for mark in found if mark.role == role) for role in ("fit.square", "fit.square.mean"))
    assert len(found) == 2
    return [squares.points[a:b] for a, b in zip(squares.offsets[:-1], squares.offsets[1:], strict=True)], mean.points


def label(panel: FitPanel, row: int) -> Text:
    """Return the label of the mean square."""
    (found,) = [mark for mark in text_marks(panel.moving(row)) if mark.text.startswith("mean square ")]
    return found


def size_of(corners: np.ndarray) -> tuple[float, float]:
    """Return the width and the height of a rectangle whose sides are upright and level."""
    assert np.array_equal(corners[0], corners[-1])
    steps = np.diff(corners, axis=0)
    assert np.all((steps == 0).sum(axis=1) == 1)
    return float(np.ptp(corners[:, 0])), float(np.ptp(corners[:, 1]))


def residuals(run: Recording, row: int) -> np.ndarray:
    """Return predictions less targets, from the parameters."""
    m, b = run.params[row]
    values: np.ndarray = m * run.dataset.inputs + b - run.dataset.y
    return values


@pytest.mark.parametrize("row", [0, 1, 17, 300])
def test_each_square_has_the_side_of_its_residual(run: Recording, row: int) -> None:
    """From each point a square stands towards the line, as wide and as high as the residual in pixels."""
    panel = panel_of(run)
    _, y = axes_of(panel)
    per_unit = panel.plot_area.height / (y.high - y.low)
    squares, _ = areas(panel, row)
    assert len(squares) == 6
    for corners, residual, place in zip(squares, residuals(run, row), vars(panel)["_dots"].centers, strict=True):
        assert size_of(corners) == pytest.approx((abs(residual) * per_unit,) * 2)
        assert corners[0].tolist() == place.tolist()
        far = corners[np.argmax(np.abs(corners[:, 1] - place[1])), 1]
        assert far - place[1] == pytest.approx(-residual * per_unit)


@pytest.mark.parametrize("row", [0, 1, 17, 300])
def test_the_mean_square_has_the_mean_area(run: Recording, row: int) -> None:
    """The area of the mean square is the mean of the areas of the others, and its label the mean squared residual."""
    panel = panel_of(run)
    squares, mean = areas(panel, row)
    width, height = size_of(mean)
    assert width == pytest.approx(height)
    assert width * height == pytest.approx(np.mean([w * h for w, h in map(size_of, squares)]))
    written = float(label(panel, row).text.removeprefix("mean square "))
    assert written == pytest.approx(np.mean(residuals(run, row) ** 2), rel=5e-3)
    assert written == pytest.approx(run.cost[row], rel=5e-3)


def test_all_squares_run_the_same_way_round(run: Recording) -> None:
    """Where two polygons of an area run opposite ways, their overlap would be a hole."""
    for row in (0, 2, 40):
        squares, _ = areas(panel_of(run), row)
        turns = set()
        for corners in squares:
            x, y = corners.T
            turns.add(float(np.sign(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))))
        assert len(turns) == 1


def test_a_square_stands_on_the_side_with_room(run: Recording) -> None:
    """A square reaches to the right unless it would leave the plot there and has more room to the left."""
    panel = panel_of(run)
    for row in (0, 5):
        for corners in areas(panel, row)[0]:
            x, width = corners[0, 0], float(np.ptp(corners[:, 0]))
            right, left = panel.plot_area.right - x, x - panel.plot_area.left
            assert (corners[:, 0].max() > x) == (right >= width or right >= left)


@pytest.mark.parametrize(("slope", "right", "lower"), [(2.0, False, False), (-2.0, True, False)])
def test_the_mean_square_stands_in_the_emptiest_corner(slope: float, *, right: bool, lower: bool) -> None:
    """Rising data leave the upper left corner free, falling data the right one; the label is beside the square."""
    x = np.linspace(-3.0, 3.0, 8)
    run = sgdviz.fit(Line(), Dataset(x, slope * x), SGD(0.01), passes=2)
    panel = panel_of(run)
    area, text = panel.plot_area, label(panel, 0)
    _, mean = areas(panel, 0)
    assert (mean[0, 0] > (area.left + area.right) / 2) == right
    assert (mean[0, 1] > (area.top + area.bottom) / 2) == lower
    width = face(text.size, bold=True).width(text.text)
    left = text.x - (width if text.anchor == "right" else 0)
    assert area.left <= left
    assert left + width <= area.right
    assert area.top < text.y - 0.7 * text.size
    assert text.y <= area.bottom
    assert text.y < mean[:, 1].min() or text.y - 0.7 * text.size > mean[:, 1].max()


def test_a_point_on_the_line_has_no_square() -> None:
    """A residual of zero has no area, and one that is not finite is left out."""
    data = Dataset(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 6.0]))
    run = sgdviz.fit(Line(), data, SGD(0.01), passes=1, start={"m": 2, "b": 1})
    panel = panel_of(run)
    squares, mean = areas(panel, 0)
    _, y = axes_of(panel)
    side = panel.plot_area.height / (y.high - y.low)
    assert [size_of(corners) for corners in squares] == [pytest.approx((side, side))]
    assert size_of(mean) == pytest.approx((side / 3**0.5, side / 3**0.5))
    assert label(panel, 0).text == "mean square 0.333"


def test_a_divergence_can_be_drawn(diverging_run: Recording) -> None:
    """Residuals past all bounds give large squares and no error; words keep a place."""
    panel = panel_of(diverging_run, explains=True)
    squares, mean = areas(panel, 7)
    assert all(np.isfinite(corners).all() for corners in (*squares, mean))
    for name in ("written", "covered"):
        points = getattr(vars(panel)["_squares"], name)
        area = panel.plot_area
        assert 4 <= len(points) < 20_000
        assert points.min(axis=0).tolist() >= [area.left, area.top]
        assert points[:, 0].max() <= area.right
        assert points[:, 1].max() <= area.bottom


def test_without_the_setting_there_are_no_squares(run: Recording) -> None:
    """Squares are drawn where they are asked for, on the first frame too."""
    assert not [mark for mark in FitPanel(run, settings()).moving(0) if isinstance(mark, Area)]
    shown = sgdviz.animate(run, squares=True, size=(320, 160))
    plain = sgdviz.animate(run, size=(320, 160))
    assert (shown.still(0).rgb != plain.still(0).rgb).any()
