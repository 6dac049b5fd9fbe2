"""`fit`: train a model and record the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.checks import flag, whole
from sgdviz.errors import InputError
from sgdviz.recording.builder import RecordingBuilder
from sgdviz.recording.input_grid import CURVE_POINTS, LINE_POINTS, input_grid
from sgdviz.recording.landscape import with_landscape
from sgdviz.recording.npz import MOST_BYTES
from sgdviz.training.loop import check_types, step_loss_kind, train, updates_of
from sgdviz.training.models.standardized import standardized_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.data import Dataset
    from sgdviz.recording import Recording
    from sgdviz.training.models import Model
    from sgdviz.training.optimizers import Optimizer


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

    `standardize` trains on standardized inputs and targets (see `Standardized`), for features of unlike scales.
    `landscape` also records the cost around the path, which the cost and landscape panels draw. Raises `InputError`.
    """
    check_types(model, dataset, optimizer)
    flag("landscape", landscape)
    passes = whole("passes", passes, least=1)
    grid = input_grid(dataset, CURVE_POINTS if model.is_curved else LINE_POINTS)
    _check_size(passes * updates_of(dataset, batch_size), len(dataset) + len(grid), model)
    trained = model
    if flag("standardize", standardize):
        model.check(dataset)
        trained = standardized_for(model, dataset)
    steps = train(
        trained, dataset, optimizer, passes=passes, seed=seed, start=start, batch_size=batch_size, shuffle=shuffle
    )
    recipe = {
        "model": repr(model),
        "standardize": bool(standardize),
        "optimizer": repr(optimizer),
        "passes": passes,
        "seed": int(seed),
        "start": {name: float(value) for name, value in (start or {}).items()},
        "batch_size": None if batch_size is None else int(batch_size),
        "shuffle": bool(shuffle),
    }
    builder = RecordingBuilder(
        dataset,
        model.param_names,
        grid=grid,
        cost_kind=model.cost_kind,
        loss_kind=step_loss_kind(model, batch_size),
        formula=trained.formula,
        standardized=bool(standardize),
        model=repr(model),
        recipe=recipe,
    )
    inputs = np.concatenate([dataset.x, grid])
    for step in steps:
        with np.errstate(all="ignore"):
            builder.add(step, trained.predict(step.params, inputs))
    recording = builder.build()
    return with_landscape(recording, trained.predict) if landscape else recording


def _check_size(updates: int, inputs: int, model: Model) -> None:
    """Raise `InputError` for a run that is too large for a recording: each row has all predictions and parameters."""
    size = 8 * updates * (inputs + 2 * len(model.param_names) + 5)
    if size > MOST_BYTES:
        most = f"a recording holds at most {MOST_BYTES / 1e9:.1f} GB"
        raise InputError(f"{updates:,} steps take {size / 1e9:,.1f} GB, and {most}; ask for fewer passes")
