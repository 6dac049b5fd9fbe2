"""The canvas: marks drawn straight through Matplotlib's Agg renderer, without figures, axes or artists."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from sgdviz.drawing.agg.density import ground_left
from sgdviz.drawing.agg.frame import NOWHERE, Box, union
from sgdviz.drawing.agg.words import words_of
from sgdviz.drawing.colors import channels
from sgdviz.drawing.marks import Area, Dots, Mark, Stroke

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from numpy.typing import NDArray

    from sgdviz.drawing.agg.words import Word
    from sgdviz.drawing.marks import Cap, Rect

PIXELS_PER_INCH = 72
"""Agg's line widths are in points; at this resolution a point is a pixel."""

_PLAIN = IdentityTransform()


class Canvas:
    """An (H, W, 4) picture to draw marks on."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self._agg = RendererAgg(width, height, PIXELS_PER_INCH)
        self.width, self.height = width, height
        self.background = background
        self.pixels: NDArray[np.uint8] = np.asarray(self._agg.buffer_rgba())
        self.pixels[...] = (*channels(background), 255)
        self._integers: NDArray[np.uint32] = self.pixels.view(np.uint32)[..., 0]
        self._flat = self._integers.reshape(-1)
        self._upright = Affine2D.from_values(1, 0, 0, -1, 0, height)  # marks count y downwards, Agg upwards
        self._contexts: dict[object, GraphicsContextBase] = {}
        self._stencils: dict[Dots, _Stencil] = {}

    def draw(self, mark: Mark) -> Box:
        """Draw `mark` and return the box outside which nothing was touched."""
        if isinstance(mark, Stroke):
            return self._stroke(mark)
        if isinstance(mark, Dots):
            return self._dots(mark)
        if isinstance(mark, Area):
            return self._area(mark)
        if mark.patch is not None:
            return union(self._set(word, mark.patch) for word in words_of(mark))
        return union(map(self._blend, words_of(mark)))

    def stamp(self, mark: Dots) -> Box:
        """Draw a mark that comes at many rows: through a stencil that is made once."""
        stencil = self._stencils.get(mark)
        if stencil is None:
            stencil = self._stencils[mark] = self._stencil(mark)
        pixels = self._flat[stencil.where].view(np.uint8).reshape(-1, 4)
        pixels = ((pixels * stencil.kept + stencil.added) >> 8).astype(np.uint8)
        self._flat[stencil.where] = pixels.view(np.uint32)[:, 0]
        return stencil.box

    def set_label(self, word: Word) -> Box:
        """Set a word on a patch of the background's colour, and return its box; this is faster than blending it."""
        return self._set(word, self.background)

    def _set(self, word: Word, patch: str) -> Box:
        """Set a word on a patch of one colour, as large as its box, and return the box."""
        rows, columns = word.coverage.shape
        box = self._inside(word.top, word.top + rows, word.left, word.left + columns)
        if box != NOWHERE:
            ramp = _ramp(patch, word.color, word.opacity)
            self._integers[box.top : box.bottom, box.left : box.right] = ramp[_part(word, box)]
        return box

    def restore(self, box: Box, source: Canvas) -> None:
        """Copy the pixels of `source` in `box`."""
        top, bottom, left, right = box
        self._integers[top:bottom, left:right] = source._integers[top:bottom, left:right]

    def _blend(self, word: Word) -> Box:
        """Blend a word with the pixels below it and return its box."""
        rows, columns = word.coverage.shape
        box = self._inside(word.top, word.top + rows, word.left, word.left + columns)
        if box != NOWHERE:
            share = _part(word, box)[..., None].astype(np.uint16)
            if word.opacity < 1:
                share = (share * word.opacity).round().astype(np.uint16)
            part = self.pixels[box.top : box.bottom, box.left : box.right, :3]
            part[...] = (part * (255 - share) + np.array(channels(word.color), dtype=np.uint16) * share + 127) // 255
        return box

    def _stroke(self, mark: Stroke) -> Box:
        if len(mark.points) < 2:
            return NOWHERE
        points, width = _on_pixels(mark) if mark.crisp else (mark.points, mark.width)
        context = self._context(mark.color, width, mark.clip, mark.cap, mark.opacity)
        self._agg.draw_path(context, Path(points), self._upright)
        return self._around(points, width / 2 + 2, mark.clip)

    def _area(self, mark: Area) -> Box:
        if not len(mark.points):
            return NOWHERE
        context = self._context(mark.color, 0.0, mark.clip, "butt", mark.opacity)
        face = _shares(mark.color) if mark.opacity == 1 else (*_shares(mark.color), mark.opacity)
        self._agg.draw_path(context, Path(mark.points, _path_codes(mark)), self._upright, face)
        return self._around(mark.points, 2, mark.clip)

    def _stencil(self, mark: Dots) -> _Stencil:
        """Return the effect of the dots on any canvas of this size, from that on a black and on a white one."""
        black, white = (Canvas(self.width, self.height, background) for background in ("#000000", "#ffffff"))
        box = black.draw(mark)
        white.draw(mark)
        on_black, on_white = (canvas.pixels.reshape(-1, 4).astype(np.uint16) for canvas in (black, white))
        where = np.flatnonzero(((on_black[:, :3] != 0) | (on_white[:, :3] != 255)).any(axis=1))
        kept = (on_white - on_black)[where]
        kept += kept >> 7  # 0 to 256, so that dividing is a shift
        return _Stencil(where, on_black[where] << np.uint16(8), kept, box)

    def _dots(self, mark: Dots) -> Box:
        """Draw copies of one sprite at whole pixels, so that all dots look the same."""
        if mark.opacity < 1 and mark.edge is None and mark.fill is not None:
            return self._cloud(mark, mark.fill)
        added, kept = _sprite(mark.radius, mark.fill, mark.edge, mark.edge_width, mark.opacity)
        side = len(added)
        clip = (0, 0, self.width, self.height) if mark.clip is None else [round(edge) for edge in mark.clip]
        touched = NOWHERE
        for x, y in mark.centers.tolist():
            if not (math.isfinite(x) and math.isfinite(y)):
                continue
            left, top = math.floor(x) - side // 2, math.floor(y) - side // 2
            box = self._inside(
                max(top, clip[1]), min(top + side, clip[3]), max(left, clip[0]), min(left + side, clip[2])
            )
            if box != NOWHERE:
                shown = slice(box.top - top, box.bottom - top), slice(box.left - left, box.right - left)
                part = self.pixels[box.top : box.bottom, box.left : box.right]
                part[...] = (part * kept[shown] + added[shown]) >> 8
                touched = union((touched, box))
        return touched

    def _cloud(self, mark: Dots, fill: str) -> Box:
        """Draw translucent dots of one colour at once: their order does not matter."""
        kept = _sprite(mark.radius, fill, None, 0.0, mark.opacity).kept[..., 0]
        centers = mark.centers[np.isfinite(mark.centers).all(axis=1)]
        if not len(centers):
            return NOWHERE
        clip = (0, 0, self.width, self.height) if mark.clip is None else [round(edge) for edge in mark.clip]
        area = self._inside(clip[1], clip[3], clip[0], clip[2])
        corners = np.floor(centers).astype(np.int64) - len(kept) // 2
        box, left = ground_left(corners, kept / 256, area)
        if box != NOWHERE:
            part = self.pixels[box.top : box.bottom, box.left : box.right, :3]
            color = np.array(channels(fill), dtype=np.float64)
            part[...] = np.round(part * left[..., None] + color * (1 - left[..., None]))
        return box

    def _context(self, color: str, width: float, clip: Rect | None, cap: Cap, opacity: float) -> GraphicsContextBase:
        key = (color, width, clip, cap, opacity)
        context = self._contexts.get(key)
        if context is None:
            context = self._agg.new_gc()
            context.set_foreground(_shares(color))
            if opacity < 1:
                context.set_alpha(opacity)
            context.set_linewidth(width)
            context.set_capstyle(cap)
            context.set_joinstyle("round")
            context.set_snap(False)
            if clip is not None:
                corners = [[clip.left, self.height - clip.bottom], [clip.right, self.height - clip.top]]
                context.set_clip_rectangle(Bbox(corners))
            self._contexts[key] = context
        return context

    def _around(self, points: NDArray[np.float64], reach: float, clip: Rect | None) -> Box:
        """Return the box of `points` and `reach` around them."""
        finite = [(x, y) for x, y in points.tolist() if math.isfinite(x) and math.isfinite(y)]
        if not finite:
            return NOWHERE
        xs, ys = zip(*finite, strict=True)
        left, top, right, bottom = min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach
        if clip is not None:
            left, top = max(left, clip.left - 1), max(top, clip.top - 1)
            right, bottom = min(right, clip.right + 1), min(bottom, clip.bottom + 1)
        return self._inside(int(top), math.ceil(bottom), int(left), math.ceil(right))

    def _inside(self, top: int, bottom: int, left: int, right: int) -> Box:
        box = Box(max(top, 0), min(bottom, self.height), max(left, 0), min(right, self.width))
        return box if box.top < box.bottom and box.left < box.right else NOWHERE


class _Stencil(NamedTuple):
    """The effect of a mark on the flat pixels `where`, n of them: ``(pixel * kept + added) >> 8``, both (n, 4)."""

    where: NDArray[np.int64]
    added: NDArray[np.uint16]
    kept: NDArray[np.uint16]
    box: Box


class _Sprite(NamedTuple):
    """A small (s, s, 4) picture with soft edges: a pixel becomes ``(pixel * kept + added) >> 8``."""

    added: NDArray[np.uint16]
    kept: NDArray[np.uint16]


@lru_cache(maxsize=64)
def _sprite(radius: float, fill: str | None, edge: str | None, edge_width: float, opacity: float) -> _Sprite:
    """Return a disc in the middle of a sprite of odd size."""
    reach = math.ceil(radius + edge_width + 1)
    side = 2 * reach + 1
    agg = RendererAgg(side, side, PIXELS_PER_INCH)
    context = agg.new_gc()
    context.set_foreground(_shares(edge or fill or "#000000"))
    context.set_linewidth(edge_width if edge else 0.0)
    context.set_snap(False)
    disc = Path.circle((side / 2, side / 2), radius)
    agg.draw_path(context, disc, _PLAIN, None if fill is None else _shares(fill))
    picture = np.asarray(agg.buffer_rgba()).astype(np.uint16)
    alpha = picture[..., 3:] + (picture[..., 3:] >> 7)  # 0 to 256, so that dividing is a shift
    if opacity < 1:
        alpha = (alpha * opacity).round().astype(np.uint16)
    picture[..., 3] = 255
    return _Sprite(picture * alpha, np.broadcast_to(256 - alpha, picture.shape).copy())


def _on_pixels(mark: Stroke) -> tuple[NDArray[np.float64], float]:
    """Return the points and the width of an upright or level rule whose edges lie on the edges of pixels."""
    width = max(round(mark.width), 1)
    points = mark.points.copy()
    across = 0 if points[0, 0] == points[-1, 0] else 1
    points[:, across] = math.floor(points[0, across]) + width % 2 / 2
    return points, width


def _path_codes(mark: Area) -> NDArray[np.uint8]:
    """Return Matplotlib's path codes for the polygons of an area."""
    codes = np.full(len(mark.points), Path.LINETO, dtype=np.uint8)
    codes[mark.offsets[:-1]] = Path.MOVETO
    codes[mark.offsets[1:] - 1] = Path.CLOSEPOLY
    return codes


def _part(word: Word, box: Box) -> NDArray[np.uint8]:
    """Return the coverage of `word` inside `box`."""
    return word.coverage[box.top - word.top : box.bottom - word.top, box.left - word.left : box.right - word.left]


def _shares(color: str) -> tuple[float, float, float]:
    red, green, blue = channels(color)
    return red / 255, green / 255, blue / 255


@cache
def _ramp(background: str, color: str, opacity: float) -> NDArray[np.uint32]:
    """Return the (256,) pixels from `background` to `color`, one for each coverage."""
    share = np.arange(256)[:, None]
    if opacity < 1:
        share = (share * opacity).round().astype(np.int64)
    blend = (np.array(channels(background)) * (255 - share) + np.array(channels(color)) * share + 127) // 255
    opaque = np.full((256, 1), 255)
    return np.concatenate([blend, opaque], axis=1).astype(np.uint8).view(np.uint32)[:, 0]
