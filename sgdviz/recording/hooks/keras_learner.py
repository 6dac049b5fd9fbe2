"""What a Keras model has learned: its weights by name, and what is shown of its predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.errors import InputError
from sgdviz.recording.hooks.training import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WORK = 20_000_000
"""The product of rows and parameters that one prediction of all data may have."""

KINDS = {
    "binary_crossentropy": Kind("cross-entropy"),
    "categorical_crossentropy": Kind("cross-entropy"),
    "sparse_categorical_crossentropy": Kind("cross-entropy"),
    "mean_absolute_error": Kind("mean absolute error"),
}
"""What is shown of a prediction, by the name of its loss; all others are numbers with a mean squared error."""


class KerasLearner:
    """A model that has been compiled and built; it predicts outside of training mode.

    Of several outputs the first is shown, and of the probabilities of several classes that of the last.
    """

    def __init__(self, model: Any) -> None:
        import keras

        loss = keras.losses.get(model.loss)
        self.model = model
        self._loss = str(getattr(loss, "__name__", getattr(loss, "name", "")))
        has_config = hasattr(loss, "get_config")
        self._from_logits = bool(has_config and loss.get_config().get("from_logits"))
        self._shape: tuple[int, ...] = ()

    @property
    def most_rows(self) -> int:
        """The number of rows whose predictions cost no more than the training itself, or little."""
        count: int = self.model.count_params()
        return max(128, min(2000, WORK // max(count, 1)))

    @property
    def _has_classes(self) -> bool:
        return "categorical_crossentropy" in self._loss

    def data(self, x: Any, y: Any) -> tuple[Array, Array, Kind]:
        """Return the (N, D) inputs, the (N,) targets and the kind of the predictions that are shown."""
        inputs, targets = _array("x", x), _array("y", y)
        if len(inputs) != len(targets):
            raise InputError(f"fit was given {len(inputs)} inputs and {len(targets)} targets")
        self._shape = inputs.shape[1:]
        outputs = int(np.prod(self._outputs(inputs[:1]).shape[1:]))
        kind = KINDS.get(self._loss, Kind("mean squared error"))
        last = outputs - 1
        rows = targets.reshape(len(targets), -1)
        if not self._has_classes:
            if outputs > 1:
                kind = Kind(kind.cost, (), f"the first of {outputs} outputs")
            return inputs.reshape(len(inputs), -1), rows[:, 0], kind
        if outputs > 2:
            kind = Kind(kind.cost, ("others", f"class {last}"), f"class {last} of {outputs} against the others")
        is_last = rows[:, 0] == last if self._loss.startswith("sparse") else rows[:, -1]
        return inputs.reshape(len(inputs), -1), is_last.astype(np.float64), kind

    def state(self) -> list[Array]:
        """Return copies of all weights, those that are not trained among them."""
        return [np.array(value) for value in self.model.get_weights()]

    def mark(self) -> Any:
        """Return something that differs after the weights have changed."""
        return tuple(value.tobytes() for value in self.model.get_weights())

    def named(self, state: Any) -> dict[str, Array]:
        """Return the trained weights by their paths, without the name of the model."""
        values = self.model.get_weights() if state is None else state
        trained = {id(weight) for weight in self.model.trainable_weights}
        return {
            _short(weight.path): value
            for weight, value in zip(self.model.weights, values, strict=True)
            if id(weight) in trained
        }

    def predict(self, state: Any, rows: Array) -> Array:
        """Return the (M,) predictions or probabilities for (M, D) rows."""
        before = None if state is None else self.model.get_weights()
        try:
            if state is not None:
                self.model.set_weights(state)
            output = self._outputs(rows.reshape(len(rows), *self._shape)).reshape(len(rows), -1)
        finally:
            if before is not None:
                self.model.set_weights(before)
        if self._has_classes:
            return _softmax(output)[:, -1] if self._from_logits else output[:, -1]
        first: Array = output[:, 0]
        is_logit = self._loss == "binary_crossentropy" and self._from_logits
        return 1 / (1 + np.exp(-first)) if is_logit else first

    def _outputs(self, inputs: Array) -> Array:
        """Return the model's output as numbers, without gradients."""
        import keras

        given = keras.ops.convert_to_tensor(inputs.astype(self.model.compute_dtype))
        if keras.backend.backend() == "torch":
            import torch

            with torch.no_grad():
                output = self.model(given, training=False)
        else:
            output = self.model(given, training=False)
        return np.asarray(keras.ops.convert_to_numpy(output), dtype=np.float64)


def _array(name: str, values: Any) -> Array:
    if isinstance(values, list | tuple | dict) and not np.isscalar(np.asarray(values, dtype=object).flat[0]):
        raise InputError(f"{name} has several parts; a model of one input and one output can be shown")
    for step in ("detach", "cpu"):
        values = getattr(values, step)() if hasattr(values, step) else values
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(f"{name} is no array of numbers") from None


def _short(path: str) -> str:
    """Return the path of a weight without its first part, the name of the model."""
    return path.split("/", 1)[-1]


def _softmax(scores: Array) -> Array:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = shifted / shifted.sum(axis=1, keepdims=True)
    return shares
