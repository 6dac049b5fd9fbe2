"""The band of a cost that swings within each pass: its limits, its mean, and how it grows."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, all_marks, plot_of, settings, strokes

import sgdviz
from sgdviz import LIGHT, SGD, Line, Recording
from sgdviz.drawing.marks import Area, Dots, Stroke, colors_of
from sgdviz.drawing.panels.loss import LossPanel
from sgdviz.drawing.panels.pass_band import PassBand, pass_band

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz import Theme
    from sgdviz.drawing.marks import Mark


@pytest.fixture(scope="module")
def swinging() -> Recording:
    """Sixty shuffled passes over 50 noisy points with a large step size: the cost swings at every step."""
    return sgdviz.fit(Line(), sgdviz.data.noisy_line(points=50), SGD(0.05), passes=60, seed=0, shuffle=True)


def band_of(panel: LossPanel) -> PassBand:
    """Return the band of a panel that has one."""
    band = pass_band(panel.recording, plot_of(panel), panel.unit)
    assert band is not None
    return band


def areas(marks: Iterable[Mark]) -> list[Area]:
    """Return the areas among `marks`."""
    return [mark for mark in marks if isinstance(mark, Area)]


def test_at_the_end_of_a_pass_the_band_is_that_of_the_pass(swinging: Recording) -> None:
    """At the last row of each narrow pass the limits are its lowest and highest cost, and the curve is its mean."""
    panel = LossPanel(swinging, settings())
    plot, band = plot_of(panel), band_of(panel)
    first_pass = int(swinging.pass_index[band.first])
    assert 1 < first_pass < 15
    for number in range(first_pass, 61):
        (rows,) = np.nonzero(swinging.pass_index == number)
        cost, end = swinging.cost[rows], rows[-1]
        for places, value in ((band.low, cost.min()), (band.high, cost.max()), (band.mean, cost.mean())):
            np.testing.assert_allclose(places[end], plot.place(end, value)[0])


def test_within_a_pass_the_band_is_that_of_as_many_rows(swinging: Recording) -> None:
    """Between ends of passes the band is that of the last 50 rows, so it neither jumps nor flickers."""
    panel = LossPanel(swinging, settings())
    plot, band = plot_of(panel), band_of(panel)
    for row in (1500, 2017, 2999):
        cost = swinging.cost[row - 49 : row + 1]
        for places, value in ((band.low, cost.min()), (band.high, cost.max()), (band.mean, cost.mean())):
            np.testing.assert_allclose(places[row], plot.place(row, value)[0])


def test_before_the_band_the_curve_is_the_cost(swinging: Recording) -> None:
    """Over the first, wide passes the curve is that of the cost, and the band opens from it."""
    panel = LossPanel(swinging, settings())
    plot, band = plot_of(panel), band_of(panel)
    cost = plot.place(swinging.step, swinging.cost)
    for places in (band.low, band.high, band.mean):
        np.testing.assert_allclose(places[: band.first + 1], cost[: band.first + 1])
    assert band.mean[band.first, 0] - band.mean[0, 0] > 20


def test_the_cost_and_its_mean_lie_in_the_band(swinging: Recording) -> None:
    """At every row the cost and the mean lie between the limits."""
    panel = LossPanel(swinging, settings())
    plot, band = plot_of(panel), band_of(panel)
    cost = plot.place(swinging.step, swinging.cost)
    for inside in (cost, band.mean):
        assert (band.high[:, 1] <= inside[:, 1] + 1e-9).all()
        assert (inside[:, 1] <= band.low[:, 1] + 1e-9).all()


@pytest.mark.parametrize(
    ("step_size", "banded"), [(0.001, False), (0.003, False), (0.01, False), (0.05, True), (0.07, True)]
)
def test_the_data_decide_whether_there_is_a_band(step_size: float, *, banded: bool) -> None:
    """The post's run has a band only where its step size is so large that the cost swings within each pass."""
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(step_size), passes=50, seed=0)
    panel = LossPanel(run, settings())
    assert (pass_band(run, plot_of(panel), 1.0) is not None) == banded
    assert any(isinstance(mark, Area) for mark in all_marks(panel)) == banded
    assert (LIGHT.tint(LIGHT.line) in panel.colors) == banded


def test_a_saw_counts_as_swinging(run: Recording) -> None:
    """A cost that falls in each pass and jumps back between passes swings, though it only falls within them."""
    saw = replace(run, cost=np.where(np.arange(301) == 0, 10.0, 4.0 - (np.arange(301) - 1) % 6 * 0.3))
    plot = plot_of(LossPanel(saw, settings()))
    assert pass_band(saw, plot, 1.0) is not None
    falling = replace(run, cost=np.geomspace(10, 0.3, 301))
    assert pass_band(falling, plot, 1.0) is None


def test_without_passes_there_is_no_band(swinging: Recording) -> None:
    """A loop of one's own that records no passes keeps its curve, and so does a cost that is no number for a while."""
    plot = plot_of(LossPanel(swinging, settings()))
    assert pass_band(replace(swinging, pass_index=np.zeros(3001, dtype=np.int64)), plot, 1.0) is None
    odd = np.where(np.arange(3001) == 1000, np.nan, swinging.cost)
    assert pass_band(replace(swinging, cost=odd), plot, 1.0) is None


@pytest.mark.parametrize("cut", [1, 400, 401, 1999, 3000])
def test_ranges_of_rows_can_be_cut_anywhere(swinging: Recording, cut: int) -> None:
    """The marks of two consecutive ranges of rows are those of both together."""
    panel = LossPanel(swinging, settings())

    def places(marks: Iterable[Mark]) -> list[list[list[float]]]:
        return [(mark.centers if isinstance(mark, Dots) else mark.points).tolist() for mark in marks]  # type: ignore[union-attr]

    assert places(panel.added(0, 3001)) == places(itertools.chain(panel.added(0, cut), panel.added(cut, 3001)))


@pytest.mark.parametrize("row", [0, 1, 40, 700, 3000])
def test_curve_band_and_dots_are_whole_at_any_row(swinging: Recording, row: int) -> None:
    """What was added up to a row and what moves there are the curve and the band up to the row, and every dot once."""
    panel = LossPanel(swinging, settings())
    band = band_of(panel)
    marks = [*panel.added(0, row + 1), *panel.moving(row)]
    curve = strokes(marks, LIGHT.line)
    for one, other in itertools.pairwise(curve):
        assert one.points[-1].tolist() == other.points[0].tolist()
    assert curve[0].points[0].tolist() == band.mean[0].tolist()
    assert curve[-1].points[-1].tolist() == band.mean[row].tolist()
    dots = [mark.centers for mark in marks if isinstance(mark, Dots) and mark.fill == LIGHT.sample]
    whole = [mark.centers for mark in panel.added(0, 3001) if isinstance(mark, Dots)]
    whole += [mark.centers for mark in panel.moving(3000) if isinstance(mark, Dots) and mark.fill == LIGHT.sample]
    drawn = np.concatenate([np.empty((0, 2)), *dots])
    every = np.concatenate(whole)
    assert drawn.tolist() == every[every[:, 0] <= band.mean[row, 0] + 1e-9].tolist()
    ends = [(area.points[:, 0].min(), area.points[:, 0].max()) for area in areas(marks)]
    for (_, before), (after, _) in itertools.pairwise(ends):
        assert after < before  # they overlap, so that no seam shows
    assert bool(ends) == (row >= band.first)
    if ends:
        assert (ends[0][0], ends[-1][1]) == (band.mean[band.first - 1, 0], band.mean[row, 0])


def test_no_band_covers_a_dot_or_the_curve(swinging: Recording) -> None:
    """Each piece of the band begins to the right of all dots and of all of the curve that were drawn before it."""
    panel = LossPanel(swinging, settings())
    reach, pieces = -np.inf, 0
    for mark in itertools.chain(panel.added(0, 3001), panel.moving(3000)):
        if isinstance(mark, Area):
            assert reach <= mark.points[:, 0].min()
            pieces += 1
        elif isinstance(mark, Dots):
            reach = max(reach, mark.centers[:, 0].max() + mark.radius)
        elif isinstance(mark, Stroke):
            reach = max(reach, mark.points[:, 0].max() + mark.width / 2)
    assert pieces > 20


@BOTH_THEMES
def test_the_colour_of_the_band_is_known(swinging: Recording, theme: Theme) -> None:
    """The band has a colour of its own, pale in the theme, among those that the palette is made of."""
    panel = LossPanel(swinging, settings(theme=theme))
    marks = [*panel.added(0, 3001), *panel.moving(3000)]
    assert {mark.color for mark in areas(marks)} == {theme.tint(theme.line)}
    assert set().union(*map(colors_of, marks)) <= {*panel.colors, theme.background}


def test_interpolated_rows_lie_on_the_mean(swinging: Recording) -> None:
    """The mean and the limits at interpolated rows lie on the lines between those of recorded rows."""
    panel = sgdviz.animate(swinging, panels=("loss",), every=50, tween=3).layout.panels[0]
    recording = panel.recording
    assert not recording.recorded.all()
    band = pass_band(recording, plot_of(panel), panel.unit)
    plain = pass_band(swinging, plot_of(panel), panel.unit)
    assert band is not None
    assert plain is not None
    for name in ("mean", "low", "high"):
        places, recorded = getattr(band, name), getattr(plain, name)
        np.testing.assert_allclose(places[recording.recorded], recorded)
        np.testing.assert_allclose(places[:, 1], np.interp(places[:, 0], recorded[:, 0], recorded[:, 1]))


def test_a_long_run_is_drawn_through_few_rows() -> None:
    """Of rows within a fraction of a pixel one is drawn, whose limits are those of all rows since the one before."""
    long = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.06), passes=5000, seed=0)
    panel = LossPanel(long, settings())
    band = band_of(panel)
    rows = band.rows(0, 30_000)
    assert (rows[0], rows[-1]) == (0, 30_000)
    assert len(rows) < 5 * panel.plot_area.width
    assert band.rows(0, 0).tolist() == [0]
    heights = plot_of(panel).place(long.step, long.cost)[:, 1]
    for before, row in itertools.pairwise(rows[rows > band.first]):
        assert band.low[row, 1] >= heights[before : row + 1].max() - 1e-6
        assert band.high[row, 1] <= heights[before : row + 1].min() + 1e-6


def test_a_pass_that_is_cut_short_counts_whole(run: Recording) -> None:
    """A run that ends within a pass is not the mean of fewer rows at its end."""
    cost = np.where(np.arange(300) == 0, 10.0, np.where(np.arange(300) % 2, 1.0, 2.0))
    short = Recording(
        run.dataset, run.param_names, run.step[:300], run.pass_index[:300], run.sample[:300], run.params[:300],
        run.gradients[:300], run.loss[:300], cost, run.predictions[:300], run.grid, run.grid_predictions[:300],
    )  # fmt: skip
    plot = plot_of(LossPanel(short, settings()))
    band = pass_band(short, plot, 1.0)
    assert band is not None
    assert band.mean[-6:, 1] == pytest.approx(plot.heights([1.5] * 6))
