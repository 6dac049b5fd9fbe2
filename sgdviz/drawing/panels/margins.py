"""The room that a panel keeps around its plot, in reference pixels, widened where its labels need more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.marks import Rect, Text
from sgdviz.drawing.text.boxes import box_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.panels.panel import Panel

HEADING_BASELINE, READOUT_BASELINE = 33.0, 61.0
"""From the panel's top to the baselines of its two lines of text."""

MARGIN = Rect(50.0, 92.0, 26.0, 56.0)
"""Room around the plot for the header, the labels and air."""

INNER = Rect(22.0, 92.0, 26.0, 26.0)
"""The same for a panel without labels at its axes."""

GUTTER = 12.0
"""The least distance between two texts in one line."""

EDGE = 6.0
"""The least distance of a label from the edge of its panel."""

WIDEST = 0.3
"""The largest widening on each side, as a share of the panel."""


def plot_area(area: Rect, unit: float, margin: Rect = MARGIN) -> Rect:
    """Return the area of a panel's plot: `area` less the margins, in whole pixels and at least one each way."""
    left, top = area.left + margin.left * unit, area.top + margin.top * unit
    right, bottom = area.right - margin.right * unit, area.bottom - margin.bottom * unit
    return Rect(round(left), round(top), max(round(right), round(left) + 1), max(round(bottom), round(top) + 1))


def measured(panels: Iterable[Panel], unit: float) -> Rect:
    """Return the margin in which the labels at the axes of all `panels` have room."""
    left, right = 0.0, 0.0
    for panel in panels:
        most, role = WIDEST * panel.area.width, panel.frame_pens.label.role
        for mark in panel.static():
            if isinstance(mark, Text) and mark.role == role:
                box = box_of(mark)
                left = max(left, min(panel.area.left + EDGE * unit - box.left, most))
                right = max(right, min(box.right - panel.area.right + EDGE * unit, most))
    return MARGIN._replace(left=MARGIN.left + left / unit, right=MARGIN.right + right / unit)
