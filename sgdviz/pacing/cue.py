"""The Cue type: one frame to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """One frame to show: a row of the recording, and its duration in seconds."""

    row: int
    seconds: float
