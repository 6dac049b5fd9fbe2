"""One step in words and numbers: its error and loss, its gradients, and the update."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import MOST_DECIMALS, fixed, plain, significant
from sgdviz.drawing.text import MINUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording
    from sgdviz.recording.effects import Effect
    from sgdviz.recording.update import Update

AGREES = 1e-6
"""The largest difference between a gradient and error x input, as a share, at which the product is written."""


def decimals_for(value: float) -> int:
    """Return the number of decimals that show three digits of `value`, at most six."""
    if not math.isfinite(value) or value == 0:
        return 2
    return min(max(2 - math.floor(math.log10(abs(value))), 0), MOST_DECIMALS)


def rounded(value: float, decimals: int) -> str:
    """Return `value` with so many decimals and a true minus sign; very large and very small values as powers."""
    if not math.isfinite(value) or abs(value) >= 1e7 or 0 < abs(value) < 10**-MOST_DECIMALS:
        return significant(value)
    return f"{value:z.{decimals}f}".replace("-", MINUS)


def operand(text: str) -> str:
    """Return a number as it stands behind an operator: a negative one in parentheses."""
    return f"({text})" if text.startswith(MINUS) else text


def error_line(recording: Recording, update: Update) -> str:
    """Return the error as prediction less target, or the mean over a batch."""
    if len(update.samples) != 1:
        return f"{len(update.samples)} errors, mean {significant(float(update.errors.mean()))}"
    (sample,), (error,) = update.samples, update.errors
    decimals = decimals_for(float(error))
    prediction = rounded(float(recording.predictions[update.before, sample]), decimals)
    target = plain(float(recording.dataset.y[sample]))
    return f"error = {prediction} {MINUS} {operand(target)} = {rounded(float(error), decimals)}"


def loss_line(recording: Recording, update: Update) -> str:
    """Return the loss of a step whose gradient is error x input: half the squared error, or the error's size."""
    if recording.cost_kind == "mean squared error":
        half = significant(float(np.mean(update.errors**2) / 2))
        return f"½ error² = {half}" if len(update.samples) == 1 else f"mean of ½ error² = {half}"
    if recording.cost_kind == "mean absolute error":
        size = significant(float(np.mean(np.abs(update.errors))))
        return f"|error| = {size}" if len(update.samples) == 1 else f"mean of |error| = {size}"
    return ""


def gradient_lines(recording: Recording, update: Update, effects: Sequence[Effect]) -> list[str]:
    """Return for each parameter its gradient, as error x input where it is that; the step where it is unknown."""
    return [
        _gradient_line(recording, update, name, number, effect)
        for number, (name, effect) in enumerate(zip(recording.param_names, effects, strict=True))
    ]


def param_decimals(update: Update) -> int:
    """Return the decimals of all parameters in a step: two digits of the smallest change, four of the largest one."""
    largest = float(np.abs([update.before_params, update.after_params]).max())
    steps = np.abs(update.step[update.step != 0])
    decimals = min(decimals_for(float(steps.min(initial=largest))) - 1, decimals_for(largest) + 1)
    return max(decimals, 2 if largest < 100 else 0)


def update_lines(recording: Recording, update: Update) -> list[str]:
    """Return for each parameter its old value, what is added, and its new value."""
    lines = []
    decimals = param_decimals(update)
    for number, name in enumerate(recording.param_names):
        old, new = float(update.before_params[number]), float(update.after_params[number])
        carried, size = float(update.carried[number]), update.step_size
        if size is None:
            change = added(rounded(new - old, decimals))
        else:
            gradient = significant(float(update.gradient[number]))
            change = f"{MINUS} {plain(size, digits=4)} × {operand(gradient)}"
            change += f" {added(rounded(carried, decimals))} carried over" if update.carried.any() else ""
        lines.append(f"{name} = {rounded(old, decimals)} {change} = {rounded(new, decimals)}")
    return lines


def change_line(recording: Recording, update: Update) -> str:
    """Return every parameter's old and new value."""
    parts = []
    for number, name in enumerate(recording.param_names):
        write = fixed(np.array([update.before_params[number], update.after_params[number]]))
        old, new = (write(float(value[number])).strip() for value in (update.before_params, update.after_params))
        parts.append(f"{name} {old} → {new}")
    return "   ".join(parts)


def loss_slopes(recording: Recording, update: Update) -> NDArray[np.float64]:
    """Return the (n,) slopes of the loss over the prediction: the errors for half a square, their signs for a size."""
    return np.sign(update.errors) if recording.cost_kind == "mean absolute error" else update.errors


def follows_the_chain_rule(recording: Recording, update: Update, number: int, effect: Effect) -> bool:
    """Return whether the gradient for parameter `number` is the mean of loss slope x effect over the samples."""
    x = recording.dataset.x[update.samples, 0]
    with np.errstate(all="ignore"):
        products = loss_slopes(recording, update) * (effect.slope * x + effect.constant)
    gradient = float(update.gradient[number])
    scale = float(np.abs(products).max(initial=0.0))
    return bool(len(products)) and abs(float(products.mean()) - gradient) <= AGREES * scale


def _gradient_line(recording: Recording, update: Update, name: str, number: int, effect: Effect) -> str:
    gradient = float(update.gradient[number])
    if not math.isfinite(gradient):
        step = float(update.step[number])
        return f"step of {name} = {significant(step)}"
    if not follows_the_chain_rule(recording, update, number, effect):
        return f"gradient for {name} = {significant(gradient)}"
    if len(update.samples) > 1:
        factor = "1" if effect == (0.0, 1.0) else recording.dataset.feature_names[0]
        outer = "sign of error" if recording.cost_kind == "mean absolute error" else "error"
        return f"gradient for {name} = mean of {outer} × {factor} = {significant(gradient)}"
    (sample,), (slope,) = update.samples, loss_slopes(recording, update)
    factor = plain(effect.at(float(recording.dataset.x[sample, 0])), digits=4)
    outer = plain(slope) if recording.cost_kind == "mean absolute error" else significant(float(slope))
    product = f"{outer} × {operand(factor)}"
    return f"gradient for {name} = {product} = {significant(gradient)}"


def added(text: str) -> str:
    """Return a number as an addition or subtraction."""
    return f"{MINUS} {text[1:]}" if text.startswith(MINUS) else f"+ {text}"
