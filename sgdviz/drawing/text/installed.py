"""Installed fonts: which of them has given characters as outlines, and which of several is preferred."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sgdviz.drawing.load_matplotlib import load_matplotlib
from sgdviz.drawing.text.font_list import BOLD, REGULAR, has_all, installed_faces, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.text.font_list import FontFile, Installed

PREFERRED = ("notosans", "sourcehansans", "notoemoji", "symbola")
"""Families that are taken before others, by how their names begin, in small letters without blanks."""

OTHER_STYLES = (
    "serif", "mono", "condensed", "mincho", "ming", "song", "batang", "italic", "oblique", "kufi", "lastresort",
)  # fmt: skip
"""Words in the names of families that are taken after others."""

TONGUES = ("sc", "tc", "jp", "kr", "hk")
"""Endings of family names by which a font has the characters of one country, the default first."""


@cache
def font_with(characters: str, tongue: str, *, bold: bool, besides: frozenset[str] = frozenset()) -> FontFile | None:
    """Return the preferred installed font that has all of `characters` as outlines; None where there is none.

    `tongue` is one of `TONGUES`; `besides` are the PostScript names of fonts that are left out. The choice is the same
    every time on one machine.
    """
    for face in _in_order(tongue, bold=bold):
        able = has_all(face, characters) and draws(face.file, characters)
        if able and opened(face.file).postscript_name not in besides:
            return face.file
    return None


@cache
def draws(file: FontFile, characters: str) -> bool:
    """Return whether a font has an outline for each of `characters`; a file that cannot be read has none."""
    load_matplotlib()
    from matplotlib.ft2font import LoadFlags

    try:
        font = opened(file)
        font.set_size(100, 72)
        for character in characters:
            glyph = font.get_char_index(ord(character))
            if not glyph:
                return False
            font.load_glyph(glyph, LoadFlags.NO_HINTING)
            if not (len(font.get_path()[0]) or character.isspace()):
                return False
    except Exception:  # noqa: BLE001 - a broken font file may raise anything; another font is then taken
        return False
    return True


@cache
def _in_order(tongue: str, *, bold: bool) -> Sequence[Installed]:
    return sorted(installed_faces(), key=lambda face: _rank(face, tongue, bold=bold))


def _rank(face: Installed, tongue: str, *, bold: bool) -> tuple[object, ...]:
    """Return a key by which the preferred of several faces is the smallest.

    A variable font is drawn in its default weight, whatever that is, and the glyphs of a colour font may be empty.
    """
    family = face.family.lower().replace(" ", "")
    begins = next((place for place, name in enumerate(PREFERRED) if family.startswith(name)), len(PREFERRED))
    ends = next((place for place, end in enumerate((tongue, *TONGUES)) if family.endswith(end)), len(TONGUES) + 1)
    other = sum(word in family for word in OTHER_STYLES)
    weight = abs(face.weight - (BOLD if bold else REGULAR))
    return face.colored, other, face.slanted, begins, ends, face.variable, weight, family, face.file
