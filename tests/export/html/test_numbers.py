"""The numbers of each frame."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz.drawing.plot.numbers import significant, value_of
from sgdviz.export.html.numbers import NONE, numbers_of

if TYPE_CHECKING:
    from sgdviz import Recording


def columns_of(animation: sgdviz.Animation, run: int = 0) -> dict[str, list[str]]:
    """Return the texts of each column of a run, in every frame."""
    table = numbers_of(animation.chapters[0])
    found: dict[str, list[str]] = {}
    for name, texts in zip(table["names"], table["numbers"][run], strict=True):
        before = NONE
        found[name] = [before := text or before for text in texts.split("|")]
    return found


def test_the_numbers_are_those_of_the_run(short_run: Recording) -> None:
    """Parameters, the loss of each step and the cost are those of the recording, to the digits that are written."""
    columns = columns_of(sgdviz.animate(short_run))
    assert list(columns) == ["m", "b", "error² of this step", "mean squared error"]
    assert [value_of(text) for text in columns["m"]] == pytest.approx(short_run.params[:, 0], abs=0.005)
    assert [value_of(text) for text in columns["b"]] == pytest.approx(short_run.params[:, 1], abs=0.005)
    assert columns["error² of this step"] == [NONE, *(significant(float(loss)) for loss in short_run.sample_loss[1:])]
    assert columns["mean squared error"] == [significant(float(cost)) for cost in short_run.cost]


def test_a_number_that_stays_is_written_once(short_run: Recording) -> None:
    """In place of a text that is that of the frame before stands nothing."""
    table = numbers_of(sgdviz.animate(short_run, explain=2).chapters[0])
    for texts in table["numbers"][0]:
        assert "||" in texts
        kept = list(filter(None, texts.split("|")))
        assert all(one != other for one, other in pairwise(kept))


def test_a_told_step_has_its_own_loss_and_the_cost_before_it_until_it_is_taken(short_run: Recording) -> None:
    """In the forward pass stand the parameters before the step and its own loss; the cost changes at its end."""
    animation = sgdviz.animate(short_run, explain=1)
    columns = columns_of(animation)
    parts = [cue.phase.part if cue.phase else "" for cue in animation.cues]
    forward, last = parts.index("forward"), len(parts) - 1 - parts[::-1].index("update")
    cost, loss = columns["mean squared error"], columns["error² of this step"]
    assert loss[forward] == loss[last] == significant(float(short_run.sample_loss[1]))
    assert set(cost[forward:last]) == {significant(float(short_run.cost[0]))}
    assert cost[last] == significant(float(short_run.cost[1]))
    assert columns["m"][forward] == "0.84"


def test_interpolated_frames_keep_the_loss_of_the_step_before(short_run: Recording) -> None:
    """Between two steps there is no loss of a step, and the last one stays."""
    loss = columns_of(sgdviz.animate(short_run, tween=1))["error² of this step"]
    assert loss[2] == loss[3] != loss[4]


def test_standardized_parameters_are_in_the_units_of_the_data() -> None:
    """The slope and the intercept are those that the picture shows, with their names."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.1), passes=3, seed=0, standardize=True)
    own = run.original_units()
    columns = columns_of(sgdviz.animate(run))
    slope, intercept = list(columns.values())[:2]
    assert [value_of(text) for text in slope] == pytest.approx(own.slopes[:, 0], abs=0.005)
    assert [value_of(text) for text in intercept] == pytest.approx(own.intercept, abs=0.005)
    assert not any("standardized" in name for name in columns)


def test_standardized_parameters_without_such_units_say_so() -> None:
    """Those of a logistic neuron have no slope in the units of the data."""
    run = sgdviz.fit(sgdviz.Logistic(2), sgdviz.data.two_moons(20), sgdviz.SGD(0.1), passes=2, seed=0, standardize=True)
    assert sum("standardized" in name for name in columns_of(sgdviz.animate(run))) == 3


def test_many_parameters_have_no_columns() -> None:
    """A network has its loss and its cost."""
    run = sgdviz.fit(sgdviz.MLP(1, (4,)), sgdviz.data.sine(12), sgdviz.SGD(0.05), passes=2, seed=0)
    assert list(columns_of(sgdviz.animate(run))) == ["error² of this step", "mean squared error"]


def test_runs_have_the_columns_that_all_of_them_have() -> None:
    """Runs of different models share the loss and the cost; their names lose the words that all begin with."""
    line = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2, seed=0)
    other = sgdviz.fit(sgdviz.Proportion(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2, seed=0)
    animation = sgdviz.animate([line, other], labels=("model line", "model proportion"))
    table = numbers_of(animation.chapters[0])
    assert table["names"] == ["error² of this step", "mean squared error"]
    assert (table["kind"], table["runs"]) == ("model", ["line", "proportion"])
    assert columns_of(animation, 1)["mean squared error"] == [significant(float(cost)) for cost in other.cost]


@pytest.mark.parametrize(("labels", "kind"), [(("a", "b"), "run"), (("step size 1", "step size 2"), "step size")])
def test_the_column_of_names_says_what_they_are(short_run: Recording, labels: Any, kind: str) -> None:
    """It is called after the words that all names begin with, or a run."""
    assert numbers_of(sgdviz.animate([short_run, short_run], labels=labels).chapters[0])["kind"] == kind


def test_a_diverged_run_has_numbers_to_its_end() -> None:
    """Numbers past all bounds are written as the picture writes them."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.5), passes=50, seed=0)
    columns = columns_of(sgdviz.animate(run))
    assert len(columns["mean squared error"]) == run.shown_rows
    assert columns["mean squared error"][-1] == significant(float(run.cost[run.shown_rows - 1]))
    assert np.isfinite(value_of(columns["m"][0]))
