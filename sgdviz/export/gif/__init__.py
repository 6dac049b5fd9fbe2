"""GIF, written from the specification: CompuServe, *Graphics Interchange Format, version 89a*, 1990."""

from sgdviz.export.gif.quality import Quality
from sgdviz.export.gif.writer import GifWriter, check_film, encoder, writer

__all__ = ["GifWriter", "Quality", "check_film", "encoder", "writer"]
