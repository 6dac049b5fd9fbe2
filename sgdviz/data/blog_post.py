"""The data of the blog post *Neural Networks and Gradient Descent 101*."""

from __future__ import annotations

import numpy as np

from sgdviz.checks import whole
from sgdviz.data.dataset import Dataset
from sgdviz.errors import InputError


def post() -> Dataset:
    """Return the six points that the blog post fits a line to."""
    return Dataset(np.array([-4.0, -2.0, 0.0, 1.0, 2.0, 3.0]), np.array([-8.0, -4.0, 1.0, 2.2, 3.3, 5.3]))


def houses(first: int = 3) -> Dataset:
    """Return the `first` 1, 2 or 3 houses of the blog post, each priced at $200 a square foot.

    Raises `InputError` for another number.
    """
    if whole("first", first, least=1) > 3:
        raise InputError(f"first is {first} and there are 3 houses; give 1, 2 or 3")
    size, price = np.array([1000.0, 2000.0, 4000.0]), np.array([200_000.0, 400_000.0, 800_000.0])
    return Dataset(size[:first], price[:first], ("size (sq ft)",), "price ($)")
