"""Shots: frames at recorded rows and between them, and the cues that they become."""

from __future__ import annotations

import numpy as np

import sgdviz
from sgdviz import Cue, Recording
from sgdviz.pacing import Phase
from sgdviz.pacing.shot import Shot, between, cues_of
from sgdviz.recording import Comparison


def test_a_shot_between_rows_becomes_an_interpolated_row(short_run: Recording) -> None:
    """The cue of a share of the way shows a row whose parameters lie there, and keeps its seconds and its phase."""
    phase = Phase("update", 0.5)
    shots = [Shot(0, 1.0), Shot(0, 0.04, phase, 1, 0.25), Shot(1, 2.0), Shot(1, 0.1, None, 4, 0.5), Shot(4, 3.0)]
    shown, cues = cues_of(short_run, shots)
    assert isinstance(shown, Recording)
    assert len(shown) == 13 + 2
    assert [(cue.seconds, cue.phase) for cue in cues] == [(1, None), (0.04, phase), (2, None), (0.1, None), (3, None)]
    expected = [
        short_run.params[0],
        0.75 * short_run.params[0] + 0.25 * short_run.params[1],
        short_run.params[1],
        (short_run.params[1] + short_run.params[4]) / 2,
        short_run.params[4],
    ]
    np.testing.assert_allclose([shown.params[cue.row] for cue in cues], expected)


def test_equal_places_are_one_row(short_run: Recording) -> None:
    """Two shots of the same share of the same gap show one interpolated row, in any order of the shots."""
    shots = [Shot(0, 1.0, toward=1, share=0.75), Shot(0, 1.0, toward=1, share=0.25), Shot(0, 1.0, toward=1, share=0.75)]
    shown, cues = cues_of(short_run, shots)
    assert len(shown) == 13 + 2
    assert [cue.row for cue in cues] == [2, 1, 2]
    assert len({shot.place for shot in shots}) == 2


def test_recorded_shots_leave_the_recording_as_it_is(short_run: Recording) -> None:
    """Without shots between rows, no row is inserted."""
    shown, cues = cues_of(short_run, [Shot(3, 0.5, Phase("forward")), Shot(12, 1.0)])
    assert shown is short_run
    assert cues == (Cue(3, 0.5, Phase("forward")), Cue(12, 1.0))


def test_nothing_lies_between_rows_that_cannot_be_interpolated(diverging_run: Recording) -> None:
    """There are no shots on the way to a divergence, nor from a row to itself."""
    assert [shot.share for shot in between(diverging_run, 5, 6, [0.25, 0.5])] == [0.25, 0.5]
    assert between(diverging_run, 6, 7, [0.25, 0.5]) == []
    assert between(diverging_run, 3, 3, [0.5]) == []


def test_all_runs_of_a_comparison_have_the_rows_between(short_run: Recording) -> None:
    """A shot between rows inserts a row in every run, and the cue counts the rows of the leader."""
    other = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.02), passes=2)
    both = Comparison((short_run, other), ("a", "b"))
    shown, (cue,) = cues_of(both, [Shot(2, 0.04, Phase("update", 0.5), 3, 0.5)])
    assert isinstance(shown, Comparison)
    for run, own in zip(shown.recordings, (short_run, other), strict=True):
        np.testing.assert_allclose(run.params[cue.row], (own.params[2] + own.params[3]) / 2)
