"""What capture gives: the recorded runs of a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording


@dataclass(frozen=True)
class CapturedRun:
    """A training run that a program made.

    `line` is the first line of its loop in `file`, and `evidence` says in one line what was found, and where.
    """

    recording: Recording
    file: str
    line: int
    evidence: str
