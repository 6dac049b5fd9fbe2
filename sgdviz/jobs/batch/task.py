"""A job on its way to a worker, and what comes back: data alone, so that no disk is shared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.jobs.batch.options import Kind


@dataclass(frozen=True, slots=True)
class Task:
    """A job that a worker makes: its kind, its settings, its outputs, and the bytes of its `files` by their paths.

    `folder` is that of the job file, in which scripts and articles stand and run.
    """

    name: str
    kind: Kind
    settings: Mapping[str, Any]
    outputs: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made: the bytes of each output by its path, facts of the animation; or why it `failed`.

    `still` is the last frame for the gallery.
    """

    outputs: Mapping[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    final_cost: float | None = None
    frames: int = 0
    notes: tuple[str, ...] = ()
    still: bytes = b""
    failed: str = ""
