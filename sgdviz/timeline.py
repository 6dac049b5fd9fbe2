"""Which recorded rows are shown, and for how long."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.checks import flag, not_negative, positive, whole
from sgdviz.comparison import Comparison, leader_of
from sgdviz.errors import InputError
from sgdviz.tweening import all_tweened, tweened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

FPS = 25.0
"""Frames a second, where nothing that was said makes it another number."""

REWIND = 25
"""Frames at most on the way back to the start: a second at the usual pace."""

MARGIN = 0.15
"""How far past the data on each side a prediction is taken to be seen, as a share of their span."""

COST_WEIGHT = 0.1
"""What the cost counts for when it goes through its whole range, in decades, beside a prediction that goes through
all of y: a marker moves along its curve while the prediction sweeps through the widest panel."""

STEP_WEIGHT = 0.1
"""What all steps together count for, shared out evenly: a run that has arrived still goes on, and no frame stands still
for ever."""

LEAST_COST = 1e-9
"""A cost below this share of the largest one seen looks like zero."""

MOST_INPUTS = 128
"""Inputs at most whose predictions are compared: as many as a curve has, and a sample of a surface's."""

CHUNK = 64
"""Rows looked at at once for the next that differs enough."""

HALVINGS = 50
"""How often the amount of change is narrowed down: to the last digits of a float."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One frame to show: a row of the recording, and for how many seconds."""

    row: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pacing:
    """How a run is told in time.

    `every` is "step", "pass" (the last step of each) or a number of steps; the first and the last row are always
    shown. `frames` instead chooses that many rows between which the picture changes by equal amounts. `fps` is in
    frames a second. `duration` is in seconds, of the whole animation with its holds. Two of `frames`, `fps` and
    `duration` determine the third, and all three must agree; `duration` alone goes with 25 frames a second. A run
    with fewer rows than that is shown whole, slower where a duration must be filled.

    `hold_first` and `hold_last` are in seconds, and at least one frame long. `plays` is how often an animation plays;
    0 is for ever. `tween` frames are blended between each two rows that are shown; `frames` does not count them.
    `rewind` runs back to the first frame after the last hold, in at most 25 frames.
    """

    every: str | int = "step"
    fps: float | None = None
    hold_first: float = 1.0
    hold_last: float = 3.0
    plays: int = 0
    frames: int | None = None
    duration: float | None = None
    tween: int = 0
    rewind: bool = False

    def __post_init__(self) -> None:
        if self.fps is not None:
            positive("fps", self.fps)
        not_negative("hold first", self.hold_first)
        not_negative("hold last", self.hold_last)
        whole("plays", self.plays, least=0)
        whole("tween", self.tween, least=0)
        flag("rewind", self.rewind)
        if not isinstance(self.every, str):
            whole("every", self.every, least=1)
        elif self.every not in ("step", "pass"):
            raise InputError(f"every is {self.every!r}; give 'step', 'pass' or a whole number of steps")
        if self.frames is not None:
            whole("frames", self.frames, least=2)
            if self.every != "step":
                raise InputError(f"every {self.every} and {self.frames} frames both choose what is shown; give one")
        if self.duration is not None:
            self._check_duration(positive("duration", self.duration))

    def cues(self, recording: Recording | Comparison) -> tuple[Cue, ...]:
        """Return what to show of `recording`, as rows of what `shown` returns beside it."""
        return self.shown(recording)[1]

    def shown(self, recording: Recording | Comparison) -> tuple[Recording | Comparison, tuple[Cue, ...]]:
        """Return `recording` with the blended rows that are asked for, and what to show of it.

        The rows that are shown of several are their leader's. A run that diverged is shown up to the step at which it
        did.
        """
        rows = self._rows(recording)
        if isinstance(recording, Comparison):
            recording, rows = all_tweened(recording, rows, self.tween)
        else:
            recording, rows = tweened(recording, rows, self.tween)
        back = self._way_back(recording, rows) if self.rewind else []
        frame = self._frame_seconds(len(rows) + len(back))
        seconds = [frame] * (len(rows) + len(back))
        seconds[0] = max(self.hold_first, frame)
        seconds[len(rows) - 1] = max(self.hold_last, frame)
        if self.duration is not None and len(seconds) == 1:
            seconds = [self.duration]
        return recording, tuple(Cue(row, length) for row, length in zip([*rows, *back], seconds, strict=True))

    def _rows(self, recording: Recording | Comparison) -> list[int]:
        """Return the recorded rows to show: the first, the last, and what was asked for between them."""
        leader = leader_of(recording)
        last = leader.shown_rows - 1
        if last == 0:
            return [0]
        count = self._count(last + 1)
        if count is not None:
            return chosen(look(recording, range(last + 1)), count)
        return [0, *(row for row in self._every_rows(leader) if 0 < row < last), last]

    def _every_rows(self, recording: Recording) -> range | list[int]:
        if self.every == "step":
            return range(len(recording))
        if self.every == "pass":
            if not recording.pass_index.any():
                raise InputError(
                    "the recording knows no passes, so every 'pass' cannot be shown; give a number of steps"
                )
            ends = np.flatnonzero(np.diff(recording.pass_index))
            return [int(row) for row in ends]
        return [int(row) for row in np.flatnonzero(recording.step % int(self.every) == 0)]

    def _count(self, available: int) -> int | None:
        """Return how many of the `available` rows to show, or None where `every` says which."""
        if self.frames is not None:
            return min(self.frames, available)
        if self.duration is None or self.every != "step":
            return None
        frame = 1 / (self.fps or FPS)
        fitting = bisect_right(range(2, available + 1), self.duration + 1e-9, key=lambda n: self._seconds(n, frame))
        return 1 + max(fitting, 1)

    def _way_back(self, recording: Recording | Comparison, rows: list[int]) -> list[int]:
        """Return the rows from the last but one to the first, or so many of them that the picture runs back evenly."""
        kept = chosen(look(recording, rows), min(REWIND + 1, len(rows)))
        return [rows[place] for place in reversed(kept[:-1])]

    def _total(self, rows: int) -> int:
        """Return how many frames `rows` recorded rows make."""
        forward = rows + (rows - 1) * self.tween
        return forward + min(REWIND, forward - 1) * self.rewind

    def _seconds(self, rows: int, frame: float) -> float:
        """Return how long `rows` recorded rows take when a frame takes `frame` seconds."""
        return max(self.hold_first, frame) + max(self.hold_last, frame) + (self._total(rows) - 2) * frame

    def _frame_seconds(self, total: int) -> float:
        """Return for how long each of `total` frames is shown but for those that are held."""
        agreed = self.frames is not None and self.fps is not None and total == self._total(self.frames)
        if self.duration is None or agreed:
            return 1 / (self.fps or FPS)
        frame = filling(self.duration, total, self.hold_first, self.hold_last)
        choosing = self.frames is None and self.every == "step"
        return max(frame, 1 / (self.fps or FPS)) if choosing else frame

    def _check_duration(self, duration: float) -> None:
        """Raise `InputError` for a duration that cannot be, and for one that contradicts what else was said."""
        holds = self.hold_first + self.hold_last
        if duration <= holds:
            held = f"the holds of {self.hold_first:g} s and {self.hold_last:g} s"
            raise InputError(f"duration is {duration:g} and {held} are as long already; give more, or shorter holds")
        if self.every != "step" and self.fps is not None:
            both = f"fps {self.fps:g} and a duration of {duration:g} s"
            raise InputError(f"every {self.every} already chooses the frames, so {both} cannot both hold; give one")
        if self.frames is not None and self.fps is not None:
            takes = self._seconds(self.frames, 1 / self.fps)
            if not math.isclose(takes, duration, abs_tol=0.5 / self.fps):
                fills = 1 / filling(duration, self._total(self.frames), self.hold_first, self.hold_last)
                said = f"{self.frames} frames, {self.fps:g} fps and a duration of {duration:g} s contradict each other"
                agree = (
                    f"with the holds, {self.fps:g} fps takes {takes:.4g} s, and {duration:g} s takes {fills:.4g} fps"
                )
                raise InputError(f"{said}: {agree}; leave one of the three out")
        elif self.frames is None and self.every == "step" and self._seconds(2, 1 / (self.fps or FPS)) > duration + 1e-9:
            least = self._seconds(2, 1 / (self.fps or FPS))
            raise InputError(f"duration is {duration:g} and the first and last frame take {least:g} s; give more")


def filling(duration: float, total: int, *holds: float) -> float:
    """Return for how many seconds each of `total` frames is shown so that all take `duration`, two held for `holds`.

    A hold is at least a frame long, so a frame may be as long as both of them, as the shorter one, or as neither.
    """
    short, long = sorted(holds)
    frame = duration / max(total, 1)
    if frame < long:
        frame = (duration - long) / max(total - 1, 1)
    if frame < short:
        frame = (duration - long - short) / max(total - 2, 1)
    return frame


def look(recording: Recording | Comparison, rows: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what is seen of each of `rows`, (K, F): the picture changes by the sum of the columns' changes.

    The columns are the predictions, over the grid or where there is none over the data, as shares of what is seen of
    y and of their number; the cost in decades; and the step. Several recordings have theirs side by side.
    """
    if isinstance(recording, Comparison):
        return np.hstack([look(run, recording.rows(run)[rows]) for run in recording.recordings])
    places = np.asarray(rows)
    y = recording.dataset.y
    room = MARGIN * (float(np.ptp(y)) or max(abs(float(y[0])), 1.0))
    low, high = float(y.min()) - room, float(y.max()) + room
    predictions = recording.grid_predictions if len(recording.grid) else recording.predictions
    seen = predictions[places, :: -(-predictions.shape[1] // MOST_INPUTS)]
    seen = _within(seen, low, high) / ((high - low) * seen.shape[1])
    cost = recording.cost[places]
    top = float(cost[np.isfinite(cost)].max(initial=0.0)) or 1.0
    decades = np.log10(_within(cost, top * LEAST_COST, top))
    decades *= COST_WEIGHT / (float(np.ptp(decades)) or 1.0)
    steps = np.arange(len(places)) * (STEP_WEIGHT / len(places))
    return np.column_stack([seen, decades, steps])


def chosen(seen: NDArray[np.float64], count: int) -> list[int]:
    """Return `count` of the K places of `seen` (K, F) between which the picture changes by as equal amounts as may be.

    The first and the last are among them, and none comes twice; all of them where there are no more than `count`.
    What counts is the change from one chosen picture to the next, not the way between them: steps that go to and fro
    would else make a large share of a picture that stands still.
    """
    if count >= len(seen):
        return list(range(len(seen)))
    low, high = 0.0, 2.0 * float(np.abs(np.diff(seen, axis=0)).sum())
    places = [0, len(seen) - 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        trial = _apart(seen, middle, count)
        if trial is None:
            low = middle
        else:
            high, places = middle, trial
            if len(trial) == count:
                break
    while len(places) < count:  # equal changes can come in too few or too many: the largest are cut in halves
        gaps = [(_changes(seen, first, second)[-1], first, second) for first, second in pairwise(places)]
        wide = sorted(gap for gap in gaps if gap[2] - gap[1] > 1)[len(places) - count :]
        places = sorted([*places, *((first + second) // 2 for _, first, second in wide)])
    return places


def _apart(seen: NDArray[np.float64], least: float, most: int) -> list[int] | None:
    """Return places that each differ by `least` from the one before, and the last; None for more than `most`."""
    places = [0]
    begin = 1
    while begin < len(seen):
        far = np.flatnonzero(_changes(seen, places[-1], begin, begin + CHUNK) >= least)
        if not len(far):
            begin += CHUNK
            continue
        places.append(begin + int(far[0]))
        begin = places[-1] + 1
        if len(places) > most:
            return None
    if places[-1] < len(seen) - 1:
        places.append(len(seen) - 1)
    return places if len(places) <= most else None


def _changes(seen: NDArray[np.float64], place: int, first: int, end: int | None = None) -> NDArray[np.float64]:
    """Return by how much the picture changes from `place` to those from `first` to `end`, or to `first` alone."""
    ways: NDArray[np.float64] = np.abs(seen[first : end or first + 1] - seen[place]).sum(axis=1)
    return ways


def _within(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return `values` as they are seen between `low` and `high`; what is no number lies out of sight."""
    clipped: NDArray[np.float64] = np.clip(np.nan_to_num(values, nan=high, posinf=high, neginf=low), low, high)
    return clipped
