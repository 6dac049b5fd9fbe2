"""The resources that pages share: subsets of fonts, shaped glyphs, and degrees of opacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.pdf.objects import number
from sgdviz.drawing.pdf.shapes import Shapes
from sgdviz.drawing.pdf.subsets import Subset

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.drawing.pdf.objects import Objects


class Resources:
    """The fonts and the degrees of opacity that pages refer to, each once."""

    def __init__(self) -> None:
        self.shapes = Shapes()
        self._subsets: dict[Path, Subset] = {}
        self._opacities: dict[str, str] = {}

    def subset(self, path: Path) -> Subset:
        """Return the subset of the font file at `path`."""
        return self._subsets.setdefault(path, Subset(path, f"F{len(self._subsets)}"))

    def opacity(self, value: float) -> str:
        """Return the name of the graphics state in which strokes and fills have this opacity."""
        return self._opacities.setdefault(number(value), f"G{len(self._opacities)}")

    def embed(self, objects: Objects) -> int:
        """Add all resources to `objects` and return the number of their dictionary."""
        fonts = {own.name: own.embed(objects) for own in self._subsets.values()} | self.shapes.embed(objects)
        states = [f"/{name} << /Type /ExtGState /CA {own} /ca {own} >>" for own, name in self._opacities.items()]
        listed = " ".join(f"/{name} {place} 0 R" for name, place in fonts.items())
        return objects.add(f"<< /Font << {listed} >> /ExtGState << {' '.join(states)} >> >>")
