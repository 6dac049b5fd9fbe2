"""The moments of an animation that are slides: those that it tells, and others of equal change to its end."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.export.slides import USUAL
from sgdviz.export.stills import Still, equal_changes
from sgdviz.pacing import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Chapter

MOST = 300
"""The most slides: they take a minute to draw, and more are a film."""


def slides_of(chapters: Sequence[Chapter]) -> tuple[Still, ...]:
    """Return the moments of all `chapters` that tell the run best; raises `InputError` where they are too many.

    Each chapter has its start, the parts of its told steps, and more of equal change up to its end: eight in all where
    no step is told.
    """
    return checked(tuple(still for chapter in chapters for still in _chapter(chapter)))


def checked(stills: tuple[Still, ...]) -> tuple[Still, ...]:
    """Return `stills`; raises `InputError` where they are too many for slides."""
    if len(stills) > MOST:
        raise InputError(f"{len(stills):,} moments are too many for slides; ask for at most {MOST}, as in at=(0, 15)")
    return stills


def seconds_of(stills: Sequence[Still], chapters: Sequence[Chapter]) -> tuple[float, ...]:
    """Return how long the animation takes from each of `stills` to the next one, or to its end.

    The time until the next is shared out among stills that it does not part. Stills may be in any order.
    """
    starts = [_start(still, chapters) for still in stills]
    end = math.fsum(cue.seconds for chapter in chapters for cue in chapter.cues)
    ordered = sorted(range(len(stills)), key=starts.__getitem__)
    together = [(start, list(places)) for start, places in groupby(ordered, key=starts.__getitem__)]
    seconds = [0.0] * len(stills)
    for number, (start, places) in enumerate(together, start=1):
        until = together[number][0] if number < len(together) else end
        for place in places:
            seconds[place] = round((until - start) / len(places), 3)
    return tuple(seconds)


def chapter_of(still: Still, chapters: Sequence[Chapter]) -> int:
    """Return the number of the chapter, from 1, to which a still belongs.

    A part of a step that the animation does not tell has a layout of its own, and belongs to the last of its recording.
    """
    numbers = range(len(chapters), 0, -1)
    own = [number for number in numbers if chapters[number - 1].layout is still.layout]
    own += [number for number in numbers if chapters[number - 1].layout.recording is still.layout.recording]
    return own[0]


def _chapter(chapter: Chapter) -> list[Still]:
    """Return the moments of one chapter."""
    told = list(dict.fromkeys((cue.row, cue.phase) for cue in chapter.cues if cue.phase and cue.phase.progress >= 1))
    since = max((row for row, _ in told), default=0)
    rest = equal_changes(chapter, USUAL, since=since)
    if not told:
        return [Still(chapter.layout, cue) for cue in rest]
    cues = [Cue(0, 0.0), *(Cue(row, 0.0, phase) for row, phase in told), *rest[1:]]
    return [Still(chapter.layout, cue) for cue in cues]


def _start(still: Still, chapters: Sequence[Chapter]) -> float:
    """Return the time at which the animation first shows a still, or, where it never does, its row or a later one."""
    own = chapter_of(still, chapters) - 1
    time = math.fsum(cue.seconds for chapter in chapters[:own] for cue in chapter.cues)
    passed = None
    for cue in chapters[own].cues:
        if (cue.row, cue.phase) == (still.cue.row, still.cue.phase):
            return time
        if passed is None and cue.row >= still.cue.row:
            passed = time
        time += cue.seconds
    return time if passed is None else passed
