"""The result of one job of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    Status = Literal["made", "whole", "failed"]
    """Made now; skipped, for its outputs were whole; or failed."""


class OutputFile(NamedTuple):
    """A file that a job wrote: its path below the output folder, with slashes, its size and its SHA-256 in hex."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class JobResult:
    """The result of a job.

    `settings` are the job's own options in JSON's types, the values of its matrix among them under their names.
    `reason` says why a job was made, or how it failed. `seconds` is the time that making it took, also where that was
    in an earlier call. `final_cost` is the cost over all data at the end of the last run, None where it is not finite
    or not known. `frames` is the number of frames of the animation. `command` is the command line that makes the same
    outputs. `notes` are the warnings while it was made. `still` is its last frame for the gallery (see `still_of`),
    empty without one.
    """

    name: str
    settings: Mapping[str, Any]
    outputs: tuple[OutputFile, ...]
    status: Status
    reason: str
    seconds: float
    final_cost: float | None
    frames: int
    command: str
    notes: tuple[str, ...] = ()
    still: bytes = b""
