"""The fit panel, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, contrast, dots, plot_of, plotted, settings, strokes, texts
from helpers import evenly_tweened

import sgdviz
from sgdviz import LIGHT, SGD, InputError, Line, Recorder, Recording, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Area, Dots, Stroke, Text
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.loss import LossPanel
from sgdviz.drawing.sizes import SIZES
from sgdviz.jobs.demonstrations import derivative

if TYPE_CHECKING:
    from sgdviz import Theme
    from sgdviz.drawing.marks import Mark

LIMITS = (-5.0, 4.0, -10.0, 7.295)
"""The limits of the axes for the post's data: the inputs, and the targets with 15 % of their span on each side."""


def test_the_line_spans_the_plot_where_m_and_b_say(run: Recording) -> None:
    """The line runs from one side of the plot to the other, through m x + b."""
    panel = FitPanel(run, settings())
    for row in (0, 15, 300):
        (line,) = strokes(panel.moving(row), LIGHT.line)
        m, b = run.params[row]
        for point, x in zip(line.points, (-5, 4), strict=True):
            assert tuple(point) == pytest.approx(plotted(panel, x, m * x + b, LIMITS))


def test_the_data_points_are_drawn_where_they_are(run: Recording) -> None:
    """Each point has a dot at its input and its target."""
    panel = FitPanel(run, settings())
    places = dots(panel.moving(0), LIGHT.data).centers
    for place, x, y in zip(places, run.dataset.inputs, run.dataset.y, strict=True):
        assert tuple(place) == pytest.approx(plotted(panel, x, y, LIMITS))


def bar_of(panel: FitPanel, row: int) -> float | None:
    """Return the residual that the bar at `row` shows, in the units of y; None where there is no bar."""
    bars = [mark for mark in panel.moving(row) if isinstance(mark, Stroke) and mark.role == "fit.residual"]
    if not bars:
        return None
    (bar,) = bars
    per_pixel = (panel._plot.y.high - panel._plot.y.low) / panel.plot_area.height
    return float(bar.points[0, 1] - bar.points[1, 1]) * per_pixel


def test_the_bar_is_the_error_that_caused_the_step(run: Recording) -> None:
    """At every step the bar goes from the ring to the prediction before the step, and is as long as the step's loss.

    The last row has the verdict instead.
    """
    panel = FitPanel(run, settings())
    assert bar_of(panel, 0) is None
    assert bar_of(panel, 300) is None
    for row in range(1, 300):
        assert bar_of(panel, row) == pytest.approx(run.loss[row])
    marks = list(panel.moving(2))
    (bar,) = strokes(marks, LIGHT.accent_ink)
    (ring,) = [mark for mark in marks if isinstance(mark, Dots) and mark.edge == LIGHT.accent]
    assert bar.points[0].tolist() == ring.centers[0].tolist()


def test_the_bar_and_the_dot_of_the_loss_agree(run: Recording) -> None:
    """The square of the bar is the height of the step's dot in the loss panel, at every step."""
    fit, loss = FitPanel(run, settings()), LossPanel(run, settings())
    low, high = np.log10(loss._plot.y.low), np.log10(loss._plot.y.high)
    for row in range(1, 300):
        (dot,) = [mark for mark in loss.added(row, row + 1) if isinstance(mark, Dots)]
        share = (loss.plot_area.bottom - dot.centers[0, 1]) / loss.plot_area.height
        bar = bar_of(fit, row)
        assert bar is not None
        assert 10 ** (low + share * (high - low)) == pytest.approx(bar**2, rel=1e-6)


def test_the_line_before_the_step_is_the_first_of_the_trail(run: Recording) -> None:
    """The prediction before the step has the first colour of the trail, and lies below everything else that moves."""
    panel = FitPanel(run, settings())
    first, *_ = panel.moving(7)
    assert isinstance(first, Stroke)
    assert first.color == LIGHT.trail[0]
    line = strokes(list(panel.moving(6)), LIGHT.line)[0]
    np.testing.assert_array_equal(first.points, line.points)
    assert not strokes(list(panel.moving(0)), LIGHT.trail[0])


def test_without_losses_the_bar_is_the_residual_of_the_row() -> None:
    """A recording without a loss, as of a demonstration, has no steps: the bar ends at the row's own prediction."""
    run = derivative("m")
    panel = FitPanel(run, settings())
    for row in range(len(run)):
        sample = int(run.sample[row])
        assert bar_of(panel, row) == pytest.approx(run.predictions[row, sample] - run.dataset.y[sample])
        assert not [mark for mark in panel.moving(row) if mark.role == "fit.before"]


def test_a_step_whose_start_is_unknown_has_no_bar(run: Recording) -> None:
    """Where the state before an update was not recorded, and between recorded rows, neither bar nor line is drawn."""
    names = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")
    sparse = replace(run, **{name: getattr(run, name)[::3] for name in names})
    panel = FitPanel(sparse, settings())
    assert all(bar_of(panel, row) is None for row in range(len(sparse)))
    between, rows = evenly_tweened(run, [0, 6, 12], 2)
    panel = FitPanel(between, settings())
    shown = [bar_of(panel, row) for row in rows]
    assert [bar is None for bar in shown] == [True, True, True, False, True, True, False]
    assert shown[3] == pytest.approx(run.loss[6])


def test_the_start_has_no_sample_and_no_trail(run: Recording) -> None:
    """The first frame shows the data, a line, its equation and the step, and no sample in hand."""
    panel = FitPanel(run, settings())
    assert not strokes(panel.moving(0), LIGHT.accent)
    assert panel.held(0) == ()
    assert texts(panel.moving(0)) == []
    assert texts(panel.labels(0)) == ["y = 0.84 x + 0.76", "step 0\u2007\u2007  pass 0\u2007"]


def test_the_trail_stands_still_between_far_apart_lines(run: Recording) -> None:
    """The trail is the same tuple until a line is added; its lines are at least twelve pixels apart, oldest first."""
    panel = FitPanel(run, settings())
    trail = panel.held(30)
    assert panel.held(31) is trail
    assert [line.color for line in strokes(trail)] == list(reversed(LIGHT.trail))
    lines = [strokes(panel.moving(row), LIGHT.line)[0].points for row in range(31)]
    rows = [next(row for row, line in enumerate(lines) if np.array_equal(line, mark.points)) for mark in strokes(trail)]
    assert len(rows) == len(trail) == 5
    assert rows == sorted(rows)
    for one, other in pairwise(rows):
        assert np.abs(lines[one] - lines[other]).max() >= 12


@BOTH_THEMES
def test_the_trail_gets_paler_with_age(run: Recording, theme: Theme) -> None:
    """From the line over the newest line of the trail to the oldest, the contrast decreases down to the palest tint."""
    panel = FitPanel(run, settings(theme=theme))
    lengths = set()
    for row in range(301):
        newest_first = [theme.line, *(line.color for line in reversed(strokes(panel.held(row))))]
        ratios = [contrast(color, theme.background) for color in newest_first]
        assert all(newer > older for newer, older in pairwise(ratios[:6]))
        assert set(newest_first[6:]) <= {theme.trail[-1]}
        lengths.add(len(ratios) - 1)
    assert lengths >= set(range(6))


@BOTH_THEMES
def test_a_line_of_the_trail_gets_paler_while_it_ages(run: Recording, theme: Theme) -> None:
    """The line of the start moves on by one colour of the trail each time that another line is added."""
    panel = FitPanel(run, settings(theme=theme))
    start = strokes(panel.moving(0), theme.line)[0].points
    seen: list[str] = []
    for row in range(301):
        for mark in panel.held(row):
            if isinstance(mark, Stroke) and np.array_equal(mark.points, start) and seen[-1:] != [mark.color]:
                seen.append(mark.color)
    assert seen == list(theme.trail)


def test_the_trail_has_the_latest_lines() -> None:
    """Of a run whose line moves far, the trail holds the five latest lines that are far enough from each other."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.002), passes=50, seed=0, start={"m": -3, "b": -6})
    panel = FitPanel(run, settings())
    lines = [np.clip(strokes(panel.moving(row), LIGHT.line)[0].points, 92, 344)[:, 1] for row in range(301)]
    far_apart = [0]
    for row in range(1, 301):
        if np.abs(lines[row] - lines[far_apart[-1]]).max() >= 12:
            far_apart.append(row)
    assert len(far_apart) > 10
    for row in (0, 13, 100, 300):
        latest = [earlier for earlier in far_apart if earlier < row][-5:]
        held = [np.clip(mark.points, 92, 344)[:, 1].tolist() for mark in strokes(panel.held(row))]
        assert held == [lines[earlier].tolist() for earlier in latest]


def test_the_trail_lies_below_the_line_and_keeps_its_ages_in_its_roles(run: Recording) -> None:
    """The roles of a trail number its lines by age, 1 for the newest, so that a backend can tell them apart."""
    panel = FitPanel(run, settings())
    assert [mark.role for mark in panel.held(30)] == [f"fit.trail.{age}" for age in (5, 4, 3, 2, 1)]
    assert {line.width for line in strokes(panel.held(30))} == {SIZES.trail}


def test_interpolated_rows_leave_nothing_in_the_trail(run: Recording) -> None:
    """The trail of a run with interpolated rows has the lines of the recorded steps only."""
    plain = sgdviz.animate(run, panels=("fit",))
    blended = sgdviz.animate(run, panels=("fit",), tween=3)
    for step in (4, 30, 300):
        pictures = []
        for animation, row in ((plain, step), (blended, 4 * step)):
            (panel,) = animation.layout.panels
            assert panel.recording.moment[row] == step
            pictures.append([(line.color, line.points.tolist()) for line in strokes(panel.held(row))])
        assert pictures[0] == pictures[1]


def test_a_divergence_is_written_and_stretches_no_axis(diverging_run: Recording, run: Recording) -> None:
    """The fit of a diverging run keeps the limits of a good one, and the step of the divergence is written."""
    fit = FitPanel(diverging_run, settings())
    assert plot_of(fit).y == plot_of(FitPanel(run, settings())).y
    assert "diverged at step 7" in texts(fit.labels(7))
    assert not any("diverged" in text for text in texts(fit.labels(6)))


def test_the_fit_panel_draws_one_input() -> None:
    """The error for two inputs says which panel to use."""
    recorder = Recorder(np.ones((3, 2)), [1, 2, 3], predict=lambda xs: xs[:, 0])
    recorder.record(w=1.0)
    with pytest.raises(InputError, match="draws one input and the data have 2; show predictions instead"):
        lay_out(Scene(panels=("fit",)), recorder.recording())


def marks_over(points: int) -> tuple[list[Mark], Dots]:
    """Return the moving marks of step 1 over so many data points, and the dots of the points."""
    data = sgdviz.data.noisy_line(points=points)
    m = 0.0
    recorder = Recorder(data.inputs, data.y, predict=lambda xs: m * xs)
    recorder.record(m=m)
    for sample in (0, 1):
        m += 0.1
        recorder.record(m=m, loss=1.0, sample=sample)
    recording = recorder.recording()
    panel = FitPanel(recording, settings())
    marks = list(panel.moving(1))
    (cloud,) = [mark for mark in marks if isinstance(mark, Dots) and len(mark.centers) == points]
    assert cloud in list(panel.moving(2))  # the very same mark: a renderer draws it once
    return marks, cloud


def test_few_points_stand_over_the_line_at_their_full_size() -> None:
    """Sixty points are few."""
    marks, points = marks_over(60)
    (line,) = strokes(marks, LIGHT.line)
    assert marks.index(points) > marks.index(line)
    assert (points.radius, points.edge_width) == (SIZES.point, SIZES.halo)


def test_a_cloud_of_points_shrinks_and_goes_below_the_line() -> None:
    """The points lose their halos, the line gets one, and the sample in hand is drawn at its full size."""
    radii, shades = [], []
    for count in (200, 1000, 5000, 50_000):
        marks, points = marks_over(count)
        halo, line = strokes(marks, LIGHT.background)[0], strokes(marks, LIGHT.line)[0]
        assert marks.index(points) < marks.index(halo) < marks.index(line)
        assert halo.width > line.width
        assert halo.points.tolist() == line.points.tolist()
        assert (points.edge is None) == (count > 200)
        (sample,) = [
            mark for mark in marks if isinstance(mark, Dots) and mark.fill == LIGHT.data and mark is not points
        ]
        assert sample.radius == SIZES.point
        assert sample.centers.tolist() == points.centers[:1].tolist()
        radii.append(points.radius)
        shades.append(points.opacity)
    assert SIZES.point > radii[0] > radii[1] > radii[2] >= radii[3] > 1.5
    assert 1 > shades[0] > shades[1] > shades[2] >= shades[3] > 0.1


def test_points_on_one_spot_are_counted_above_the_line() -> None:
    """The number of equal points stands beside their dot, over the line, at every row."""
    m = 0.0
    recorder = Recorder([1.0, 2, 2, 2], [1.0, 2, 2, 2], predict=lambda xs: m * xs)
    for _ in range(3):
        m += 0.5
        recorder.record(m=m)
    panel = FitPanel(recorder.recording(), settings())
    marks = list(panel.moving(1))
    (count,) = [mark for mark in marks if isinstance(mark, Text)]
    assert count.text == "×3"
    assert marks.index(count) > marks.index(strokes(marks, LIGHT.line)[0])
    assert [mark for mark in panel.moving(2) if isinstance(mark, Text)] == [count]


def test_squares_lie_above_a_cloud_and_below_few_points() -> None:
    """The squares of residuals are seen over many points, and few points are seen over their squares."""
    for count, above in ((6, False), (1000, True)):
        data = sgdviz.data.noisy_line(count)
        run = sgdviz.fit(Line(), data, SGD(0.01), passes=1, batch_size=count)
        marks = list(FitPanel(run, settings(squares=True)).moving(0))
        squares = next(mark for mark in marks if isinstance(mark, Area))
        dots = next(mark for mark in marks if isinstance(mark, Dots))
        assert (marks.index(squares) > marks.index(dots)) == above


def test_ticks_far_from_zero_can_be_told_apart() -> None:
    """The labels of ticks have as many digits as that takes."""
    recorder = Recorder([0, 1, 2], [1e12, 1e12 + 1, 1e12 + 2], predict=lambda xs: 1e12 + xs)
    recorder.record(m=1.0)
    labels = [text for text in texts(FitPanel(recorder.recording(), settings()).static()) if text.startswith("10")]
    assert len(set(labels)) == len(labels) > 2
