"""Fitting a text into a width: shortened with an ellipsis, wrapped into lines, or set in smaller type."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sgdviz.drawing.text.faces import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.text.faces import Face


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return `text`, cut and ended with an ellipsis where it is wider than `room` pixels."""
    type_face = face(size, bold=bold)
    if type_face.width(text) <= room:
        return text
    fits = bisect_right(range(len(text)), room, key=lambda kept: type_face.width(text[:kept].rstrip() + "…")) - 1
    return text[:fits].rstrip() + "…" if fits > 0 else ""


def wrap(text: str, size: float, room: float, *, most: int, bold: bool = False) -> list[str]:
    """Return `text` in at most `most` lines no wider than `room` pixels, as even as possible.

    Words left over after the last line, and a word wider than a line, are cut with an ellipsis.
    """
    type_face = face(size, bold=bold)
    lines = _filled(text, type_face, room)
    if len(lines) > most:
        *kept, last = lines[:most]
        while " " in last and type_face.width(f"{last} …") > room:
            last = last.rpartition(" ")[0]
        return [shorten(line, size, room, bold=bold) for line in (*kept, f"{last} …")]
    # The narrowest column with the same number of lines: no word stands alone in the last one.
    widest = max(map(type_face.width, text.split()), default=0.0)
    low, high = 0, int(room)
    while low < high:
        middle = (low + high) // 2
        if len(_filled(text, type_face, middle)) > len(lines) or widest > middle:
            low = middle + 1
        else:
            high = middle
    return [shorten(line, size, room, bold=bold) for line in _filled(text, type_face, high)]


def fitting_size(texts: Iterable[str], size: float, room: float, *, bold: bool = False) -> float:
    """Return the largest size of type, from `size` down to half of it, at which no text is wider than `room` pixels.

    Widths are not proportional to sizes: each character has whole pixels.
    """
    lines = list(texts)
    sizes = [size * (1 - step / 40) for step in range(21)]
    fits = (own for own in sizes if all(face(own, bold=bold).width(line) <= room for line in lines))
    return next(fits, sizes[-1])


def _filled(text: str, type_face: Face, room: float) -> list[str]:
    """Return `text` in lines of as many words as `room` holds, and at least one."""
    lines: list[str] = []
    for word in text.split():
        if lines and type_face.width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
