"""Pacing: which rows are shown, and for how long."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Pacing, Recording
from sgdviz.recording import Comparison


@pytest.mark.parametrize(
    ("every", "rows"),
    [
        ("step", list(range(13))),
        ("pass", [0, 6, 12]),
        (5, [0, 5, 10, 12]),
        (12, [0, 12]),
        (100, [0, 12]),
        (1, list(range(13))),
    ],
)
def test_every_chooses_rows_and_keeps_both_ends(short_run: Recording, every: Any, rows: list[int]) -> None:
    """`every` selects rows, and the first and the last row are always shown, each once."""
    assert [cue.row for cue in Pacing(every=every).cues(short_run)] == rows


def test_frames_last_as_asked(short_run: Recording) -> None:
    """The first and last frame are held, and the others last as long as `fps` says."""
    seconds = [cue.seconds for cue in Pacing(fps=10, hold_first=0.5, hold_last=2).cues(short_run)]
    assert seconds == [0.5] + [0.1] * 11 + [2]


def test_a_hold_is_at_least_a_frame(short_run: Recording) -> None:
    """A hold shorter than a frame is as long as a frame."""
    seconds = [cue.seconds for cue in Pacing(fps=4, hold_first=0, hold_last=0.1).cues(short_run)]
    assert seconds[0] == seconds[-1] == 0.25


def test_every_recorded_row_is_held(short_run: Recording) -> None:
    """`hold_each` is the duration of recorded rows between the first and the last; interpolated ones last a frame."""
    cues = Pacing(every="pass", fps=10, tween=2, hold_first=3, hold_each=1.5, hold_last=2, rewind=True).cues(short_run)
    assert [cue.seconds for cue in cues] == [3, 0.1, 0.1, 1.5, 0.1, 0.1, 2, *[0.1] * 6]
    assert [cue.seconds for cue in Pacing(every="pass", fps=0.5, hold_each=1.5).cues(short_run)] == [2, 2, 3]


def test_a_diverged_run_ends_where_it_diverged(diverging_run: Recording) -> None:
    """The last frame of a diverging run is the step of the divergence."""
    assert [cue.row for cue in Pacing().cues(diverging_run)] == list(range(8))
    assert [cue.row for cue in Pacing(every="pass").cues(diverging_run)] == [0, 6, 7]


def test_one_row_is_one_frame(short_run: Recording) -> None:
    """A recording of one row is shown for the last hold."""
    arrays = {
        name: getattr(short_run, name)[:1]
        for name in ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions")
    }
    one = replace(short_run, **arrays, grid_predictions=short_run.grid_predictions[:1])
    assert [(cue.row, cue.seconds) for cue in Pacing().cues(one)] == [(0, 3.0)]


def test_passes_must_be_known(short_run: Recording) -> None:
    """A recording without passes cannot be shown pass by pass."""
    with pytest.raises(InputError, match="knows no passes"):
        Pacing(every="pass").cues(replace(short_run, pass_index=np.zeros(13, dtype=np.int64)))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"fps": 0}, "fps is 0"),
        ({"fps": math.inf}, "fps is inf"),
        ({"hold_first": -1}, "hold first is -1"),
        ({"hold_last": math.nan}, "hold last is nan"),
        ({"hold_each": -2}, "hold each is -2"),
        ({"hold_each": 1, "duration": 9}, "hold each and a duration both say how long frames are shown; give one"),
        ({"rewind": 1}, "rewind is 1; give True or False"),
        ({"plays": -1}, "plays is -1"),
        ({"plays": 1.5}, r"plays is 1\.5"),
        ({"every": 0}, "every is 0"),
        ({"frames": 1}, "frames is 1"),
        ({"frames": 2.5}, r"frames is 2\.5"),
        ({"duration": 0}, "duration is 0"),
        ({"duration": math.inf}, "duration is inf"),
        ({"tween": -1}, "tween is -1"),
        ({"duration": 4}, "duration is 4 and the holds of 1 s and 3 s are as long already"),
        ({"duration": 1.5, "fps": 1, "hold_first": 0, "hold_last": 0}, "the first and last frame take 2 s"),
        ({"frames": 5, "every": 2}, "every 2 and 5 frames both choose"),
        ({"frames": 5, "every": "pass"}, "every pass and 5 frames both choose"),
        ({"every": "pass", "fps": 5, "duration": 9}, "every pass already chooses the frames, so fps 5 and a duration"),
        (
            {"frames": 80, "fps": 25, "duration": 10},
            r"80 frames, 25 fps and a duration of 10 s contradict .* 25 fps takes 7\.12 s, and 10 s takes 13 fps",
        ),
        ({"frames": 80, "fps": 25, "duration": 7.16}, "80 frames, 25 fps and a duration of 7.16 s contradict"),
        ({"every": "stpe"}, "every is 'stpe'; give 'step', 'pass' or a whole number of steps"),
    ],
)
def test_bad_settings_are_named(settings: dict[str, Any], said: str) -> None:
    """The error for a bad or contradicting setting names it and its value."""
    with pytest.raises(InputError, match=said):
        Pacing(**settings)


@pytest.mark.parametrize("frames", [2, 3, 17, 80, 150, 299, 300, 301, 1000])
def test_as_many_frames_as_asked(run: Recording, frames: int) -> None:
    """`frames` selects exactly so many rows, in order and with both ends, or all where there are fewer."""
    rows = [cue.row for cue in Pacing(frames=frames).cues(run)]
    assert len(rows) == min(frames, 301)
    assert (rows[0], rows[-1]) == (0, 300)
    assert all(first < second for first, second in pairwise(rows))


def test_frames_of_a_diverging_run_end_at_the_divergence(diverging_run: Recording) -> None:
    """`frames` selects rows up to the step of the divergence."""
    rows = [cue.row for cue in Pacing(frames=4).cues(diverging_run)]
    assert (len(rows), rows[0], rows[-1]) == (4, 0, 7)


def total(cues: tuple[sgdviz.Cue, ...]) -> float:
    """Return the duration of all cues in seconds."""
    return math.fsum(cue.seconds for cue in cues)


@pytest.mark.parametrize(
    ("pace", "frames", "frame", "seconds"),
    [
        ({"frames": 80}, 80, 0.04, 4 + 78 * 0.04),
        ({"fps": 10}, 301, 0.1, 4 + 299 * 0.1),
        ({"duration": 6}, 52, 0.04, 6),
        ({"frames": 80, "fps": 10}, 80, 0.1, 4 + 78 * 0.1),
        ({"frames": 80, "duration": 10}, 80, 6 / 78, 10),
        ({"fps": 10, "duration": 10}, 62, 0.1, 10),
        ({"frames": 62, "fps": 10, "duration": 10}, 62, 0.1, 10),
        ({"duration": 300}, 301, 296 / 299, 300),
        ({"every": "pass", "duration": 6}, 51, 2 / 49, 6),
        ({"frames": 40, "tween": 2, "fps": 20}, 118, 0.05, 4 + 116 * 0.05),
        ({"frames": 40, "tween": 2, "duration": 10}, 118, 6 / 116, 10),
        ({"duration": 6, "tween": 2}, 52, 0.04, 6),
        ({"frames": 80, "rewind": True}, 105, 0.04, 4 + 103 * 0.04),
        ({"frames": 80, "rewind": True, "duration": 10}, 105, 6 / 103, 10),
        ({"frames": 5, "hold_first": 0, "hold_last": 0, "duration": 10}, 5, 2, 10),
        ({"frames": 5, "hold_first": 3, "hold_last": 0, "duration": 10}, 5, 7 / 4, 10),
        ({"frames": 2, "hold_first": 3, "hold_last": 1, "duration": 10}, 2, 5, 10),
    ],
)
def test_two_of_frames_fps_and_duration_make_the_third(
    run: Recording, pace: dict[str, Any], frames: int, frame: float, seconds: float
) -> None:
    """The duration includes both holds, the interpolated frames and the rewind."""
    cues = Pacing(**pace).cues(run)
    assert len(cues) == frames
    assert total(cues) == pytest.approx(seconds)
    assert min(cue.seconds for cue in cues) == pytest.approx(frame)


def test_a_rewind_ends_at_the_first_frame(run: Recording) -> None:
    """A rewind runs back in at most 25 frames after the last hold, and ends with the first picture."""
    animation = sgdviz.animate(run, size=(400, 200), rewind=True)
    rows = [cue.row for cue in animation.cues]
    assert rows[:301] == list(range(301))
    assert len(rows) == 301 + 25
    assert all(first > second for first, second in pairwise(rows[300:]))
    assert [cue.seconds for cue in animation.cues[299:]] == [0.04, 3.0] + [0.04] * 25
    first, *_, last = animation.frames()
    np.testing.assert_array_equal(first.rgb, last.rgb)
    np.testing.assert_array_equal(animation.still().rgb, sgdviz.animate(run, size=(400, 200)).still().rgb)
    assert [cue.row for cue in Pacing(frames=3, rewind=True).cues(run)][2:] == [300, rows_between(run), 0]


def rows_between(run: Recording) -> int:
    """Return the row in the middle of three frames."""
    return Pacing(frames=3).cues(run)[1].row


def test_frames_of_a_comparison_are_chosen_by_all_runs(run: Recording) -> None:
    """The selected rows of a comparison do not depend on the order of its runs, and differ from those of one run."""
    slow = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(1e-4), passes=50)
    one, other = (
        [cue.row for cue in sgdviz.Pacing(frames=20).cues(Comparison(runs, ("a", "b")))]
        for runs in ((run, slow), (slow, run))
    )
    assert one == other
    assert one != [cue.row for cue in sgdviz.Pacing(frames=20).cues(slow)]


def test_a_run_with_fewer_rows_than_frames_fills_the_duration(short_run: Recording) -> None:
    """A short run has fewer frames than asked for, and each lasts longer."""
    cues = sgdviz.Pacing(frames=80, fps=25, duration=7.12).cues(short_run)
    assert len(cues) == 13
    assert total(cues) == pytest.approx(7.12)


def test_positional_arguments_are_refused() -> None:
    """A pacing is made of named settings."""
    with pytest.raises(TypeError, match="positional argument"):
        Pacing("pass")  # type: ignore[call-arg]


def test_cues_count_the_rows_of_the_shown_recording(short_run: Recording) -> None:
    """`shown` returns the recording with the interpolated rows, and `cues` the same cues."""
    shown, cues = Pacing(every=6, tween=1).shown(short_run)
    assert isinstance(shown, Recording)
    assert len(shown) == 13 + 2
    assert [shown.moment[cue.row] for cue in cues] == [0, 3, 6, 9, 12]
    assert Pacing(every=6, tween=1).cues(short_run) == cues


def test_rows_of_a_recording_are_counted_by_their_steps(short_run: Recording) -> None:
    """`every` is a number of steps, which need not be the number of rows."""
    sparse = replace(short_run, step=short_run.step * 4)
    assert [cue.row for cue in Pacing(every=12).cues(sparse)] == [0, 3, 6, 9, 12]


@pytest.mark.parametrize(("steps", "frames"), [(12, 13), (300, 301), (301, 301), (1200, 301)])
def test_a_long_run_has_a_bounded_number_of_frames(steps: int, frames: int) -> None:
    """By default every step is shown up to 300, and of more about 300 frames of equal change, ends included."""
    data = sgdviz.data.noisy_line(points=steps)
    recording = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.001), passes=1, landscape=False)
    rows = [cue.row for cue in Pacing().cues(recording)]
    assert len(rows) == frames
    assert (rows[0], rows[-1]) == (0, steps)
    assert rows == sorted(set(rows))
    if steps > 300:
        assert rows == [cue.row for cue in Pacing(frames=301).cues(recording)]


def test_every_step_is_an_even_pace() -> None:
    """`every="step"` shows every step of a long run for the same time, also within a duration."""
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.noisy_line(points=400), sgdviz.SGD(0.001), passes=1)
    cues = Pacing(every="step").cues(recording)
    assert [cue.row for cue in cues] == list(range(401))
    assert {cue.seconds for cue in cues[1:-1]} == {0.04}
    timed = Pacing(every="step", duration=20.0).cues(recording)
    assert len(timed) == 401
    assert math.fsum(cue.seconds for cue in timed) == pytest.approx(20.0)


def test_the_pace_of_the_post_s_run_is_even(run: Recording) -> None:
    """The post's 301 rows are shown one by one, in 15.96 seconds."""
    cues = Pacing().cues(run)
    assert [cue.row for cue in cues] == list(range(301))
    assert math.fsum(cue.seconds for cue in cues) == pytest.approx(15.96)
