"""The cost landscape: numbers against the formula of each model, and the limits of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line, Proportion, Recording, data, fit
from sgdviz.drawing.marks import Dots, Stroke
from sgdviz.recording.landscape import MARGIN, around_path, with_landscape

if TYPE_CHECKING:
    from pathlib import Path

XS, YS = [1.0, 2.0, 4.0], [3.0, 2.5, 7.0]
SMALL = Dataset(np.array(XS), np.array(YS))
PLACES = (0, 1, 80, 81, 82, 700, 3280, 5333, 6560)
"""Rows of a landscape over two parameters, among them the corners."""


def squared(slope: float, constant: float) -> float:
    """Return the mean squared error of a line over `SMALL`."""
    return sum((slope * x + constant - y) ** 2 for x, y in zip(XS, YS, strict=True)) / 3


def test_the_landscape_of_a_line_is_its_mean_squared_error() -> None:
    """The cost at several points of the grid, its corners among them, follows the formula."""
    run = fit(Line(), SMALL, SGD(0.05), passes=20)
    assert run.landscape.shape == (81 * 81, 2)
    for place in PLACES:
        m, b = run.landscape[place].tolist()
        assert run.landscape_cost[place] == pytest.approx(squared(m, b), rel=1e-12)


def test_the_landscape_of_a_proportion_is_its_mean_squared_error() -> None:
    """The cost at several points of the curve follows the formula."""
    run = fit(Proportion(), SMALL, SGD(0.05), passes=20)
    assert run.landscape.shape == (129, 1)
    for place in (0, 1, 63, 64, 65, 128):
        assert run.landscape_cost[place] == pytest.approx(squared(float(run.landscape[place, 0]), 0.0), rel=1e-12)


def test_the_landscape_of_an_absolute_loss_is_its_mean_absolute_error() -> None:
    """The cost at several points of the curve follows the formula."""
    run = fit(Proportion("absolute"), SMALL, SGD(0.05), passes=20)
    for place in (0, 1, 63, 64, 65, 128):
        weight = float(run.landscape[place, 0])
        expected = sum(abs(weight * x - y) for x, y in zip(XS, YS, strict=True)) / 3
        assert run.landscape_cost[place] == pytest.approx(expected, rel=1e-12)


def test_the_landscape_of_a_standardized_line_is_in_the_units_of_the_data() -> None:
    """The parameters are those for standardized values; the cost is the mean squared error in the units of y."""
    run = fit(Line(), SMALL, SGD(0.05), passes=20, standardize=True)
    x_mean, y_mean = sum(XS) / 3, sum(YS) / 3
    x_spread = (sum((x - x_mean) ** 2 for x in XS) / 3) ** 0.5
    y_spread = (sum((y - y_mean) ** 2 for y in YS) / 3) ** 0.5
    for place in PLACES:
        m, b = run.landscape[place].tolist()
        slope = m / x_spread * y_spread
        expected = squared(slope, b * y_spread + y_mean - slope * x_mean)
        assert run.landscape_cost[place] == pytest.approx(expected, rel=1e-9)


def test_the_grid_reaches_past_the_path() -> None:
    """Even points reach `MARGIN` times the longest side of the path past it; 16 reach its longest side further."""
    run = fit(Line(), SMALL, SGD(0.05), passes=20, start={"m": -1.0, "b": 2.0})
    low, high = run.params.min(axis=0), run.params.max(axis=0)
    margin = MARGIN * max(high - low)
    longest = max(high - low) + 2 * margin
    assert around_path(run).tolist() == [
        [low[0] - margin, high[0] + margin],
        [low[1] - margin, high[1] + margin],
    ]
    m, b = run.landscape.T.reshape(2, 81, 81)
    assert (m == m[0]).all()
    assert (b == b[:, :1]).all()
    for axis, start, end in ((m[0], low[0] - margin, high[0] + margin), (b[:, 0], low[1] - margin, high[1] + margin)):
        np.testing.assert_allclose(axis[16:65], np.linspace(start, end, 49), atol=1e-12)
        assert axis[[0, -1]].tolist() == pytest.approx([start - longest, end + longest])
        steps = np.diff(axis[64:])
        assert (np.diff(steps) > 0).all()
        assert steps[0] == pytest.approx((end - start) / 48, rel=0.05)
        np.testing.assert_allclose(np.diff(axis), np.diff(axis)[::-1], rtol=1e-9)


def test_large_data_are_predicted_a_few_points_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The costs are the same however many points are computed together."""
    run = fit(Line(), SMALL, SGD(0.05), passes=20)
    monkeypatch.setattr("sgdviz.recording.landscape.MOST_PREDICTIONS", 7)
    np.testing.assert_array_equal(fit(Line(), SMALL, SGD(0.05), passes=20).landscape_cost, run.landscape_cost)


@pytest.mark.parametrize(("start", "margin"), [(2.0, 2.0), (0.0, 1.0), (-0.5, 1.0)])
def test_a_path_that_stands_still_has_room_around_it(start: float, margin: float) -> None:
    """The margin around one point is a share of its size, or of 1."""
    still = Dataset(np.array([1.0, 2.0]), start * np.array([1.0, 2.0]))
    run = fit(Proportion(), still, SGD(0.1), passes=3, start={"Y": start})
    ends = [start - MARGIN * margin, start + MARGIN * margin]
    np.testing.assert_allclose(run.landscape[[0, -1], 0], ends)


@pytest.mark.parametrize("step_size", [1.5, 50.0])
def test_a_diverging_run_has_the_landscape_of_the_path_before(step_size: float) -> None:
    """The grid covers the path up to the divergence, and its cost is finite."""
    run = fit(Proportion(), Dataset(np.array([1.0, 2.0]), np.array([2.0, 4.0])), SGD(step_size), passes=400)
    assert run.status == "diverged"
    path = run.params[: run.rows_before_divergence, 0]
    margin = MARGIN * (float(np.ptp(path)) or max(abs(float(path[0])), 1.0))
    np.testing.assert_allclose(run.landscape[[0, -1], 0], [path.min() - margin, path.max() + margin])
    assert np.isfinite(run.landscape_cost).all()


def test_many_parameters_have_no_landscape() -> None:
    """A landscape has one or two parameters, and `landscape=False` computes none."""
    assert fit(MLP(), SMALL, SGD(0.1), passes=1).landscape.size == 0
    assert fit(Line(), SMALL, SGD(0.1), passes=1, landscape=False).landscape.size == 0


def test_a_recorded_loop_can_have_a_landscape(short_run: Recording) -> None:
    """`with_landscape` needs a recording and a prediction for any parameters, and changes nothing else."""
    bare = fit(Line(), data.post(), SGD(0.01), passes=2, landscape=False)
    whole = with_landscape(bare, lambda params, x: params[0] * x[:, 0] + params[1])
    np.testing.assert_array_equal(whole.landscape, short_run.landscape)
    np.testing.assert_allclose(whole.landscape_cost, short_run.landscape_cost, rtol=1e-12)
    np.testing.assert_array_equal(whole.params, short_run.params)


def test_a_file_keeps_the_landscape(short_run: Recording, tmp_path: Path) -> None:
    """A saved and loaded recording has the same landscape."""
    short_run.save(tmp_path / "run.npz")
    again = Recording.load(tmp_path / "run.npz")
    np.testing.assert_array_equal(again.landscape, short_run.landscape)
    np.testing.assert_array_equal(again.landscape_cost, short_run.landscape_cost)


@pytest.mark.parametrize(
    ("start", "dataset"),
    [
        ({"m": 1e200}, data.post()),  # the cost is infinite
        ({"m": 1e9, "b": 1e9}, Dataset(np.array([0.0, 1.0]), np.array([0.0, 1.0]))),  # the cost hardly changes
        ({"m": 0.0, "b": 0.0}, Dataset(np.array([0.0]), np.array([0.0]))),  # the cost is zero at the start
    ],
)
def test_a_cost_without_a_shape_can_be_drawn(start: dict[str, float], dataset: Dataset) -> None:
    """A landscape that is infinite, or equal to the last digit, shows the ball inside its plot."""
    run = fit(Line(), dataset, SGD(1e-15), passes=2, start=start)
    (panel,) = sgdviz.animate(run, panels=("landscape",)).layout.panels
    (ball,) = [mark for mark in panel.moving(run.shown_rows - 1) if isinstance(mark, Dots)]
    left, top, right, bottom = panel.plot_area
    ((x, y),) = ball.centers.tolist()
    assert left < x < right
    assert top < y < bottom
    assert sgdviz.animate(run, panels=("landscape",)).still().rgb.shape == (400, 800, 3)


@pytest.mark.parametrize(("start", "share"), [(3e150, (0.3, 0.7)), (1e155, (0.0, 0.0))])
def test_a_cost_past_all_numbers_can_be_drawn(start: float, share: tuple[float, float]) -> None:
    """A curve whose cost overflows is drawn inside the plot where it has numbers."""
    run = fit(Proportion(), data.houses(), SGD(1e-15), passes=2, start={"Y": start})
    finite = np.isfinite(run.landscape_cost)
    assert share[0] <= finite.mean() <= share[1]
    animation = sgdviz.animate(run, panels=("cost",))
    (panel,) = animation.layout.panels
    (valley,) = [mark for mark in panel.static() if isinstance(mark, Stroke) and mark.role == "cost.valley"]
    inside = (valley.points[:, 1] >= panel.plot_area.top) & (valley.points[:, 1] <= panel.plot_area.bottom)
    np.testing.assert_array_equal(inside, finite)
    assert animation.still().rgb.shape == (400, 800, 3)


def test_a_start_near_the_largest_float_has_no_landscape() -> None:
    """The grid would go past all floats; the run is recorded without it, and without a warning."""
    start = {"m": 1e308, "b": -1e308}
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(), passes=1, start=start)
    assert recording.landscape.shape == (0, 0)
    assert recording.status == "diverged"
