"""The registry: data sets, models, optimizers and schedules by name."""

from __future__ import annotations

from typing import Any

import pytest

import sgdviz
from sgdviz import InputError, UnknownNameError
from sgdviz.training.registry import (
    DATA,
    MODELS,
    OPTIMIZERS,
    SCHEDULES,
    build,
    build_data,
    build_model,
    build_optimizer,
)


@pytest.mark.parametrize("name", DATA)
def test_every_data_set_is_built_by_its_name(name: str) -> None:
    """A name and settings give the data set of the function of that name."""
    settings = {} if name in {"post", "houses"} else {"points": 9, "noise": 0.5, "seed": 3}
    dataset, same = build_data({"name": name, **settings}), getattr(sgdviz.data, name)(**settings)
    assert dataset.x.tobytes() + dataset.y.tobytes() == same.x.tobytes() + same.y.tobytes()


@pytest.mark.parametrize(
    ("settings", "model"),
    [
        ({"name": "line"}, sgdviz.Line()),
        ({"name": "proportion", "loss_name": "absolute"}, sgdviz.Proportion("absolute")),
        ({"name": "neuron", "inputs": 3}, sgdviz.Neuron(3)),
        ({"name": "mlp", "hidden": [3, 2], "task": "classes"}, sgdviz.MLP(1, (3, 2), task="classes")),
    ],
)
def test_every_model_is_built_by_its_name(settings: dict[str, Any], model: object) -> None:
    """A name and settings give the model; lists, as TOML has them, become tuples."""
    assert build_model(settings) == model


@pytest.mark.parametrize(
    ("settings", "optimizer"),
    [
        ({"name": "sgd", "step_size": 0.5}, sgdviz.SGD(0.5)),
        ({"name": "momentum", "momentum": 0.5}, sgdviz.Momentum(momentum=0.5)),
        ({"name": "nesterov"}, sgdviz.Nesterov()),
        ({"name": "adagrad"}, sgdviz.AdaGrad()),
        ({"name": "rmsprop", "decay": 0.5}, sgdviz.RMSProp(decay=0.5)),
        ({"name": "adam", "schedule": {"name": "decay", "rate": 0.5}}, sgdviz.Adam(sgdviz.Decay(rate=0.5))),
        ({"name": "sgd", "schedule": {"name": "cosine", "updates": 9}}, sgdviz.SGD(sgdviz.Cosine(updates=9))),
    ],
)
def test_every_optimizer_is_built_by_its_name(settings: dict[str, Any], optimizer: object) -> None:
    """A name and settings give the optimizer; a schedule is a table for its step size."""
    assert build_optimizer(settings) == optimizer


def test_the_tables_are_complete() -> None:
    """Each public data set, model, optimizer and schedule has a name."""
    assert set(DATA) == set(sgdviz.data.__all__) - {"Dataset", "read_csv"}
    public = {name: getattr(sgdviz, name) for name in sgdviz.__all__}
    known = [*MODELS.values(), *OPTIMIZERS.values(), *SCHEDULES.values()]
    homes = ("sgdviz.training.models", "sgdviz.training.optimizers", "sgdviz.training.schedules")
    made = [one for one in public.values() if getattr(one, "__module__", "").startswith(homes)]
    assert {one.__name__ for one in made} - {"Schedule"} <= {one.__name__ for one in known}
    assert len(made) == 6 + 6 + 3


def test_a_step_size_and_a_schedule_contradict_each_other() -> None:
    """An optimizer with both is refused."""
    with pytest.raises(InputError, match="has a step_size and a schedule; give one of them"):
        build_optimizer({"name": "sgd", "step_size": 0.1, "schedule": {"name": "cosine"}})


def test_unknown_names_are_refused_with_the_nearest() -> None:
    """The error names the kind and the nearest known name."""
    with pytest.raises(UnknownNameError, match="unknown data set 'spirl'; did you mean 'spiral'"):
        build_data({"name": "spirl"})
    with pytest.raises(UnknownNameError, match="unknown model 'lime'; did you mean 'line'"):
        build_model({"name": "lime"})
    with pytest.raises(UnknownNameError, match="unknown optimizer 'adm'; did you mean 'adam'"):
        build_optimizer({"name": "adm"})
    with pytest.raises(UnknownNameError, match="unknown schedule 'cosin'; did you mean 'cosine'"):
        build_optimizer({"name": "sgd", "schedule": {"name": "cosin"}})
    with pytest.raises(UnknownNameError, match="unknown thing 'x'; choose from: a, b"):
        build("thing", {"name": "x"}, {"a": dict, "b": dict})
