"""Effects: how each parameter moves a predicted line, found from the predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Line, Neuron, Proportion, Recorder, Recording
from sgdviz.recording.effects import Effect, effects_of

if TYPE_CHECKING:
    from sgdviz.training.models import Model


def test_a_slope_turns_the_line_and_a_constant_lifts_it(run: Recording) -> None:
    """The slope moves a prediction by its input and turns about 0; the constant moves it by 1 everywhere."""
    effects = effects_of(run)
    assert effects == (Effect(1.0, 0.0), Effect(0.0, 1.0))
    assert (effects[0].pivot, effects[1].pivot) == (0.0, None)
    assert effects[0].at(-4.0) == -4.0
    assert effects[1].at(-4.0) == 1.0


def test_a_diverging_line_has_the_same_effects(diverging_run: Recording) -> None:
    """Rows after the divergence count for nothing."""
    assert effects_of(diverging_run) == (Effect(1.0, 0.0), Effect(0.0, 1.0))


def test_a_standardized_slope_turns_about_the_mean() -> None:
    """With standardized data the slope turns the line about the mean input; both effects have the unit of y."""
    houses = sgdviz.data.houses()
    recording = sgdviz.fit(Line(), houses, SGD(0.01), passes=5, standardize=True)
    effects = effects_of(recording)
    assert effects is not None
    assert effects[0].pivot == pytest.approx(houses.inputs.mean())
    assert effects[0].slope == pytest.approx(houses.y.std() / houses.inputs.std())
    assert effects[1].slope == 0
    assert effects[1].constant == pytest.approx(houses.y.std())


def test_one_weight_needs_two_rows() -> None:
    """A proportion has one effect, known from any two rows; a run that never moves has none."""
    one = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(1e-8), passes=1, start={"Y": 100})
    assert effects_of(one) == (Effect(1.0, 0.0),)
    still = sgdviz.fit(Proportion(), sgdviz.Dataset(np.array([1.0]), np.array([2.0])), SGD(1), passes=1, start={"Y": 2})
    assert effects_of(still) is None


@pytest.mark.parametrize("model", [MLP(1, (3,)), Neuron(2)])
def test_curves_and_several_inputs_have_none(model: Model) -> None:
    """A curve, and a prediction from several inputs, are no line."""
    inputs = 2 if isinstance(model, Neuron) else 1
    x = np.random.default_rng(0).normal(size=(8, inputs))
    assert effects_of(sgdviz.fit(model, sgdviz.Dataset(x, x[:, 0]), SGD(0.05), passes=4)) is None


def test_the_loop_of_someone_else_may_write_a_line_in_any_way() -> None:
    """Parameters of any name are recognised by what they do; a line that depends on their product is none."""
    state = {"tilt": 1.0, "level": 2.0}
    linear = Recorder([0.0, 1.0, 4.0], [1.0, 3.0, 9.0], predict=lambda x: state["level"] - 2 * state["tilt"] * x)
    bent = Recorder([0.0, 1.0, 4.0], [1.0, 3.0, 9.0], predict=lambda x: state["level"] * state["tilt"] * x)
    for number in range(5):
        state["tilt"] -= 0.3 / (number + 1)
        state["level"] += 0.1 * number
        for recorder in (linear, bent):
            recorder.record(tilt=state["tilt"], level=state["level"], loss=1.0)
    assert effects_of(linear.recording()) == (Effect(-2.0, 0.0), Effect(0.0, 1.0))
    assert effects_of(bent.recording()) is None
