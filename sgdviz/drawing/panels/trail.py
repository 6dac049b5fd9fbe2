"""The trail: the rows whose predictions stay in the picture, palest first, as the run goes on."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.prediction import Prediction, fit_plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording import Recording

APART = 1 / 21
"""The distance that the prediction must move, somewhere in the plot, to leave one in the trail, as a share of the
plot's height."""

SHORT = 12
"""The largest number of rows of a trail that all stay."""

UNIT = Rect(0.0, 0.0, 1.0, 1.0)
"""The plot that shares are measured in."""


class Trail:
    """The trail of a run, in the colours of the theme of `panel`: the same rows and tints in every panel."""

    def __init__(self, panel: Panel, axis_runs: Sequence[Recording]) -> None:
        self.rows = trail_rows(panel.recording, axis_runs)
        colors = panel.theme.trail[: len(self.rows)]
        self._pens = [panel.pen(f"trail.{age}", color) for age, color in enumerate(colors, 1)]

    def passed(self, row: int) -> int:
        """Return how many rows of the trail lie before `row`."""
        return bisect_left(self.rows, row)

    def at(self, row: int) -> Iterable[tuple[int, Pen]]:
        """Yield the rows of the trail at `row` and their pens, oldest and palest first.

        The rows of a short trail all stay, and older ones of a long trail than there are tints vanish.
        """
        passed = self.rows[: self.passed(row)]
        tinted = passed[-len(self._pens) :]
        older = passed[: len(passed) - len(tinted)] if len(self.rows) <= SHORT else []
        yield from ((earlier, self._pens[-1]) for earlier in older)
        yield from zip(tinted, reversed(self._pens[: len(tinted)]), strict=True)


def trail_rows(recording: Recording, axis_runs: Sequence[Recording]) -> list[int]:
    """Return the rows whose predictions make the trail: the first, and each far enough from the one before.

    Raises `InputError` for data with several features.
    """
    prediction = Prediction(recording, fit_plot(recording, axis_runs, UNIT))
    rows = [0]
    last = np.clip(prediction.points(0)[:, 1], UNIT.top, UNIT.bottom)
    for row in range(1, recording.shown_rows):
        if not recording.recorded[row]:
            continue  # an interpolated line is no step of the run
        heights = np.clip(prediction.points(row)[:, 1], UNIT.top, UNIT.bottom)
        if np.abs(heights - last).max() >= APART:
            rows.append(row)
            last = heights
    return rows
