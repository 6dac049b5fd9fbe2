"""The card behind a picture without a background: a rectangle with round corners, in the background's colour."""

from __future__ import annotations

import numpy as np

from sgdviz.drawing.marks import Area

INSET, RADIUS = 6.0, 16.0
"""Reference pixels from the edges of the picture to the card, and of its round corners."""

CORNER = 12
"""Points of a round corner."""


def card(width: int, height: int, unit: float, color: str) -> Area:
    """Return the card of a picture of `width` by `height` pixels, of which `unit` make a reference pixel."""
    inset = min(INSET * unit, width / 4, height / 4)
    radius = min(RADIUS * unit, width / 2 - inset, height / 2 - inset)
    turns = np.linspace(0, np.pi / 2, CORNER)
    corners = []
    for quarter, (x, y) in enumerate(((1, 1), (0, 1), (0, 0), (1, 0))):  # from the lower right one, clockwise
        center = [
            inset + radius + (width - 2 * (inset + radius)) * x,
            inset + radius + (height - 2 * (inset + radius)) * y,
        ]
        angles = turns + quarter * np.pi / 2
        corners.append(center + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    points = np.concatenate([*corners, corners[0][:1]])
    return Area(points, np.array([0, len(points)]), color, role="card")
