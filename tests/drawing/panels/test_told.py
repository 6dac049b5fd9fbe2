"""Panels while a step is told: which step it is, its samples, and the dot of its loss."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import (
    TOLD_KINDS,
    axes_of,
    panel_of,
    run_for,
    samples_of,
    settings,
    strokes,
    text_marks,
    texts,
    told_run,
)

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Dataset, Neuron, Recording
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.loss import LossPanel
from sgdviz.drawing.text import face
from sgdviz.pacing import PARTS, Phase

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.pacing import Cue


def shown(run: Recording, **pace: Any) -> tuple[Recording, list[Cue]]:
    """Return `run` with its interpolated rows, and the cues of its told steps."""
    recording, cues = sgdviz.Pacing(**{"explain": 3, **pace}).shown(run)
    assert isinstance(recording, Recording)
    return recording, [cue for cue in cues if cue.phase is not None]


def test_the_told_row_is_the_one_after_the_step(run: Recording) -> None:
    """In every frame of the first three steps, between recorded rows too, the told row is that of its step."""
    recording, cues = shown(run)
    panel = FitPanel(recording, settings(explains=True))
    steps = [int(recording.step[panel.told_row(cue.row, cue.phase)]) for cue in cues if cue.phase]
    assert [step for step, _ in groupby(steps)] == [1, 2, 3]
    assert len(steps) == len(cues)
    assert 1.5 < steps.count(1) / steps.count(2) < 2.5
    for cue in cues:
        assert cue.phase is not None
        update = panel.update_told(cue.row, cue.phase)
        assert update is not None
        assert recording.recorded[[update.before, update.row]].all()


def bars_squared(panel: FitPanel, cue: Cue) -> list[float]:
    """Return the squares of the bars of a frame, in the unit of y."""
    assert cue.phase is not None
    _, y = axes_of(panel)
    unit = (y.high - y.low) / panel.plot_area.height
    marks = strokes(panel.moving_in(cue.row, cue.phase))
    bars = [mark.points for mark in marks if mark.role == "fit.residual"]
    return [float((bar[1, 1] - bar[0, 1]) * unit) ** 2 for bar in bars]


def told_dot(panel: LossPanel, cue: Cue) -> tuple[float, float] | None:
    """Return the step and the loss of the ringed dot of a frame; None where there is no ring."""
    assert cue.phase is not None
    marks = list(panel.moving_in(cue.row, cue.phase))
    rings = [mark for mark in marks if isinstance(mark, Dots) and mark.role == "loss.told"]
    if not rings:
        return None
    (ring,) = rings
    assert [mark for mark in marks if isinstance(mark, Dots) and np.array_equal(mark.centers, ring.centers)] != [ring]
    x, y = axes_of(panel)
    area = panel.plot_area
    along = x.low + ((ring.centers[0, 0] - area.left) / area.width) ** (1 / x.power) * (x.high - x.low)
    low, high = np.log10([y.low, y.high])
    return along, 10 ** (low + (area.bottom - ring.centers[0, 1]) / area.height * (high - low))


@TOLD_KINDS
def test_the_bar_and_the_dot_of_the_loss_agree_in_every_frame(kind: str) -> None:
    """Wherever the dot of a told step is drawn, its height is the mean square of the bars, and its place the step.

    The dot comes late in the forward pass, when the bars have grown, and stays until the step has been told. A loss
    below the smallest cost lies outside the plot.
    """
    recording, cues = shown(told_run(kind))
    fit, loss = FitPanel(recording, settings(explains=True)), LossPanel(recording, settings(explains=True))
    seen = []
    for cue in cues:
        assert cue.phase is not None
        found, squares = told_dot(loss, cue), bars_squared(fit, cue)
        has_grown = cue.phase.part != "forward" or cue.phase.progress >= 0.75
        assert (found is not None) == (has_grown and np.mean(squares) >= axes_of(loss)[1].low)
        if found is None:
            continue
        step, value = found
        seen.append(round(step))
        assert len(squares) == len(samples_of(kind, seen[-1]))
        assert value == pytest.approx(np.mean(squares), rel=1e-6)
        assert step == pytest.approx(seen[-1])
    assert {1} <= set(seen) <= {1, 2, 3}


@pytest.mark.parametrize(
    ("kind", "word", "rows"),
    [("sgd", "error² ", (1, 7)), ("batch", "mean error² ", (1, 7)), ("full", "mean error² ", (1, 2))],
)
def test_the_dot_is_written_with_its_number(kind: str, word: str, rows: tuple[int, ...]) -> None:
    """Beside the dot its squared error stands in figures, for a batch the mean of them."""
    run = told_run(kind)
    panel = LossPanel(run, settings(explains=True))
    for row in rows:
        m, b = run.params[row - 1]
        samples = samples_of(kind, row)
        expected = np.mean((m * run.dataset.inputs[samples] + b - run.dataset.y[samples]) ** 2)
        (label,) = [mark.text for mark in text_marks(panel.moving_in(row - 1, Phase("backward")))]
        assert label.startswith(word)
        assert float(label.removeprefix(word)) == pytest.approx(expected, rel=5e-3)


def test_the_loss_of_other_kinds_is_named() -> None:
    """The dot of an absolute error is the error's size, and that of a cross-entropy the loss."""
    house = sgdviz.fit(sgdviz.Proportion("absolute"), sgdviz.data.houses(), SGD(0.001), passes=2, start={"Y": 100})
    for run, word in ((house, "|error| "), (run_for("boundary"), "loss ")):
        panel = LossPanel(run, settings(explains=True))
        (label,) = text_marks(panel.moving_in(1, Phase("backward")))
        assert label.text.startswith(word)
        assert float(label.text.removeprefix(word)) == pytest.approx(run.sample_loss[2], rel=5e-3)


def test_the_number_of_the_dot_is_left_out_where_it_has_no_room(run: Recording) -> None:
    """A dot near the right end of the plot is ringed and not written; a number that is written ends in the plot."""
    panel = LossPanel(run, settings(explains=True))
    written = []
    for row in range(300):
        marks = list(panel.moving_in(row, Phase("backward")))
        if any(mark.role == "loss.told" for mark in marks):
            written.append(bool(text_marks(marks)))
        for label in text_marks(marks):
            assert label.x + face(label.size, bold=True).width(label.text) <= panel.plot_area.right
    assert written == sorted(written, reverse=True)
    assert set(written) == {True, False}


@pytest.mark.parametrize(("name", "role"), [("predictions", "predictions.sample"), ("boundary", "boundary.ring")])
def test_the_samples_of_the_step_are_ringed(name: PanelName, role: str) -> None:
    """In each moment a ring stands around the sample that causes the step: the next one, or that of the update."""
    run = run_for(name)
    panel = panel_of(name, explains=True)
    dots = {row: rings_of(panel, row, Phase("forward"), role) for row in (0, 1, 2)}
    for row in (0, 1, 2):
        (center,) = dots[row]
        sample = run.sample[row + 1]
        if name == "boundary":
            expected = vars(panel)["_plot"].place(*run.dataset.x[[sample]].T)[0]
        else:
            expected = vars(panel)["_plot"].place(run.dataset.y[sample], run.predictions[row, sample])[0]
        np.testing.assert_allclose(center, expected)
        (after,) = rings_of(panel, row + 1, Phase("update"), role)
        assert after[0] == center[0]  # the same point; its prediction has moved upwards or downwards


def rings_of(panel: Panel, row: int, phase: Phase, role: str) -> np.ndarray:
    """Return the (n, 2) centers of the rings of `role`."""
    marks = [mark for mark in panel.moving_in(row, phase) if isinstance(mark, Dots) and mark.role == role]
    centers: np.ndarray = np.concatenate([mark.centers for mark in marks] or [np.empty((0, 2))])
    return centers


@pytest.mark.parametrize("name", ["predictions", "boundary"])
def test_large_batches_are_not_ringed(name: PanelName) -> None:
    """The full batch of many points has no rings."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    model = MLP(2, (3,), task="classes") if name == "boundary" else Neuron(2)
    run = sgdviz.fit(model, Dataset(x, (x[:, 0] > 0).astype(float)), SGD(0.1), passes=2, batch_size=None)
    panel = panel_of(name, run, explains=True)
    role = "boundary.ring" if name == "boundary" else "predictions.sample"
    assert not len(rings_of(panel, 0, Phase("forward"), role))


@pytest.mark.parametrize("name", ["fit", "predictions", "boundary"])
@pytest.mark.parametrize("part", PARTS)
def test_the_header_names_the_step_and_its_part(name: PanelName, part: Any) -> None:
    """The step that is told stands beside the heading, and its part at the right edge in a colour of its own."""
    panel = panel_of(name, explains=True)
    row = 3 if part == "update" else 2
    *_, step, word = text_marks(panel.labels_in(row, Phase(part)))
    assert step.text.split() == ["step", "3"]
    assert (word.text, word.color, word.bold) == (part, LIGHT.accent_ink, True)
    assert step.x < word.x
    assert word.x + face(word.size, bold=True).width(part) <= panel.plot_area.right + 0.5


def test_a_panel_that_does_not_show_the_step_names_no_part(run: Recording) -> None:
    """Beside a fit, the loss keeps its own labels, and in an update it has the cost before and after the step."""
    panel = LossPanel(run, settings(explains=True, shows_step=False))
    for part in PARTS[:2]:
        assert text_marks(panel.labels_in(3, Phase(part))) == text_marks(panel.labels(3))
    (change,) = texts(panel.labels_in(1, Phase("update")))
    before, after = (float(number) for number in change.split(" → "))
    for row, number in ((0, before), (1, after)):
        m, b = run.params[row]
        assert number == pytest.approx(np.mean((m * run.dataset.inputs + b - run.dataset.y) ** 2), rel=5e-3)


@pytest.mark.parametrize("name", ["parameters", "cost"])
def test_other_panels_draw_the_row(name: PanelName) -> None:
    """Panels that show nothing of a step look as they do without a phase."""
    panel = panel_of(name, explains=True)
    for part in PARTS:
        assert [mark.role for mark in panel.moving_in(2, Phase(part))] == [mark.role for mark in panel.moving(2)]


def test_the_update_has_the_change_of_the_parameters(run: Recording) -> None:
    """In an update the readout has old and new value of each parameter, and in the passes before it the equation."""
    panel = FitPanel(run, settings(explains=True))
    m, b = run.params[0]
    new_m, new_b = run.params[1]
    (change, *_) = text_marks(panel.labels_in(1, Phase("update")))
    assert change.text == f"m {m:.2f} → {new_m:.2f}   b {b:.2f} → {new_b:.2f}"
    for part in ("forward", "backward"):
        assert text_marks(panel.labels_in(0, Phase(part)))[0] == text_marks(panel.labels(0))[0]
    narrow = FitPanel(run, settings(explains=True, area=sgdviz.drawing.marks.Rect(0, 0, 270, 300)))
    assert text_marks(narrow.labels_in(1, Phase("update")))[0].text == text_marks(narrow.labels(1))[0].text
