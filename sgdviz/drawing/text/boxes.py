"""Boxes of texts: the room that a text mark takes, as a rectangle and as points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.text.placement import face_of, start_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Text


def box_of(mark: Text) -> Rect:
    """Return the box of a text, from above its capitals to below its baseline."""
    left = start_of(mark)
    right = left + face_of(mark).width(mark.text, tabular=mark.tabular)
    return Rect(left, mark.y - 0.75 * mark.size, right, mark.y + 0.2 * mark.size)


def points_over(mark: Text) -> NDArray[np.float64]:
    """Return (K, 2) points over a text, close enough for no other to slip between them."""
    box = box_of(mark)
    across, down = np.linspace(box.left, box.right, 9), np.linspace(box.top, box.bottom, 3)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
