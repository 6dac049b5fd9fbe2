"""Equal scales, against limits computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.plot.equal_scales import equal_scales


@pytest.mark.parametrize(
    ("limits", "equal"),
    [
        ([[0, 4], [0, 2]], [[0, 4], [0, 2]]),  # equal already: 200 by 100 pixels
        ([[0, 2], [0, 2]], [[-1, 3], [0, 2]]),
        ([[0, 4], [1, 2]], [[0, 4], [0.5, 2.5]]),
        ([[-6, 6], [0, 2]], [[-6, 6], [-2, 4]]),  # the largest factor, 3
        ([[-7, 7], [0, 2]], [[-7, 7], [0, 2]]),
        ([[0, 1.4], [0, 2]], [[-1.3, 2.7], [0, 2]]),
        ([[0, 1.3], [0, 2]], [[0, 1.3], [0, 2]]),
        ([[0, 0], [0, 2]], [[0, 0], [0, 2]]),
    ],
)
def test_the_shorter_axis_is_extended_about_its_middle(limits: list[list[float]], equal: list[list[float]]) -> None:
    """Scales that differ by up to a factor of 3 become equal; others stay."""
    np.testing.assert_allclose(equal_scales(np.array(limits, dtype=float), Rect(10, 10, 210, 110)), equal)
