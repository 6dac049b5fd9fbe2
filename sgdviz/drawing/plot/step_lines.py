"""One step written out line by line: each formula in symbols, then with the numbers of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.plot.computation import symbols_of
from sgdviz.drawing.plot.numbers import plain, value_of
from sgdviz.drawing.plot.step_words import (
    MORE_DIGITS,
    added,
    decimals_for,
    error_line,
    follows_the_chain_rule,
    gradient_lines,
    loss_line,
    operand,
    param_decimals,
    rounded,
    update_lines,
)
from sgdviz.drawing.words import ENGLISH
from sgdviz.recording.effects import line_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Part
    from sgdviz.recording import Recording
    from sgdviz.recording.effects import Effect
    from sgdviz.recording.update import Update

    Lines = list[tuple[Part, str, bool]]


def step_lines(recording: Recording, update: Update, effects: Sequence[Effect], words: Words = ENGLISH) -> Lines:
    """Return the lines of a step: the part that each belongs to, its text, and whether it has this step's numbers."""
    lines = _prediction_lines(recording, update, words)
    lines += [("forward", error_line(recording, update, words), True)] if len(update.samples) else []
    loss = loss_line(recording, update, words) if len(update.samples) else ""
    lines += [("forward", loss, True)] if loss else []
    for number, text in enumerate(gradient_lines(recording, update, effects, words)):
        if len(update.samples) == 1 and follows_the_chain_rule(recording, update, number, effects[number]):
            name = words.gradient_for.format(name=recording.param_names[number])
            product = text.removeprefix(f"{name} = ")
            outer = words.error_sign if recording.cost_kind == "mean absolute error" else words.error
            inner = _input_symbol(recording) if effects[number].slope else "1"
            lines += [("backward", f"{name} = {outer} × {inner}", False), ("backward", f"= {product}", True)]
        else:
            lines.append(("backward", text, True))
    lines += [("update", line, True) for line in update_lines(recording, update, words)]
    return lines


def _prediction_lines(recording: Recording, update: Update, words: Words) -> Lines:
    """Return the prediction in symbols and in numbers, for one sample and a line in the units of the data."""
    terms = line_terms(recording)
    if terms is None or len(update.samples) != 1:
        return []
    (sample,), (error,) = update.samples, update.errors
    x, _, slope, constant = symbols_of(recording, terms)
    symbols = f"{slope} {x}" if terms.constant is None else f"{slope} {x} + {constant}"
    factor = plain(float(recording.dataset.x[sample, 0]), digits=4)
    decimals = decimals_for(float(error))
    prediction = rounded(float(recording.predictions[update.before, sample]), decimals)
    for extra in MORE_DIGITS:
        params = [rounded(float(value), param_decimals(update) + extra) for value in update.before_params]
        written = [words.number(param) for param in params]
        product = f"{written[terms.slope]} × {operand(words.number(factor))}"
        total = value_of(params[terms.slope]) * value_of(factor)
        if terms.constant is not None:
            product, total = f"{product} {added(written[terms.constant])}", total + value_of(params[terms.constant])
        if rounded(total, decimals) == prediction:
            break
    result = f"= {product} = {words.number(prediction)}"
    return [("forward", f"{words.prediction} = {symbols}", False), ("forward", result, True)]


def _input_symbol(recording: Recording) -> str:
    terms = line_terms(recording)
    return recording.dataset.feature_names[0] if terms is None else symbols_of(recording, terms)[0]
