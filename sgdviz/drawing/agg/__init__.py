"""The pixel backend: layers in, frames out, through Matplotlib's Agg renderer."""

from sgdviz.drawing.agg.frame import Frame
from sgdviz.drawing.agg.renderer import Renderer
from sgdviz.drawing.agg.transparent import frames_of, renderer_of

__all__ = ["Frame", "Renderer", "frames_of", "renderer_of"]
