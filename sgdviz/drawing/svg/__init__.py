"""The vector backend: layers in, SVG out. Type is drawn as outlines, each glyph once and used by reference."""

from sgdviz.drawing.svg.document import still_svg

__all__ = ["still_svg"]
