"""Built-in scenarios: what to learn, with what, and how to show it, each in a TOML file beside this one."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz import data, toys
from sgdviz.errors import UnknownNameError
from sgdviz.models import Line
from sgdviz.optimizers import SGD
from sgdviz.training import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.data import Dataset
    from sgdviz.recording import Recording

FOLDER = Path(__file__).parent

MOST_FRAMES = 300
"""Frames that a run on somebody's own data gets where nothing else is asked for, whatever its number of points."""

DATA = {
    "post": data.post,
    "houses": data.houses,
    "noisy_line": toys.noisy_line,
    "sine": toys.sine,
    "two_moons": toys.two_moons,
    "spiral": toys.spiral,
    "many_houses": toys.many_houses,
}
MODELS = {"line": Line}
OPTIMIZERS = {"sgd": SGD}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A scenario. `summary` is one sentence; `output` is the file it makes when no other is asked for.

    `data`, `model` and `optimizer` each have a name and the settings of what bears it. `training` holds settings of
    `fit`, `scene` of `Scene` and `pacing` of `Pacing`.
    """

    name: str
    summary: str
    output: str
    data: Mapping[str, Any]
    model: Mapping[str, Any]
    optimizer: Mapping[str, Any]
    training: Mapping[str, Any]
    scene: Mapping[str, Any]
    pacing: Mapping[str, Any]

    def record(self, *, dataset: Dataset | None = None, step_size: float | None = None, **training: Any) -> Recording:
        """Train as the lesson says but for what is given here, and return the run. Raises `InputError`.

        On another `dataset` it takes as many passes as come nearest to the lesson's own number of steps.
        """
        own = _make("data set", self.data, DATA)
        optimizer = dict(self.optimizer) if step_size is None else {**self.optimizer, "step_size": step_size}
        settings = dict(self.training)
        if dataset is not None and "passes" in settings:
            settings["passes"] = max(round(settings["passes"] * len(own) / len(dataset)), 1)
        return fit(
            _make("model", self.model, MODELS),
            own if dataset is None else dataset,
            _make("optimizer", optimizer, OPTIMIZERS),
            **{**settings, **training},
        )


def lesson_names() -> list[str]:
    """Return the names of all lessons, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def find_lesson(name: str) -> Lesson:
    """Return the lesson called `name`; raises `UnknownNameError`."""
    if name not in lesson_names():
        raise UnknownNameError("lesson", name, lesson_names())
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    if "panels" in table["scene"]:
        table["scene"]["panels"] = tuple(table["scene"]["panels"])
    return Lesson(**{"name": name, "output": f"{name}.gif", "pacing": {}, **table})


def steps_a_frame(recording: Recording) -> int:
    """Return how many steps have to go by from one frame to the next for `MOST_FRAMES` to show them all."""
    return math.ceil((len(recording) - 1) / MOST_FRAMES) or 1


def _make(kind: str, settings: Mapping[str, Any], known: Mapping[str, Callable[..., Any]]) -> Any:
    name = settings["name"]
    if name not in known:
        raise UnknownNameError(kind, name, known)
    return known[name](**{key: value for key, value in settings.items() if key != "name"})
