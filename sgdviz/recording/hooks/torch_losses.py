"""The loss functions of PyTorch: which prediction and target each compares, and what the prediction is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.hooks.training import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A prediction and its target as the script has them, and the name of the function that compares them.

    Both are tensors without their gradients; `identity` is the id of the prediction itself.
    """

    prediction: Any
    target: Any
    loss: str
    identity: int = 0


COST_KINDS = {
    "mse_loss": Kind("mean squared error"),
    "smooth_l1_loss": Kind("mean squared error"),
    "huber_loss": Kind("mean squared error"),
    "gaussian_nll_loss": Kind("mean squared error"),
    "residual": Kind("mean squared error"),
    "l1_loss": Kind("mean absolute error"),
    "binary_cross_entropy": Kind("cross-entropy"),
    "binary_cross_entropy_with_logits": Kind("cross-entropy"),
    "soft_margin_loss": Kind(),
    "cross_entropy": Kind("cross-entropy"),
    "nll_loss": Kind("cross-entropy"),
}
"""The loss functions of ``torch.nn.functional`` that compare a prediction with a target."""

OF_CLASSES = ("cross_entropy", "nll_loss")
"""Those whose prediction has a score for each class."""


def kind_of(loss: str, outputs: int) -> Kind:
    """Return what is shown of a prediction with so many numbers a row, compared by the function `loss`."""
    kind = COST_KINDS[loss]
    if loss in OF_CLASSES and outputs > 2:
        last = outputs - 1
        return Kind(kind.cost, ("others", f"class {last}"), f"class {last} of {outputs} against the others")
    if loss not in OF_CLASSES and outputs > 1:
        return Kind(kind.cost, (), f"the first of {outputs} outputs")
    return kind


def shown_prediction(loss: str, output: Any, rows: int) -> Array:
    """Return the (B,) numbers that are shown of a tensor of predictions for B rows."""
    import torch

    if loss in OF_CLASSES:
        scores = output.reshape(rows, -1).double()
        chances = torch.softmax(scores, 1) if loss == "cross_entropy" else scores.exp()
        return _array(chances[:, -1])
    numbers = output.reshape(rows, -1)[:, 0].double()
    return _array(torch.sigmoid(numbers) if loss == "binary_cross_entropy_with_logits" else numbers)


def shown_target(loss: str, target: Any, outputs: int, rows: int) -> Array:
    """Return the (B,) targets of the numbers that are shown: 0 or 1 where there are several classes."""
    if loss in OF_CLASSES:
        if target.numel() == rows and not target.is_floating_point():
            is_last: Array = (_array(target.reshape(rows)) == outputs - 1).astype(np.float64)
            return is_last
        return _array(target.reshape(rows, -1)[:, -1])
    return _array(target.reshape(rows, -1)[:, 0])


def rows_of(pair: Pair) -> tuple[int, int] | None:
    """Return the rows of a pair and the numbers that its prediction has for each; None where they do not match.

    A prediction without an axis of rows is that for one row.
    """
    prediction, target = pair.prediction, pair.target
    if pair.loss in OF_CLASSES:
        if prediction.ndim == 1:
            return (1, prediction.numel()) if prediction.numel() > 1 else None
        return tuple(prediction.shape) if prediction.ndim == 2 else None
    if prediction.numel() != target.numel() or not prediction.numel():
        return None
    rows = prediction.shape[0] if prediction.ndim else 1
    return rows, prediction.numel() // rows


def is_compiling() -> bool:
    """Return whether ``torch.compile`` is looking at the code, where a hook must do nothing."""
    import torch

    return bool(torch.compiler.is_compiling())


def listening(original: Callable[..., Any], loss: str, notice: Callable[[Pair], None]) -> Callable[..., Any]:
    """Return a loss function that also gives its prediction and target to `notice`."""
    from functools import wraps

    @wraps(original)
    def compared(*args: Any, **named: Any) -> Any:
        value = original(*args, **named)
        if is_compiling():
            return value
        given = dict(zip(("input", "target"), args, strict=False)) | named
        if "input" in given and "target" in given:
            notice(Pair(given["input"].detach(), given["target"].detach(), loss, id(given["input"])))
        return value

    return compared


def minus(
    original: Callable[..., Any], notice: Callable[[Any, Any], None], *, is_swapped: bool = False
) -> Callable[..., Any]:
    """Return the subtraction of tensors, which also gives a prediction and its target to `notice`.

    A difference is one where gradients go through one side only, which is the prediction.
    """
    from functools import wraps

    @wraps(original)
    def difference(one: Any, other: Any) -> Any:
        value = original(one, other)
        if is_compiling():
            return value
        if value is not NotImplemented and value.requires_grad:
            if not getattr(other, "requires_grad", False):
                if not (is_swapped and isinstance(other, int | float) and other == 1):  # 1 - p is no residual
                    notice(one, other)
            elif not one.requires_grad:
                notice(other, one)
        return value

    return difference


def _array(tensor: Any) -> Array:
    numbers: Array = tensor.detach().cpu().double().numpy().copy()
    return numbers
