"""The list of installed fonts: by fontconfig where it is installed, and otherwise from the font folders."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.load_matplotlib import load_matplotlib

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.ft2font import FT2Font

REGULAR, BOLD = 80, 200
"""Weights, on the scale of fontconfig."""

WEIGHTS = {"thin": 0, "light": 50, "medium": 100, "demi": 180, "semi": 180, "bold": 200, "heavy": 210, "black": 210}
"""Weights by the words in the name of a style."""

MOST = 0x110000
"""One more than the highest code point."""

FIELDS = ("file", "index", "family", "weight", "slant", "variable", "color", "charset")


class FontFile(NamedTuple):
    """A font file, and the number of the face in it: a collection (.ttc) has several."""

    path: str
    face: int = 0


class Installed(NamedTuple):
    """An installed face; `charset` lists the code points of its characters as fontconfig does, where that is known."""

    file: FontFile
    family: str
    weight: float
    slanted: bool
    variable: bool
    colored: bool
    charset: str | None = None


def opened(file: FontFile) -> FT2Font:
    """Return a face of a font file."""
    load_matplotlib()
    from matplotlib.font_manager import FontPath, get_font

    return get_font(FontPath(*file))


@cache
def installed_faces() -> Sequence[Installed]:
    """Return the faces of the installed fonts."""
    listed = _listed_by_fontconfig()
    return _scanned() if listed is None else listed


def has_all(face: Installed, characters: str) -> bool:
    """Return whether an installed face has a glyph for each of `characters`."""
    ranges = _ranges(face)
    places = ((bisect_right(ranges, (ord(character), MOST)) - 1, ord(character)) for character in characters)
    return all(place >= 0 and code <= ranges[place][1] for place, code in places)


@cache
def _ranges(face: Installed) -> list[tuple[int, int]]:
    """Return the code points of a face in ascending ranges, first and last; none of a file that cannot be read."""
    if face.charset is not None:
        bounds = (part.partition("-") for part in face.charset.split())
        return [(int(first, 16), int(last or first, 16)) for first, _, last in bounds]
    try:
        codes = sorted(opened(face.file).get_charmap())
    except Exception:  # noqa: BLE001 - a broken font file may raise anything; it is left out
        return []
    ends = [place for place, (code, after) in enumerate(pairwise(codes), 1) if after > code + 1]
    return [(codes[first], codes[last - 1]) for first, last in pairwise([0, *ends, len(codes)])] if codes else []


def _listed_by_fontconfig() -> Sequence[Installed] | None:
    """Return the faces that fontconfig lists; None where it is not installed."""
    import subprocess

    form = "\t".join(f"%{{{field}}}" for field in FIELDS) + "\n"
    try:
        listed = subprocess.run(  # noqa: S603 - nothing of the input is passed on
            ["fc-list", f"--format={form}"], capture_output=True, check=True, timeout=60  # noqa: S607 - where it is
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    lines = listed.stdout.decode(errors="surrogateescape").splitlines()
    return [face for line in lines if (face := _face_of(line)) is not None]


def _face_of(line: str) -> Installed | None:
    """Return the face of a line of fc-list; None for a named instance of a variable font, which Matplotlib lacks."""
    path, index, families, weight, slant, variable, color, charset = line.split("\t")
    if int(index) > 0xFFFF and variable != "True":
        return None
    family = families.split(",")[0]
    known = float(weight) if weight.replace(".", "").isdigit() else REGULAR  # a variable font has a range
    file = FontFile(path, int(index) & 0xFFFF)
    return Installed(file, family, known, slant not in ("0", ""), variable == "True", color == "True", charset)


def _scanned() -> Sequence[Installed]:
    """Return the faces of all font files in the folders of fonts."""
    load_matplotlib()
    from matplotlib.font_manager import findSystemFonts

    return [face for path in sorted(findSystemFonts()) for face in _faces_in(path)]


def _faces_in(path: str) -> Iterator[Installed]:
    """Yield the faces of a font file; none of a file that cannot be read."""
    load_matplotlib()
    from matplotlib.ft2font import FaceFlags, StyleFlags

    count = number = 0
    while number <= count:
        try:
            font = opened(FontFile(path, number))
        except Exception:  # noqa: BLE001 - a broken font file may raise anything; it is left out
            return
        count, flags, style = font.num_faces - 1, font.face_flags, font.style_name.lower()
        weight = next((own for word, own in WEIGHTS.items() if word in style), REGULAR)
        slanted = StyleFlags.ITALIC in font.style_flags
        variable, colored = FaceFlags.MULTIPLE_MASTERS in flags, FaceFlags.COLOR in flags
        yield Installed(FontFile(path, number), font.family_name, weight, slanted, variable, colored)
        number += 1
