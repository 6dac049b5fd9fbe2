"""The lattice of a lens."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.lattice import CLOSEST, lattice
from sgdviz.drawing.pens import Pen

LENS = Rect(100, 50, 400, 250)
FOCUS = np.array([250.0, 200.0])


def places(pixels: tuple[float, float], axis: int) -> list[float]:
    """Return the pixels of the upright (axis 0) or level (axis 1) lines."""
    marks = list(lattice(LENS, FOCUS, pixels, Pen("lattice", "#000000"), 1.0))
    assert all(LENS.left <= x <= LENS.right and LENS.top <= y <= LENS.bottom for m in marks for x, y in m.points)
    return [float(mark.points[0, axis]) for mark in marks if mark.points[0, axis] == mark.points[1, axis]]


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("scale", [0.01, 1.0, 1.37, 700.0])
def test_lines_lie_a_power_of_two_apart(axis: int, scale: float) -> None:
    """The distance is a power of two in the units of the axis, between its least value and twice that."""
    pixels = (60.0 * scale, 9.0 * scale)
    found = places(pixels, axis)
    assert FOCUS[axis] in found
    (apart,) = set(np.diff(found).round(6))
    assert CLOSEST <= apart < 2 * CLOSEST
    assert np.log2(apart / pixels[axis]) == pytest.approx(round(np.log2(apart / pixels[axis])), abs=1e-6)


def test_lines_spread_as_the_lens_zooms_in() -> None:
    """Lines that are there before a small zoom are there after it, further from the focus by the same factor."""
    before, after = places((40.0, 40.0), 0), places((44.0, 44.0), 0)
    spread = [FOCUS[0] + 1.1 * (place - FOCUS[0]) for place in before]
    assert set(np.round([x for x in spread if LENS.left + 3 < x < LENS.right - 3], 6)) == set(np.round(after, 6))
