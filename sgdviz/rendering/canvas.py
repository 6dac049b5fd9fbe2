"""A canvas: marks drawn straight through Matplotlib's Agg renderer, without figures, axes or artists."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from sgdviz.marks import Dots, Mark, Stroke, Text
from sgdviz.rendering.frame import Box
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from numpy.typing import NDArray

    from sgdviz.marks import Rect

RGB = tuple[int, int, int]

PIXELS_PER_INCH = 72
"""Agg's line widths are in points; at this resolution a point is a pixel."""


class Canvas:
    """An (H, W, 4) picture to draw marks on."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self._agg = RendererAgg(width, height, PIXELS_PER_INCH)
        self.width, self.height = width, height
        self.rgba: NDArray[np.uint8] = np.asarray(self._agg.buffer_rgba())
        self.rgba[...] = (*rgb(background), 255)
        self._upright = Affine2D.from_values(1, 0, 0, -1, 0, height)  # marks count y downwards, Agg upwards
        self._contexts: dict[object, GraphicsContextBase] = {}

    def draw(self, mark: Mark) -> Box:
        """Draw `mark` and return the box outside which it has touched nothing."""
        if isinstance(mark, Stroke):
            return self._stroke(mark)
        if isinstance(mark, Dots):
            return self._dots(mark)
        return self._text(mark)

    def restore(self, box: Box, source: Canvas) -> None:
        """Copy what `source` shows in `box`."""
        part = slice(box.top, box.bottom), slice(box.left, box.right)
        self.rgba[part] = source.rgba[part]

    def _stroke(self, mark: Stroke) -> Box:
        if len(mark.points) < 2:
            return NOWHERE
        context = self._context(mark.color, mark.width, mark.clip, mark.cap)
        self._agg.draw_path(context, Path(mark.points), self._upright)
        return self._around(mark.points, mark.width, mark.clip)

    def _dots(self, mark: Dots) -> Box:
        reach = mark.radius + mark.edge_width
        near = mark.centers[_within(mark.centers, self.width, self.height, reach)]
        if not len(near):
            return NOWHERE
        disc = _disc(mark.radius)
        context = self._context(mark.edge or mark.fill or "", mark.edge_width if mark.edge else 0.0, mark.clip, "butt")
        face_color = None if mark.fill is None else _shares(mark.fill)
        self._agg.draw_markers(context, disc, _PLAIN, Path(near), self._upright, face_color)
        return self._around(near, 2 * reach, mark.clip)

    def _text(self, mark: Text) -> Box:
        inked = face(mark.size, bold=mark.bold).line(mark.text, tabular=mark.tabular)
        shift = {"left": 0.0, "middle": inked.advance / 2, "right": inked.advance}[mark.anchor]
        left, top = math.floor(mark.x - shift + 0.5) + inked.left, math.floor(mark.y + 0.5) + inked.top
        rows, columns = inked.coverage.shape
        box = self._inside(top, top + rows, left, left + columns)
        if box == NOWHERE:
            return box
        seen = inked.coverage[box.top - top : box.bottom - top, box.left - left : box.right - left]
        share = seen[..., None].astype(np.uint16)
        part = self.rgba[box.top : box.bottom, box.left : box.right, :3]
        part[...] = (part * (255 - share) + np.array(rgb(mark.color), dtype=np.uint16) * share + 127) // 255
        return box

    def _context(
        self, color: str, width: float, clip: Rect | None, cap: Literal["butt", "round"]
    ) -> GraphicsContextBase:
        key = (color, width, clip, cap)
        context = self._contexts.get(key)
        if context is None:
            context = self._agg.new_gc()
            context.set_foreground(_shares(color))
            context.set_linewidth(width)
            context.set_capstyle(cap)
            context.set_joinstyle("round")
            context.set_snap(False)
            if clip is not None:
                corners = [[clip.left, self.height - clip.bottom], [clip.right, self.height - clip.top]]
                context.set_clip_rectangle(Bbox(corners))
            self._contexts[key] = context
        return context

    def _around(self, points: NDArray[np.float64], width: float, clip: Rect | None) -> Box:
        """Return the box of `points` and half of `width` around them, with room for antialiased edges."""
        shown = points[np.isfinite(points).all(axis=1)]
        if not len(shown):
            return NOWHERE
        low, high = shown.min(axis=0) - width / 2 - 2, shown.max(axis=0) + width / 2 + 2
        if clip is not None:
            low, high = (
                np.maximum(low, (clip.left - 1, clip.top - 1)),
                np.minimum(high, (clip.right + 1, clip.bottom + 1)),
            )
        return self._inside(*(int(edge) for edge in (low[1], math.ceil(high[1]), low[0], math.ceil(high[0]))))

    def _inside(self, top: int, bottom: int, left: int, right: int) -> Box:
        box = Box(max(top, 0), min(bottom, self.height), max(left, 0), min(right, self.width))
        return box if box.top < box.bottom and box.left < box.right else NOWHERE


NOWHERE = Box(0, 0, 0, 0)

_PLAIN = IdentityTransform()


@cache
def rgb(color: str) -> RGB:
    """Return the channels of a ``#rrggbb`` colour."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _shares(color: str) -> tuple[float, float, float]:
    red, green, blue = rgb(color)
    return red / 255, green / 255, blue / 255


@cache
def _disc(radius: float) -> Path:
    return Path.circle((0.0, 0.0), radius)


def _within(points: NDArray[np.float64], width: int, height: int, reach: float) -> NDArray[np.bool_]:
    """Return which points are near enough to the picture to be seen; NaN is nowhere."""
    x, y = points[:, 0], points[:, 1]
    seen: NDArray[np.bool_] = (x > -reach) & (x < width + reach) & (y > -reach) & (y < height + reach)
    return seen
