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


def test_thinning_keeps_the_end_of_each_part_of_a_told_step(run: sgdviz.Recording) -> None:
    """However few frames are left, the moments with all of their numbers are, and the parts stay in order and time."""
    pacing = sgdviz.Pacing(explain=2, rewind=True)
    recording, cues = pacing.shown(run)
    held = [cue for cue in cues if cue.phase and cue.phase.progress == 1]
    assert len(held) == 6
    for share in (0.7, 0.3, 0.01):
        few = thinned(cues, recording, share)
        kept = [cue for cue in few if cue.phase and cue.phase.progress == 1]
        assert [cue.phase for cue in kept] == [cue.phase for cue in held]
        assert all(one.seconds >= other.seconds for one, other in zip(kept, held, strict=True))
        assert {(cue.row, cue.phase) for cue in few} <= {(cue.row, cue.phase) for cue in cues}
        assert sum(cue.seconds for cue in few) == pytest.approx(sum(cue.seconds for cue in cues))
        assert len(few) < len(cues) * share + 20


def test_thinning_leaves_out_the_frames_of_a_part_evenly(run: sgdviz.Recording) -> None:
    """Within a part the marks grow evenly, so of its frames every other is left out."""
    recording, cues = sgdviz.Pacing(explain=1).shown(run)
    few = thinned(cues, recording, 0.5)
    forward = [cue.phase.progress for cue in few if cue.phase and cue.phase.part == "forward"]
    steps = [after - before for before, after in zip([0.0, *forward], forward, strict=False)]
    assert 9 <= len(forward) <= 12
    assert max(steps) <= 0.16
