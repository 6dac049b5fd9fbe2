"""Training: a model, data and an optimizer in; a step after every update out. No drawing, no files."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import finite, whole
from sgdviz.errors import InputError
from sgdviz.landscape import with_landscape
from sgdviz.models import standardized
from sgdviz.recording import CURVE_POINTS, Recording, RecordingBuilder, Step, input_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
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
) -> Iterator[Step]:
    """Yield the start as step 0, then a `Step` after every update: one sample at a time, in order, `passes` times over.

    The start is drawn from `random.Random(seed)` but for the parameters that `start` names. A run that diverges goes
    on to the end with inf and NaN, as the same loop in plain Python would. Raises `InputError` before the first step.
    """
    whole("passes", passes, least=1)
    model.check(dataset)
    params = _start(model, seed, start or {})
    return _steps(model, dataset, optimizer, passes, params)


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
    model: Model, dataset: Dataset, optimizer: Optimizer, passes: int, params: NDArray[np.float64]
) -> Iterator[Step]:
    nothing = np.full(len(params), np.nan)
    yield Step(index=0, pass_index=0, sample=None, params=params, gradient=nothing, loss=float("nan"))
    state: Any = optimizer.init(params)
    index = 0
    for pass_index in range(1, passes + 1):
        for sample in range(len(dataset)):
            x, y = dataset.x[sample : sample + 1], dataset.y[sample : sample + 1]
            with np.errstate(all="ignore"):  # overflow on the way to divergence is data, not a fault
                loss = model.loss(params, x, y)
                gradient = model.gradient(params, x, y)
                params, state = optimizer.step(params, gradient, state)
            index += 1
            yield Step(index, pass_index, sample, params, gradient, loss)


def fit(
    model: Model,
    dataset: Dataset,
    optimizer: Optimizer,
    *,
    passes: int = 50,
    seed: int = 0,
    start: Mapping[str, float] | None = None,
    landscape: bool = True,
    standardize: bool = False,
) -> Recording:
    """Train as `train` does, and return the whole run as a `Recording`.

    `landscape` records the cost around the path too, which the cost and landscape panels draw. `standardize` trains in
    even units (see `Standardized`), for data whose features differ wildly in size.
    """
    recipe_model = repr(model)
    if standardize:
        model.check(dataset)
        model = standardized(model, dataset)
    steps = train(model, dataset, optimizer, passes=passes, seed=seed, start=start)
    grid = input_grid(dataset, CURVE_POINTS if model.bends else 2)
    recipe = {
        "model": recipe_model,
        "standardize": standardize,
        "optimizer": repr(optimizer),
        "passes": int(passes),
        "seed": int(seed),
        "start": {name: float(value) for name, value in (start or {}).items()},
    }
    builder = RecordingBuilder(
        dataset,
        model.param_names,
        grid=grid,
        formula=model.formula,
        loss_kind=model.loss_kind,
        cost_kind=model.cost_kind,
        recipe=recipe,
    )
    inputs = np.concatenate([dataset.x, grid])
    for step in steps:
        with np.errstate(all="ignore"):
            builder.add(step, model.predict(step.params, inputs))
    recording = builder.build()
    return with_landscape(recording, model) if landscape else recording
