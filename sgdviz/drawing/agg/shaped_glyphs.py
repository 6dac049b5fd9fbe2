"""Shaped glyphs as pixels: their outlines, filled by Agg."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from sgdviz.drawing.agg.glyphs import Coverage
from sgdviz.drawing.text.shaping import EM

if TYPE_CHECKING:
    from sgdviz.drawing.text.shaping import Line

PIXELS_PER_INCH = 72


@lru_cache(maxsize=1024)
def filled(line: Line, size: float) -> Coverage:
    """Return a shaped line at a size of type in pixels."""
    scale = size / EM
    if not line.glyphs:
        return Coverage(np.zeros((0, 0), dtype=np.uint8), 0, 0, line.advance * scale)
    corners = [(own.points + np.array([x, y])) * scale for own, x, y in line.glyphs]
    left, bottom = (math.floor(min(float(points[:, axis].min()) for points in corners)) for axis in (0, 1))
    right, top = (math.ceil(max(float(points[:, axis].max()) for points in corners)) for axis in (0, 1))
    agg = RendererAgg(max(right - left, 1), max(top - bottom, 1), PIXELS_PER_INCH)
    style = agg.new_gc()
    style.set_linewidth(0)
    style.set_snap(False)  # a level stroke of a character lies where the font has it
    place = Affine2D.from_values(1, 0, 0, 1, -left, -bottom)
    for points, own in zip(corners, line.glyphs, strict=True):
        agg.draw_path(style, Path(points, own.glyph.codes), place, (1.0, 1.0, 1.0))
    pixels = np.asarray(agg.buffer_rgba())[..., 3].copy()
    pixels.flags.writeable = False
    return Coverage(pixels, left, -top, line.advance * scale)
