"""The names of data sets, models, optimizers and schedules, and building any of them from a name and its settings."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

from sgdviz import data
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.training.models import MLP, Line, LinearNetwork, Logistic, Neuron, Proportion
from sgdviz.training.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from sgdviz.training.schedules import Constant, Cosine, Decay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.data import Dataset
    from sgdviz.training.models import Model
    from sgdviz.training.optimizers import Optimizer

DATA = {
    "post": data.post,
    "houses": data.houses,
    "noisy_line": data.noisy_line,
    "sine": data.sine,
    "two_moons": data.two_moons,
    "spiral": data.spiral,
    "many_houses": data.many_houses,
    "exam_scores": data.exam_scores,
}
MODELS = {
    "line": Line,
    "proportion": Proportion,
    "linear_network": LinearNetwork,
    "logistic": Logistic,
    "neuron": Neuron,
    "mlp": MLP,
}
OPTIMIZERS = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
}
SCHEDULES = {"constant": Constant, "decay": Decay, "cosine": Cosine}


def build(kind: str, settings: Mapping[str, Any], known: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the entry of `known` that the "name" in `settings` names, called with the other settings.

    `kind` is the word for it in an error. Raises `InputError` for a missing name, `UnknownNameError` for an unknown
    name or setting, and the errors of the entry.
    """
    if "name" not in settings:
        raise InputError(f"the {kind} has no name; give one of: {', '.join(sorted(known))}")
    name = settings["name"]
    if name not in known:
        raise UnknownNameError(kind, str(name), known)
    others = {key: value for key, value in settings.items() if key != "name"}
    parameters = signature(known[name]).parameters
    for key in others:
        if key not in parameters:
            raise UnknownNameError(f"setting of {kind} {name!r}:", key, parameters)
    return known[name](**others)


def build_data(settings: Mapping[str, Any]) -> Dataset:
    """Return the data set that `settings` describe."""
    dataset: Dataset = build("data set", settings, DATA)
    return dataset


def build_model(settings: Mapping[str, Any]) -> Model:
    """Return the model that `settings` describe."""
    model: Model = build("model", settings, MODELS)
    return model


def build_optimizer(settings: Mapping[str, Any]) -> Optimizer:
    """Return the optimizer that `settings` describe; a "schedule" among them is a table for its step size."""
    table = dict(settings)
    if "schedule" in table:
        if "step_size" in table:
            raise InputError("the optimizer has a step_size and a schedule; give one of them")
        table["step_size"] = build("schedule", table.pop("schedule"), SCHEDULES)
    optimizer: Optimizer = build("optimizer", table, OPTIMIZERS)
    return optimizer
