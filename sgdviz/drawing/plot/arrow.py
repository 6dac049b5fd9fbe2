"""Arrows along a line of points, as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Stroke
    from sgdviz.drawing.pens import Pen

HEAD = 7.0
"""The length of a head in pixels of a stroke 2.4 pixels wide; wider strokes have larger heads."""

SPREAD = 0.62
"""The distance of a head's ends from its axis, as a share of its length."""

LEAST_HEAD = 0.6
"""The largest length of a head as a share of its arrow: the head of a short arrow is smaller."""


def arrow(
    pen: Pen, points: NDArray[np.float64], width: float, clip: Rect | None = None, *, halo: float = 0.0
) -> Iterable[Stroke]:
    """Yield the shaft through (K, 2) `points` and the head at its end; nothing for an arrow without length.

    With `halo` the strokes are that many pixels wider on each side, which makes the halo of the arrow without.
    """
    length = float(np.hypot(*np.diff(points, axis=0).T).sum())
    if not length > 0:
        return
    head = min(HEAD * width / 2.4, length * LEAST_HEAD)
    tip = points[-1]
    ahead = tip - points[-2]
    ahead = ahead / np.hypot(*ahead)
    aside = np.array([-ahead[1], ahead[0]]) * SPREAD
    stroke = width + 2 * halo
    yield pen.stroke(points, stroke, clip)
    yield pen.stroke(np.stack([tip - (ahead + aside) * head, tip, tip - (ahead - aside) * head]), stroke, clip)


def arc(center: NDArray[np.float64], start: NDArray[np.float64], length: float, count: int = 24) -> NDArray[np.float64]:
    """Return (K, 2) points of the arc around `center` that begins at `start`, `length` pixels long.

    A positive length turns to the left, as an angle grows; y points downwards.
    """
    radius = start - center
    angles = np.linspace(0.0, length / float(np.hypot(*radius)), count)
    cosine, sine = np.cos(angles), np.sin(angles)
    points: NDArray[np.float64] = center + np.column_stack(
        [cosine * radius[0] + sine * radius[1], cosine * radius[1] - sine * radius[0]]
    )
    return points
