"""Equations: the current numbers in their fixed places."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import InputError
from sgdviz.drawing.plot.equation import equation_writer


def test_a_number_that_is_added_shows_its_sign_in_the_operator() -> None:
    """A negative constant is subtracted, and a negative factor has a sign of its own."""
    params = {"m": np.array([-1.5, 2.0]), "b": np.array([-0.25, 0.25])}
    write = equation_writer("y = {m} x + {b}", params, 2)
    assert [write(0), write(1)] == ["y = −1.50 x − 0.25", "y = 2.00 x + 0.25"]
    assert equation_writer("{b} + {m} x", params, 2)(0) == "−0.25 − 1.50 x"


def test_an_equation_has_no_holes() -> None:
    """Each number stands right behind its operator, in one format for the whole run."""
    params = {"m": np.array([-100.25, 3.0, 0.5]), "b": np.array([7.0, -12.0, 1234.0])}
    write = equation_writer("y = {m} x + {b}", params, 3)
    assert [write(row) for row in range(3)] == ["y = −100.2 x + 7", "y = 3.0 x − 12", "y = 0.5 x + 1234"]


def test_rows_that_are_not_shown_take_no_room() -> None:
    """The numbers after a divergence do not widen the equation."""
    params = {"m": np.array([1.0, 2.0, 1e9]), "b": np.array([3.0, -4.0, -1e9])}
    write = equation_writer("y = {m} x + {b}", params, 2)
    assert [write(0), write(1)] == ["y = 1.00 x + 3.00", "y = 2.00 x − 4.00"]


def test_an_equation_has_digits_for_the_finest_difference() -> None:
    """A slope per square foot has more decimals than two where its changes are small."""
    params = {"m": np.array([0.1234, 0.5])}
    assert equation_writer("{m} x", params, 2)(0) == "0.12 x"
    assert equation_writer("{m} x", params, 2, finest={"m": 0.001})(0) == "0.123 x"


def test_a_formula_without_parameters_is_written_as_it_is() -> None:
    """A formula need not name any parameter."""
    assert equation_writer("y = f(x)", {"m": np.zeros(2)}, 2)(1) == "y = f(x)"


def test_a_formula_must_name_parameters() -> None:
    """The error for a name that is not a parameter lists those that are."""
    with pytest.raises(InputError, match="names 'slope', which is not a parameter; the parameters are: m, b"):
        equation_writer("y = {slope} x", {"m": np.zeros(13), "b": np.zeros(13)}, 13)
