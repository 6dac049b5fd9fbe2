"""A runner: the path of one run of a race with a tail that fades, and the ball at its end."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.panels.landscape import APART, path_corners
from sgdviz.drawing.plot.dashes import Dashes
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.theme import Dash
    from sgdviz.recording import Recording

TAIL = 0.16
"""The duration of the tail, as a share of the whole race."""

FADED = 0.68
"""The power of the contrast of a run's colour that the path behind its tail has."""

FADING = (0.72, 0.86)
"""The powers in the pieces of the tail, oldest first; the newest piece has the colour itself."""

BALL = 1.45
"""The radius of the ball, as a multiple of that of a marker."""


class RunnerPens(NamedTuple):
    """The pens of a runner: its path, the pieces of its tail from the oldest on, and its ball."""

    path: Pen
    tail: tuple[Pen, ...]
    ball: Pen


def runner_pens(panel: Panel, number: int, color: str) -> RunnerPens:
    """Return the pens of run `number`, counted from 1, in shades of its colour."""
    role, theme = f"run.{number}", panel.theme
    tail = [panel.pen(f"{role}.tail.{piece}", theme.faded(color, power)) for piece, power in enumerate(FADING, 1)]
    tail.append(panel.pen(f"{role}.tail.{len(FADING) + 1}", color))
    return RunnerPens(panel.pen(f"{role}.path", theme.faded(color, FADED)), tuple(tail), panel.pen(role, color))


class Runner:
    """The path of `run` in `plot`; `rows` are its rows at each row of the leader, which shows `steps` steps."""

    def __init__(
        self,
        run: Recording,
        rows: NDArray[np.int64],
        plot: Plot,
        panel: Panel,
        pens: RunnerPens,
        dash: Dash,
        steps: float,
    ) -> None:
        self._rows, self._plot, self._pens = rows, plot, pens
        self._unit, self._background = panel.unit, panel.theme.background
        self._points = plot.place(*run.params[: run.shown_rows].T)
        self._dashes = Dashes(self._points, dash, panel.unit)
        self._moments = run.moment[: run.shown_rows]
        self._piece = steps * TAIL / (len(FADING) + 1)
        self.corners = path_corners(self._points, APART * panel.unit)
        self._is_corner = np.zeros(run.shown_rows, dtype=np.bool_)
        self._is_corner[self.corners] = True

    @property
    def balls(self) -> NDArray[np.float64]:
        """The (T, 2) places of the ball at the rows of the leader."""
        balls: NDArray[np.float64] = self._points[self._rows]
        return balls

    @property
    def path(self) -> NDArray[np.float64]:
        """The (K, 2) corners of the path."""
        path: NDArray[np.float64] = self._points[self.corners]
        return path

    def added(self, row: int) -> Iterable[Mark]:
        """Yield the pieces of the path that the leader's `row` finishes."""
        begin = int(self._rows[row - 1]) + 1 if row else 1
        end = int(self._rows[row]) + 1
        for own in (np.flatnonzero(self._is_corner[begin:end]) + begin).tolist():
            before = self.corners[bisect_right(self.corners, own) - 2]
            yield self._stroke(self._pens.path, before, self._points[[before, own]], SIZES.trail)

    def tail(self, row: int, moment: float) -> Iterable[Mark]:
        """Yield the path since its last corner, and the pieces of the tail, at the leader's `row` and `moment`."""
        own, points = int(self._rows[row]), self._points
        corner = self.corners[bisect_right(self.corners, own) - 1]
        if corner < own:
            yield self._stroke(self._pens.path, corner, points[[corner, own]], SIZES.trail)
        pens = self._pens.tail
        ages = [moment - self._piece * count for count in range(len(pens), 0, -1)]
        starts = np.clip(np.searchsorted(self._moments, ages), 0, own).tolist()
        for pen, start, end in zip(pens, starts, [*starts[1:], own], strict=True):
            if start < end:
                yield self._stroke(pen, start, points[start : end + 1], SIZES.curve)

    def ball(self, row: int) -> Iterable[Mark]:
        """Yield the ball; none where it lies outside the plot."""
        place = self._points[int(self._rows[row])]
        if self._plot.contains(place):
            unit = self._unit
            yield self._pens.ball.dots(
                place[None], SIZES.now * BALL * unit, edge=self._background, edge_width=SIZES.halo * unit
            )

    def _stroke(self, pen: Pen, first: int, points: NDArray[np.float64], width: float) -> Stroke:
        """Return a piece of the path that begins at row `first`, with its dashes."""
        cut = self._dashes.cut(points, first)
        return pen.stroke(cut, width * self._unit, self._plot.area, cap="round" if cut is points else "butt")
