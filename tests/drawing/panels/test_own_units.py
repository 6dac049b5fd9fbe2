"""Slopes and intercept of a standardized run in the units of its data, asserted on marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import AREA, settings, strokes, text_marks

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Dataset, Line, Logistic, Neuron, Recording
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Dots, Rect
from sgdviz.drawing.panels.own_units import OwnUnitsPanel, Strip, own_values
from sgdviz.drawing.panels.parameters import ParametersPanel
from sgdviz.drawing.scene import Scene
from sgdviz.recording import original_units

if TYPE_CHECKING:
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.recording.original_units import OriginalUnits

SIZE = np.array([500.0, 1000, 2000, 4000])


def houses(*, step_size: float = 0.1, passes: int = 200) -> Recording:
    """Return a standardized run over houses of 200 $ per square foot and 30,000 $."""
    data = Dataset(SIZE, 200 * SIZE + 30_000, ("size (sq ft)",), "price ($)")
    return sgdviz.fit(Line(), data, SGD(step_size), passes=passes, standardize=True)


def panel_for(run: Recording) -> Panel:
    """Return the panel that shows the parameters of `run`."""
    return ParametersPanel.form_for(run, settings())(run, settings())


def strips_of(panel: Panel) -> list[Strip]:
    """Return the plots of a panel with what they show."""
    found: list[Strip] = vars(panel)["_strips"]
    return found


def test_a_standardized_line_shows_its_slope_and_intercept() -> None:
    """The curves hold the slope and the intercept of every row, each on its own scale, and the numbers end true."""
    run = houses()
    panel = panel_for(run)
    assert isinstance(panel, OwnUnitsPanel)
    last, own = len(run) - 1, run.original_units()
    slopes, intercepts = strips_of(panel)
    np.testing.assert_array_equal(slopes.values, own.slopes[:, 0])
    np.testing.assert_array_equal(intercepts.values, own.intercept)
    for strip, color in ((slopes, LIGHT.line), (intercepts, LIGHT.data)):
        pieces = strokes([*panel.added(0, len(run)), *panel.moving(last)], color)
        whole = np.concatenate([pieces[0].points[:1], *(piece.points[1:] for piece in pieces)])
        np.testing.assert_allclose(whole, strip.plot.place(run.step, strip.values))
        assert strip.plot.y.low <= strip.values.min() < strip.values.max() <= strip.plot.y.high
    numbers = [mark.text for mark in text_marks(panel.labels(last)) if mark.role == "parameters.number"]
    assert numbers == ["200.0", "30000"]
    names = [mark.text for mark in text_marks(panel.static()) if mark.role == "parameters.name"]
    assert names == ["slope ($ per sq ft)", "intercept ($)"]
    assert "standardized" not in {mark.text for mark in text_marks(panel.static())}


def test_the_plots_stand_one_below_the_other() -> None:
    """They keep apart, only the lowest has steps, and all tips and texts lie in the panel."""
    x = np.random.default_rng(0).normal(size=(30, 3))
    run = sgdviz.fit(Neuron(3), Dataset(x, x @ [1.0, 2.0, 3.0] + 4), SGD(0.05), passes=9, standardize=True)
    panel = panel_for(run)
    strips = strips_of(panel)
    assert len(strips) == 4
    assert all(lower.plot.area.top - upper.plot.area.bottom > 20 for upper, lower in pairwise(strips))
    assert sum(mark.text.startswith("step (") for mark in text_marks(panel.static())) == 1
    assert len([mark for mark in panel.moving(20) if isinstance(mark, Dots)]) == 4
    for row in (0, 100, len(run) - 1):
        for mark in text_marks([*panel.static(), *panel.labels(row)]):
            assert panel.area.top < mark.y < panel.area.bottom


def test_long_names_that_begin_alike_are_told_apart() -> None:
    """Each name over a plot keeps its end, whatever the width of the number beside it."""
    names = tuple(f"percentage of drivers in fatal collisions who were {how}" for how in ("speeding", "drunk", "calm"))
    x = np.random.default_rng(0).normal(size=(30, 3))
    run = sgdviz.fit(Neuron(3), Dataset(x, x @ [1.0, 2.0, 3e-3], names), SGD(0.05), passes=9, standardize=True)
    shown = [mark.text for mark in text_marks(panel_for(run).static()) if mark.role == "parameters.name"]
    assert [text[-4:] for text in shown] == ["ding", "runk", "calm", "cept"]


X = np.random.default_rng(0).normal(size=(30, 5))
CLASSES = (X[:, 0] > 0).astype(float)


@pytest.mark.parametrize(
    ("model", "x", "standardize"),
    [
        (Line(), X[:, 0], False),
        (Neuron(5), X, True),
        (Logistic(2), X[:, :2], True),
        (MLP(1, (2,)), X[:, 0], True),
        (Neuron(3), X[:, [0, 0, 1]], True),
    ],
    ids=["in its own units", "many inputs", "probabilities", "a network", "inputs on a line"],
)
def test_other_runs_keep_their_weights(model: Any, x: Any, standardize: bool) -> None:  # noqa: FBT001 - of a table
    """Parameters that are in the units of the data, that are no slopes or too many are shown as they are."""
    run = sgdviz.fit(model, Dataset(x, CLASSES), SGD(0.1), passes=1, standardize=standardize)
    assert type(panel_for(run)) is ParametersPanel


def test_a_low_panel_keeps_the_weights() -> None:
    """Where the plots would be too low, as in a small cell of a comparison, the weights share one."""
    run, low = houses(), settings(area=Rect(0, 0, 480, 200))
    assert ParametersPanel.form_for(run, low) is ParametersPanel
    assert ParametersPanel.form_for(run, settings(area=AREA)) is OwnUnitsPanel


def test_a_diverging_run_has_slopes_up_to_its_end() -> None:
    """The row of the divergence sets no axis, and the picture can be drawn."""
    run = houses(step_size=2.5, passes=400)
    assert run.status == "diverged"
    panel = panel_for(run)
    assert isinstance(panel, OwnUnitsPanel)
    before = run.rows_before_divergence - 1
    for strip in strips_of(panel):
        assert strip.plot.y.low <= strip.values[before] <= strip.plot.y.high
    assert len(np.unique(sgdviz.animate(run, panels=("fit", "parameters")).still().rgb)) > 3


def test_runs_side_by_side_have_the_same_scales() -> None:
    """The slopes of all runs of a comparison set the limits of each."""
    animation = sgdviz.animate([houses(step_size=size) for size in (0.1, 0.01)], panels=("parameters",))
    one, other = (strips_of(panel) for panel in animation.layout.panels[1:])
    assert [strip.plot.y for strip in one] == [strip.plot.y for strip in other]
    assert one[0].values[5] != other[0].values[5]


def test_an_interpolated_row_lies_between() -> None:
    """Slopes follow from predictions, so that a row between two steps has a slope between theirs."""
    tweened, _ = sgdviz.Pacing(tween=3, every="step").shown(houses(passes=3))
    assert isinstance(tweened, Recording)
    own = own_values(tweened)
    assert own is not None
    rows = np.flatnonzero(tweened.recorded)
    np.testing.assert_allclose(own[rows[1] + 2], (own[rows[1]] + own[rows[2]]) / 2, rtol=1e-9)


def test_slopes_are_solved_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout asks for them several times."""
    calls, solve = [], original_units.original_units

    def counted(recording: Recording) -> OriginalUnits:
        calls.append(recording)
        return solve(recording)

    run = houses(passes=2)
    monkeypatch.setattr(original_units, "original_units", counted)
    layout = lay_out(Scene(panels=("fit", "parameters")), run)
    assert isinstance(layout.panels[1], OwnUnitsPanel)
    assert len(calls) == 1
