"""Built-in scenarios: what to learn, with what, and how to show it, each in a TOML file beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz import data
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.models import Line
from sgdviz.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from sgdviz.schedules import Constant, Cosine, Decay
from sgdviz.training import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.recording import Recording

FOLDER = Path(__file__).parent

DATA = {"post": data.post}
MODELS = {"line": Line}
OPTIMIZERS = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
}
SCHEDULES = {"constant": Constant, "decay": Decay, "cosine": Cosine}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A scenario. `summary` is one sentence; `output` is the file it makes when no other is asked for.

    `data`, `model` and `optimizer` each have a name and the settings of what bears it; an optimizer may have a
    `schedule`, a table of the same kind, in place of its `step_size`. `training` holds settings of `fit`, in which a
    `batch_size` of "full" is the full batch, `scene` of `Scene` and `pacing` of `Pacing`.
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

    def record(self, *, optimizer: str | None = None, step_size: float | None = None, **training: Any) -> Recording:
        """Train as the lesson says but for what is given here, and return the run. Raises `InputError`.

        Another optimizer keeps the lesson's step size or schedule; the rest of its settings are its own defaults.
        """
        settings = {**self.training, **training}
        if settings.get("batch_size") == "full":  # TOML has no None
            settings["batch_size"] = None
        return fit(
            _make("model", self.model, MODELS),
            _make("data set", self.data, DATA),
            _make_optimizer(self._optimizer(optimizer, step_size)),
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
    if "panels" in table["scene"]:
        table["scene"]["panels"] = tuple(table["scene"]["panels"])
    return Lesson(**{"name": name, "output": f"{name}.gif", "pacing": {}, **table})


def _make_optimizer(settings: Mapping[str, Any]) -> Any:
    """Return what `settings` describe, its schedule made first."""
    table = dict(settings)
    if "schedule" in table:
        if "step_size" in table:
            raise InputError("the optimizer has a step_size and a schedule; give one of them")
        table["step_size"] = _make("schedule", table.pop("schedule"), SCHEDULES)
    return _make("optimizer", table, OPTIMIZERS)


def _make(kind: str, settings: Mapping[str, Any], known: Mapping[str, Callable[..., Any]]) -> Any:
    name = settings["name"]
    if name not in known:
        raise UnknownNameError(kind, name, known)
    return known[name](**{key: value for key, value in settings.items() if key != "name"})
