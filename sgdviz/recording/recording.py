"""The Recording type: a training run as plain, read-only data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import numpy as np

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.checks import path_text, shown, whole
from sgdviz.data.dataset import Dataset
from sgdviz.errors import InputError, RecordingError
from sgdviz.recording import npz
from sgdviz.recording.cost import COST_KINDS, LOSS_KINDS, loss_in_cost_unit
from sgdviz.recording.listing import Listing
from sgdviz.recording.soundness import check_counts, check_shapes, check_span, check_texts, numbers_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from os import PathLike

    from numpy.typing import NDArray

    from sgdviz.recording.cost import CostKind, LossKind
    from sgdviz.recording.original_units import OriginalUnits

_Scalar = TypeVar("_Scalar", bound=np.generic)

DIVERGED_COST = 1e3
"""A run has diverged when its cost ends this many times above both its first cost and the variance of y, or, where y
does not vary, the mean square of y."""


ARRAYS: dict[str, type[np.generic]] = {
    "step": np.int64, "pass_index": np.int64, "sample": np.int64, "params": np.float64, "gradients": np.float64,
    "loss": np.float64, "cost": np.float64, "predictions": np.float64, "grid": np.float64,
    "grid_predictions": np.float64, "landscape": np.float64, "landscape_cost": np.float64, "blend": np.float64,
    "carried": np.float64, "batch": np.int64,
}  # fmt: skip
"""The names of a recording's own arrays, and their types."""

DATA_FACTS = ("feature_names", "target_name", "class_names", "date_units")
"""The names of the fields of a data set that are no arrays: JSON's types."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One update as the loop saw it.

    `params` and `gradient` are (P,): the parameters after the update, and the gradient that caused it. `loss` is the
    loss that caused it. Step 0 is the state before any update: pass 0, no sample, NaN for loss and gradient. `batch`
    holds the indices of several samples that caused the update, and `carried` (P,) the part of the update that earlier
    gradients caused; None where there is no such part.
    """

    index: int
    pass_index: int
    sample: int | None
    params: NDArray[np.float64]
    gradient: NDArray[np.float64]
    loss: float
    batch: NDArray[np.int64] | None = None
    carried: NDArray[np.float64] | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Recording:
    """A training run of T rows. Arrays are float64 or int64, copied in and read-only.

    - `dataset`: the N points with D features.
    - `param_names`: P names.
    - `step`, `pass_index`, `sample`: (T,). A row's number in the loop, its pass from 1 (0 where unknown) and the
      sample that caused the update (-1 where there is none). Row 0 of a recording that starts before any update has
      step 0.
    - `params`, `gradients`: (T, P). Parameters after each update, and the gradient that caused it (NaN where unknown).
    - `loss`: (T,), what the loop itself calls loss, before the update; `loss_kind` is its kind.
    - `cost`: (T,), over all N points after the update; `cost_kind` is its kind.
    - `predictions`: (T, N), for every point.
    - `grid` (G, D) and `grid_predictions` (T, G): the predictions over a grid of inputs; two points are enough for a
      straight line. G is 0 where D is above 2.
    - `landscape` (L, P) and `landscape_cost` (L,): the cost over a grid of parameters around the path, 129 along one
      parameter or 81 by 81 over two, the first varying fastest. L is 0 where P is above 2, and for a loop of one's own.
    - `formula`: the prediction as a reader writes it, each parameter's name in braces; empty where unknown.
    - `standardized`: whether the parameters are for standardized inputs and targets (mean 0, standard deviation 1).
    - `model`: the model's settings as text; runs with equal text and data have the same cost function. Empty where
      unknown.
    - `recipe`: how the run was made, in JSON's types: provenance only, never read to draw.
    - `blend`: (T,), the distance in steps of an interpolated row past its `step`; 0 for a recorded row. It may be
      empty, (0,), where every row was recorded.
    - `carried`: (T, P), the part of each update that earlier gradients caused, as momentum does. Empty, (0, 0), where
      there is none, or it is unknown.
    - `batch`: (T, B), the samples that caused each update, filled up with -1; (1, B) where they are the same for every
      update. Empty, (0, 0), where one sample causes an update, or they are unknown.
    - `listing`: the code of the training loop, and what its lines compute. Empty where it is unknown.

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
    loss_kind: LossKind = "loss"
    cost_kind: CostKind = "mean squared error"
    formula: str = ""
    standardized: bool = False
    model: str = ""
    recipe: Mapping[str, Any] = field(default_factory=dict)
    blend: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    carried: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))
    batch: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 0), dtype=np.int64))
    listing: Listing = field(default_factory=Listing)

    def __post_init__(self) -> None:
        if not isinstance(self.dataset, Dataset):
            raise InputError(f"the data are a {type(self.dataset).__name__}; give a Dataset, as in Dataset(x, y)")
        self._check_facts()
        arrays = {name: numbers_for(name, getattr(self, name), kind) for name, kind in ARRAYS.items()}
        points, features = self.dataset.x.shape
        shapes = {name: array.shape for name, array in arrays.items()}
        check_shapes(shapes, names=len(self.param_names), points=points, features=features)
        for name, owned in arrays.items():
            object.__setattr__(self, name, _read_only(owned))
        check_counts(self.step, self.pass_index, self.blend)
        check_span("grid", self.grid)
        check_span("landscape", self.landscape)
        for name in ("sample", "batch"):
            if np.any((getattr(self, name) < -1) | (getattr(self, name) >= points)):
                what = f"{name} goes outside the {points} points"
                raise RecordingError(f"{what}; it must be -1 (none) or 0 to {points - 1}")

    def _check_facts(self) -> None:
        for name, kind, known in (("loss", self.loss_kind, LOSS_KINDS), ("cost", self.cost_kind, COST_KINDS)):
            if not isinstance(kind, str) or kind not in known:
                raise RecordingError(f"the {name} kind is {shown(kind)}; it must be one of: {', '.join(known)}")
        if isinstance(self.param_names, str):
            raise RecordingError(f"param_names is {shown(self.param_names)}; give a tuple of texts, as in ('m', 'b')")
        object.__setattr__(self, "param_names", tuple(self.param_names))
        for name in self.param_names:
            check_texts(parameter_name=name)
        if len(set(self.param_names)) < len(self.param_names):
            twice = next(name for name in self.param_names if self.param_names.count(name) > 1)
            raise RecordingError(f"two parameters are called {shown(twice)}; give each a name of its own")
        check_texts(formula=self.formula, model=self.model)
        if not isinstance(self.standardized, bool):
            raise RecordingError(f"standardized is {shown(self.standardized)}; give True or False")
        if not isinstance(self.listing, Listing):
            raise RecordingError(f"listing is {shown(self.listing)}; give a Listing")
        if not isinstance(self.recipe, Mapping):
            raise RecordingError(f"recipe is {shown(self.recipe)}; give a dict")

    def __reduce__(self) -> tuple[Callable[..., Recording], tuple[dict[str, Any]]]:
        return _rebuilt, ({f.name: getattr(self, f.name) for f in fields(self)},)  # read-only again when unpickled

    def __len__(self) -> int:
        return len(self.step)

    def __repr__(self) -> str:
        what = f"{len(self)} rows, {len(self.dataset)} points, {len(self.param_names)} parameters, {self.status}"
        return f"<Recording: {what}>"

    @cached_property
    def sample_loss(self) -> NDArray[np.float64]:
        """The (T,) loss that caused each update, in the unit of `cost`."""
        return _read_only(loss_in_cost_unit(self.loss, self.loss_kind, self.cost_kind, len(self.dataset)))

    @cached_property
    def recorded(self) -> NDArray[np.bool_]:
        """Which of the (T,) rows were recorded rather than interpolated."""
        return _read_only(self.blend == 0 if len(self.blend) else np.ones(len(self), dtype=np.bool_))

    @cached_property
    def moment(self) -> NDArray[np.float64]:
        """The (T,) time of each row, in steps; an interpolated row lies between two steps."""
        return _read_only(self.step + self.blend if len(self.blend) else self.step.astype(np.float64))

    @cached_property
    def row_before(self) -> NDArray[np.int64]:
        """The (T,) row with the parameters from which each row's update started; -1 where it was not recorded.

        An interpolated row has none.
        """
        recorded = np.flatnonzero(self.recorded)
        before = np.full(len(self), -1)
        before[recorded[1:]] = np.where(np.diff(self.step[recorded]) == 1, recorded[:-1], -1)
        return _read_only(before)

    @cached_property
    def diverged_row(self) -> int | None:
        """The first row from which on the cost is past all bounds or not finite; None where the run converges."""
        with np.errstate(over="ignore"):
            spread = float(np.var(self.dataset.y)) or float(np.mean(self.dataset.y**2)) or 1.0
            if self.cost_kind == "mean absolute error":
                spread = math.sqrt(spread)
        start = float(self.cost[0])
        bound = DIVERGED_COST * max(start if np.isfinite(start) else 0.0, spread)
        within = np.flatnonzero(self.cost <= bound)
        row = int(within[-1]) + 1 if within.size else 0
        return row if row < len(self) else None

    @property
    def shown_rows(self) -> int:
        """The number of rows that can be shown: all, or those up to and including the row of a divergence."""
        return len(self) if self.diverged_row is None else self.diverged_row + 1

    @property
    def rows_before_divergence(self) -> int:
        """The number of rows before a divergence, at least one: their values can set the limits of an axis."""
        return len(self) if self.diverged_row is None else max(self.diverged_row, 1)

    @property
    def status(self) -> str:
        """How the run ended: "completed" or "diverged"."""
        return "completed" if self.diverged_row is None else "diverged"

    def row_of(self, step: int) -> int:
        """Return the row of `step`; raises `InputError` for a step that was not recorded."""
        rows = np.flatnonzero(self.step == whole("step", step, least=0))
        if not rows.size:
            raise InputError(f"there is no step {step}; the recording has steps {self.step[0]} to {self.step[-1]}")
        return int(rows[0])

    def original_units(self) -> OriginalUnits:
        """Return the slopes (T, D) and the intercept (T,) of a linear prediction in the units of the data.

        They differ from `params` in a `standardized` run. Raises `InputError` for a prediction that is not linear.
        """
        return self._original_units

    @cached_property
    def _original_units(self) -> OriginalUnits:
        from sgdviz.recording.original_units import original_units

        return original_units(self)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the recording to `path` as .npz, whole or not at all. Raises `OutputError`."""
        path = path_text("path", path)
        with atomic_file(path) as file, output_errors(path):
            self.write(file)

    def write(self, file: BinaryIO) -> None:
        """Write the recording to an open file as .npz."""
        arrays = {name: getattr(self, name) for name in ARRAYS}
        facts = {name: getattr(self, name) for name in FACTS}
        facts |= {"listing": self.listing.facts()} if self.listing else {}
        names = {name: getattr(self.dataset, name) for name in DATA_FACTS}
        npz.write(file, {**arrays, "x": self.dataset.x, "y": self.dataset.y}, {**facts, **names})

    @staticmethod
    def load(path: str | PathLike[str]) -> Recording:
        """Read a recording that `save` wrote. Runs no code from the file. Raises `RecordingError`."""
        return _read(npz.opened(path_text("path", path)))

    @staticmethod
    def read(file: BinaryIO, name: str, *, most: int) -> Recording:
        """Read a recording that `write` wrote, in the same way, from an open file called `name` in errors.

        One that unpacks to more than `most` bytes is refused unread.
        """
        return _read(npz.opened(name, file, most=most))


def _read(file: AbstractContextManager[npz.Opened]) -> Recording:
    """Return the recording in a file that is opened here."""
    with file as (arrays, facts, shapes):
        own = {name: facts[name] for name in FACTS}
        (points,), (_, features) = shapes["y"], shapes["x"]
        check_shapes(shapes, names=len(own["param_names"]), points=points, features=features)
        dataset = Dataset(arrays["x"], arrays["y"], **{name: facts[name] for name in DATA_FACTS})
        own |= {name: arrays[name] for name in ARRAYS}
        own["listing"] = Listing.of_facts(facts.get("listing"))
        return Recording(**own, dataset=dataset)


def _rebuilt(values: dict[str, Any]) -> Recording:
    return Recording(**values)


def _read_only(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    array.flags.writeable = False
    return array


FACTS = tuple(f.name for f in fields(Recording) if f.name not in (*ARRAYS, "dataset", "listing"))
"""The names of a recording's own fields that are not arrays: JSON's types. A listing is written where there is one."""
