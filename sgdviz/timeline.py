"""Which recorded rows are shown, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.checks import not_negative, positive, whole
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from sgdviz.recording import Recording


@dataclass(frozen=True, slots=True)
class Cue:
    """One frame to show: a row of the recording, and for how many seconds."""

    row: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pacing:
    """How a run is told in time.

    `every` is "step", "pass" (the last step of each) or a number of steps; the first and the last row are always
    shown. `fps` is in frames a second. `hold_first` and `hold_last` are in seconds, and at least one frame long.
    `plays` is how often an animation plays; 0 is for ever.
    """

    every: str | int = "step"
    fps: float = 25.0
    hold_first: float = 1.0
    hold_last: float = 3.0
    plays: int = 0

    def __post_init__(self) -> None:
        positive("fps", self.fps)
        not_negative("hold first", self.hold_first)
        not_negative("hold last", self.hold_last)
        whole("plays", self.plays, least=0)
        if not isinstance(self.every, str):
            whole("every", self.every, least=1)
        elif self.every not in ("step", "pass"):
            raise UnknownNameError("pace", self.every, ("step", "pass"))

    def cues(self, recording: Recording) -> tuple[Cue, ...]:
        """Return what to show of `recording`. A run that diverged is shown up to the step at which it did."""
        end = recording.diverged_row
        last = len(recording) - 1 if end is None else end
        rows = [row for row in self._rows(recording) if row < last]
        rows = [0, *(row for row in rows if row > 0), last] if last > 0 else [0]
        frame = 1 / self.fps
        seconds = [frame] * len(rows)
        seconds[0] = max(self.hold_first, frame)
        seconds[-1] = max(self.hold_last, frame)
        return tuple(Cue(row, length) for row, length in zip(rows, seconds, strict=True))

    def _rows(self, recording: Recording) -> range | list[int]:
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
