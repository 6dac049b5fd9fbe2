#!/usr/bin/env python
# A comment and a docstring may stand before a future import.
"""Trains with annotations that are never evaluated."""
from __future__ import annotations

from typing import get_type_hints


def train(xs: list[NotDefined], ys: Sequence[float]) -> tuple[float, float]:
    w: float = 0.0
    b: float = 0.0
    for x, y in zip(xs, ys):
        for _ in range(10):
            miss: float = w * x + b - y
            w -= 0.1 * miss * x
            b -= 0.1 * miss
    return w, b


print(train([0.0, 1.0, 2.0], [1.0, 2.0, 3.0]))
print(train.__annotations__, __doc__)
try:
    get_type_hints(train)
except NameError as error:
    print(error)
