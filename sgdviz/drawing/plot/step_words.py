"""One step in words and numbers: its error and loss, its gradients, and the update."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import MOST_DECIMALS, fixed, plain, significant, value_of
from sgdviz.drawing.text import MINUS
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording
    from sgdviz.recording.effects import Effect
    from sgdviz.recording.update import Update

AGREES = 1e-6
"""The largest difference between a gradient and error x input, as a share, at which the product is written."""

MORE_DIGITS = range(4)
"""How many more digits than its result the numbers of an equation may have, so that it comes out as it is written."""


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


def error_line(recording: Recording, update: Update, words: Words = ENGLISH) -> str:
    """Return the error as prediction less target, or the mean over a batch."""
    if len(update.samples) != 1:
        mean = words.number(significant(float(update.errors.mean())))
        return words.mean_of_errors.format(count=len(update.samples), number=mean)
    (sample,), (error,) = update.samples, update.errors
    decimals = decimals_for(float(error))
    prediction = words.number(rounded(float(recording.predictions[update.before, sample]), decimals))
    target = words.number(plain(float(recording.dataset.y[sample])))
    difference = words.number(rounded(float(error), decimals))
    return f"{words.error} = {prediction} {MINUS} {operand(target)} = {difference}"


def loss_line(recording: Recording, update: Update, words: Words = ENGLISH) -> str:
    """Return the loss of a step whose gradient is error x input: half the squared error, or the error's size."""
    if recording.cost_kind == "mean squared error":
        term, loss = words.half_square, float(np.mean(update.errors**2) / 2)
    elif recording.cost_kind == "mean absolute error":
        term, loss = words.error_size, float(np.mean(np.abs(update.errors)))
    else:
        return ""
    made_of = term if len(update.samples) == 1 else words.mean_of.format(term=term)
    return f"{words.loss} = {made_of} = {words.number(significant(loss))}"


def gradient_lines(
    recording: Recording, update: Update, effects: Sequence[Effect], words: Words = ENGLISH
) -> list[str]:
    """Return for each parameter its gradient, as error x input where it is that; the step where it is unknown."""
    return [
        _gradient_line(recording, update, name, number, effect, words)
        for number, (name, effect) in enumerate(zip(recording.param_names, effects, strict=True))
    ]


def param_decimals(update: Update) -> int:
    """Return the decimals of all parameters in a step: two digits of the smallest change, four of the largest one."""
    largest = float(np.abs([update.before_params, update.after_params]).max())
    steps = np.abs(update.step[update.step != 0])
    decimals = min(decimals_for(float(steps.min(initial=largest))) - 1, decimals_for(largest) + 1)
    return max(decimals, 2 if largest < 100 else 0)


def update_lines(recording: Recording, update: Update, words: Words = ENGLISH) -> list[str]:
    """Return for each parameter the equation of its update: old value, change, new value.

    The old value and the change have as many more digits as the written equation needs to be exact.
    """
    decimals, count = param_decimals(update), len(recording.param_names)
    found: list[list[str]] = []
    for extra in MORE_DIGITS:
        sums = [_sum(update, number, decimals + extra, 3 + extra, words) for number in range(count)]
        results = [rounded(float(new), decimals) for new in update.after_params]
        found.append(
            [
                f"{name} = {text} = {words.number(new)}"
                for name, (text, _), new in zip(recording.param_names, sums, results, strict=True)
            ]
        )
        if all(rounded(total, decimals) == new for (_, total), new in zip(sums, results, strict=True)):
            break
    return found[-1]


def _sum(update: Update, number: int, decimals: int, digits: int, words: Words) -> tuple[str, float]:
    """Return the right side of a parameter's update as text, and the value of that text with its rounded numbers."""
    old, size, write = rounded(float(update.before_params[number]), decimals), update.step_size, words.number
    if size is None:
        change = rounded(float(update.step[number]), decimals)
        return f"{write(old)} {added(write(change))}", value_of(old) + value_of(change)
    gradient = significant(float(update.gradient[number]), digits)
    factor = plain(size, digits=4)
    text = f"{write(old)} {MINUS} {write(factor)} × {operand(write(gradient))}"
    total = value_of(old) - value_of(factor) * value_of(gradient)
    if not update.carried.any():
        return text, total
    carried = rounded(float(update.carried[number]), decimals)
    text = words.carried_over.format(calculation=f"{text} {added(write(carried))}")
    return text, total + value_of(carried)


def change_line(recording: Recording, update: Update, words: Words = ENGLISH) -> str:
    """Return every parameter's old and new value."""
    parts = []
    for number, name in enumerate(recording.param_names):
        write = fixed(np.array([update.before_params[number], update.after_params[number]]))
        old, new = (write(float(value[number])).strip() for value in (update.before_params, update.after_params))
        parts.append(f"{name} {words.number(old)} → {words.number(new)}")
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


def _gradient_line(recording: Recording, update: Update, name: str, number: int, effect: Effect, words: Words) -> str:
    gradient, write = float(update.gradient[number]), words.number
    head = words.gradient_for.format(name=name)
    if not math.isfinite(gradient):
        step = float(update.step[number])
        return f"{words.step_of.format(name=name)} = {write(significant(step))}"
    if not follows_the_chain_rule(recording, update, number, effect):
        return f"{head} = {write(significant(gradient))}"
    if len(update.samples) > 1:
        factor = "1" if effect == (0.0, 1.0) else recording.dataset.feature_names[0]
        outer = words.error_sign if recording.cost_kind == "mean absolute error" else words.error
        return f"{head} = {words.mean_of.format(term=f'{outer} × {factor}')} = {write(significant(gradient))}"
    (sample,), (slope,) = update.samples, loss_slopes(recording, update)
    factor = plain(effect.at(float(recording.dataset.x[sample, 0])), digits=4)
    result = significant(gradient)
    for extra in MORE_DIGITS:
        absolute = recording.cost_kind == "mean absolute error"
        outer = plain(slope) if absolute else significant(float(slope), 3 + extra)
        if absolute or significant(value_of(outer) * value_of(factor)) == result:
            break
    return f"{head} = {write(outer)} × {operand(write(factor))} = {write(result)}"


def added(text: str) -> str:
    """Return a number as an addition or subtraction."""
    return f"{MINUS} {text[1:]}" if text.startswith(MINUS) else f"+ {text}"
