"""The verdict on a run: its first and its last cost, and how it ended."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_helpers import settings, text_marks, texts

import sgdviz
from sgdviz import SGD, Line, Recording
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.verdict import Verdict, verdict_on, verdict_texts
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.text import face
from sgdviz.jobs.demonstrations import derivative

NOTHING = np.empty((0, 2))


def cost(run: Recording, row: int) -> float:
    """Return the mean squared error at `row`, from the parameters."""
    m, b = run.params[row]
    return float(np.mean((m * run.dataset.inputs + b - run.dataset.y) ** 2))


@pytest.mark.parametrize(
    ("step_size", "ending"),
    [(0.01, ""), (2e-4, "still falling"), (0.1, "has not settled"), (0.5, "diverged at step 7")],
)
def test_the_verdict_has_both_costs_and_the_ending(step_size: float, ending: str) -> None:
    """Runs that settle, still fall, swing and diverge say so; the costs are those of the first and last shown row."""
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(step_size), passes=50)
    verdict = verdict_on(run)
    assert (verdict.kind, verdict.ending) == ("mean squared error", ending)
    first, last = (float(number) for number in verdict.costs.split(" → "))
    assert first == pytest.approx(cost(run, 0), rel=5e-3)
    assert last == pytest.approx(cost(run, 7 if step_size == 0.5 else 300), rel=5e-3)
    panel = FitPanel(run, settings())
    end = panel.shown_rows - 1
    assert " ".join(texts(panel.moving(end))) == f"mean squared error {verdict.costs} {ending}".rstrip()
    assert not texts(panel.moving(end - 1))


def test_the_last_row_of_a_told_run_gives_the_verdict(run: Recording) -> None:
    """The verdict stands in place of the sample in hand, also in a run with rows in between."""
    animation = sgdviz.animate(run, explain=2, tween=2)
    fit, _ = animation.layout.panels
    row = animation.cues[-1].row
    marks = list(fit.moving(row))
    assert texts(marks) == [f"mean squared error {verdict_on(run).costs}"]
    assert not [mark for mark in marks if mark.role in ("fit.sample", "fit.residual")]


def test_runs_without_steps_have_no_verdict(short_run: Recording) -> None:
    """A demonstration without losses, and a recording of one row, end without a verdict."""
    still = derivative("m")
    panel = FitPanel(still, settings())
    assert not panel.gives_verdict(len(still) - 1)
    assert not texts(panel.moving(len(still) - 1))
    assert FitPanel(short_run, settings()).gives_verdict(12)
    assert not FitPanel(short_run, settings()).gives_verdict(11)


def test_the_verdict_stands_clear_of_what_is_drawn(run: Recording) -> None:
    """The lines of the verdict are inside the area, below each other, and cover nothing where there is room."""
    area = Rect(50, 90, 450, 340)
    taken = np.array([[x, y] for x in range(50, 451, 5) for y in range(90, 200, 5)], dtype=float)
    slow = sgdviz.fit(Line(), run.dataset, SGD(2e-4), passes=50)
    marks = verdict_texts(slow, Pen("v", "#111111"), area, taken, NOTHING, 1.0)
    assert [mark.text for mark in marks] == [f"mean squared error {verdict_on(slow).costs}", "still falling"]
    assert marks[1].y - marks[0].y > marks[0].size
    for mark in marks:
        assert area.left <= mark.x
        assert mark.x + face(mark.size, bold=True).width(mark.text) <= area.right
        assert mark.y - mark.size > 195
        assert mark.y <= area.bottom


def test_the_kind_of_cost_has_a_line_of_its_own_where_that_covers_less(run: Recording) -> None:
    """In a narrow free column, kind and costs stand below each other."""
    area = Rect(50, 90, 450, 340)
    taken = np.array([[x, y] for x in range(50, 280, 5) for y in range(90, 341, 5)], dtype=float)
    marks = verdict_texts(run, Pen("v", "#111111"), area, taken, NOTHING, 1.0)
    assert [mark.text for mark in marks] == ["mean squared error", verdict_on(run).costs]


def test_the_header_has_as_much_of_the_verdict_as_fits() -> None:
    """Panels without room in their plot give the verdict beside their readout, shorter where the panel is narrow."""
    data = sgdviz.data.two_moons(40)
    run = sgdviz.fit(sgdviz.MLP(2, (3,), task="classes"), data, SGD(0.02), passes=2)
    run = replace(run, cost=np.linspace(0.9, 0.2, len(run)))
    said = []
    for width in (700, 500, 360, 200):
        panel = find_panel("boundary")(run, settings(area=Rect(0, 0, width, 400)))
        readout, *rest = text_marks(panel.labels(panel.shown_rows - 1))
        assert readout.text.endswith("% right")
        said.append([mark.text for mark in rest if "→" in mark.text])
    verdict = verdict_on(run)
    assert verdict == Verdict("cross-entropy", "0.900 → 0.200", "still falling")
    assert said == [
        [f"cross-entropy {verdict.costs}, still falling"], [f"cross-entropy {verdict.costs}"], [verdict.costs], [],
    ]  # fmt: skip
    panel = find_panel("boundary")(run, settings())
    assert not [mark for mark in text_marks(panel.labels(panel.shown_rows - 2)) if "→" in mark.text]


def test_the_kind_of_cost_has_its_own_line_where_there_is_no_room_beside_it() -> None:
    """In a narrow plot the verdict stays inside, although two lines cover less."""
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.1), passes=50)
    for width, lines in ((400, 2), (200, 3)):
        found = verdict_texts(run, Pen("verdict", "#000000"), Rect(0, 0, width, 200), NOTHING, NOTHING, 1.0)
        assert len(found) == lines
        assert all(text.x + face(text.size, bold=True).width(text.text) <= width for text in found)


def test_a_verdict_on_dollars_is_in_dollars() -> None:
    """The root of the mean squared error says how far off a price is; its square says nothing to a reader."""
    run = sgdviz.fit(sgdviz.Proportion(), sgdviz.data.houses(first=1), sgdviz.SGD(5e-7), passes=2, start={"Y": 100})
    assert verdict_on(run) == Verdict("root mean squared error", "$100,000 → $25,000", "")
    absolute = sgdviz.Proportion("absolute")
    run = sgdviz.fit(absolute, sgdviz.data.houses(first=1), sgdviz.SGD(0.01), passes=2, start={"Y": 100})
    assert verdict_on(run) == Verdict("mean absolute error", "$100,000 → $80,000", "")
