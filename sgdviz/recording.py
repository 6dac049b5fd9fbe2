"""The hub: a Recording holds all that a picture of a training run needs, and nothing of the model that made it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.errors import InputError, RecordingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from numpy.typing import NDArray

    from sgdviz.data import Dataset

DIVERGED_COST = 1e3
"""A run has diverged when its cost ends this many times above both its first cost and the variance of y, or where y
does not vary its mean square."""

LOSS_KINDS = ("residual", "half square", "loss")

LEAST_PROBABILITY = 1e-12
"""What a probability of zero counts as, so that one point cannot make a cross-entropy infinite."""

COST_KINDS = ("mean squared error", "mean absolute error", "cross-entropy")


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One update as the loop saw it.

    `params` and `gradient` are (P,): the parameters after the update, and the gradient that caused it. `loss` is the
    loss that caused it. Step 0 is the state before any update: pass 0, no sample, NaN for loss and gradient.
    """

    index: int
    pass_index: int
    sample: int | None
    params: NDArray[np.float64]
    gradient: NDArray[np.float64]
    loss: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Recording:
    """A whole training run, T rows long. Arrays are float64 or int64, copied in and read-only.

    - `dataset`: the N points with D features.
    - `param_names`: P names.
    - `step`, `pass_index`, `sample`: (T,). A row's number in the loop, its pass from 1 (0 where unknown) and the
      sample that caused the update (-1 where there is none). Row 0 of a recording that starts before any update has
      step 0.
    - `params`, `gradients`: (T, P). Parameters after each update, and the gradient that caused it (NaN where unknown).
    - `loss`: (T,), what the loop itself calls loss, before the update. `loss_kind` says what that is: "residual"
      (the prediction less y, or its size), "half square" (half of its square) or "loss" (in the unit of `cost`).
    - `cost`: (T,), over all N points after the update. `cost_kind` says what: the "mean squared error", the "mean
      absolute error", or the "cross-entropy", the mean of -log p where p is what the model gives the right one of the
      classes 0 and 1.
    - `predictions`: (T, N), for every point. `grid` (G, D) and `grid_predictions` (T, G): what the model says over a
      grid of inputs; two points draw a straight line. G is 0 where D is above 2.
    - `landscape` (L, P) and `landscape_cost` (L,): the cost over a grid of parameters around the path, 129 along one
      parameter or 65 by 65 over two, the first varying fastest. L is 0 where P is above 2, and for a loop of one's own.
    - `formula`: the prediction as a reader writes it, each parameter's name in braces; empty where unknown.
    - `recipe`: how the run was made, in JSON's types.
    - `blend`: (T,), how many steps past its `step` a row lies that was not recorded but put in between two that were;
      0 for a recorded row. It may be empty, (0,), where every row was recorded.

    Raises `RecordingError` when the shapes contradict each other.
    """

    dataset: Dataset
    param_names: tuple[str, ...]
    step: NDArray[np.int64]
    pass_index: NDArray[np.int64]
    sample: NDArray[np.int64]
    params: NDArray[np.float64]
    gradients: NDArray[np.float64]
    loss: NDArray[np.float64]
    cost: NDArray[np.float64]
    predictions: NDArray[np.float64]
    grid: NDArray[np.float64]
    grid_predictions: NDArray[np.float64]
    landscape: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))
    landscape_cost: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    loss_kind: str = "loss"
    cost_kind: str = "mean squared error"
    formula: str = ""
    recipe: Mapping[str, Any] = field(default_factory=dict)
    blend: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def __post_init__(self) -> None:
        rows, names = len(self.step), len(self.param_names)
        points, features = self.dataset.x.shape
        shapes = {
            "step": (rows,), "pass_index": (rows,), "sample": (rows,), "loss": (rows,), "cost": (rows,),
            "params": (rows, names), "gradients": (rows, names), "predictions": (rows, points),
            "grid": (len(self.grid), features), "grid_predictions": (rows, len(self.grid)),
            "landscape": (len(self.landscape), names if len(self.landscape) else 0),
            "landscape_cost": (len(self.landscape),),
            "blend": (rows if len(self.blend) else 0,),
        }  # fmt: skip
        if rows == 0:
            raise RecordingError("the recording has no steps; record at least one")
        if self.loss_kind not in LOSS_KINDS:
            raise RecordingError(f"the loss kind is {self.loss_kind!r}; it must be one of: {', '.join(LOSS_KINDS)}")
        if self.cost_kind not in COST_KINDS:
            raise RecordingError(f"the cost kind is {self.cost_kind!r}; it must be one of: {', '.join(COST_KINDS)}")
        for name, shape in shapes.items():
            kind = np.int64 if name in ("step", "pass_index", "sample") else np.float64
            owned = np.array(getattr(self, name), dtype=kind)
            if owned.shape != shape:
                raise RecordingError(f"{name} has shape {owned.shape} where the rest of the recording makes it {shape}")
            owned.flags.writeable = False
            object.__setattr__(self, name, owned)
        if np.any((self.sample < -1) | (self.sample >= points)):
            raise RecordingError(f"sample goes outside the {points} points; it must be -1 (none) or 0 to {points - 1}")

    def __len__(self) -> int:
        return len(self.step)

    def __repr__(self) -> str:
        what = f"{len(self)} rows, {len(self.dataset)} points, {len(self.param_names)} parameters, {self.status}"
        return f"<Recording: {what}>"

    @property
    def sample_loss(self) -> NDArray[np.float64]:
        """The (T,) loss that caused each update, in the unit of `cost`: residuals squared, half squares doubled.

        Where the cost is an absolute error they are the size of the residual instead, and where it is a cross-entropy
        -log p, with p the share that the right class was given.
        """
        if self.loss_kind == "loss":
            return self.loss
        with np.errstate(all="ignore"):
            squares: NDArray[np.float64] = self.loss**2 if self.loss_kind == "residual" else 2 * self.loss
            if self.cost_kind == "mean squared error":
                return squares
            off = np.sqrt(squares)
            return off if self.cost_kind == "mean absolute error" else -np.log(np.maximum(1 - off, LEAST_PROBABILITY))

    @property
    def recorded(self) -> NDArray[np.bool_]:
        """The (T,) rows that were recorded, not blended from two that were."""
        return self.blend == 0 if len(self.blend) else np.ones(len(self), dtype=np.bool_)

    @property
    def moment(self) -> NDArray[np.float64]:
        """The (T,) place of each row in time, in steps: a blended row lies between two of them."""
        return self.step + self.blend if len(self.blend) else self.step.astype(np.float64)

    @property
    def diverged_row(self) -> int | None:
        """The first row from which on the cost is past all bounds or not finite; None where there is none."""
        with np.errstate(over="ignore"):
            spread = float(np.var(self.dataset.y)) or float(np.mean(self.dataset.y**2)) or 1.0
            if self.cost_kind == "mean absolute error":
                spread = math.sqrt(spread)
        start = float(self.cost[0])
        bound = DIVERGED_COST * max(start if np.isfinite(start) else 0.0, spread)
        good = np.flatnonzero(self.cost <= bound)
        row = int(good[-1]) + 1 if good.size else 0
        return row if row < len(self) else None

    @property
    def shown_rows(self) -> int:
        """How many rows can be shown: all, or those up to a divergence and the row where it came."""
        diverged = self.diverged_row
        return len(self) if diverged is None else diverged + 1

    @property
    def sound_rows(self) -> int:
        """How many rows come before a divergence, at least one: their numbers can set the limits of an axis."""
        diverged = self.diverged_row
        return len(self) if diverged is None else max(diverged, 1)

    @property
    def status(self) -> str:
        """How the run ended: "completed" or "diverged"."""
        return "completed" if self.diverged_row is None else "diverged"

    def row_of(self, step: int) -> int:
        """Return the row that holds `step`; a step that was not recorded is an `InputError`."""
        rows = np.flatnonzero(self.step == step)
        if not rows.size:
            raise InputError(f"there is no step {step}; the recording has steps {self.step[0]} to {self.step[-1]}")
        return int(rows[0])

    def save(self, path: str | PathLike[str]) -> None:
        """Write the recording to `path` as .npz, whole or not at all. Raises `OutputError`."""
        from sgdviz.storage import save

        save(self, path)

    @staticmethod
    def load(path: str | PathLike[str]) -> Recording:
        """Read a recording that `save` wrote. Runs no code from the file. Raises `RecordingError`."""
        from sgdviz.storage import load

        return load(path)


ARRAYS = tuple(f.name for f in fields(Recording) if "NDArray" in str(f.type))
"""The names of a recording's own arrays."""


def cost_of(kind: str, predictions: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (T,) cost of (T, N) predictions of the (N,) targets; `kind` as in `Recording.cost_kind`."""
    with np.errstate(all="ignore"):
        if kind == "cross-entropy":
            right = np.where(y == 1, predictions, 1 - predictions)
            costs: NDArray[np.float64] = -np.log(np.maximum(right, LEAST_PROBABILITY)).mean(axis=1)
            return costs
        off = predictions - y
        means: NDArray[np.float64] = np.mean(np.abs(off) if kind == "mean absolute error" else off**2, axis=1)
        return means
