"""One step in three moments over a fit: the error, half its square, and the words, by the recording's numbers."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import TOLD_KINDS, axes_of, plotted, samples_of, settings, strokes, text_marks, texts, told_run

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line, Proportion, Recording
from sgdviz.drawing.marks import Area, Dots
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.squares import Squares
from sgdviz.drawing.text import face
from sgdviz.pacing import PARTS, Phase

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Mark, Stroke

UPDATES = [1, 2, 4, 6]


def panel_of(run: Recording, **changes: Any) -> FitPanel:
    """Return the fit of `run` that tells its steps."""
    return FitPanel(run, settings(explains=True, **changes))


def told(panel: FitPanel, row: int, phase: Phase) -> list[Mark]:
    """Return the moving marks of the step to `row` in `phase`."""
    return list(panel.moving_in(row if phase.part == "update" else row - 1, phase))


def bars(marks: list[Mark]) -> list[Stroke]:
    """Return the bars of the errors."""
    return [mark for mark in strokes(marks) if mark.role == "fit.residual"]


def halves(marks: list[Mark]) -> list[Area]:
    """Return the half squares."""
    return [mark for mark in marks if isinstance(mark, Area) and mark.role == "fit.half_square"]


def pixels(panel: FitPanel, x: float, y: float) -> tuple[float, float]:
    """Return the pixels of a place in the plot."""
    across, up = axes_of(panel)
    return plotted(panel, x, y, (across.low, across.high, up.low, up.high))


def soft(progress: float) -> float:
    """Return the share of the way with a soft start and end."""
    return 3 * progress**2 - 2 * progress**3


@TOLD_KINDS
@pytest.mark.parametrize("row", UPDATES)
@pytest.mark.parametrize("progress", [0.05, 0.3, 0.5, 0.8, 1.0])
def test_the_bar_grows_from_the_line_to_the_sample(kind: str, row: int, progress: float) -> None:
    """In the first half of a forward pass each bar grows from the prediction before the step to the target."""
    run = told_run(kind)
    panel = panel_of(run)
    found = bars(told(panel, row, Phase("forward", progress)))
    samples = samples_of(kind, row)
    assert len(found) == len(samples)
    m, b = run.params[row - 1]
    for bar, sample in zip(found, samples, strict=True):
        x, y = run.dataset.inputs[sample], run.dataset.y[sample]
        start, end = pixels(panel, x, m * x + b), pixels(panel, x, y)
        assert bar.points[0] == pytest.approx(start)
        assert bar.points[1, 0] == pytest.approx(start[0])
        assert bar.points[1, 1] - start[1] == pytest.approx((end[1] - start[1]) * soft(min(2 * progress, 1)))


@TOLD_KINDS
@pytest.mark.parametrize("part", ["backward", "update"])
def test_the_bar_stays_while_its_step_is_told(kind: str, part: Any) -> None:
    """In the backward pass and the update the bars are those at the end of the forward pass."""
    panel = panel_of(told_run(kind))
    for row in UPDATES:
        whole = [bar.points.tolist() for bar in bars(told(panel, row, Phase("forward")))]
        for progress in (0.2, 1.0):
            assert [bar.points.tolist() for bar in bars(told(panel, row, Phase(part, progress)))] == whole


@TOLD_KINDS
def test_the_samples_of_the_step_are_ringed(kind: str) -> None:
    """In every moment there is a ring around each sample that causes the step, and around no other."""
    run = told_run(kind)
    panel = panel_of(run)
    for row in UPDATES:
        expected = [
            pixels(panel, run.dataset.inputs[sample], run.dataset.y[sample]) for sample in samples_of(kind, row)
        ]
        for part in PARTS:
            (rings,) = [
                mark for mark in told(panel, row, Phase(part)) if isinstance(mark, Dots) and mark.role == "fit.sample"
            ]
            np.testing.assert_allclose(rings.centers, expected)


@pytest.mark.parametrize("kind", ["sgd", "momentum", "nesterov", "own"])
@pytest.mark.parametrize("row", UPDATES)
@pytest.mark.parametrize("progress", [0.6, 0.75, 1.0])
def test_the_half_square_unfolds_from_the_bar(kind: str, row: int, progress: float) -> None:
    """Cut along its diagonal, the square on the bar has its right angle at the sample and half the bar's square."""
    run = told_run(kind)
    panel = panel_of(run)
    marks = told(panel, row, Phase("forward", progress))
    (half,), (bar,) = halves(marks), bars(marks)
    side = abs(bar.points[1, 1] - bar.points[0, 1])
    line, sample, far, again = half.points
    np.testing.assert_array_equal(line, bar.points[0])
    np.testing.assert_array_equal(sample, bar.points[1])
    np.testing.assert_array_equal(again, line)
    assert far[1] == sample[1]
    unfolded = soft(2 * progress - 1)
    assert abs(far[0] - sample[0]) == pytest.approx(side * unfolded)
    (x0, y0), (x1, y1), (x2, y2) = line, sample, far
    area = abs(x0 * (y1 - y2) + x1 * (y2 - y0) + x2 * (y0 - y1)) / 2
    assert area == pytest.approx(side**2 / 2 * unfolded)
    assert half.offsets.tolist() == [0, 4]
    assert half.clip == panel.plot_area


def test_the_half_square_unfolds_to_the_side_with_more_room(run: Recording) -> None:
    """The first sample is at the left of the plot and the last at the right."""
    panel = panel_of(run)
    for row, to_the_right in ((1, True), (6, False)):
        (half,) = halves(told(panel, row, Phase("forward")))
        assert (half.points[2, 0] > half.points[1, 0]) == to_the_right


@pytest.mark.parametrize("phase", [Phase("forward", 0.5), Phase("backward"), Phase("update", 0.5)])
def test_there_is_no_half_square_but_in_a_forward_pass(run: Recording, phase: Phase) -> None:
    """The half square belongs to the second half of a forward pass."""
    assert not halves(told(panel_of(run), 1, phase))


def test_a_batch_and_an_absolute_loss_have_no_half_square() -> None:
    """A mean over a batch is no square in the picture, and the size of an error is none at all."""
    house = sgdviz.fit(Proportion("absolute"), sgdviz.data.houses(), SGD(0.001), passes=2, start={"Y": 100})
    for run in (told_run("batch"), told_run("full"), house):
        panel = panel_of(run)
        assert bars(told(panel, 1, Phase("forward")))
        assert not halves(told(panel, 1, Phase("forward")))


@TOLD_KINDS
def test_the_update_moves_the_line_from_row_to_row(kind: str) -> None:
    """In an update the line before the step stays, pale, and the line of the row is drawn."""
    run = told_run(kind)
    panel = panel_of(run)
    for row in UPDATES:
        before, line = (
            next(mark for mark in strokes(told(panel, row, Phase("update"))) if mark.role == f"fit.{role}")
            for role in ("before", "line")
        )
        for mark, (m, b) in ((before, run.params[row - 1]), (line, run.params[row])):
            for place in (0, -1):
                x = run.grid[place, 0]
                assert mark.points[place] == pytest.approx(pixels(panel, x, m * x + b))


def test_words_come_line_by_line_and_stay_in_their_places(run: Recording) -> None:
    """In each part the lines come one after the other, until all of them stand; none moves."""
    panel = panel_of(run)
    for part, least in zip(PARTS, (2, 4, 2), strict=True):
        shown = [text_marks(told(panel, 2, Phase(part, progress))) for progress in (0.1, 0.5, 0.9, 1.0)]
        counts = [len(marks) for marks in shown]
        assert counts == sorted(counts)
        assert counts[0] == 1
        assert counts[-1] >= least
        for fewer, more in pairwise(shown):
            assert {mark.text: (mark.x, mark.y) for mark in fewer}.items() <= {
                mark.text: (mark.x, mark.y) for mark in more
            }.items()


def test_the_words_of_the_post_s_first_step(run: Recording) -> None:
    """The numbers of the first step, worked out by hand from m = 0.8444, b = 0.758, x = -4 and y = -8."""
    panel = panel_of(run)
    m, b = run.params[0]
    error = -4 * m + b + 8
    assert math.isclose(error, 5.3803, abs_tol=5e-4)
    assert texts(told(panel, 1, Phase("forward"))) == ["error = −2.62 − (−8) = 5.38", "loss = ½ error² = 14.5"]
    assert texts(told(panel, 1, Phase("backward"))) == [
        "gradient for m = 5.38 × (−4) = −21.5", "gradient for b = 5.38 × 1 = 5.38",
        "arrows: 10 × the step, against the gradient", "m +0.215", "b \u22120.0538",
    ]  # fmt: skip
    assert texts(told(panel, 1, Phase("update"))) == [
        "m = 0.8444 − 0.01 × (−21.52) = 1.060", "b = 0.7580 − 0.01 × 5.380 = 0.704",
    ]  # fmt: skip


def test_what_is_carried_over_is_named() -> None:
    """With momentum, from the second step on, a line says what the grey arrows are."""
    panel = panel_of(told_run("momentum"))
    note = "grey: carried over from earlier steps"
    assert note not in texts(told(panel, 1, Phase("backward")))
    assert note in texts(told(panel, 2, Phase("backward")))


def test_curves_have_no_arrows_and_no_long_list() -> None:
    """A curve has a forward pass and an update; more parameters than three are not listed over it."""
    x = np.linspace(-2.0, 2.0, 9)
    panel = panel_of(sgdviz.fit(MLP(1, (4,)), Dataset(x, x**2), SGD(0.05), passes=2))
    assert len(texts(told(panel, 1, Phase("forward")))) == 2
    for phase in (Phase("backward"), Phase("update")):
        marks = told(panel, 1, phase)
        assert bars(marks)
        assert not texts(marks)
        assert not [mark for mark in strokes(marks) if mark.role in ("fit.gradient", "fit.carried")]


def test_many_samples_are_not_ringed_one_by_one() -> None:
    """The full batch of a cloud has a bar for each sample, and no rings."""
    run = sgdviz.fit(Line(), sgdviz.data.noisy_line(points=80), SGD(0.05), passes=2, batch_size=None)
    marks = told(panel_of(run), 1, Phase("forward"))
    assert len(bars(marks)) == 80
    assert not [mark for mark in marks if mark.role == "fit.sample"]


def test_long_lines_have_smaller_type() -> None:
    """In a narrow plot the words of an update with momentum fit into it."""
    panel = panel_of(told_run("momentum"), area=sgdviz.drawing.marks.Rect(0, 0, 300, 300))
    words = [mark for mark in text_marks(told(panel, 2, Phase("update"))) if mark.role == "fit.words"]
    assert {mark.size for mark in words} != {15.0}
    for mark in words:
        assert panel.plot_area.left <= mark.x
        assert mark.x + face(mark.size, bold=True).width(mark.text) <= panel.plot_area.right


def test_without_a_state_before_the_row_itself_is_drawn(run: Recording) -> None:
    """A step whose start was not recorded is drawn as a frame without phase."""
    names = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")
    sparse = sgdviz.Recording(
        dataset=run.dataset, param_names=run.param_names, grid=run.grid,
        **{name: getattr(run, name)[::3] for name in names},
    )  # fmt: skip
    panel = panel_of(sparse)
    for phase in (Phase("forward"), Phase("update")):
        assert [mark.role for mark in panel.moving_in(4, phase)] == [mark.role for mark in panel.moving(4)]
        assert texts(panel.labels_in(4, phase))[0] == texts(panel.labels(4))[0]


def test_words_keep_off_the_label_of_the_squares(run: Recording) -> None:
    """With squares, the words of every moment stand clear of the label of the mean square."""
    panel = panel_of(run, squares=True)
    assert isinstance(vars(panel)["_squares"], Squares)
    for part in PARTS:
        marks = text_marks(told(panel, 1, Phase(part)))
        (label,) = [mark for mark in marks if mark.role == "fit.square.mean"]
        width = face(label.size, bold=True).width(label.text)
        left = label.x - (width if label.anchor == "right" else 0)
        for mark in marks:
            if mark.role == "fit.words" and mark.anchor == "left":
                beside = mark.x > left + width or mark.x + face(mark.size, bold=True).width(mark.text) < left
                assert beside or mark.y < label.y - label.size or mark.y - mark.size > label.y
