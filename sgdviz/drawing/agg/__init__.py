"""The pixel backend: layers in, frames out, through Matplotlib's Agg renderer."""

from sgdviz.drawing.load_matplotlib import load_matplotlib

load_matplotlib()

from sgdviz.drawing.agg.frame import Frame  # noqa: E402 - it imports Matplotlib
from sgdviz.drawing.agg.renderer import Renderer  # noqa: E402 - it imports Matplotlib
from sgdviz.drawing.agg.transparent import frames_of, renderer_of, still_of  # noqa: E402 - it imports Matplotlib

__all__ = ["Frame", "Renderer", "frames_of", "renderer_of", "still_of"]
