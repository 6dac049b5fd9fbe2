"""Keras: the batches of fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hooks_helpers import library, recorded

from sgdviz.recording.hooks import LibraryHooks

keras = library("keras")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

X = np.linspace(-1, 1, 24)[:, None]
Y = np.sin(3 * X)


def model_of(*layers: Any, loss: Any, inputs: int = 1) -> Any:
    """Return a compiled model with weights that are always the same."""
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Input((inputs,)), *layers])
    model.compile("adam", loss)
    return model


def test_each_batch_is_a_step() -> None:
    """A fit with dropout and batch norm has a row a batch from the start, and two fits are one run."""
    ended = []

    def train() -> list[Any]:
        layers = keras.layers
        inner = layers.Dense(4, "tanh"), layers.BatchNormalization(), layers.Dropout(0.2), layers.Dense(1)
        model = model_of(*inner, loss="mse")
        model.fit(X, Y, epochs=3, batch_size=10, verbose=0)
        model.fit(X, Y, 10, 1, 0)
        ended.append(model)
        return [*model.get_weights(), keras.ops.convert_to_numpy(keras.random.uniform((2,)))]

    (run,) = recorded(train)
    recording = run.recording
    assert recording.step.tolist() == list(range(13))
    assert recording.pass_index.tolist() == [0, *np.repeat([1, 2, 3, 4], 3)]
    predicted = ended[-1].predict(X, verbose=0).ravel()
    np.testing.assert_allclose(recording.predictions[-1], predicted, rtol=1e-4, atol=1e-6)
    assert recording.param_names[0].endswith("kernel[0]")
    assert "one step = one batch of fit" in run.evidence


def test_classes_by_logits_are_probabilities() -> None:
    """Scores of two classes are shown by the probability of the second."""

    def train() -> list[Any]:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model = model_of(keras.layers.Dense(2), loss=loss)
        model.fit(X, (X[:, 0] > 0).astype(int), epochs=2, verbose=0)
        return list(model.get_weights())

    (run,) = recorded(train)
    assert run.recording.cost_kind == "cross-entropy"
    assert np.all((run.recording.predictions > 0) & (run.recording.predictions < 1))
    np.testing.assert_array_equal(run.recording.dataset.y, X[:, 0] > 0)


def test_rows_for_validation_are_not_drawn() -> None:
    """With a validation split the data are the rows that the model learns from."""

    def train() -> list[Any]:
        model = model_of(keras.layers.Dense(1), loss="mae")
        model.fit(X, Y, epochs=2, verbose=0, validation_split=0.25)
        return list(model.get_weights())

    (run,) = recorded(train)
    np.testing.assert_array_equal(run.recording.dataset.x, X[:18])
    assert run.recording.cost_kind == "mean absolute error"


def test_batches_of_a_generator_are_a_fault() -> None:
    """Without arrays there are no data to draw, and a sentence says so."""

    def batches() -> Any:
        for _ in range(2):
            yield X, Y

    with LibraryHooks() as hooks:
        model_of(keras.layers.Dense(1), loss="mse").fit(batches(), verbose=0)
    assert hooks.runs() == []
    assert "no arrays x and y" in hooks.faults()[0]


def test_fit_is_put_back() -> None:
    """After the block `fit` is Keras' own."""
    before = keras.Model.fit
    with LibraryHooks():
        assert keras.Model.fit is not before
    assert keras.Model.fit is before
    assert "fit" not in vars(keras.Model)
