"""Speeding up: after the told steps the frames follow each other ever faster, to the end of the run."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

import sgdviz
from sgdviz import Cue, Pacing, Recording
from sgdviz.jobs import animate_lesson, find_lesson
from sgdviz.pacing.speeding_up import FRAMES, MOST_SINGLE, rows_speeding_up, shots_speeding_up


def seconds_of_rows(recording: Recording, cues: tuple[Cue, ...]) -> list[float]:
    """Return the seconds of each recorded row after the told steps, with those of the way to it; not of the last."""
    seconds, way = [], 0.0
    for cue in cues[1 + max(place for place, cue in enumerate(cues) if cue.phase is not None) : -1]:
        way += cue.seconds
        if recording.recorded[cue.row]:
            seconds.append(way)
            way = 0.0
    return seconds


@pytest.mark.parametrize("fps", [None, 5, 12, 50])
def test_later_frames_never_get_slower(run: Recording, fps: float | None) -> None:
    """Each recorded row after the told steps takes no longer than the one before it, at any frame rate."""
    shown, cues = Pacing(explain=2, fps=fps).shown(run)
    assert isinstance(shown, Recording)
    seconds = seconds_of_rows(shown, cues)
    assert len(seconds) > 20
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(seconds))
    assert seconds[0] > 2 * seconds[-1]
    assert seconds[-1] == pytest.approx(1 / (fps or 25))
    assert min(cue.seconds for cue in cues) >= min(0.04, 1 / (fps or 25)) - 1e-9


@pytest.mark.parametrize(
    ("training", "points"), [({}, 0), ({"passes": 2}, 0), ({"passes": 1667}, 0), ({"passes": 50}, 200), ({}, 10_000)]
)
def test_the_lesson_takes_at_most_20_seconds(training: dict[str, int], points: int) -> None:
    """With two told steps, a run of 12 steps and one of 10 000 both end within 20 s."""
    dataset = sgdviz.data.noisy_line(points=points) if points else None
    animation = animate_lesson(
        find_lesson("line"), dataset=dataset, training=training or {"passes": 1 if points else 50}
    )
    shown = animation.layout.recording
    assert isinstance(shown, Recording)
    assert math.fsum(cue.seconds for cue in animation.cues) <= 20
    rows = [cue.row for cue in animation.cues if cue.phase is None]
    assert rows == sorted(set(rows))
    assert (rows[0], rows[-1]) == (0, len(shown) - 1)


def test_the_pass_that_has_begun_is_shown_step_by_step(run: Recording) -> None:
    """After the second step come all others of the first pass, then the ends of passes of a run with many passes."""
    rows = rows_speeding_up(run, 2, 300)
    assert rows[:5] == [2, 3, 4, 5, 6]
    assert rows[-1] == 300
    assert all(row % 6 == 0 for row in rows[5:])
    assert rows == sorted(set(rows))
    assert rows_speeding_up(run, 0, 300)[:8] == [*range(7), 12]


def test_a_long_pass_is_shown_step_by_step_at_its_start_only() -> None:
    """Of a single pass of 2000 steps, the first dozen are shown and then a bounded number."""
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.noisy_line(points=2000), sgdviz.SGD(0.001), passes=1)
    rows = rows_speeding_up(recording, 2, 2000)
    assert rows[: MOST_SINGLE + 1] == list(range(2, 3 + MOST_SINGLE))
    assert len(rows) == MOST_SINGLE + 1 + FRAMES
    assert rows[-1] == 2000


@pytest.mark.parametrize("first", [0, 5, 11, 12])
def test_few_rows_are_all_shown(short_run: Recording, first: int) -> None:
    """A run with few rows left is shown to its end without leaving one out."""
    assert rows_speeding_up(short_run, first, 12) == list(range(first, 13))


def test_rows_far_apart_in_time_are_moved_between(short_run: Recording) -> None:
    """The line moves into a row that is shown for long, and jumps to one that is not."""
    shots = shots_speeding_up(short_run, list(range(13)), 0.04)
    first = next(place for place, shot in enumerate(shots) if shot.toward is None)
    assert [(shot.row, shot.toward) for shot in shots[: first + 1]] == [(0, 1)] * first + [(1, None)]
    assert first > 2
    assert [shot.row for shot in shots if shot.toward is None] == list(range(1, 13))
    assert shots[-2].toward is None
    assert shots_speeding_up(short_run, [12], 0.04) == []
