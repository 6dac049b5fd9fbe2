"""The legend of a nudge: the equations of the lines before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Rect
    from sgdviz.drawing.panels.nudge import Nudge
    from sgdviz.drawing.pens import Pen

BEFORE = "y = m x + b"
AFTER = {"m": "y = (m + h) x + b", "b": "y = m x + (b + h)"}
"""The line before the nudge, and after the nudge of each parameter."""

SWATCH, BESIDE, INSET, LEADING = 22.0, 8.0, 8.0, 22.0
"""Reference pixels of a swatch, from there to its equation, from the plot's left edge, and between the lines."""


def nudge_legend(
    nudge: Nudge, plot: Rect, *, is_above: bool, line: Pen, base: Pen, words: Pen, background: str, unit: float
) -> Iterable[Mark]:
    """Yield the equation of each line beside a swatch, in the left corner of `plot`: above or below."""
    size, x = SIZES.status * unit, plot.left + INSET * unit
    y = plot.top + LEADING * unit if is_above else plot.bottom - 1.5 * LEADING * unit
    for text, pen, width in ((AFTER[nudge.parameter], line, SIZES.line), (BEFORE, base, SIZES.trail)):
        yield pen.stroke(np.array([[x, y], [x + SWATCH * unit, y]]), width * unit, cap="butt")
        left, baseline = x + (SWATCH + BESIDE) * unit, y + 0.36 * size
        yield words.text(text, left, baseline, size, patch=background)
        y += LEADING * unit
