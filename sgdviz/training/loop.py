"""The training loop: a model, data and an optimizer in, a Step after every update out."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import finite, flag, shown, whole
from sgdviz.data import Dataset
from sgdviz.errors import InputError
from sgdviz.recording import Step
from sgdviz.training.optimizers import CarriesOver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sgdviz.recording.cost import LossKind
    from sgdviz.training.models import Model
    from sgdviz.training.optimizers import Optimizer


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

    `batch_size` is the number of samples of an update, 1 as in the post and None for the full batch; the last batch of
    a pass may be smaller. With a batch size of 1 a step names its sample. With any other, the loss of a model whose
    loss is a residual is the mean squared residual of the batch, since residuals of several samples cancel.

    Samples come in the order of the data or, with `shuffle`, in an order drawn for each pass from
    `numpy.random.default_rng(seed)`. The initial parameters are drawn from `random.Random(seed)`, except those that
    `start` sets. A run that diverges continues to the end with inf and NaN, as the same loop in plain Python would.

    Raises `InputError` before the first step.
    """
    check_types(model, dataset, optimizer)
    passes = whole("passes", passes, least=1)
    batch_size = None if batch_size is None else whole("batch size", batch_size, least=1)
    shuffle = flag("shuffle", shuffle)
    model.check(dataset)
    params = _start(model, seed, {} if start is None else start)
    rng = np.random.default_rng(int(seed)) if shuffle else None
    return _steps(model, dataset, optimizer, passes, params, batch_size=batch_size, rng=rng)


def updates_of(dataset: Dataset, batch_size: int | None) -> int:
    """Return the number of updates of a pass over `dataset`."""
    size = len(dataset) if batch_size is None else whole("batch size", batch_size, least=1)
    return -(-len(dataset) // size)


def check_types(model: Model, dataset: Dataset, optimizer: Optimizer) -> None:
    """Raise `InputError` for an argument of another type."""
    if not isinstance(dataset, Dataset):
        raise InputError(f"the data are a {type(dataset).__name__}; give a Dataset, as in Dataset(x, y)")
    for kind, example, value, method in (
        ("model", "Line()", model, "predict"),
        ("optimizer", "SGD()", optimizer, "step"),
    ):
        if isinstance(value, type) or not hasattr(value, method):
            given = f"the class {value.__name__}" if isinstance(value, type) else shown(value)
            raise InputError(f"the {kind} is {given}; give one as in {example}")


def _start(model: Model, seed: int, start: Mapping[str, float]) -> NDArray[np.float64]:
    if not isinstance(start, Mapping):
        raise InputError(f"start is {shown(start)}; give a dict of parameters, as in {{'m': 1.0}}")
    params = model.initial(random.Random(whole("seed", seed, least=0)))
    for name, value in start.items():
        if name not in model.param_names:
            raise InputError(
                f"start names {name!r}, which is not a parameter; the parameters are: {', '.join(model.param_names)}"
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
    unknown = np.full(len(params), np.nan)
    yield Step(index=0, pass_index=0, sample=None, params=params, gradient=unknown, loss=float("nan"))
    state: Any = optimizer.init(params)
    count = len(dataset)
    size = count if batch_size is None else batch_size
    squared = step_loss_kind(model, batch_size) != model.loss_kind and model.cost_kind == "mean squared error"
    xs, ys, order = dataset.x, dataset.y, np.arange(count)
    index = 0
    for pass_index in range(1, passes + 1):
        if rng is not None:
            order = rng.permutation(count)
            xs, ys = dataset.x[order], dataset.y[order]
        for first in range(0, count, size):
            x, y = xs[first : first + size], ys[first : first + size]
            with np.errstate(all="ignore"):  # a diverging run overflows; that is data, not a fault
                loss = float(np.mean((model.predict(params, x) - y) ** 2)) if squared else model.loss(params, x, y)
                gradient = model.gradient(params, x, y)
                carried = optimizer.carried(gradient, state) if isinstance(optimizer, CarriesOver) else None
                params, state = optimizer.step(params, gradient, state)
            index += 1
            sample, batch = (int(order[first]), None) if batch_size == 1 else (None, order[first : first + size])
            yield Step(index, pass_index, sample, params, gradient, loss, batch, carried)


def step_loss_kind(model: Model, batch_size: int | None) -> LossKind:
    """Return the kind of a step's loss: the model's own, but never a residual where a batch has several samples."""
    return "loss" if model.loss_kind == "residual" and batch_size != 1 else model.loss_kind
