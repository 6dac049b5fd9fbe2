"""Changes to a lesson that is trained on another data set."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.drawing.panels.network_places import MOST_NEURONS
from sgdviz.errors import InputError
from sgdviz.training.models.standardized import needs_standardizing
from sgdviz.training.pace import pace_for, pace_for_classes
from sgdviz.training.registry import build_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.data import Dataset
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.jobs.lesson import Lesson

MOST_CURVATURE = 2.0
"""The largest curvature of a cost for which a lesson's step size is used as it is, as a multiple of its own."""


FARTHEST, NEAREST = 1e140, 1e-140
"""The largest size of a number, and the smallest span of a column, whose squares can be added up in floats."""


def fitted_to(lesson: Lesson, dataset: Dataset, training: Mapping[str, Any]) -> Lesson:
    """Return `lesson` with its model and training changed for `dataset`.

    It takes the number of passes whose steps come nearest to the lesson's own; it standardizes data that are wildly
    scaled, or on whose cost, which curves more, the lesson's step size may be too large; and a model of several inputs
    takes as many as the data have. Where each step looks at one sample, the data are standardized and shuffled, and
    step size and number of steps are those of `pace_for`, which takes batches where they are needed to come near the
    best fit; those of logistic regression are of `pace_for_classes`. `training` holds the settings given in place of
    the lesson's. Raises `InputError` for a lesson whose step size suits only the units of its own data, for data whose
    squares are no floats, and for a target that is not the two classes that the lesson learns.
    """
    _check_sizes(dataset)
    if lesson.model["name"] == "logistic" or lesson.model.get("task") == "classes":
        _check_classes(dataset)
    own = build_data(lesson.data)
    settings = dict(lesson.training)
    if needs_standardizing(own) and not settings.get("standardize"):
        raise InputError(
            f"lesson {lesson.name!r} has a step size for the units of its own data; "
            "learn from others with another lesson, such as 'line' or 'neuron'"
        )
    steps = settings["passes"] * _updates(own, settings)
    settings["passes"] = max(round(steps / _updates(dataset, {**settings, **training})), 1)
    settings["standardize"] = needs_standardizing(dataset) or _curvature(dataset) > MOST_CURVATURE * _curvature(own)
    model, optimizer = dict(lesson.model), dict(lesson.optimizer)
    if model["name"] in ("neuron", "logistic", "mlp"):
        model["inputs"] = dataset.x.shape[1]
        settings["standardize"] = True
        if model["inputs"] != own.x.shape[1]:
            settings.pop("start", None)  # it names the weights of the lesson's own inputs
    if {**settings, **training}.get("batch_size", 1) == 1 and "step_size" in optimizer:
        settings |= {"standardize": True, "shuffle": True}
        pace = pace_for(dataset, optimizer["step_size"], steps, batches="batch_size" not in training)
        optimizer["step_size"], settings["batch_size"] = pace.step_size, pace.batch_size
        settings["passes"] = math.ceil(pace.steps / _updates(dataset, settings))
    elif model["name"] == "logistic" and isinstance(settings.get("batch_size"), int) and "batch_size" not in training:
        pace = pace_for_classes(dataset, optimizer["step_size"], steps, settings["batch_size"])
        optimizer["step_size"] = pace.step_size
        settings["passes"] = max(round(pace.steps / _updates(dataset, settings)), 1)
    return replace(lesson, model=model, optimizer=optimizer, training=settings)


def _check_sizes(dataset: Dataset) -> None:
    """Raise `InputError` for a column of numbers so large, or that differ by so little, that there is no cost."""
    columns = zip((*dataset.feature_names, dataset.target_name), (*dataset.x.T, dataset.y), strict=True)
    for name, values in columns:
        largest, span = float(np.abs(values).max()), float(np.ptp(values))
        if largest > FARTHEST:
            what = f"column {name!r} has numbers of {largest:.2g}, too large to be squared"
            raise InputError(f"{what}; give it in a larger unit: divide it by {largest:.0e}")
        if 0 < span < NEAREST:
            what = f"column {name!r} spans {span:.2g}, too little to be squared"
            raise InputError(f"{what}; give it in a smaller unit: multiply it by {1 / max(span, 1e-300):.0e}")


def _check_classes(dataset: Dataset) -> None:
    """Raise `InputError` for a target of other numbers than 0 and 1; few numbers may be classes to choose from."""
    values = np.unique(dataset.y)
    if set(values.tolist()) <= {0.0, 1.0}:
        return
    from sgdviz.data.columns.classes import MOST_LISTED, canonical, not_two

    if len(values) <= MOST_LISTED:
        raise not_two(dataset.target_name, [canonical(repr(value)) for value in values.tolist()])
    what = f"column {dataset.target_name!r} has {len(values):,} different numbers, where this lesson learns two classes"
    raise InputError(f"{what}; choose another column, or learn the numbers with another lesson, such as 'line'")


def without_untrue_words(scene: Mapping[str, Any], *, other_data: bool, other_training: bool) -> dict[str, Any]:
    """Return a lesson's scene settings without the words that are true only of its own data and training."""
    untrue = {"title"} if other_data else set()
    if other_data or other_training:
        untrue.add("caption")
    return {name: value for name, value in scene.items() if name not in untrue}


def suited_panels(panels: tuple[PanelName | type[Panel], ...], features: int) -> tuple[PanelName | type[Panel], ...]:
    """Return a lesson's panels for data of so many features: a fit draws one, a boundary two, predictions any number.

    A network has room for some features, and the parameters for any number.
    """
    others: dict[PanelName | type[Panel], PanelName] = {}
    if features > 1:
        others["fit"] = "predictions"
    if features != 2:
        others["boundary"] = "fit" if features == 1 else "predictions"
    if features > MOST_NEURONS:
        others["network"] = "parameters"
    return tuple(others.get(panel, panel) for panel in panels)


def _curvature(dataset: Dataset) -> float:
    """Return an upper bound of the curvature of half the mean squared error of a line: the trace of its Hessian."""
    with np.errstate(over="ignore"):
        return 1.0 + float((dataset.x**2).sum(axis=1).mean())


def _updates(dataset: Dataset, training: Mapping[str, Any]) -> int:
    """Return the number of updates of a pass over `dataset`; `fit` refuses an impossible batch size later."""
    size = training.get("batch_size", 1)
    return math.ceil(len(dataset) / size) if isinstance(size, int) and size > 0 else 1
