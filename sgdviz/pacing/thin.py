"""Thinning: fewer frames of the same total duration."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sgdviz.pacing.cue import Cue
from sgdviz.pacing.equal_change import row_features, select_rows

if TYPE_CHECKING:
    from sgdviz.recording import Comparison, Recording


def thinned(cues: tuple[Cue, ...], recording: Recording | Comparison, share: float) -> tuple[Cue, ...]:
    """Return a `share` of `cues` between which the picture changes by equal amounts; the total duration stays.

    The first cue, the last, and the one that shows the end of the run are kept. Each lasts as long as itself and the
    cues left out after it.
    """
    rows = [cue.row for cue in cues]
    end = rows.index(max(rows))
    kept = {
        place
        for first, last in ((0, end), (end, len(rows) - 1))
        for place in _kept(rows, recording, first, last, share)
    }
    starts = sorted(kept)
    stops = [*starts[1:], len(cues)]
    return tuple(
        cues[start] if stop == start + 1 else Cue(cues[start].row, math.fsum(cue.seconds for cue in cues[start:stop]))
        for start, stop in zip(starts, stops, strict=True)
    )


def _kept(rows: list[int], recording: Recording | Comparison, first: int, last: int, share: float) -> list[int]:
    """Return the indices to keep from `first` to `last`, both included."""
    among = rows[first : last + 1]
    return [first + place for place in select_rows(row_features(recording, among), max(round(share * len(among)), 2))]
