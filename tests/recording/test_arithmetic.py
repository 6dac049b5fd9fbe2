"""Formulas as text: Python's arithmetic and `math` on arrays, and nothing else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.errors import InputError
from sgdviz.recording.arithmetic import CONSTANTS, FUNCTIONS, MOST_CHARACTERS, TWO, Arithmetic

X = np.array([-1.5, 0.0, 0.25, 2.0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w*x + b", 2 * X + 0.5),
        ("-w ** 2 * x", -4 * X),
        ("w^2", 4.0),
        ("(x - b) / w % 3 // 1", (X - 0.5) / 2 % 3 // 1),
        ("1 / (1 + exp(-(w*x + b)))", 1 / (1 + np.exp(-(2 * X + 0.5)))),
        ("math.tanh(x) + max(x, 0)", np.tanh(X) + np.maximum(X, 0)),
        ("sin(pi) + e", math.sin(math.pi) + math.e),
        ("+3", 3.0),
    ],
)
def test_a_formula_is_python_s(text: str, expected: np.ndarray) -> None:
    """Operators bind as in Python, a hat is a power, and functions work on arrays."""
    np.testing.assert_array_equal(Arithmetic(text)({"w": 2.0, "b": 0.5, "x": X}), expected)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions_are_those_of_math(name: str) -> None:
    """Each function gives what Python's own gives."""
    own: Any = getattr(math, name, None) or {"abs": abs, "min": min, "max": max}[name]
    arguments = (0.5, 0.75) if name in TWO else (1.5 if name == "acosh" else 0.5,)
    text = f"{name}({', '.join('ab'[: len(arguments)])})"
    np.testing.assert_allclose(Arithmetic(text)(dict(zip("ab", arguments, strict=False))), own(*arguments), rtol=1e-14)


def test_names_are_in_their_order() -> None:
    """Names are told once, in the order of their use; constants and functions are none."""
    assert Arithmetic("b + w*x*w + exp(pi)").names == ("b", "w", "x")


def test_what_has_no_value_is_no_number() -> None:
    """A division by zero and the root of a negative number are infinite, or NaN, without a warning."""
    np.testing.assert_array_equal(Arithmetic("1/x")({"x": np.array([0.0, 2.0])}), [np.inf, 0.5])
    assert np.isnan(Arithmetic("sqrt(x) + log(x)")({"x": -1.0}))
    assert Arithmetic("10 ** 10 ** 10")({}) == np.inf


@pytest.mark.parametrize(
    "text",
    [
        "", "w*", "w x", "w = 1", "x.real", "x[0]", "'a'", "1j", "True", "[1]", "lambda: 1", "x if x else 1", "x < 1",
        "f'{x}'", "(x, 1)", "~x", "not x", "x @ x", "exp(x, 1)", "exp()", "exp(x=1)", "max(x)", "exp(*x)",
        "__import__('os')", "x.__class__", "().__class__", "open('f')", "math.sqrt.__call__(1)", "np.exp(x)",
        "(lambda: 1)()", "x := 1", "await x", "{**x}", "(" * 400 + "x" + ")" * 400, "x\x00", "9" * 900,
        "1" * (MOST_CHARACTERS + 1),
    ],
)  # fmt: skip
def test_all_else_is_refused(text: str) -> None:
    """Attributes, subscripts, comparisons, texts and other calls are one-line errors; nothing is run."""
    with pytest.raises(InputError) as caught:
        Arithmetic(text)
    assert "\n" not in str(caught.value)


@given(st.text(alphabet="wxb01.+-*/%()^ expmath,[]'=<>_:{}@!&|~\n", max_size=40))
def test_any_text_is_a_formula_or_an_error(text: str) -> None:
    """No text does anything but give a number or an `InputError`."""
    try:
        formula = Arithmetic(text)
    except InputError:
        return
    result = formula(dict.fromkeys(formula.names, 2.0))
    assert result.dtype == np.float64


def test_a_constant_may_not_be_hidden() -> None:
    """Names of constants stay theirs."""
    assert Arithmetic("pi * e")(dict.fromkeys(CONSTANTS, 0.0)) == math.pi * math.e
