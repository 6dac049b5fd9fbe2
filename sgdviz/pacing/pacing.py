"""The Pacing settings: which recorded rows are shown, and for how long."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sgdviz.checks import flag, not_negative, positive, whole
from sgdviz.errors import InputError
from sgdviz.pacing.cue import Cue
from sgdviz.pacing.equal_change import row_features, select_rows
from sgdviz.pacing.tween import all_tweened, tweened
from sgdviz.recording.comparison import Comparison, leader_of

if TYPE_CHECKING:
    from sgdviz.recording import Recording

FPS = 25.0
"""The default frames a second."""

REWIND = 25
"""The largest number of frames of a rewind: a second at the default frame rate."""

MOST_FRAMES = 301
"""The largest number of rows that are all shown by default; of more, this many are chosen."""

Every = Literal["step", "pass"] | int
"""Every step, the last step of every pass (epoch), or every so many steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Settings of an animation in time.

    `every` is "step", "pass" (the last step of each) or a number of steps; the first and the last row are always
    shown. `frames` instead selects that many rows between which the picture changes by equal amounts. Without these and
    without `duration`, every step is shown, or in a run of more than 300 steps 301 rows of equal change. `fps` is in
    frames a second. `duration` is in seconds, of the whole animation with its holds. Two of `frames`, `fps` and
    `duration` determine the third, and all three must agree; `duration` alone goes with 25 frames a second. A run
    with fewer rows than that is shown whole, slower where a duration must be filled.

    `hold_first` and `hold_last` are in seconds, and at least one frame long; so is `hold_each`, the duration of every
    recorded row between them, so that a reader can take it in where interpolated rows lie between. `plays` is the
    number of times that an animation plays; 0 is for ever. `tween` frames are interpolated between each two shown rows;
    `frames` does not count them. `rewind` runs back to the first frame after the last hold, in at most 25 frames.
    Raises `InputError`.
    """

    every: Every | None = None
    fps: float | None = None
    hold_first: float = 1.0
    hold_last: float = 3.0
    hold_each: float = 0.0
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
        if not_negative("hold each", self.hold_each) and self.duration is not None:
            raise InputError("hold each and a duration both say how long frames are shown; give one")
        whole("plays", self.plays, least=0)
        whole("tween", self.tween, least=0)
        flag("rewind", self.rewind)
        if isinstance(self.every, int):
            whole("every", self.every, least=1)
        elif self.every not in (None, "step", "pass"):
            raise InputError(f"every is {self.every!r}; give 'step', 'pass' or a whole number of steps")
        if self.frames is not None:
            whole("frames", self.frames, least=2)
            if self.every is not None:
                raise InputError(f"every {self.every} and {self.frames} frames both choose what is shown; give one")
        if self.duration is not None:
            self._check_duration(positive("duration", self.duration))

    def cues(self, recording: Recording | Comparison) -> tuple[Cue, ...]:
        """Return the cues for `recording`; their rows count the recording that `shown` returns."""
        return self.shown(recording)[1]

    def shown(self, recording: Recording | Comparison) -> tuple[Recording | Comparison, tuple[Cue, ...]]:
        """Return `recording` with the interpolated rows of `tween` inserted, and the cues.

        For a comparison, the rows of the cues are the leader's. A run that diverges is shown up to and including the
        step of the divergence.
        """
        rows = self._rows(recording)
        if isinstance(recording, Comparison):
            recording, rows = all_tweened(recording, rows, self.tween)
        else:
            recording, rows = tweened(recording, rows, self.tween)
        back = self._rewind_rows(recording, rows) if self.rewind else []
        frame = self._frame_seconds(len(rows) + len(back))
        recorded = leader_of(recording).recorded[rows]
        seconds = [max(self.hold_each, frame) if own else frame for own in recorded] + [frame] * len(back)
        seconds[0] = max(self.hold_first, frame)
        seconds[len(rows) - 1] = max(self.hold_last, frame)
        if self.duration is not None and len(seconds) == 1:
            seconds = [self.duration]
        return recording, tuple(Cue(row, length) for row, length in zip([*rows, *back], seconds, strict=True))

    def _rows(self, recording: Recording | Comparison) -> list[int]:
        """Return the recorded rows to show: the first, the last, and the selected rows between them."""
        leader = leader_of(recording)
        last = leader.shown_rows - 1
        if last == 0:
            return [0]
        count = self._count(last + 1)
        if count is not None:
            return select_rows(row_features(recording, range(last + 1)), count)
        return [0, *(row for row in self._every_rows(leader) if 0 < row < last), last]

    def _every_rows(self, recording: Recording) -> range | list[int]:
        if self.every is None or self.every == "step":
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
        """Return the number of the `available` rows to show, or None where `every` selects them."""
        if self.frames is not None:
            return min(self.frames, available)
        if self.every is not None:
            return None
        if self.duration is None:
            return MOST_FRAMES if available > MOST_FRAMES else None
        frame = 1 / (self.fps or FPS)
        fitting = bisect_right(range(2, available + 1), self.duration + 1e-9, key=lambda n: self._seconds(n, frame))
        return 1 + max(fitting, 1)

    def _rewind_rows(self, recording: Recording | Comparison, rows: list[int]) -> list[int]:
        """Return the rows of the rewind: from the last but one to the first, at most `REWIND`, by equal change."""
        kept = select_rows(row_features(recording, rows), min(REWIND + 1, len(rows)))
        return [rows[place] for place in reversed(kept[:-1])]

    def _total(self, rows: int) -> int:
        """Return the number of frames of `rows` recorded rows, with tweening and rewind."""
        forward = rows + (rows - 1) * self.tween
        return forward + min(REWIND, forward - 1) * self.rewind

    def _seconds(self, rows: int, frame: float) -> float:
        """Return the duration of `rows` recorded rows with `frame` seconds a frame."""
        return max(self.hold_first, frame) + max(self.hold_last, frame) + (self._total(rows) - 2) * frame

    def _frame_seconds(self, total: int) -> float:
        """Return the seconds of each of `total` frames that is not held."""
        agreed = self.frames is not None and self.fps is not None and total == self._total(self.frames)
        if self.duration is None or agreed:
            return 1 / (self.fps or FPS)
        frame = frame_seconds(self.duration, total, self.hold_first, self.hold_last)
        choosing = self.frames is None and self.every is None
        return max(frame, 1 / (self.fps or FPS)) if choosing else frame

    def _check_duration(self, duration: float) -> None:
        """Raise `InputError` for a duration that is too short or contradicts other settings."""
        holds = self.hold_first + self.hold_last
        if duration <= holds:
            held = f"the holds of {self.hold_first:g} s and {self.hold_last:g} s"
            raise InputError(f"duration is {duration:g} and {held} are as long already; give more, or shorter holds")
        if self.every is not None and self.fps is not None:
            both = f"fps {self.fps:g} and a duration of {duration:g} s"
            raise InputError(f"every {self.every} already chooses the frames, so {both} cannot both hold; give one")
        if self.frames is not None and self.fps is not None:
            takes = self._seconds(self.frames, 1 / self.fps)
            if not math.isclose(takes, duration, abs_tol=0.5 / self.fps):
                fills = 1 / frame_seconds(duration, self._total(self.frames), self.hold_first, self.hold_last)
                given = f"{self.frames} frames, {self.fps:g} fps and a duration of {duration:g} s contradict each other"
                agree = (
                    f"with the holds, {self.fps:g} fps takes {takes:.4g} s, and {duration:g} s takes {fills:.4g} fps"
                )
                raise InputError(f"{given}: {agree}; leave one of the three out")
        elif self.frames is None and self.every is None and self._seconds(2, 1 / (self.fps or FPS)) > duration + 1e-9:
            least = self._seconds(2, 1 / (self.fps or FPS))
            raise InputError(f"duration is {duration:g} and the first and last frame take {least:g} s; give more")


def frame_seconds(duration: float, total: int, *holds: float) -> float:
    """Return the seconds of each of `total` frames so that all take `duration`, two of them held for `holds`.

    A hold is at least a frame long, so a frame may be as long as both holds, as the shorter one, or as neither.
    """
    short, long = sorted(holds)
    frame = duration / max(total, 1)
    if frame < long:
        frame = (duration - long) / max(total - 1, 1)
    if frame < short:
        frame = (duration - long - short) / max(total - 2, 1)
    return frame
