"""Built-in scenarios: what to learn, with what, and how to show it, each in a TOML file beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz import data
from sgdviz.errors import UnknownNameError
from sgdviz.models import Line
from sgdviz.optimizers import SGD
from sgdviz.training import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.recording import Recording

FOLDER = Path(__file__).parent

DATA = {"post": data.post}
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

    def record(self, *, step_size: float | None = None, **training: Any) -> Recording:
        """Train as the lesson says but for what is given here, and return the run. Raises `InputError`."""
        optimizer = dict(self.optimizer) if step_size is None else {**self.optimizer, "step_size": step_size}
        return fit(
            _make("model", self.model, MODELS),
            _make("data set", self.data, DATA),
            _make("optimizer", optimizer, OPTIMIZERS),
            **{**self.training, **training},
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


def _make(kind: str, settings: Mapping[str, Any], known: Mapping[str, Callable[..., Any]]) -> Any:
    name = settings["name"]
    if name not in known:
        raise UnknownNameError(kind, name, known)
    return known[name](**{key: value for key, value in settings.items() if key != "name"})
