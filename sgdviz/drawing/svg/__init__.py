"""The vector backend: layers in, SVG out. Type is drawn as outlines, each glyph once and used by reference."""

from sgdviz.drawing.svg.document import animated_svg, still_svg

__all__ = ["animated_svg", "still_svg"]
