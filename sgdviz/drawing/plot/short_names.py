"""Names that fit into a width and stay different from each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sgdviz.drawing.text import face, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ELLIPSIS = "…"


def short_names(names: Sequence[str], size: float, room: float | Sequence[float], *, bold: bool = False) -> list[str]:
    """Return `names`, those wider than `room` pixels, or than their own of several, cut and ended with an ellipsis.

    Names that are equal then are cut in their middle, which keeps their ends, and those that are still equal begin with
    their numbers, from 1.
    """
    rooms = [room] * len(names) if isinstance(room, float | int) else room
    cut = [shorten(name, size, own, bold=bold) for name, own in zip(names, rooms, strict=True)]
    cut = _mended(names, cut, lambda number: _without_middle(names[number], size, rooms[number], bold=bold))
    return _mended(names, cut, lambda number: shorten(f"{number + 1} {names[number]}", size, rooms[number], bold=bold))


def _mended(names: Sequence[str], cut: list[str], again: Callable[[int], str]) -> list[str]:
    """Return `cut`, where those that are equal though the `names` may differ are replaced by `again` of the number."""
    times = Counter(cut)
    return [again(number) if times[text] > 1 else text for number, text in enumerate(cut[: len(names)])]


def _without_middle(name: str, size: float, room: float, *, bold: bool) -> str:
    """Return the beginning and the end of a name, as much of both as `room` holds, with an ellipsis between."""
    type_face = face(size, bold=bold)
    if type_face.width(name) <= room:
        return name
    for kept in range(len(name) - 1, 1, -1):
        text = name[: (kept + 1) // 2].rstrip() + ELLIPSIS + name[len(name) - kept // 2 :].lstrip()
        if type_face.width(text) <= room:
            return text
    return shorten(name, size, room, bold=bold)
