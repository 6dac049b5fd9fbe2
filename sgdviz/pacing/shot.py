"""The Shot type: one frame to show, at a recorded row or between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.pacing.cue import Cue
from sgdviz.pacing.tween import Gap, all_tweened, can_blend, tweened
from sgdviz.recording.comparison import Comparison, leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.pacing.cue import Phase
    from sgdviz.recording import Recording


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame to show: `row`, or a `share` of the way from there to the row `toward`; and the phase it explains."""

    row: int
    seconds: float
    phase: Phase | None = None
    toward: int | None = None
    share: float = 0.0

    @property
    def place(self) -> tuple[int, int | None, float]:
        """The place in the run; shots of equal places show one row."""
        return self.row, self.toward, self.share


def between(recording: Recording | Comparison, row: int, toward: int, shares: Sequence[float]) -> list[Shot]:
    """Return a shot for each of `shares` of the way between two rows; none where these cannot be interpolated."""
    if not can_blend(leader_of(recording), row, toward):
        return []
    return [Shot(row, 0.0, toward=toward, share=share) for share in shares]


def cues_of(recording: Recording | Comparison, shots: Sequence[Shot]) -> tuple[Recording | Comparison, tuple[Cue, ...]]:
    """Return `recording` with the rows inserted that lie between recorded rows, and the cue of each of `shots`."""
    shares: dict[tuple[int, int], set[float]] = {}
    for shot in shots:
        if shot.toward is not None:
            shares.setdefault((shot.row, shot.toward), set()).add(shot.share)
    gaps = [Gap(*rows, tuple(sorted(of_gap))) for rows, of_gap in sorted(shares.items())]
    if isinstance(recording, Comparison):
        recording, moved, inserted = all_tweened(recording, gaps)
    else:
        recording, moved, inserted = tweened(recording, gaps)
    places = {
        (gap.before, gap.after, share): row
        for gap, rows in zip(gaps, inserted, strict=True)
        for share, row in zip(gap.shares, rows, strict=True)
    }
    return recording, tuple(
        Cue(
            int(moved[shot.row]) if shot.toward is None else places[shot.row, shot.toward, shot.share],
            shot.seconds,
            shot.phase,
        )
        for shot in shots
    )
