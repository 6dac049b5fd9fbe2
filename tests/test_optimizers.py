"""Optimizers: one step by hand, and settings that make no sense."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sgdviz import SGD, InputError


def test_a_step_goes_against_the_gradient() -> None:
    """`params - gradient * step_size`."""
    params, _ = SGD(0.1).step(np.array([1.0, 2.0]), np.array([10.0, -10.0]), None)
    assert params.tolist() == [0.0, 3.0]


@pytest.mark.parametrize("step_size", [0, -1, math.nan, math.inf, "fast", True, None])
def test_a_step_size_is_a_positive_finite_number(step_size: Any) -> None:
    """Anything else is refused by name."""
    with pytest.raises(InputError, match="step size is"):
        SGD(step_size)
