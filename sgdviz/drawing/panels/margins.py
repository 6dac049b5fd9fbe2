"""The room that a panel keeps around its plot, in reference pixels."""

from __future__ import annotations

from sgdviz.drawing.marks import Rect

HEADING_BASELINE, READOUT_BASELINE = 33.0, 61.0
"""From the panel's top to the baselines of its two lines of text."""

MARGIN = Rect(50.0, 92.0, 26.0, 56.0)
"""Room around the plot for the header, the labels and air."""

GUTTER = 12.0
"""The least distance between two texts in one line."""


def plot_area(area: Rect, unit: float) -> Rect:
    """Return the area of a panel's plot: `area` less the margins, in whole pixels and at least one each way."""
    left, top = area.left + MARGIN.left * unit, area.top + MARGIN.top * unit
    right, bottom = area.right - MARGIN.right * unit, area.bottom - MARGIN.bottom * unit
    return Rect(round(left), round(top), max(round(right), round(left) + 1), max(round(bottom), round(top) + 1))
