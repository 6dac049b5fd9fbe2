"""What the arrays of a recording must be: shapes that agree, whole numbers, a grid that can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import MOST_INDEX, text
from sgdviz.errors import InputError, RecordingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def check_shapes(found: Mapping[str, tuple[int, ...]], *, names: int, points: int, features: int) -> None:
    """Raise `RecordingError` for arrays whose shapes contradict each other.

    `found` has the shapes, `names` is the number of parameters, and `points` and `features` are those of the data.
    """
    rows, grid, places = (_length(found[name]) for name in ("step", "grid", "landscape"))
    if rows == 0:
        raise RecordingError("the recording has no steps; record at least one")
    batch = found["batch"]
    expected = {
        "step": (rows,), "pass_index": (rows,), "sample": (rows,), "loss": (rows,), "cost": (rows,),
        "params": (rows, names), "gradients": (rows, names), "predictions": (rows, points),
        "grid": (grid, features), "grid_predictions": (rows, grid),
        "landscape": (places, names if places else 0), "landscape_cost": (places,),
        "blend": (rows if _length(found["blend"]) else 0,),
        "carried": (rows, names) if _length(found["carried"]) else (0, 0),
        "batch": (_length(batch) if _length(batch) < 2 else rows, *batch[1:2]),
    }  # fmt: skip
    for name, shape in expected.items():
        if found[name] != shape:
            raise RecordingError(f"{name} has shape {found[name]} where the rest of the recording makes it {shape}")


def numbers_for(name: str, values: Any, kind: type[np.generic]) -> NDArray[Any]:
    """Return `values` as a new array of `kind`; raises `RecordingError` where that would change them."""
    source = np.asarray(values)
    if source.dtype.kind not in "biuf":
        raise RecordingError(f"{name} is an array of {source.dtype}; give numbers")
    with np.errstate(all="ignore"):
        owned = np.array(source, dtype=kind)
        if issubclass(kind, np.integer) and source.dtype.kind != "i" and not np.array_equal(owned, source):
            raise RecordingError(f"{name} holds something that is not a whole number of 64 bits; give whole numbers")
    return owned


def check_counts(step: NDArray[np.int64], pass_index: NDArray[np.int64], blend: NDArray[np.float64]) -> None:
    """Raise `RecordingError` for steps that go back or too far, and for a blend that begins between two steps."""
    for name, counts in (("step", step), ("pass_index", pass_index)):
        if counts.min() < 0 or counts.max() > MOST_INDEX:
            what = f"{name} goes from {counts.min()} to {counts.max()}"
            raise RecordingError(f"{what}; it must be from 0 to {MOST_INDEX}")
    if len(blend) and not (np.isfinite(blend).all() and blend.min() >= 0 and blend[0] == 0):
        raise RecordingError("blend must be 0 in the first row, and a finite number of at least 0 in the others")
    if np.any(np.diff(step[blend == 0] if len(blend) else step) < 0):
        raise RecordingError("step goes back; give the steps in the order of the run")


def check_span(name: str, values: NDArray[np.float64]) -> None:
    """Raise `RecordingError` for places that are not finite, or too far apart to draw."""
    if not values.size:
        return
    with np.errstate(all="ignore"):
        if not np.isfinite(np.ptp(values) * 4):
            raise RecordingError(f"{name} has places that are not finite, or too far apart to draw")


def check_texts(**texts: Any) -> None:
    """Raise `RecordingError` for a value that is not text of a readable length."""
    for name, value in texts.items():
        try:
            text(name.replace("_", " "), value)
        except InputError as error:
            raise RecordingError(str(error)) from None


def _length(shape: tuple[int, ...]) -> int:
    return shape[0] if shape else 0
