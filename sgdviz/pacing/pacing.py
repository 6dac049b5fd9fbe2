"""The Pacing settings: which recorded rows are shown, and for how long."""

from __future__ import annotations

import math
import numbers
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from sgdviz.checks import MOST, MOST_INDEX, flag, not_negative, positive, shown, whole
from sgdviz.errors import InputError
from sgdviz.pacing.cue import Cue
from sgdviz.pacing.equal_change import row_features, select_rows
from sgdviz.pacing.shot import Shot, between, cues_of
from sgdviz.pacing.speeding_up import rows_speeding_up, shots_speeding_up
from sgdviz.pacing.telling import telling, told_rows
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.recording import Comparison, Recording

FPS = 25.0
"""The default frames a second."""

REWIND = 25
"""The largest number of frames of a rewind: a second at the default frame rate."""

MOST_FRAMES = 301
"""The largest number of rows that are all shown by default; of more, this many are chosen."""

MOST_SECONDS = 86_400.0
"""A day: the longest duration of an animation, of a hold and of a frame."""

MOST_FPS, MOST_TWEEN, MOST_SHOTS = 10_000.0, 10_000, 1_000_000
"""The most frames a second, interpolated frames between two, and frames of an animation."""

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

    `explain` is the number of steps, from the first, that are told in three moments: the forward pass, the backward
    pass and the update. The run then speeds up, by equal change, to its end, unless `every`, `frames`, `duration`,
    `tween` or `hold_each` say how the rest is shown. Raises `InputError`.
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
    explain: int = 0

    def __post_init__(self) -> None:
        if self.fps is not None and positive("fps", self.fps, most=MOST_FPS) * MOST_SECONDS < 1:
            raise InputError(f"fps is {shown(self.fps)}, and a frame is shown for a day at most; give more")
        for name in ("hold_first", "hold_last", "hold_each"):
            not_negative(name.replace("_", " "), getattr(self, name), most=MOST_SECONDS)
        if self.hold_each and self.duration is not None:
            raise InputError("hold each and a duration both say how long frames are shown; give one")
        flag("rewind", self.rewind)
        self._take("plays", least=0)
        self._take("tween", least=0, most=MOST_TWEEN)
        self._take("explain", least=0)
        if isinstance(self.every, numbers.Real) and not isinstance(self.every, bool):
            self._take("every", least=1, most=MOST_INDEX)
        elif not (self.every is None or (isinstance(self.every, str) and self.every in ("step", "pass"))):
            raise InputError(f"every is {shown(self.every)}; give 'step', 'pass' or a whole number of steps")
        if self.frames is not None:
            self._take("frames", least=2)
            if self.every is not None:
                raise InputError(f"every {self.every} and {self.frames} frames both choose what is shown; give one")
        if self.duration is not None:
            self._check_duration(positive("duration", self.duration, most=MOST_SECONDS))

    def _take(self, name: str, *, least: int, most: int = MOST) -> None:
        """Check a count, and keep it as an int."""
        object.__setattr__(self, name, whole(name, getattr(self, name), least=least, most=most))

    def cues(self, recording: Recording | Comparison) -> tuple[Cue, ...]:
        """Return the cues for `recording`; their rows count the recording that `shown` returns."""
        return self.shown(recording)[1]

    def shown(
        self, recording: Recording | Comparison, *, backward: bool = False
    ) -> tuple[Recording | Comparison, tuple[Cue, ...]]:
        """Return `recording` with the rows inserted that are interpolated, and the cues.

        For a comparison, the rows of the cues are the leader's. A run that diverges is shown up to and including the
        step of the divergence. With `backward`, a panel shows the backward pass of any model. Raises `InputError` where
        the settings cannot show the recording.
        """
        told = told_rows(recording, self.explain)
        telling_shots = telling(recording, told, backward=backward)
        first = told[-1] if told else 0
        last = leader_of(recording).shown_rows - 1
        if told and self._chooses_nothing:
            rows = rows_speeding_up(recording, first, last)
            frame = 1 / (self.fps or FPS)
            rest = shots_speeding_up(recording, rows, frame) or [Shot(last, frame)]
            return self._cues(recording, [Shot(0, self.hold_first), *telling_shots, *rest], frame)
        duration = self._duration_beside(telling_shots)
        passed = len({shot.place for shot in telling_shots}) - 1 if told else 0
        rows = self._rows(recording, first, last, duration, passed)
        _check_count(self._total(len(rows)))
        shots = [Shot(rows[0], 0.0)]
        for before, row in pairwise(rows):
            shots += [*between(recording, before, row, self._shares), Shot(row, 0.0)]
        if told and first == last:
            shots.append(Shot(last, 0.0))  # the end of the run with its verdict
        back = len({shot.place for shot in [*shots, *telling_shots]}) - 1  # a rewind shows a place once
        back = min(REWIND, back) if self.rewind else 0
        if told and duration is not None and self._is_choosing:
            back = self._fitting_back(back, len(shots), duration)
        frame = self._frame_seconds(len(shots) + back, duration)
        if duration is not None and len(shots) + back == 1:
            frame = duration
        held = max(frame, self.hold_each)
        shots = [replace(shot, seconds=held if shot.toward is None else frame) for shot in shots]
        shots[-1] = replace(shots[-1], seconds=frame)
        shots[0] = Shot(0, max(self.hold_first, frame))
        return self._cues(recording, [shots[0], *telling_shots, *shots[1:]], frame, back)

    @property
    def _chooses_nothing(self) -> bool:
        """Whether the rows after the told steps are chosen by default."""
        return self.every is self.frames is self.duration is None and not self.tween and not self.hold_each

    @property
    def _is_choosing(self) -> bool:
        """Whether the duration decides how many rows are shown."""
        return self.frames is self.every is None

    @property
    def _shares(self) -> list[float]:
        """The shares of the way at which `tween` interpolates."""
        return [number / (self.tween + 1) for number in range(1, self.tween + 1)]

    def _duration_beside(self, telling_shots: list[Shot]) -> float | None:
        """Return the duration of the frames before and after the told steps."""
        if self.duration is None or not telling_shots:
            return self.duration
        told = math.fsum(shot.seconds for shot in telling_shots)
        left = self.duration - told
        if left <= self.hold_first + self.hold_last:
            raise self._too_short(told)
        return left

    def _too_short(self, told: float) -> InputError:
        """Return the error for a duration of which the told steps leave too little."""
        steps = f"{self.explain} step{'s' if self.explain > 1 else ''}"
        what = f"duration is {self.duration:g}, and explaining {steps} takes {told:g} s of it besides the holds"
        return InputError(f"{what}; give more, or explain fewer steps")

    def _fitting_back(self, back: int, forward: int, duration: float) -> int:
        """Return the frames of a rewind, at most `back`, that fit into `duration` beside `forward` other frames.

        A rewind passes the places of the told steps as well. Raises `InputError` where none fits.
        """
        frame = 1 / (self.fps or FPS)
        held = max(self.hold_first, frame) + max(self.hold_last, frame)
        fitting = math.floor((duration - held) / frame + 1e-9) + 2 - forward
        if fitting < min(back, 1):
            raise self._too_short((self.duration or duration) - duration)
        return min(back, fitting)

    def _cues(
        self, recording: Recording | Comparison, shots: list[Shot], frame: float, back: int = REWIND
    ) -> tuple[Recording | Comparison, tuple[Cue, ...]]:
        """Return the recording and the cues of `shots`: the last is held.

        A rewind has at most `back` frames of `frame` seconds.
        """
        shots[-1] = replace(shots[-1], seconds=max(shots[-1].seconds, self.hold_last))
        seconds = math.fsum(shot.seconds for shot in shots)
        if seconds > 3 * MOST_SECONDS:  # two holds, and all that is between them
            what = f"the animation would last {seconds:,.0f} s"
            raise InputError(f"{what}; show fewer frames, or each for less time: three days at most")
        recording, cues = cues_of(recording, shots)
        if self.rewind:
            rows = sorted({cue.row for cue in cues})
            kept = select_rows(row_features(recording, rows), min(back + 1, len(rows)))
            cues = (*cues, *(Cue(rows[place], frame) for place in reversed(kept[:-1])))
        return recording, cues

    def _rows(
        self, recording: Recording | Comparison, first: int, last: int, duration: float | None, passed: int
    ) -> list[int]:
        """Return the recorded rows to show: `first`, `last`, and the selected rows between them.

        A rewind goes on over `passed` more places, those of the told steps.
        """
        if first == last:
            return [first]
        rows = range(first, last + 1)
        count = self._count(len(rows), duration, passed)
        if count is not None:
            return [rows[place] for place in select_rows(row_features(recording, rows), count)]
        return [first, *(row for row in self._every_rows(leader_of(recording)) if first < row < last), last]

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

    def _count(self, available: int, duration: float | None, passed: int) -> int | None:
        """Return the number of the `available` rows to show, or None where `every` selects them."""
        if self.frames is not None:
            return min(self.frames, available)
        if self.every is not None:
            return None
        if duration is None:
            return MOST_FRAMES if available > MOST_FRAMES else None
        frame = 1 / (self.fps or FPS)
        fitting = bisect_right(range(2, available + 1), duration + 1e-9, key=lambda n: self._seconds(n, frame, passed))
        return 1 + max(fitting, 1)

    def _total(self, rows: int, passed: int = 0) -> int:
        """Return the number of frames of `rows` recorded rows, with tweening and rewind, over `passed` more places."""
        forward = rows + (rows - 1) * self.tween
        return forward + min(REWIND, forward - 1 + passed) * self.rewind

    def _seconds(self, rows: int, frame: float, passed: int = 0) -> float:
        """Return the duration of `rows` recorded rows with `frame` seconds a frame, as for `_total`."""
        return max(self.hold_first, frame) + max(self.hold_last, frame) + (self._total(rows, passed) - 2) * frame

    def _frame_seconds(self, total: int, duration: float | None) -> float:
        """Return the seconds of each of `total` frames that is not held."""
        agreed = self.frames is not None and self.fps is not None and total == self._total(self.frames)
        if duration is None or agreed:
            return 1 / (self.fps or FPS)
        return frame_seconds(duration, total, self.hold_first, self.hold_last)

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
            if self.explain:
                raise InputError("explain takes time of its own; leave out frames, fps or duration")
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


def _check_count(frames: int) -> None:
    """Raise `InputError` for more frames than an animation may have."""
    if frames > MOST_SHOTS:
        raise InputError(f"the animation would have {frames:,} frames; show at most {MOST_SHOTS:,}")


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
