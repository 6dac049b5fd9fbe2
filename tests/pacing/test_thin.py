"""Thinning: fewer frames of the same total duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sgdviz
from sgdviz.pacing.thin import thinned

if TYPE_CHECKING:
    from sgdviz import Recording


def test_thinning_keeps_the_ends_and_the_time(run: Recording) -> None:
    """The first and last cue, the turn of a rewind, and the total duration stay."""
    for rewind in (False, True):
        cues = sgdviz.Pacing(rewind=rewind).cues(run)
        assert thinned(cues, run, 1.0) == cues
        fewer = thinned(cues, run, 0.8)
        assert len(fewer) == pytest.approx(0.8 * len(cues), abs=1)
        fewest = thinned(cues, run, 0.001)
        assert [cue.row for cue in fewest] == ([0, 300, 0] if rewind else [0, 300])
        for some in (fewer, fewest):
            assert {cue.row for cue in some} <= {cue.row for cue in cues}
            assert sum(cue.seconds for cue in some) == pytest.approx(sum(cue.seconds for cue in cues))
    assert thinned(cues[:1], run, 0.5) == cues[:1]


def test_a_kept_frame_takes_over_the_time_of_those_after_it(run: sgdviz.Recording) -> None:
    """Each kept cue lasts as long as itself and the cues left out after it."""
    cues = sgdviz.Pacing(hold_first=1, hold_last=2, fps=10).cues(run)
    few = thinned(cues, run, 0.1)
    starts = [cue.row for cue in few]
    for cue, start, stop in zip(few, starts, [*starts[1:], 301], strict=True):
        assert cue.seconds == pytest.approx(sum(own.seconds for own in cues[start:stop]))


def test_thinning_keeps_the_frames_that_change_the_picture(run: sgdviz.Recording) -> None:
    """The frames of the start, where the line moves most, are kept more often than those of the end."""
    rows = [cue.row for cue in thinned(sgdviz.Pacing().cues(run), run, 0.2)]
    assert sum(row < 100 for row in rows) > 2 * sum(row >= 200 for row in rows)
