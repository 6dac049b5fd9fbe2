"""Pacing with told steps: what comes before and after them, and durations that come out exactly."""

from __future__ import annotations

import math
from itertools import groupby
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, Cue, Dataset, InputError, Line, Pacing, Recording
from sgdviz.jobs.demonstrations import derivative
from sgdviz.pacing import Phase
from sgdviz.recording import Comparison


@pytest.fixture(scope="module")
def tiny_run() -> Recording:
    """Three steps on two points."""
    return sgdviz.fit(Line(), Dataset(np.array([1.0, 2.0]), np.array([3.0, 5.0])), SGD(0.1), passes=3, batch_size=None)


def parts(cues: tuple[Cue, ...]) -> list[str]:
    """Return the parts in the order in which they are shown, and "" for frames that are no part of a step."""
    return [part for part, _ in groupby(cue.phase.part if cue.phase else "" for cue in cues)]


def moments(recording: Recording | Comparison, cues: tuple[Cue, ...]) -> list[float]:
    """Return the moment of each cue without a phase."""
    assert isinstance(recording, Recording)
    return [float(recording.moment[cue.row]) for cue in cues if cue.phase is None]


def total(cues: tuple[Cue, ...]) -> float:
    """Return the duration of all cues in seconds."""
    return math.fsum(cue.seconds for cue in cues)


def test_no_told_step_leaves_the_cues_as_they_were(run: Recording) -> None:
    """Without told steps, every step of the post's run is shown in 15.96 s, and no cue has a phase."""
    cues = Pacing(explain=0, every="step").cues(run)
    assert [(cue.row, cue.phase) for cue in cues] == [(row, None) for row in range(301)]
    assert [cue.seconds for cue in cues] == [1.0, *[0.04] * 299, 3.0]
    assert total(cues) == pytest.approx(15.96)
    assert Pacing().cues(run) == cues


@pytest.mark.parametrize("pace", [{}, {"every": "pass"}, {"frames": 9}, {"duration": 30.0}, {"tween": 2}])
def test_told_steps_stand_after_the_first_frame(run: Recording, pace: dict[str, Any]) -> None:
    """The first frame is held, the told steps follow, and the rest of the run goes on from the last of them."""
    shown, cues = Pacing(explain=2, **pace).shown(run)
    assert parts(cues) == ["", "forward", "backward", "update", "forward", "backward", "update", ""]
    assert cues[0] == Cue(0, 1.0)
    assert cues[-1].seconds >= 3
    start, *rest = moments(shown, cues)
    assert start == 0
    assert rest[-1] == 300
    assert all(moment > 2 for moment in rest)
    assert rest == sorted(set(rest))


@pytest.mark.parametrize(
    ("pace", "rest"),
    [
        ({"every": "step"}, list(range(3, 13))),
        ({"every": "pass"}, [6, 12]),
        ({"every": 5}, [5, 10, 12]),
        ({"frames": 100}, list(range(3, 13))),
        ({"every": 10, "tween": 1}, [6, 10, 11, 12]),
    ],
)
def test_a_given_pace_governs_the_rest(short_run: Recording, pace: dict[str, Any], rest: list[float]) -> None:
    """After two told steps, the rows are those that `every` or `frames` chooses, for a frame each."""
    shown, cues = Pacing(explain=2, fps=10, **pace).shown(short_run)
    assert moments(shown, cues) == [0, *rest]
    assert {cue.seconds for cue in cues[1:-1] if cue.phase is None} == {0.1}


def test_interpolated_and_held_rows_are_shown_after_told_steps(short_run: Recording) -> None:
    """`tween` and `hold_each` are not ignored where steps are told."""
    shown, cues = Pacing(explain=1, tween=1, hold_each=0.5).shown(short_run)
    assert moments(shown, cues) == [0, *(1 + half / 2 for half in range(1, 23))]
    rest = [cue.seconds for cue in cues if cue.phase is None]
    assert rest == [1.0, *[0.04, 0.5] * 10, 0.04, 3.0]


@pytest.mark.parametrize("rewind", [False, True])
@pytest.mark.parametrize("explain", [1, 2, 3])
@pytest.mark.parametrize(
    "pace", [{}, {"every": "step"}, {"every": "pass"}, {"frames": 5}, {"tween": 2}, {"hold_last": 0.1}]
)
def test_a_duration_comes_out_exactly(
    run: Recording, short_run: Recording, tiny_run: Recording, pace: dict[str, Any], explain: int, *, rewind: bool
) -> None:
    """The duration includes the told steps, the holds and the rewind, also where all steps are told."""
    for recording in (run, short_run, tiny_run):
        cues = Pacing(explain=explain, duration=30, rewind=rewind, **pace).cues(recording)
        assert total(cues) == pytest.approx(30)
        assert all(cue.seconds > 0 for cue in cues)


@pytest.mark.parametrize("pace", [{"rewind": True}, {"tween": 3}, {"rewind": True, "tween": 3}])
@pytest.mark.parametrize("fps", [25.0, 10.0])
@pytest.mark.parametrize("explain", [1, 3])
def test_little_time_beside_the_told_steps_is_kept_to(
    run: Recording, short_run: Recording, pace: dict[str, Any], fps: float, explain: int
) -> None:
    """A duration comes out exactly with no frame too fast, however little it leaves, or it is refused."""
    for recording, plays in ((run, 0), (short_run, 2)):
        told = math.fsum(cue.seconds for cue in Pacing(explain=explain).cues(recording) if cue.phase)
        refused = []
        for left in (4.05, 4.3, 4.48, 5.0, 6.0, 9.0):
            settings = Pacing(explain=explain, duration=told + left, fps=fps, plays=plays, **pace)
            try:
                cues = settings.cues(recording)
            except InputError as error:
                refused.append(str(error))
                continue
            assert total(cues) == pytest.approx(told + left)
            assert min(cue.seconds for cue in cues if cue.phase is None) >= 1 / fps - 1e-9
            assert not pace.get("rewind") or cues[-1].row < max(cue.row for cue in cues)
        assert all("besides the holds; give more" in said for said in refused)
        assert len(refused) < 4


@pytest.mark.parametrize("every", [None, "pass", 7])
@pytest.mark.parametrize("explain", [0, 2])
@pytest.mark.parametrize("tween", [0, 4])
def test_any_pace_lasts_as_long_as_it_says(run: Recording, every: Any, explain: int, tween: int) -> None:
    """Rows that are chosen, every seventh or each pass, interpolated or not, and back: all in the duration."""
    for duration in (17.0, 20.0, 31.4):
        cues = Pacing(explain=explain, duration=duration, rewind=True, tween=tween, every=every).cues(run)
        assert total(cues) == pytest.approx(duration)


def test_a_duration_must_be_longer_than_the_told_steps(run: Recording) -> None:
    """The error says how long the told steps take; a little more than that and the holds is enough."""
    told = total(tuple(cue for cue in Pacing(explain=2).cues(run) if cue.phase))
    said = rf"duration is 8, and explaining 2 steps takes {told:g} s of it besides the holds; give more, or explain few"
    with pytest.raises(InputError, match=said):
        Pacing(explain=2, duration=8).cues(run)
    with pytest.raises(InputError, match="explaining 1 step takes"):
        Pacing(explain=1, duration=8).cues(run)
    assert total(Pacing(explain=2, duration=told + 4.2).cues(run)) == pytest.approx(told + 4.2)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"explain": -1}, "explain is -1; give a whole number of at least 0"),
        ({"explain": 1.5}, r"explain is 1\.5"),
        ({"explain": 2, "frames": 80, "fps": 25, "duration": 7.12}, "explain takes time of its own; leave out frames"),
    ],
)
def test_bad_settings_are_named(settings: dict[str, Any], said: str) -> None:
    """The error for a bad or contradicting setting says what to leave out."""
    with pytest.raises(InputError, match=said):
        Pacing(**settings)


def test_a_recording_without_losses_has_nothing_to_tell() -> None:
    """Telling a demonstration, which has no steps, is an error, and showing it is none."""
    recording = derivative("m")
    with pytest.raises(InputError, match="no step can be explained"):
        Pacing(explain=1).cues(recording)
    assert len(Pacing().cues(recording)) == len(recording)


@pytest.mark.parametrize("pace", [{}, {"every": "step"}])
def test_a_run_that_is_told_to_its_end_ends_with_the_last_row(tiny_run: Recording, pace: dict[str, Any]) -> None:
    """Where every step is told, a frame without a phase follows the last of them: it gives the verdict."""
    shown, cues = Pacing(explain=5, **pace).shown(tiny_run)
    assert parts(cues) == ["", *["forward", "backward", "update"] * 3, ""]
    assert moments(shown, cues) == [0, 3]
    assert cues[-1].seconds == 3
    assert cues[-2].phase == Phase("update")
    assert cues[-2].seconds >= 0.8


def test_a_rewind_after_told_steps_runs_back_to_the_start(run: Recording) -> None:
    """A rewind shows no phases, at most 25 frames, and ends at the first row."""
    cues = Pacing(explain=2, rewind=True).cues(run)
    end = max(range(len(cues)), key=lambda place: cues[place].row)
    back = [cue.row for cue in cues[end + 1 :]]
    assert len(back) == 25
    assert back == sorted(set(back), reverse=True)
    assert back[-1] == 0
    assert {cue.phase for cue in cues[end:]} == {None}


def test_steps_of_a_comparison_are_told_together(run: Recording) -> None:
    """The cues of a comparison count the rows of its leader, and tell its first steps."""
    other = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.02), passes=2)
    shown, cues = Pacing(explain=1, every="pass").shown(Comparison((run, other), ("a", "b")))
    assert isinstance(shown, Comparison)
    assert parts(cues) == ["", "forward", "backward", "update", ""]
    assert moments(shown.leader, cues)[:3] == [0, 6, 12]
