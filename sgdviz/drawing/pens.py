"""Pens: the colour and the role of a panel's marks, in one place.

A panel makes every mark with one of its pens, so the colours of a scene are known before anything is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.marks import Area, Dots, Stroke, Text

if TYPE_CHECKING:
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Anchor, Cap, Family, Rect, Span


class Pen(NamedTuple):
    """Makes marks of one `color` and one `role`; the arguments are those of the marks."""

    role: str
    color: str

    def stroke(
        self,
        points: NDArray[np.float64],
        width: float,
        clip: Rect | None = None,
        cap: Cap = "round",
        *,
        crisp: bool = False,
        opacity: float = 1.0,
    ) -> Stroke:
        """Return a line through (K, 2) `points`."""
        return Stroke(points, self.color, width, clip, cap, crisp, opacity, self.role)

    def dots(
        self,
        centers: NDArray[np.float64],
        radius: float,
        *,
        edge: str | None = None,
        edge_width: float = 0.0,
        clip: Rect | None = None,
        opacity: float = 1.0,
    ) -> Dots:
        """Return filled discs around (K, 2) `centers`; an `edge` is the background's colour, or another pen's."""
        return Dots(centers, radius, self.color, edge, edge_width, clip, opacity, self.role)

    def rings(
        self,
        centers: NDArray[np.float64],
        radius: float,
        width: float,
        *,
        clip: Rect | None = None,
        inside: str | None = None,
    ) -> Dots:
        """Return circles around (K, 2) `centers`, not filled; a colour `inside` is the background's."""
        return Dots(centers, radius, inside, self.color, width, clip, role=self.role)

    def area(
        self,
        points: NDArray[np.float64],
        offsets: NDArray[np.integer[Any]],
        clip: Rect | None = None,
        *,
        opacity: float = 1.0,
    ) -> Area:
        """Return the inside of closed polygons."""
        return Area(points, offsets, self.color, clip, opacity, self.role)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        anchor: Anchor = "left",
        tabular: bool = False,
        face: Family = "sans",
        spans: tuple[Span, ...] = (),
        patch: str | None = None,
    ) -> Text:
        """Return one line of text."""
        return Text(text, x, y, size, self.color, bold, anchor, tabular, face, spans, patch, role=self.role)
