"""The loss panel, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import plot_of, settings, strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, Recording
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.panels.loss import MOST_DOTS, LossPanel
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel


def sample_dots(marks: Iterable[Mark]) -> list[Dots]:
    """Return the dots of single losses."""
    return [mark for mark in marks if isinstance(mark, Dots) and mark.fill == LIGHT.sample]


def value_at(panel: Panel, y: float) -> float:
    """Return the value at the height `y` of a linear axis, from the two tick labels that are furthest apart."""
    labels = [
        (mark.y - 0.36 * mark.size, float(mark.text.replace("\u2212", "-")))
        for mark in text_marks(panel.static())
        if mark.role == "loss.label" and mark.anchor == "right" and mark.x < panel.plot_area.left
    ]
    (bottom, low), (top, high) = max(labels), min(labels)
    return low + (bottom - y) / (bottom - top) * (high - low)


def log_shares(run: Recording, values: np.ndarray | float) -> np.ndarray:
    """Return the places of `values` on a log axis from the smallest cost to the largest loss, and 6 % beyond each."""
    low, high = np.log10(run.cost.min()), np.log10(np.nanmax(run.sample_loss))
    return np.asarray((np.log10(values) - low + 0.06 * (high - low)) / (1.12 * (high - low)))


def test_the_whole_curve_is_drawn_by_the_end(run: Recording) -> None:
    """The added pieces of the curve and the moving one join, and hold the cost of every row once."""
    panel = LossPanel(run, settings())
    pieces = strokes([*panel.added(0, 301), *panel.moving(300)], LIGHT.line)
    whole = np.concatenate([pieces[0].points[:1], *(piece.points[1:] for piece in pieces)])
    plot = panel.plot_area
    np.testing.assert_allclose(whole[:, 0], plot.left + np.sqrt(np.arange(301) / 300) * plot.width)
    np.testing.assert_allclose(whole[:, 1], plot.bottom - log_shares(run, run.cost) * plot.height)
    assert len(pieces) > 20
    for one, other in pairwise(pieces):
        assert one.points[-1].tolist() == other.points[0].tolist()


def test_each_sample_has_a_dot_and_the_cost_a_number(run: Recording) -> None:
    """The dot of a step stands at the squared residual that caused it, and the readout is the cost."""
    panel = LossPanel(run, settings())
    dots = sample_dots(panel.added(0, 301))
    assert len(dots) == 300
    plot = panel.plot_area
    for step in (1, 10, 299):
        share = log_shares(run, run.loss[step] ** 2)
        (place,) = dots[step - 1].centers
        assert place[0] == pytest.approx(plot.left + (step / 300) ** 0.5 * plot.width)
        assert place[1] == pytest.approx(plot.bottom - share * plot.height)
    assert texts(panel.labels(300)) == ["0.283"]


def test_the_readout_is_the_cost_of_its_row(run: Recording) -> None:
    """Each row has its own cost in the readout: neither that of a neighbour nor the loss of its step."""
    rising = replace(run, cost=np.linspace(100, 400, 301))
    panel = LossPanel(rising, settings())
    assert [texts(panel.labels(row)) for row in (0, 1, 42, 299, 300)] == [["100"], ["101"], ["142"], ["399"], ["400"]]


def test_a_linear_axis_starts_at_zero(run: Recording) -> None:
    """A linear axis of losses reaches over the largest of them."""
    axis = plot_of(LossPanel(run, settings(loss_scale="linear"))).y
    assert axis.low == 0
    assert axis.high > np.nanmax(run.sample_loss)
    assert not axis.log


def test_losses_below_zero_have_a_linear_axis() -> None:
    """A log likelihood can be negative: its dot stands at its own value, read off at the labels of the ticks."""
    losses = [-4.0, -1.5, 0.5, -2.25]
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 3], predict=lambda xs: m * xs, loss_kind="loss")
    m = 0.0
    for loss in losses:
        m += 0.25
        recorder.record(m=m, loss=loss)
    recording = recorder.recording()
    panel = LossPanel(recording, settings())
    plot = plot_of(panel)
    assert not plot.y.log
    assert plot.y.low < -4
    assert plot.y.high > recording.cost.max() > 1
    dots = sample_dots(panel.added(0, 4))
    assert [value_at(panel, dot.centers[0, 1]) for dot in dots] == pytest.approx(losses)
    assert all(plot.contains(dot.centers[0]) for dot in dots)
    (curve,) = strokes(panel.moving(1))
    assert value_at(panel, curve.points[-1, 1]) == pytest.approx(recording.cost[1])
    assert any(text.startswith("\u2212") for text in texts(panel.static()))


def test_a_cost_of_zero_can_be_shown() -> None:
    """A cost of zero has a marker at the lower end of a log axis; where all costs are zero the axis is linear."""
    line = sgdviz.Dataset(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    exact = sgdviz.fit(sgdviz.Line(), line, sgdviz.SGD(0.5), passes=3, start={"m": 1, "b": 0})
    assert exact.status == "completed"
    panel = LossPanel(exact, settings())
    assert not plot_of(panel).y.log
    assert any(isinstance(mark, Dots) and mark.fill == LIGHT.line for mark in panel.moving(3))
    falling = replace(exact, cost=np.array([1.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0]))
    panel = LossPanel(falling, settings())
    assert plot_of(panel).y.log
    (marker,) = [mark for mark in panel.moving(6) if isinstance(mark, Dots)]
    assert marker.centers[0, 1] == panel.plot_area.bottom


def test_a_divergence_stretches_no_axis(diverging_run: Recording) -> None:
    """The axis of a diverging run holds the costs before the divergence, and no later one changes it."""
    axis = plot_of(LossPanel(diverging_run, settings())).y
    before = diverging_run.diverged_row
    assert before == 7
    assert diverging_run.cost[:before].max() <= axis.high <= 1e5
    worse = np.where(np.arange(301) < before, 1.0, 1e9)
    far = replace(diverging_run, cost=diverging_run.cost * worse, loss=diverging_run.loss * worse)
    assert plot_of(LossPanel(far, settings())).y == axis


def test_a_long_run_has_a_sample_of_its_losses() -> None:
    """Of many losses a random sample is drawn, the same one each time, spread over the whole run."""
    data = sgdviz.data.noisy_line(points=50)
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.001), passes=80, seed=0)
    dots = sample_dots(LossPanel(run, settings()).added(0, len(run)))
    again = sample_dots(LossPanel(run, settings()).added(0, len(run)))
    assert 0.9 * MOST_DOTS < len(dots) < 1.1 * MOST_DOTS
    assert [dot.centers.tolist() for dot in dots] == [dot.centers.tolist() for dot in again]
    plot = LossPanel(run, settings()).plot_area
    steps = [((dot.centers[0, 0] - plot.left) / plot.width) ** 2 for dot in dots]  # as shares of the run
    quarters = np.histogram(steps, bins=4, range=(0, 1))[0]
    assert quarters.min() > 0.2 * len(dots)


def test_dots_are_large_where_there_are_few(run: Recording, short_run: Recording) -> None:
    """The dots of a short run are twice as large as the smallest."""
    (small,), (large,) = (
        {dot.radius for dot in sample_dots(LossPanel(own, settings()).added(0, 13))} for own in (run, short_run)
    )
    assert (small, large) == (SIZES.sample, 2 * SIZES.sample)


@pytest.mark.parametrize(
    ("sample", "loss", "words"), [(0, 1.0, "one sample"), (None, 1.0, "each step"), (None, None, None)]
)
def test_the_legend_tells_what_a_dot_is(sample: int | None, loss: float | None, words: str | None) -> None:
    """A dot is the loss of one sample, or of a step over several samples; without losses there is no legend."""
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: 0.5 * xs)
    for _ in range(3):
        recorder.record(m=0.5, loss=loss, sample=sample)
    marks = list(LossPanel(recorder.recording(), settings()).static())
    assert [text for text in texts(marks) if text in ("one sample", "each step")] == ([words] if words else [])
    assert len(sample_dots(marks)) == (1 if words else 0)


def test_the_kind_of_cost_is_abbreviated_where_it_has_no_room(run: Recording) -> None:
    """The kind of cost stands beside the heading, whole in a wide panel."""
    for width, kind in ((480, "mean squared error"), (220, "MSE")):
        area = settings().area._replace(right=width)
        assert kind in texts(LossPanel(run, settings(area=area)).static())


def test_interpolated_rows_have_no_dots_of_their_own(run: Recording) -> None:
    """A run with interpolated rows has one dot for each recorded loss."""
    (panel,) = sgdviz.animate(run, panels=("loss",), tween=2).layout.panels
    assert len(panel.recording) == 901
    assert len(sample_dots(panel.added(0, 901))) == 300
    assert isinstance(plot_of(panel), Plot)
