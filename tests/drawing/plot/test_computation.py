"""The computation of one step: values and gradients against arithmetic and finite differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, InputError, Line, Proportion, Recorder, Recording
from sgdviz.drawing.plot.computation import Computation
from sgdviz.recording.update import Update, update_at


def told(recording: Recording, row: int) -> Update:
    """Return the update that led to a row."""
    update = update_at(recording, row)
    assert update is not None
    return update


def test_the_values_of_a_line_are_those_of_its_forward_pass(run: Recording) -> None:
    """Input, parameters, product, sum, target, error and loss are the numbers before the step."""
    computation = Computation(run, "graph")
    for row in (1, 2, 6, 300):
        m, b = run.params[row - 1]
        x, y = run.dataset.inputs[run.sample[row]], run.dataset.y[run.sample[row]]
        error = m * x + b - y
        values = computation.values(told(run, row))
        assert list(values) == ["x", "slope", "product", "constant", "sum", "target", "error", "loss"]
        expected = [x, m, m * x, b, m * x + b, y, error, error**2 / 2]
        np.testing.assert_allclose(list(values.values()), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("absolute", [False, True])
def test_gradients_are_finite_differences_of_the_loss(*, absolute: bool) -> None:
    """The gradient of each node is the change of the loss over a small change of that node alone."""
    if absolute:
        data = sgdviz.data.houses(first=1)
        recording = sgdviz.fit(Proportion("absolute"), data, SGD(0.01), passes=2, start={"Y": 100})
    else:
        recording = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=2)
    computation = Computation(recording, "graph")
    update = told(recording, 2)
    values, gradients = computation.values(update), computation.gradients(update)

    def loss_with(key: str, change: float) -> float:
        own = {**values, key: values[key] + change}
        product = own["slope"] * own["x"] if key not in ("product", "sum", "error") else own["product"]
        total = product + own.get("constant", 0.0) if key not in ("sum", "error") else own.get("sum", product)
        error = total - own["target"] if key != "error" else own["error"]
        return abs(error) if absolute else error**2 / 2

    for key, gradient in gradients.items():
        if key != "loss":
            change = 1e-6 * max(abs(values[key]), 1.0)
            measured = (loss_with(key, change) - loss_with(key, -change)) / (2 * change)
            assert gradient == pytest.approx(measured, rel=1e-4, abs=1e-6)
    assert gradients["loss"] == 1
    known = [gradients[key] for key in ("slope", "constant") if key in gradients]
    np.testing.assert_allclose(known, recording.gradients[2], rtol=1e-9)


def test_each_gradient_follows_from_the_one_to_its_right_by_its_rule(run: Recording) -> None:
    """The factor at each edge turns the gradient of a result into that of what it is made of."""
    computation = Computation(run, "graph")
    gradients, rules = computation.gradients(told(run, 1)), computation.rules(told(run, 1))
    children = {parent: node.key for node in computation.nodes for parent in node.parents}
    assert list(gradients) == ["loss", "error", "sum", "constant", "product", "slope"]
    for key, rule in rules.items():
        factor = float(rule.removeprefix("× ").strip("()").replace("\u2212", "-"))
        assert gradients[key] == pytest.approx(factor * gradients[children[key]], rel=1e-3)
    assert rules["slope"] == "× (\u22124)"
    assert rules["constant"] == "× 1"


def test_the_graph_of_a_house_has_the_symbols_of_its_formula() -> None:
    """The post's house: S = 1000, Y = 100, and a gradient of S whatever the error, so that Y becomes 110."""
    data = sgdviz.data.houses(first=1)
    recording = sgdviz.fit(Proportion("absolute"), data, SGD(0.01), passes=1, start={"Y": 100})
    computation = Computation(recording, "graph")
    assert [node.label for node in computation.nodes] == ["S", "Y", "Y S", "target P", "error", "loss = |error|"]
    assert computation.values(told(recording, 1)) == {
        "x": 1000, "slope": 100, "product": 100_000, "target": 200_000, "error": -100_000, "loss": 100_000
    }  # fmt: skip
    assert computation.gradients(told(recording, 1))["slope"] == -1000
    assert recording.params[1, 0] == 110


def test_a_loop_of_ones_own_has_its_own_names() -> None:
    """Without a formula the input has the name of its feature, and the parameters have those that were recorded."""
    state = {"weight": 0.0, "bias": 1.0}
    recorder = Recorder(
        [1.0, 2.0], [2.0, 4.0], predict=lambda x: state["weight"] * x + state["bias"], feature_names=("hours",)
    )
    for turn in range(4):
        recorder.record(weight=state["weight"], bias=state["bias"], loss=1.0, sample=turn % 2)
        state["weight"] += 0.25 / (turn + 1)
        state["bias"] += 0.1 * turn
    recording = replace(recorder.recording(), formula="")
    labels = [node.label for node in Computation(recording, "graph").nodes]
    assert labels[:5] == ["hours", "weight", "weight hours", "bias", "weight hours + bias"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"standardize": True}, "in the units of its data"), ({"batch_size": None}, "steps of one sample")],
)
def test_other_steps_are_refused(settings: dict[str, bool | None], said: str) -> None:
    """A standardized line and steps of several samples are refused in one sentence that says what to do."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=2, **settings)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=said):
        Computation(recording, "graph")
