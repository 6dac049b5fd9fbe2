"""The words of one step: every number agrees with the recording, to the digits shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, AdaGrad, Dataset, Line, Momentum, Nesterov, Proportion, Recorder, Recording
from sgdviz.drawing.plot.step_words import (
    change_line,
    decimals_for,
    error_line,
    gradient_lines,
    loss_line,
    operand,
    rounded,
    update_lines,
)
from sgdviz.recording.effects import effects_of
from sgdviz.recording.update import update_at

if TYPE_CHECKING:
    from sgdviz.recording.update import Update

DATA = Dataset(np.array([-4.0, -2.0, 0.5, 1.0, 3.0]), np.array([-8.0, -4.2, 1.0, 2.2, 5.1]))
NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:e−?\d+)?")


def fitted(optimizer: Any, **settings: Any) -> Recording:
    """Return a short run of a line on five points."""
    return sgdviz.fit(Line(), DATA, optimizer, **{"passes": 3, **settings})


def told(recording: Recording, row: int) -> Update:
    """Return the update that led to `row`."""
    update = update_at(recording, row)
    assert update is not None
    return update


def numbers_in(text: str) -> list[tuple[float, float]]:
    """Return each number in `text`, and the largest rounding error that its last digit allows."""
    found = []
    for number in NUMBER.findall(text):
        value = number.replace("−", "-")
        digits, _, power = value.partition("e")
        last = 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))
        if "." not in digits and len(digits.lstrip("-")) > 3 and digits.endswith("0"):
            last *= 10
        found.append((float(value), 0.5000001 * last))
    return found


def says(text: str, *values: float) -> bool:
    """Return whether the last numbers in `text` are `values`, rounded, in this order."""
    found = numbers_in(text)[-len(values) :]
    return len(found) == len(values) and all(
        abs(number - value) <= error for (number, error), value in zip(found, values, strict=True)
    )


def before(recording: Recording, row: int) -> tuple[float, float, float, float]:
    """Return m, b, x and y of the step to `row`: parameters before it, and its sample."""
    m, b = recording.params[row - 1]
    sample = recording.sample[row]
    return m, b, recording.dataset.inputs[sample], recording.dataset.y[sample]


@pytest.mark.parametrize("row", [1, 2, 3, 7, 15])
def test_the_error_is_prediction_less_target(row: int) -> None:
    """The line has the prediction before the step, the target and their difference, with their signs."""
    recording = fitted(SGD(0.02))
    m, b, x, y = before(recording, row)
    line = error_line(recording, told(recording, row))
    assert says(line, m * x + b, y, m * x + b - y)
    assert line.startswith("error = ")
    assert ("− (−" in line) == (y < 0)


@pytest.mark.parametrize("row", [1, 2, 3, 7, 15])
def test_the_loss_is_half_the_squared_error(row: int) -> None:
    """The loss whose gradient is error times input is half the square of the error."""
    recording = fitted(SGD(0.02))
    m, b, x, y = before(recording, row)
    line = loss_line(recording, told(recording, row))
    assert line.startswith("loss = ½ error² = ")
    assert says(line, (m * x + b - y) ** 2 / 2)


@pytest.mark.parametrize("optimizer", [SGD(0.02), Momentum(0.02), Nesterov(0.01), AdaGrad(0.1)])
@pytest.mark.parametrize("row", [1, 2, 8])
def test_gradients_are_error_times_input(optimizer: Any, row: int) -> None:
    """The gradient for the slope is error times x and that for the constant error times 1, for every optimizer.

    Nesterov's gradient is taken ahead of the parameters, and is no product of the error that is drawn.
    """
    recording = fitted(optimizer)
    m, b, x, y = before(recording, row)
    lines = gradient_lines(recording, told(recording, row), effects_of(recording) or ())
    error = m * x + b - y
    ahead = isinstance(optimizer, Nesterov) and row > 1
    for line, name, factor, gradient in zip(lines, "mb", (x, 1.0), recording.gradients[row], strict=True):
        assert line.startswith(f"gradient for {name} = ")
        assert says(line, gradient)
        if not ahead or np.isclose(gradient, error * factor):
            assert says(line, error, factor, error * factor)
        else:
            assert "×" not in line


@pytest.mark.parametrize("size", [2, None])
def test_a_batch_has_means(size: int | None) -> None:
    """Of several samples the number, the mean error, the mean loss and the mean gradients are written."""
    recording = fitted(SGD(0.05), batch_size=size)
    update = told(recording, 2)
    m, b = recording.params[1]
    x, y = DATA.inputs[[2, 3]] if size else DATA.inputs, DATA.y[[2, 3]] if size else DATA.y
    errors = m * x + b - y
    assert says(error_line(recording, update), len(x), errors.mean())
    assert loss_line(recording, update).startswith("loss = mean of ½ error² = ")
    assert says(loss_line(recording, update), (errors**2).mean() / 2)
    slope, constant = gradient_lines(recording, update, effects_of(recording) or ())
    assert slope.startswith("gradient for m = mean of error × x = ")
    assert constant.startswith("gradient for b = mean of error × 1 = ")
    assert says(slope, (errors * x).mean())
    assert says(constant, errors.mean())


@pytest.mark.parametrize("start", [100.0, 300.0])
def test_an_absolute_loss_has_the_sign_of_the_error(start: float) -> None:
    """The loss is the size of the error, and the gradient its sign times the input."""
    house = Dataset(np.array([1000.0]), np.array([200_000.0]))
    recording = sgdviz.fit(Proportion("absolute"), house, SGD(0.01), passes=4, start={"Y": start})
    update, sign = told(recording, 1), np.sign(start - 200)
    assert says(error_line(recording, update), start * 1000, 200_000, (start - 200) * 1000)
    assert loss_line(recording, update).startswith("loss = |error| = ")
    assert says(loss_line(recording, update), abs(start - 200) * 1000)
    (line,) = gradient_lines(recording, update, effects_of(recording) or ())
    assert line.startswith("gradient for Y = ")
    assert says(line, sign, 1000, sign * 1000)


@pytest.mark.parametrize("optimizer", [SGD(0.02), Momentum(0.02, 0.9), Nesterov(0.02, 0.9), AdaGrad(0.1)])
@pytest.mark.parametrize("row", [1, 2, 9])
def test_the_update_adds_up(optimizer: Any, row: int) -> None:
    """Old value, what is added and new value are those of the recording; the added parts make the step."""
    recording = fitted(optimizer)
    update = told(recording, row)
    for number, line in enumerate(update_lines(recording, update)):
        old, new = recording.params[row - 1, number], recording.params[row, number]
        name, _, text = line.partition(" = ")
        assert name == recording.param_names[number]
        assert says(text, new)
        (first, error), *_ = numbers_in(text)
        assert abs(first - old) <= error
        (written, allowed) = numbers_in(text)[-1]
        assert abs(sum_in(text) - written) <= allowed  # the sum comes out as it is written
        assert (f" − {update.step_size or 0:.4g} × " in text) == (not isinstance(optimizer, AdaGrad))
        assert (" carried over" in text) == (isinstance(optimizer, Momentum | Nesterov) and row > 1)


def sum_in(text: str) -> float:
    """Return what the left side of an update adds up to, by plain arithmetic on the numbers that are written."""
    first, *rest = text.partition(" = ")[0].replace(" carried over", "").replace("−", "-").split()
    terms = [float(first)]
    for sign, factor in zip(rest[::2], rest[1::2], strict=True):
        value = float(factor.strip("()"))
        if sign == "×":
            terms[-1] *= value
        else:
            terms.append(-value if sign == "-" else value)
    return sum(terms)


def test_without_gradients_the_steps_are_written() -> None:
    """A loop of one's own has steps whose cause is unknown: the words are those of the steps."""
    state = {"m": 0.0, "b": 1.0}
    recorder = Recorder([1.0, 2.0, 3.0], [2.0, 4.0, 7.0], predict=lambda x: state["m"] * x + state["b"])
    recorder.record(m=0.0, b=1.0)
    for m, b in ((0.5, 0.9), (0.7, 1.1), (0.75, 1.3)):
        state.update(m=m, b=b)
        recorder.record(m=m, b=b, loss=1.0, sample=1)
    recording = recorder.recording()
    update = told(recording, 1)
    lines = gradient_lines(recording, update, effects_of(recording) or ())
    assert lines == ["step of m = 0.500", "step of b = −0.100"]
    assert update_lines(recording, update) == ["m = 0.00 + 0.50 = 0.50", "b = 1.00 − 0.10 = 0.90"]
    assert error_line(recording, update) == "error = 1.00 − 4 = −3.00"
    assert change_line(recording, update) == "m 0.00 → 0.50   b 1.00 → 0.90"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (5.376, 2, "5.38"), (-5.376, 2, "−5.38"), (-0.001, 2, "0.00"), (0.0, 2, "0.00"), (2e5, 0, "200000"),
        (1e7, 0, "10⁷"), (-3e-7, 2, "−3×10⁻⁷"), (float("nan"), 2, "NaN"), (float("inf"), 2, "infinity"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_with_a_true_minus_sign(value: float, decimals: int, text: str) -> None:
    """Zero has no sign; very large and very small numbers are powers of ten."""
    assert rounded(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals"), [(123.4, 0), (12.3, 1), (5.38, 2), (0.0538, 4), (1e-9, 6), (1e9, 0), (0.0, 2)]
)
def test_decimals_show_three_digits(value: float, decimals: int) -> None:
    """As many decimals as three significant digits take, from none to six."""
    assert decimals_for(value) == decimals_for(-value) == decimals


def test_a_negative_number_behind_an_operator_has_parentheses() -> None:
    """A minus sign does not stand behind another operator."""
    assert operand("−4") == "(−4)"
    assert operand("4") == "4"
