"""Which loop each image of an article shows: the loop before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture import CapturedRun


class Wanted(NamedTuple):
    """An image that may show a loop: its line, whether it is there, and whether it may be replaced.

    `ours` is one that was made from an article; `asked` is one with a comment before it; `moving` is one of a kind that
    holds animations.
    """

    line: int
    exists: bool
    ours: bool = False
    asked: bool = False
    moving: bool = True


def loop_lines(runs: Sequence[CapturedRun], article: str) -> list[int]:
    """Return the line of the article at which each loop stands.

    A loop of another file stands where the one before it does: its own line is none of the article.
    """
    lines: list[int] = []
    for run in runs:
        lines.append(run.line if run.file == article else (lines[-1] if lines else 0))
    return lines


def matched(images: Sequence[Wanted], lines: Sequence[int]) -> list[int | None]:
    """Return for each image the place of its loop among those that begin at `lines`; None for an image left alone.

    An image belongs to the last loop before it. A missing one, one of ours and one with a comment are made whenever a
    loop precedes them; another one that exists is replaced only if it is moving and the first since that loop. Where
    one loop ran as often as it has images, they show its runs in their order.
    """
    found: list[int | None] = []
    last = 0
    for image in images:
        before = [(line, place) for place, line in enumerate(lines) if line < image.line]
        chosen = max(before)[1] if before else None
        is_first = chosen is not None and lines[chosen] >= last
        takes = not image.exists or image.ours or image.asked or (image.moving and is_first)
        found.append(chosen if takes else None)
        if chosen is not None and takes:
            last = image.line
    for line in set(lines):
        runs = [place for place, other in enumerate(lines) if other == line]
        shown = [number for number, place in enumerate(found) if place is not None and lines[place] == line]
        if len(runs) == len(shown):
            for number, place in zip(shown, runs, strict=True):
                found[number] = place
    return found
