"""Networks of neurons in layers, with back propagation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

import numpy as np

from sgdviz.checks import one_of, shown, whole
from sgdviz.errors import InputError
from sgdviz.recording.activations import ACTIVATIONS, sigmoid
from sgdviz.training.models.base import MOST_PARAMETERS

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.activations import ActivationName
    from sgdviz.recording.cost import CostKind, LossKind

    Values = NDArray[np.float64]

Task = Literal["regression", "classes"]
TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class MLP:
    """A multilayer perceptron: `inputs` features, `hidden` layers of neurons, one output.

    With `task` "regression" training descends half the mean squared residual. With "classes" y is 0 or 1, the output is
    the probability of 1, and training descends the mean logistic loss ``-log p`` of the right class. Parameters lie
    layer by layer, weights (inputs before outputs), then biases. Raises `InputError` for a layer without neurons.

    Gradients by back propagation: Rumelhart, Hinton and Williams, "Learning representations by back-propagating
    errors", Nature 323, 1986. Starting weights: Glorot and Bengio, "Understanding the difficulty of training deep
    feedforward neural networks", AISTATS 2010, equation 16.
    """

    inputs: int = 1
    hidden: tuple[int, ...] = (16,)
    activation: ActivationName = "tanh"
    task: Task = "regression"

    formula: ClassVar[str] = ""
    is_curved: ClassVar[bool] = True
    has_bias: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", whole("inputs", self.inputs, least=1, most=MOST_PARAMETERS))
        if not isinstance(self.hidden, tuple | list) or not self.hidden:
            raise InputError(f"hidden is {shown(self.hidden)}; give the number of neurons of each layer, as in (16,)")
        layers = enumerate(self.hidden, 1)
        hidden = tuple(whole(f"hidden layer {number}", neurons, least=1) for number, neurons in layers)
        object.__setattr__(self, "hidden", hidden)
        parameters = sum((before + 1) * after for before, after in self._layers())
        if parameters > MOST_PARAMETERS:
            what = f"the network would have {shown(parameters)} parameters"
            raise InputError(f"{what}; give layers of fewer neurons, with at most {MOST_PARAMETERS:,} in all")
        one_of("activation", self.activation, ACTIVATIONS)
        one_of("task", self.task, TASKS)

    @property
    def loss_kind(self) -> LossKind:
        """Half a squared residual, or a logistic loss."""
        return "half square" if self.task == "regression" else "loss"

    @property
    def cost_kind(self) -> CostKind:
        """The mean squared error, or the mean logistic loss."""
        return "mean squared error" if self.task == "regression" else "cross-entropy"

    @property
    def param_names(self) -> tuple[str, ...]:
        """Such as W1[2,3], the weight of input 2 in neuron 3 of the first layer, and b1[3], the bias there."""
        names = []
        for layer, (before, after) in enumerate(self._layers(), 1):
            names += [f"W{layer}[{one},{other}]" for one in range(1, before + 1) for other in range(1, after + 1)]
            names += [f"b{layer}[{one}]" for one in range(1, after + 1)]
        return tuple(names)

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have `inputs` features and, for classes, targets of 0 and 1."""
        if dataset.x.shape[1] != self.inputs:
            features = dataset.x.shape[1]
            raise InputError(
                f"the network has inputs={self.inputs} and the data have {features} features; give it inputs={features}"
            )
        if self.task == "classes" and not np.isin(dataset.y, (0.0, 1.0)).all():
            wrong = dataset.y[~np.isin(dataset.y, (0.0, 1.0))][0]
            raise InputError(
                f"a target is {wrong:g} where the network predicts two classes; give 0 or 1 for every point"
            )

    def initial(self, rng: random.Random) -> Values:
        """Return weights drawn uniformly from ±sqrt(6 / (inputs + outputs)) of their layer, and biases of zero."""
        params: list[float] = []
        for before, after in self._layers():
            reach = (6 / (before + after)) ** 0.5
            params += [rng.uniform(-reach, reach) for _ in range(before * after)] + [0.0] * after
        return np.array(params)

    def predict(self, params: Values, x: Values) -> Values:
        """Return the (n,) outputs for (n, D) inputs: values, or probabilities of class 1."""
        out = self._forward(params, x)[-1][:, 0]
        return out if self.task == "regression" else sigmoid(out)

    def loss(self, params: Values, x: Values, y: Values) -> float:
        """Return half the mean squared residual, or the mean logistic loss."""
        out = self._forward(params, x)[-1][:, 0]
        if self.task == "regression":
            return float(np.mean((out - y) ** 2) / 2)
        return float(np.mean(np.logaddexp(0.0, out) - y * out))

    def gradient(self, params: Values, x: Values, y: Values) -> Values:
        """Return the (P,) gradient of the loss."""
        outs = self._forward(params, x)
        derivative = ACTIVATIONS[self.activation].derivative
        layers = self._unpacked(params)
        # For both tasks the derivative of the loss by the last sum is the prediction less the target.
        last = outs[-1] if self.task == "regression" else sigmoid(outs[-1])
        delta = (last - y[:, None]) / len(y)
        parts: list[Values] = []
        for (weights, _), below in zip(reversed(layers), reversed(outs[:-1]), strict=True):
            parts += [delta.sum(axis=0), (below.T @ delta).reshape(-1)]
            delta = (delta @ weights.T) * derivative(below)
        return np.concatenate(parts[::-1])

    def _layers(self) -> list[tuple[int, int]]:
        return list(pairwise((self.inputs, *self.hidden, 1)))

    def _unpacked(self, params: Values) -> list[tuple[Values, Values]]:
        """Return the (before, after) weights and the (after,) biases of each layer."""
        layers, at = [], 0
        for before, after in self._layers():
            weights = params[at : at + before * after].reshape(before, after)
            at += before * after
            layers.append((weights, params[at : at + after]))
            at += after
        return layers

    def _forward(self, params: Values, x: Values) -> list[Values]:
        """Return the inputs, the outputs of each hidden layer, and the (n, 1) sums of the last layer."""
        outs = [x]
        layers = self._unpacked(params)
        for weights, biases in layers[:-1]:
            outs.append(ACTIVATIONS[self.activation].function(outs[-1] @ weights + biases))
        weights, biases = layers[-1]
        return [*outs, outs[-1] @ weights + biases]
