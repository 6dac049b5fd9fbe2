"""The margins around a plot."""

from __future__ import annotations

import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.margins import plot_area


def test_a_plot_has_margins_in_reference_pixels() -> None:
    """The margins leave room for the header and the labels, and grow with the unit."""
    assert plot_area(Rect(0, 0, 480, 400), 1.0) == (50, 92, 454, 344)
    assert plot_area(Rect(960, 100, 1920, 900), 2.0) == (1060, 284, 1868, 788)


@pytest.mark.parametrize("unit", [0.33, 0.7, 1.37])
def test_a_plot_has_whole_pixels(unit: float) -> None:
    """The sides of a plot lie on the edges of pixels, whatever the unit."""
    assert all(side == round(side) for side in plot_area(Rect(3.3, 7.7, 480.2, 400.9), unit))


def test_a_plot_has_at_least_one_pixel() -> None:
    """A panel smaller than its margins has a plot of one pixel, not one with a negative size."""
    area = plot_area(Rect(0, 0, 20, 10), 1.0)
    assert (area.width, area.height) == (1, 1)
