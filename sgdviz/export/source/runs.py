"""The runs of a picture in its source: whole recordings, or a few numbers by which a run is known again."""

from __future__ import annotations

import io
import math
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.recording import Recording

MOST_RECORDING = 16_000_000
"""Bytes of all recordings of a picture, compressed, that its file can hold."""


def runs_of(recording: Recording | Comparison) -> tuple[Recording, ...]:
    """Return the runs of a chapter, one or several."""
    return recording.recordings if isinstance(recording, Comparison) else (recording,)


def numbers_of(run: Recording) -> list[Any]:
    """Return the number of rows of a run, its first and last cost, and the sum of its last parameters.

    The last row is that of the divergence, if there is one. A number that is not finite is a text.
    """
    last = run.shown_rows - 1
    found = (float(run.cost[0]), float(run.cost[last]), math.fsum(run.params[last].tolist()))
    return [len(run), *(value if math.isfinite(value) else str(value) for value in found)]


def packed_runs(recordings: tuple[Recording, ...]) -> list[str]:
    """Return recordings as .npz files in base64; raises `InputError` where they are too large for a picture."""
    packed = []
    left = MOST_RECORDING
    for run in recordings:
        file = io.BytesIO()
        run.write(file)
        data = file.getvalue()
        left -= len(data)
        packed.append(b64encode(data).decode("ascii"))
    if left < 0:
        size = MOST_RECORDING - left
        what = f"the recording has {size:,} bytes, and a picture holds at most {MOST_RECORDING:,}"
        raise InputError(f"{what}; keep it beside the picture, with --record run.npz, or record fewer steps")
    return packed
