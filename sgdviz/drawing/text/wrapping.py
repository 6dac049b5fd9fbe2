"""Fitting a text into a width: shortened with an ellipsis, wrapped into lines, or set in smaller type."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from sgdviz.drawing.text.breaks import joined, parts_of
from sgdviz.drawing.text.clusters import clusters
from sgdviz.drawing.text.direction import directed, reads_right_to_left
from sgdviz.drawing.text.faces import face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sgdviz.drawing.text.breaks import Part
    from sgdviz.drawing.text.faces import Face

    Measure = Callable[[list[Part]], float]

MOST_CHARACTERS = 100
"""More characters than fit into the width of one size of type; no longer text is shaped, which takes a while."""

MOST_KNOWN = 500
"""Texts whose lines are kept: a told step shows the same words frame after frame."""


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return `text`, cut and ended with an ellipsis where it is wider than `room` pixels; clusters stay whole."""
    type_face = face(size, bold=bold)
    if not type_face.is_plain(text):
        text = text[: MOST_CHARACTERS + int(MOST_CHARACTERS * room / size)]
    if type_face.width(text) <= room:
        return text
    ends = _places_to_cut(text, type_face)
    fits = bisect_right(ends, room, key=lambda kept: type_face.width(text[:kept].rstrip() + "…")) - 1
    return text[: ends[fits]].rstrip() + "…" if fits > 0 else ""


def wrap(text: str, size: float, room: float, *, most: int, bold: bool = False) -> list[str]:
    """Return `text` in at most `most` lines no wider than `room` pixels, as even as possible.

    A line ends after a word, and in Chinese and Japanese after a character that may stand last. What is left over after
    the last line, and a word wider than a line, are cut with an ellipsis.
    """
    return list(_wrapped(text, size, room, most, bold))


@lru_cache(maxsize=MOST_KNOWN)
def _wrapped(text: str, size: float, room: float, most: int, bold: bool) -> tuple[str, ...]:  # noqa: FBT001 - the key
    parts, measure = parts_of(text), _measure(text, face(size, bold=bold))
    lines = _filled(parts, measure, room)
    if len(lines) > most:
        ellipsis = f"{lines[most][0].glue}…"
        *kept, last = lines[:most]
        while len(last) > 1 and face(size, bold=bold).width(joined(last) + ellipsis) > room:
            last.pop()
        return tuple(_set([*map(joined, kept), joined(last) + ellipsis], size, room, bold=bold))
    # The narrowest column with the same number of lines: no word stands alone in the last one.
    widest = max((measure([part]) for part in parts), default=0.0)
    low, high = 0, int(room)
    while low < high:
        middle = (low + high) // 2
        if len(_filled(parts, measure, middle)) > len(lines) or widest > middle:
            low = middle + 1
        else:
            high = middle
    return tuple(_set([*map(joined, _filled(parts, measure, high))], size, room, bold=bold))


def fitting_size(texts: Iterable[str], size: float, room: float, *, bold: bool = False) -> float:
    """Return the largest size of type, from `size` down to half of it, at which no text is wider than `room` pixels.

    Widths are not proportional to sizes: each character has whole pixels.
    """
    lines = list(texts)
    sizes = [size * (1 - step / 40) for step in range(21)]
    fits = (own for own in sizes if all(face(own, bold=bold).width(line) <= room for line in lines))
    return next(fits, sizes[-1])


def _set(lines: list[str], size: float, room: float, *, bold: bool) -> list[str]:
    """Return the lines of a paragraph, all in the direction of its first, each cut where it is too wide."""
    right_to_left = bool(lines) and reads_right_to_left(lines[0])
    return [shorten(directed(line, right_to_left=right_to_left), size, room, bold=bold) for line in lines]


def _filled(parts: list[Part], measure: Measure, room: float) -> list[list[Part]]:
    """Return lines of as many parts as `room` holds, and at least one."""
    lines: list[list[Part]] = []
    for part in parts:
        if lines and measure([*lines[-1], part]) <= room:
            lines[-1].append(part)
        else:
            lines.append([part])
    return lines


def _measure(text: str, type_face: Face) -> Measure:
    """Return the function that measures a line of parts of `text`.

    Shaping every line that is tried would take seconds; the width of its parts is the same to a fraction of a pixel.
    """
    if type_face.is_plain(text):
        return lambda line: type_face.width(joined(line))
    width = cache(lambda part: type_face.width(part.glue + part.text))
    return lambda line: sum(map(width, line)) + 1.0


def _places_to_cut(text: str, type_face: Face) -> Sequence[int]:
    """Return the numbers of characters after which `text` can be cut, 0 included."""
    return range(len(text)) if type_face.is_plain(text) else [*accumulate(map(len, clusters(text)[:-1]), initial=0)]
