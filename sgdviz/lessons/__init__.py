"""Built-in scenarios: what to learn, with what, and how to show it, each in a TOML file beside this one."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sgdviz.errors import InputError, UnknownNameError
from sgdviz.lessons.demonstrations import DEMONSTRATIONS
from sgdviz.training import fit
from sgdviz.training.models.standardized import wildly_scaled
from sgdviz.training.registry import build, build_data, build_model, build_optimizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sgdviz.data import Dataset
    from sgdviz.recording import Recording

FOLDER = Path(__file__).parent

MOST_FRAMES = 300
"""Frames that a run on somebody's own data gets where nothing else is asked for, whatever its number of points."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A scenario. `summary` is one sentence; `output` is the file it makes when no other is asked for.

    `data`, `model` and `optimizer` each have a name and the settings of what bears it; an optimizer may have a
    `schedule`, a table of the same kind, in place of its `step_size`. `training` holds settings of `fit`, in which a
    `batch_size` of "full" is the full batch, `scene` of `Scene` and `pacing` of `Pacing`. A `demonstration`, with a
    name and settings, stands in place of data, model, optimizer and training. Each of `runs` has a label and what it
    has other than the rest in any of these tables: the lesson compares them.
    """

    name: str
    summary: str
    output: str
    data: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    optimizer: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    demonstration: Mapping[str, Any] = field(default_factory=dict)
    scene: Mapping[str, Any] = field(default_factory=dict)
    pacing: Mapping[str, Any] = field(default_factory=dict)
    runs: tuple[Mapping[str, Any], ...] = ()

    def variants(self, settings: Iterable[str] = ()) -> dict[str, Lesson]:
        """Return the lesson of each run under its label; one that compares none is its own only variant.

        `settings` are the names of those that are to be replaced in all runs, as for `record`. Raises `InputError` for
        one in which the runs differ: their labels would no longer be true.
        """
        if not self.runs:
            return {"": self}
        told = {key for run in self.runs for table in run.values() if isinstance(table, dict) for key in table}
        told |= {"optimizer" for run in self.runs if "name" in run.get("optimizer", ())}
        for name in sorted(told.intersection(settings)):
            what = name.replace("_", " ")
            raise InputError(f"the runs of lesson {self.name!r} each have their own {what}; give no other")
        variants = {}
        for run in self.runs:
            tables: dict[str, Any] = {name: table for name, table in run.items() if name != "label"}
            merged = {name: {**getattr(self, name), **table} for name, table in tables.items()}
            variants[run["label"]] = replace(self, runs=(), **cast("Any", merged))
        return variants

    def record(
        self,
        *,
        dataset: Dataset | None = None,
        optimizer: str | None = None,
        step_size: float | None = None,
        landscape: bool = True,
        **training: Any,
    ) -> Recording:
        """Train as the lesson says but for what is given here, and return the run. Raises `InputError`.

        On another `dataset` it takes as many passes as come nearest to the lesson's own number of steps, in even units
        where the data are far from them, and a model of several inputs takes as many as there are; a lesson whose step
        size suits nothing but the units of its own data takes no other. Another optimizer keeps the lesson's step size
        or schedule; the rest of its settings are its own defaults. `landscape` is as for `fit`.
        """
        if self.demonstration:
            given = {"dataset": dataset, "optimizer": optimizer, "step_size": step_size, **training}
            useless = [name.replace("_", " ") for name, value in given.items() if value is not None]
            if useless:
                raise InputError(f"lesson {self.name!r} trains nothing, so it has no {useless[0]}; leave that out")
            return cast("Recording", build("demonstration", self.demonstration, DEMONSTRATIONS))
        model = dict(self.model)
        own = build_data(self.data)
        settings = dict(self.training)
        if dataset is not None:
            if wildly_scaled(own) and not settings.get("standardize"):
                raise InputError(
                    f"lesson {self.name!r} has a step size for the units of its own data; "
                    "learn from others with another lesson, such as 'line' or 'neuron'"
                )
            steps = settings["passes"] * _updates(own, settings)
            settings["passes"] = max(round(steps / _updates(dataset, settings | training)), 1)
            settings["standardize"] = wildly_scaled(dataset)
            if model["name"] in ("neuron", "mlp"):
                model["inputs"] = dataset.x.shape[1]
        settings |= training
        if settings.get("batch_size") == "full":  # TOML has no None
            settings["batch_size"] = None
        return fit(
            build_model(model),
            own if dataset is None else dataset,
            build_optimizer(self._optimizer(optimizer, step_size)),
            landscape=landscape,
            **settings,
        )

    def _optimizer(self, name: str | None, step_size: float | None) -> dict[str, Any]:
        """Return the optimizer's table but for what is given."""
        table = dict(self.optimizer)
        if name is not None and name != table["name"]:
            table = {"name": name, **{key: table[key] for key in ("step_size", "schedule") if key in table}}
        if step_size is not None:
            table.pop("schedule", None)
            table["step_size"] = step_size
        return table


def lesson_names() -> list[str]:
    """Return the names of all lessons, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def find_lesson(name: str) -> Lesson:
    """Return the lesson called `name`; raises `UnknownNameError`."""
    if name not in lesson_names():
        raise UnknownNameError("lesson", name, lesson_names())
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for key in ("panels", "size"):
        if key in table["scene"]:
            table["scene"][key] = tuple(table["scene"][key])
    return Lesson(**{"name": name, "output": f"{name}.gif", **table, "runs": tuple(table.get("runs", ()))})


def steps_a_frame(recording: Recording) -> int:
    """Return how many steps have to go by from one frame to the next for `MOST_FRAMES` to show them all."""
    return math.ceil((len(recording) - 1) / MOST_FRAMES) or 1


def _updates(dataset: Dataset, training: Mapping[str, Any]) -> int:
    """Return how many updates a pass over `dataset` has; what is no batch size is for `fit` to refuse."""
    size = training.get("batch_size", 1)
    return math.ceil(len(dataset) / size) if isinstance(size, int) and size > 0 else 1
