"""Demonstrations: lessons without training, each a function that makes a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.checks import finite, whole
from sgdviz.errors import UnknownNameError
from sgdviz.recording import Recorder

if TYPE_CHECKING:
    from sgdviz.recording import Recording

POINTS = (-4.0, -2.0, 0.0, 1.0, 2.0, 3.0)


def derivative(nudged: str = "m", *, m: float = 1.5, b: float = 1.0, halvings: int = 8) -> Recording:
    """Return ``y = m x + b`` with `m` or `b` nudged by h = 2, 1, 1/2 ..., and what that changes at x = 3.

    The parameters are h and the slope ``(nudged y - y) / h`` at x = 3, which is x for `m` and 1 for `b`. The data lie
    on the line before the nudge. Raises `InputError`.
    """
    if nudged not in ("m", "b"):
        raise UnknownNameError("parameter to nudge", nudged, ("m", "b"))
    finite("m", m)
    finite("b", b)
    halvings = whole("halvings", halvings, least=1, most=1000)
    x = np.array(POINTS)
    line = m * x + b
    h = 2.0

    def nudge(xs: np.ndarray) -> np.ndarray:
        return (m + h) * xs + b if nudged == "m" else m * xs + (b + h)

    recorder = Recorder(x, line, predict=nudge, formula="h = {h}   slope = {slope}")
    for _ in range(halvings + 1):
        slope = (float(nudge(x)[-1]) - float(line[-1])) / h
        recorder.record(h=h, slope=slope, sample=len(x) - 1)
        h /= 2
    return recorder.recording()


DEMONSTRATIONS = {"derivative": derivative}
