"""Font subsets: the characters that pages show of each font file, embedded as TrueType, with their text.

Characters have numbers of their own, in the order in which pages use them, and a map from these to the glyphs of the
subset: so pages can be written before the subset is made.
"""

from __future__ import annotations

import io
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from sgdviz.drawing.pdf.to_unicode import to_unicode

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.drawing.pdf.objects import Objects

KEPT = frozenset(("glyf", "head", "hhea", "hmtx", "loca", "maxp"))
"""The tables that PDF needs of a TrueType font whose characters it maps by itself."""


class Subset:
    """The characters of one font file that pages show, as the font resource `name`."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._path = path
        self._codes: dict[str, int] = {}

    def code(self, character: str) -> int:
        """Return the number of `character` in the subset, from 1."""
        return self._codes.setdefault(character, len(self._codes) + 1)

    def advance(self, character: str) -> float:
        """Return the width of `character` in thousandths of the size of type, as PDF advances by it."""
        return _advance(self._path, character)

    def embed(self, objects: Objects) -> int:
        """Add the font to `objects` and return its number."""
        font = opened(self._path)
        characters = list(self._codes)
        data, glyphs = _subset(self._path, tuple(characters))
        tag = "".join(chr(ord("A") + byte % 26) for byte in sha256(data).digest()[:6])
        name = f"{tag}+{font['name'].getDebugName(6)}"
        scale = 1000 / font["head"].unitsPerEm
        head, hhea = font["head"], font["hhea"]
        box = " ".join(str(round(side * scale)) for side in (head.xMin, head.yMin, head.xMax, head.yMax))
        ascent, descent = round(hhea.ascent * scale), round(hhea.descent * scale)
        file = objects.stream(data, f"/Length1 {len(data)}")
        descriptor = objects.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {ascent}"
            f" /Descent {descent} /CapHeight {ascent} /StemV 80 /FontFile2 {file} 0 R >>"
        )
        places = objects.stream(b"".join(glyph.to_bytes(2, "big") for glyph in (0, *glyphs)))
        widths = " ".join(f"{self.advance(character):g}" for character in characters)
        inner = objects.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering"
            f" (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 0 /W [1 [{widths}]]"
            f" /CIDToGIDMap {places} 0 R >>"
        )
        unicode = to_unicode(dict(enumerate(characters, start=1)), objects, digits=4)
        return objects.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R]"
            f" /ToUnicode {unicode} 0 R >>"
        )


@cache
def opened(path: Path) -> TTFont:
    """Return the font in a file, held in memory, so that no file stays open."""
    return TTFont(io.BytesIO(path.read_bytes()), lazy=True)


@cache
def _advance(path: Path, character: str) -> float:
    font = opened(path)
    width: int = font["hmtx"][_glyph_name(font, character)][0]
    return round(width * 1000 / int(font["head"].unitsPerEm), 2)


def _glyph_name(font: TTFont, character: str) -> str:
    name: str = font.getBestCmap().get(ord(character), ".notdef")
    return name


def _subset(path: Path, characters: tuple[str, ...]) -> tuple[bytes, list[int]]:
    """Return a font file with the glyphs of `characters` alone, and the number of each glyph in it."""
    from fontTools.subset import Options, Subsetter

    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)
    names = [_glyph_name(font, character) for character in characters]
    for table in {*font.keys()} - KEPT - {"GlyphOrder", "cmap", "post"}:
        del font[table]
    options = Options(hinting=False, notdef_outline=True, glyph_names=True, recalc_bounds=False)
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=names)
    subsetter.subset(font)
    places = [font.getGlyphID(name) for name in names]
    for table in ("cmap", "post"):
        del font[table]
    file = io.BytesIO()
    font.save(file)
    return file.getvalue(), places
