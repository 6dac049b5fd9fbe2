"""The arithmetic panel: one step line by line, with its own numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from drawing_helpers import run_for, settings, text_marks, texts

import sgdviz
from sgdviz import MLP, SGD, InputError, Line, Momentum, Recording
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.arithmetic import ArithmeticPanel
from sgdviz.drawing.text import face
from sgdviz.pacing import Phase

AREA = Rect(0, 0, 400, 400)

FORWARD = [
    "prediction = m x + b",
    "= 0.844 × (\u22124) + 0.758 = \u22122.62",
    "error = \u22122.62 \u2212 (\u22128) = 5.38",
    "loss = ½ error² = 14.5",
]
BACKWARD = [
    "gradient for m = error × x",
    "= 5.38 × (\u22124) = \u221221.5",
    "gradient for b = error × 1",
    "= 5.38 × 1 = 5.38",
]
UPDATE = ["m = 0.8444 \u2212 0.01 × (\u221221.52) = 1.060", "b = 0.7580 \u2212 0.01 × 5.380 = 0.704"]


@pytest.fixture
def panel(run: Recording) -> ArithmeticPanel:
    """The panel of the post's run, with the phases of its steps."""
    return ArithmeticPanel(run, settings(area=AREA, explains=True))


def lines(panel: ArithmeticPanel, row: int, phase: Phase | None = None) -> list[str]:
    """Return the lines at a row or in a phase, without the headings of the parts."""
    marks = panel.moving(row) if phase is None else panel.moving_in(row, phase)
    return [mark.text for mark in text_marks(marks) if mark.role in ("arithmetic.now", "arithmetic.past")]


def test_the_lines_of_a_step_come_moment_by_moment(panel: ArithmeticPanel) -> None:
    """Each moment adds its lines below those of the moments before it, one by one."""
    assert lines(panel, 0, Phase("forward", 0.01)) == FORWARD[:1]
    assert lines(panel, 0, Phase("forward")) == FORWARD
    assert lines(panel, 0, Phase("backward", 0.4)) == FORWARD + BACKWARD[:3]
    assert lines(panel, 0, Phase("backward")) == FORWARD + BACKWARD
    assert lines(panel, 1, Phase("update")) == FORWARD + BACKWARD + UPDATE
    assert lines(panel, 1) == FORWARD + BACKWARD + UPDATE
    assert lines(panel, 0) == []


def test_every_equation_is_true_to_its_digits(run: Recording, panel: ArithmeticPanel) -> None:
    """At every step the numbers on the left of each line, as they are written, make the one on its right, rounded."""
    for row in range(1, 301):
        for line in lines(panel, row):
            if not re.search(r"\d.*=.*\d", line) or "½" in line:
                continue
            left, right = (line if line.startswith("=") else line.partition("=")[2]).removeprefix("=").rsplit("=", 1)
            code = left.replace("\u2212", "-").replace("×", "*")
            shown = right.strip().replace("\u2212", "-")
            unit = 10.0 ** -len(shown.partition(".")[2])
            assert eval(code, {}) == pytest.approx(float(shown), abs=0.5000001 * unit), line  # noqa: S307 - our own
    error = run.predictions[0, 0] - run.dataset.y[0]
    assert f"½ error² = {error**2 / 2:.1f}" in FORWARD[3]


def test_a_batch_and_momentum_are_written_out_too() -> None:
    """Means stand for a batch, and what momentum carries over is named."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), Momentum(0.01), passes=2, batch_size=3)
    panel = ArithmeticPanel(recording, settings(area=AREA))
    second = lines(panel, 2)
    errors = recording.predictions[1, 3:] - recording.dataset.y[3:]
    assert second[0] == f"3 errors, mean {errors.mean():.3f}".replace("-", "\u2212")
    assert second[1] == f"loss = mean of ½ error² = {np.mean(errors**2) / 2:.3g}"
    assert second[2].startswith("gradient for m = mean of error × x = ")
    assert all("carried over" in line for line in second[-2:])
    assert not any("carried over" in line for line in lines(panel, 1))


def test_standardized_steps_have_gradients_without_factors() -> None:
    """A gradient in standardized units is no product of the numbers of the picture, so that none is claimed."""
    recording = sgdviz.fit(Line(), sgdviz.data.houses(), SGD(0.1), passes=2, standardize=True)
    backward = [line for line in lines(ArithmeticPanel(recording, settings(area=AREA)), 1) if "gradient" in line]
    assert all(re.fullmatch(r"gradient for [mb] = \S+", line) for line in backward)


@pytest.mark.parametrize("size", [(400, 400), (200, 200), (300, 500), (900, 420)])
def test_the_type_is_small_enough_for_the_panel(run: Recording, size: tuple[int, int]) -> None:
    """All lines lie in the panel, below each other, at every step."""
    panel = ArithmeticPanel(run, settings(area=Rect(0, 0, *size), unit=min(size) / 400))
    for row in (1, 2, 60, 300):
        marks = sorted(text_marks(panel.moving(row)), key=lambda mark: mark.y)
        for mark, after in pairwise(marks):
            assert after.y - mark.y >= mark.size
        assert all(mark.x + face(mark.size, bold=mark.bold).width(mark.text) <= size[0] for mark in marks)
        assert marks[-1].y < size[1]


def test_a_curve_is_refused() -> None:
    """A network has no line to write out."""
    recording = sgdviz.fit(MLP(1, (3,)), sgdviz.data.post(), SGD(0.01), passes=2)
    with pytest.raises(InputError, match="the arithmetic panel writes out a line"):
        ArithmeticPanel(recording, settings(area=AREA))


@pytest.mark.parametrize("panel", ["arithmetic", "graph"])
@pytest.mark.parametrize(
    ("step_size", "said"),
    [
        (1e-320, "the parameter m never moves, so that its effect is not known; take a larger step size"),
        (1e200, "the run diverges at its first step, which shows no effect of a parameter; take a smaller step size"),
    ],
)
def test_a_run_without_a_step_says_so(panel: Any, step_size: float, said: str) -> None:
    """A line whose step size is far off is refused for that, and not for being no line."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), SGD(step_size), passes=2)
    with pytest.raises(InputError, match=f"the {panel} panel has no step to .*: {said}"):
        find_panel(panel)(run, settings(area=AREA))


def test_the_heading_and_the_step_are_shown() -> None:
    """The panel has its heading, and the step where no other panel shows it."""
    panel = ArithmeticPanel(run_for("arithmetic"), settings(area=AREA))
    assert texts(panel.static()) == ["In numbers"]
    assert texts(panel.labels(3))[0].startswith("step 3")
