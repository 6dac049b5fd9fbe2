"""Training: a model, data and an optimizer in; a step after every update out. No drawing, no files."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.building import CURVE_POINTS, RecordingBuilder, input_grid
from sgdviz.checks import finite, flag, whole
from sgdviz.data import Dataset
from sgdviz.errors import InputError
from sgdviz.landscape import with_landscape
from sgdviz.models import standardized
from sgdviz.recording import Recording, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from sgdviz.models import Model
    from sgdviz.optimizers import Optimizer


def train(
    model: Model,
    dataset: Dataset,
    optimizer: Optimizer,
    *,
    passes: int = 50,
    seed: int = 0,
    start: Mapping[str, float] | None = None,
    batch_size: int | None = 1,
    shuffle: bool = False,
) -> Iterator[Step]:
    """Yield the start as step 0, then a `Step` after every update: one batch at a time, `passes` times over the data.

    `batch_size` is how many samples make an update, 1 as in the post and None for all; the last batch of a pass may be
    smaller. A step knows its sample where that is 1; where it is not, a loss that is a residual gives way to the mean
    squared residual of the batch, for residuals of many samples cancel.

    Samples come in the order of the data or, with `shuffle`, in one that is drawn anew for each pass from
    `numpy.random.default_rng(seed)`. The start is drawn from `random.Random(seed)` but for the parameters that `start`
    names. A run that diverges goes on to the end with inf and NaN, as the same loop in plain Python would.

    Raises `InputError` before the first step.
    """
    _check_kinds(model, dataset, optimizer)
    whole("passes", passes, least=1)
    if batch_size is not None:
        whole("batch size", batch_size, least=1)
    flag("shuffle", shuffle)
    model.check(dataset)
    params = _start(model, seed, start or {})
    rng = np.random.default_rng(seed) if shuffle else None
    return _steps(model, dataset, optimizer, passes, params, batch_size=batch_size, rng=rng)


def _check_kinds(model: Model, dataset: Dataset, optimizer: Optimizer) -> None:
    """Raise `InputError` for arguments that are something else."""
    if not isinstance(dataset, Dataset):
        raise InputError(f"the data are a {type(dataset).__name__}; give a Dataset, as in Dataset(x, y)")
    for kind, example, value, method in (
        ("model", "Line()", model, "predict"),
        ("optimizer", "SGD()", optimizer, "step"),
    ):
        if isinstance(value, type) or not hasattr(value, method):
            given = value.__name__ if isinstance(value, type) else repr(value)
            raise InputError(f"{given} was given for the {kind}; give one as in {example}")


def _start(model: Model, seed: int, start: Mapping[str, float]) -> NDArray[np.float64]:
    params = model.initial(random.Random(whole("seed", seed, least=0)))
    for name, value in start.items():
        if name not in model.param_names:
            raise InputError(
                f"start names {name!r}, which is no parameter; the parameters are: {', '.join(model.param_names)}"
            )
        params[model.param_names.index(name)] = finite(f"start {name}", value)
    return params


def _steps(
    model: Model,
    dataset: Dataset,
    optimizer: Optimizer,
    passes: int,
    params: NDArray[np.float64],
    *,
    batch_size: int | None,
    rng: np.random.Generator | None,
) -> Iterator[Step]:
    nothing = np.full(len(params), np.nan)
    yield Step(index=0, pass_index=0, sample=None, params=params, gradient=nothing, loss=float("nan"))
    state: Any = optimizer.init(params)
    count = len(dataset)
    size = count if batch_size is None else batch_size
    squared = _loss_kind(model, batch_size) != model.loss_kind and model.cost_kind == "mean squared error"
    xs, ys, order = dataset.x, dataset.y, np.arange(count)
    index = 0
    for pass_index in range(1, passes + 1):
        if rng is not None:
            order = rng.permutation(count)
            xs, ys = dataset.x[order], dataset.y[order]
        for first in range(0, count, size):
            x, y = xs[first : first + size], ys[first : first + size]
            with np.errstate(all="ignore"):  # overflow on the way to divergence is data, not a fault
                loss = float(np.mean((model.predict(params, x) - y) ** 2)) if squared else model.loss(params, x, y)
                gradient = model.gradient(params, x, y)
                params, state = optimizer.step(params, gradient, state)
            index += 1
            yield Step(index, pass_index, int(order[first]) if batch_size == 1 else None, params, gradient, loss)


def _loss_kind(model: Model, batch_size: int | None) -> str:
    """Return what a step's loss is: the model's own, but no residual where more than one sample makes an update."""
    return "loss" if model.loss_kind == "residual" and batch_size != 1 else model.loss_kind


def fit(
    model: Model,
    dataset: Dataset,
    optimizer: Optimizer,
    *,
    passes: int = 50,
    seed: int = 0,
    start: Mapping[str, float] | None = None,
    batch_size: int | None = 1,
    shuffle: bool = False,
    standardize: bool = False,
    landscape: bool = True,
) -> Recording:
    """Train as `train` does, and return the whole run as a `Recording`.

    `standardize` trains in even units (see `Standardized`), for data whose features differ wildly in size. `landscape`
    records the cost around the path too, which the cost and landscape panels draw.
    """
    _check_kinds(model, dataset, optimizer)
    trained = model
    if flag("standardize", standardize):
        model.check(dataset)
        trained = standardized(model, dataset)
    steps = train(
        trained, dataset, optimizer, passes=passes, seed=seed, start=start, batch_size=batch_size, shuffle=shuffle
    )
    grid = input_grid(dataset, CURVE_POINTS if model.bends else 2)
    recipe = {
        "model": repr(model),
        "standardize": standardize,
        "optimizer": repr(optimizer),
        "passes": int(passes),
        "seed": int(seed),
        "start": {name: float(value) for name, value in (start or {}).items()},
        "batch_size": None if batch_size is None else int(batch_size),
        "shuffle": shuffle,
    }
    builder = RecordingBuilder(
        dataset,
        model.param_names,
        grid=grid,
        formula=trained.formula,
        loss_kind=_loss_kind(model, batch_size),
        cost_kind=model.cost_kind,
        recipe=recipe,
    )
    inputs = np.concatenate([dataset.x, grid])
    for step in steps:
        with np.errstate(all="ignore"):
            builder.add(step, trained.predict(step.params, inputs))
    recording = builder.build()
    return with_landscape(recording, trained) if landscape else recording
