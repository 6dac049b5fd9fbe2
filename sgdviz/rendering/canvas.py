"""A canvas: marks drawn straight through Matplotlib's Agg renderer, without figures, axes or artists."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from sgdviz.marks import Area, Dots, Mark, Stroke, Text
from sgdviz.rendering.frame import NOWHERE, Box, union
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from numpy.typing import NDArray

    from sgdviz.marks import Rect

PIXELS_PER_INCH = 72
"""Agg's line widths are in points; at this resolution a point is a pixel."""

_BLACK, _WHITE = np.array([[0, 0, 0, 255], [255, 255, 255, 255]], dtype=np.uint8).view(np.uint32)[:, 0]

_PLAIN = IdentityTransform()


class Canvas:
    """An (H, W, 4) picture to draw marks on."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self._agg = RendererAgg(width, height, PIXELS_PER_INCH)
        self.width, self.height = width, height
        self.rgba: NDArray[np.uint8] = np.asarray(self._agg.buffer_rgba())
        self.rgba[...] = (*rgb(background), 255)
        self._words: NDArray[np.uint32] = self.rgba.view(np.uint32)[..., 0]
        self._flat = self._words.reshape(-1)
        self._upright = Affine2D.from_values(1, 0, 0, -1, 0, height)  # marks count y downwards, Agg upwards
        self._contexts: dict[object, GraphicsContextBase] = {}
        self._stencils: dict[Dots, _Stencil] = {}

    def draw(self, mark: Mark) -> Box:
        """Draw `mark` and return the box outside which it has touched nothing."""
        if isinstance(mark, Stroke):
            return self._stroke(mark)
        if isinstance(mark, Dots):
            return self._stencilled(mark) if mark.lasting else self._dots(mark)
        if isinstance(mark, Area):
            return self._area(mark)
        return union(self.set(word) for word in words_of(mark))

    def set(self, word: Word) -> Box:
        """Lay a word on the canvas and return the box that it takes."""
        rows, columns = word.coverage.shape
        box = self._inside(word.top, word.top + rows, word.left, word.left + columns)
        if box == NOWHERE:
            return box
        seen = word.coverage[box.top - word.top : box.bottom - word.top, box.left - word.left : box.right - word.left]
        if word.on is not None:
            self._words[box.top : box.bottom, box.left : box.right] = _ramp(word.on, word.color)[seen]
        else:
            share = seen[..., None].astype(np.uint16)
            part = self.rgba[box.top : box.bottom, box.left : box.right, :3]
            part[...] = (part * (255 - share) + np.array(rgb(word.color), dtype=np.uint16) * share + 127) // 255
        return box

    def restore(self, box: Box, source: Canvas) -> None:
        """Copy what `source` shows in `box`."""
        top, bottom, left, right = box
        self._words[top:bottom, left:right] = source._words[top:bottom, left:right]

    def _stroke(self, mark: Stroke) -> Box:
        if len(mark.points) < 2:
            return NOWHERE
        context = self._context(mark.color, mark.width, mark.clip, mark.cap)
        self._agg.draw_path(context, Path(mark.points), self._upright)
        return self._around(mark.points, mark.width / 2 + 2, mark.clip)

    def _area(self, mark: Area) -> Box:
        if not len(mark.points):
            return NOWHERE
        context = self._context(mark.color, 0.0, mark.clip, "butt")
        self._agg.draw_path(context, Path(mark.points, mark.codes), self._upright, _shares(mark.color))
        return self._around(mark.points, 2, mark.clip)

    def _stencilled(self, mark: Dots) -> Box:
        stencil = self._stencils.get(mark)
        if stencil is None:
            stencil = self._stencils[mark] = self._stencil(mark)
        pixels = self._flat[stencil.where].view(np.uint8).reshape(-1, 4)
        pixels = ((pixels * stencil.kept + stencil.ink) >> 8).astype(np.uint8)
        self._flat[stencil.where] = pixels.view(np.uint32)[:, 0]
        return stencil.box

    def _stencil(self, mark: Dots) -> _Stencil:
        """Return what the dots do to any canvas of this size, from what they do to a black and to a white one."""
        black, white = (Canvas(self.width, self.height, ground) for ground in ("#000000", "#ffffff"))
        once = replace(mark, lasting=False)
        box = black.draw(once)
        white.draw(once)
        on_black, on_white = (canvas.rgba.reshape(-1, 4).astype(np.uint16) for canvas in (black, white))
        where = np.flatnonzero(((on_black[:, :3] != 0) | (on_white[:, :3] != 255)).any(axis=1))
        kept = (on_white - on_black)[where]
        return _Stencil(
            where, on_black[where] << np.uint16(8), kept + (kept >> 7), box
        )  # 0 to 256, so that dividing is a shift

    def _dots(self, mark: Dots) -> Box:
        """Put down copies of one picture of a dot, so that all of them look the same."""
        ink, cover = _dot_sprite(mark.radius, mark.fill, mark.edge, mark.edge_width)
        side = len(ink)
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
                seen = slice(box.top - top, box.bottom - top), slice(box.left - left, box.right - left)
                part = self.rgba[box.top : box.bottom, box.left : box.right]
                part[...] = (part * cover[seen] + ink[seen]) >> 8
                touched = union((touched, box))
        return touched

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

    def _around(self, points: NDArray[np.float64], reach: float, clip: Rect | None) -> Box:
        """Return the box of `points` and `reach` around them."""
        shown = [(x, y) for x, y in points.tolist() if math.isfinite(x) and math.isfinite(y)]
        if not shown:
            return NOWHERE
        xs, ys = zip(*shown, strict=True)
        left, top, right, bottom = min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach
        if clip is not None:
            left, top = max(left, clip.left - 1), max(top, clip.top - 1)
            right, bottom = min(right, clip.right + 1), min(bottom, clip.bottom + 1)
        return self._inside(int(top), math.ceil(bottom), int(left), math.ceil(right))

    def _inside(self, top: int, bottom: int, left: int, right: int) -> Box:
        box = Box(max(top, 0), min(bottom, self.height), max(left, 0), min(right, self.width))
        return box if box.top < box.bottom and box.left < box.right else NOWHERE


class Word(NamedTuple):
    """Type that is set as one: its (h, w) coverage, the corner where it goes, its colour and what is behind it."""

    coverage: NDArray[np.uint8]
    left: int
    top: int
    color: str
    on: str | None


class _Stencil(NamedTuple):
    """What marks that come again and again do to the flat pixels `where`, n of them.

    A pixel becomes ``(pixel * kept + ink) >> 8``, both (n, 4).
    """

    where: NDArray[np.int64]
    ink: NDArray[np.uint16]
    kept: NDArray[np.uint16]
    box: Box


def words_of(mark: Text) -> list[Word]:
    """Return the words of a text, each in its place."""
    type_face = face(mark.size, bold=mark.bold)
    start = mark.x
    if mark.anchor != "left":
        width = type_face.width(mark.text, tabular=mark.tabular)
        start -= width / 2 if mark.anchor == "middle" else width
    baseline = math.floor(mark.y + 0.5)
    parts = type_face.cells(mark.text) if mark.tabular else [(0.0, type_face.line(mark.text))]
    return [
        Word(inked.coverage, math.floor(start + offset + 0.5) + inked.left, baseline + inked.top, mark.color, mark.on)
        for offset, inked in parts
    ]


@cache
def rgb(color: str) -> tuple[int, int, int]:
    """Return the channels of a ``#rrggbb`` colour."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _shares(color: str) -> tuple[float, float, float]:
    red, green, blue = rgb(color)
    return red / 255, green / 255, blue / 255


@cache
def _ramp(ground: str, ink: str) -> NDArray[np.uint32]:
    """Return the (256,) pixels from `ground` to `ink`, one for each coverage."""
    share = np.arange(256)[:, None]
    blend = (np.array(rgb(ground)) * (255 - share) + np.array(rgb(ink)) * share + 127) // 255
    opaque = np.full((256, 1), 255)
    return np.concatenate([blend, opaque], axis=1).astype(np.uint8).view(np.uint32)[:, 0]


class _Sprite(NamedTuple):
    """A small (s, s, 4) picture with soft edges: a pixel becomes ``(pixel * cover + ink) >> 8``."""

    ink: NDArray[np.uint16]
    cover: NDArray[np.uint16]


@lru_cache(maxsize=64)
def _dot_sprite(radius: float, fill: str | None, edge: str | None, edge_width: float) -> _Sprite:
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
    picture[..., 3] = 255
    return _Sprite(picture * alpha, np.broadcast_to(256 - alpha, picture.shape).copy())
