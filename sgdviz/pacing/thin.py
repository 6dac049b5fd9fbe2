"""Thinning: fewer frames of the same total duration."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sgdviz.pacing.equal_change import row_features, select_rows

if TYPE_CHECKING:
    from sgdviz.pacing.cue import Cue
    from sgdviz.recording import Comparison, Recording


def thinned(cues: tuple[Cue, ...], recording: Recording | Comparison, share: float) -> tuple[Cue, ...]:
    """Return a `share` of `cues` between which the picture changes by equal amounts; the total duration stays.

    The first cue, the last, the one that shows the end of the run, and the last of each part of a told step are kept.
    Each lasts as long as itself and the cues left out after it.
    """
    rows = [cue.row for cue in cues]
    end = rows.index(max(rows))
    kept: set[int] = set()
    first = 0
    for part, group in groupby(enumerate(cues), key=lambda item: (item[1].phase and item[1].phase.part, item[0] > end)):
        last = first + sum(1 for _ in group) - 1
        begin = max(first - 1, 0)  # the frame before a group is kept in any case
        count = max(round(share * (last - begin + 1)), 2)
        if part[0] is None:
            places = select_rows(row_features(recording, rows[begin : last + 1]), count)
        else:  # within a part the marks grow evenly
            places = [round(number * (last - begin) / (count - 1)) for number in range(count)]
        kept |= {begin + place for place in places}
        first = last + 1
    starts = sorted(kept | {0, end, len(cues) - 1})
    stops = [*starts[1:], len(cues)]
    return tuple(
        cues[start]
        if stop == start + 1
        else replace(cues[start], seconds=math.fsum(cue.seconds for cue in cues[start:stop]))
        for start, stop in zip(starts, stops, strict=True)
    )
