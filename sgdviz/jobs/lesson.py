"""Lessons: data, model, optimizer and scene, each lesson in a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs.demonstrations import DEMONSTRATIONS
from sgdviz.jobs.lesson_code import has_code_for, is_own_loop, listing_of
from sgdviz.jobs.own_data import fitted_to
from sgdviz.recording.listing import Listing
from sgdviz.training import fit
from sgdviz.training.registry import build, build_data, build_model, build_optimizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sgdviz.data import Dataset
    from sgdviz.recording import Recording

FOLDER = Path(__file__).with_name("lessons")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson. `summary` is one sentence; `output` is the default file.

    `data`, `model` and `optimizer` are tables with a name and settings; an optimizer may have a `schedule`, a table of
    the same kind, in place of its `step_size`. `training` holds settings of `fit`, where a `batch_size` of "full" is
    the full batch, `scene` of `Scene` and `pacing` of `Pacing`. `listing` has the `code` of the loop (see `listing_of`)
    for the lesson's own data, optimizer and batches. A `demonstration`, with a name and settings, replaces data, model,
    optimizer and training. Each of `runs` has a label and the entries of these tables in which it differs: the lesson
    compares them. Each of `chapters` has the tables of a lesson that differ from these, scene and pacing
    included: the lesson shows one after the other.
    """

    name: str
    summary: str
    output: str
    data: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    optimizer: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    listing: Mapping[str, Any] = field(default_factory=dict)
    demonstration: Mapping[str, Any] = field(default_factory=dict)
    scene: Mapping[str, Any] = field(default_factory=dict)
    pacing: Mapping[str, Any] = field(default_factory=dict)
    runs: tuple[Mapping[str, Any], ...] = ()
    chapters: tuple[Mapping[str, Any], ...] = ()

    def lessons(self) -> tuple[Lesson, ...]:
        """Return the lesson of each chapter; a lesson without chapters is its own only one."""
        return tuple(self._with(chapter, chapters=()) for chapter in self.chapters) or (self,)

    def variants(self, settings: Iterable[str] = ()) -> dict[str, Lesson]:
        """Return the lesson of each run by its label; a lesson without runs is its own only variant.

        `settings` are the names of settings that will be replaced in all runs, as for `record`. Raises `InputError` for
        a setting in which the runs differ: their labels would no longer be true.
        """
        if not self.runs:
            return {"": self}
        own = {key for run in self.runs for table in run.values() if isinstance(table, dict) for key in table}
        own |= {"optimizer" for run in self.runs if "name" in run.get("optimizer", ())}
        for name in sorted(own.intersection(settings)):
            what = name.replace("_", " ")
            raise InputError(f"the runs of lesson {self.name!r} each have their own {what}; give no other")
        return {
            run["label"]: self._with({name: table for name, table in run.items() if name != "label"}, runs=())
            for run in self.runs
        }

    def _with(self, tables: Mapping[str, Any], **fields: Any) -> Lesson:
        """Return the lesson with entries of its tables, and whole fields, replaced."""
        merged = {name: {**getattr(self, name), **table} for name, table in tables.items()}
        return replace(self, **cast("Any", merged), **fields)

    def replaced(self, tables: Mapping[str, Any], lists: Mapping[str, tuple[Any, ...]]) -> Lesson:
        """Return the lesson with entries of its `tables`, and whole `lists` (runs, chapters), replaced.

        A table that names another data set, model or optimizer replaces the whole of its own.
        """
        others: dict[str, Any] = {
            name: {}
            for name, table in tables.items()
            if table.get("name", "") not in ("", getattr(self, name).get("name"))
        }
        emptied: Lesson = replace(self, **others)
        return emptied._with(tables, **lists)

    def record(
        self,
        *,
        dataset: Dataset | None = None,
        optimizer: str | None = None,
        step_size: float | None = None,
        landscape: bool = True,
        **training: Any,
    ) -> Recording:
        """Train with the lesson's settings, or those given here in their place, and return the run.

        Another `dataset` changes model and training as `own_data.fitted_to` does. Another `optimizer` keeps the
        lesson's step size or schedule; its other settings have their defaults. `landscape` is as for `fit`. Raises
        `InputError`.
        """
        if self.demonstration:
            given = {"dataset": dataset, "optimizer": optimizer, "step_size": step_size, **training}
            useless = [name.replace("_", " ") for name, value in given.items() if value is not None]
            if useless:
                raise InputError(f"lesson {self.name!r} trains nothing, so it has no {useless[0]}; leave that out")
            return cast("Recording", build("demonstration", self.demonstration, DEMONSTRATIONS))
        lesson = self if dataset is None else fitted_to(self, dataset, training)
        settings = {**lesson.training, **training}
        if settings.get("batch_size") == "full":  # TOML has no None
            settings["batch_size"] = None
        table = _optimizer(lesson.optimizer, optimizer, step_size)
        recording = fit(
            build_model(lesson.model),
            build_data(self.data) if dataset is None else dataset,
            build_optimizer(table),
            landscape=landscape,
            **settings,
        )
        listing = Listing() if dataset is not None else self._listing(table, training, len(recording.dataset))
        return replace(recording, listing=listing) if listing else recording

    def _listing(self, optimizer: Mapping[str, Any], training: Mapping[str, Any], points: int) -> Listing:
        """Return the code of the loop with another table of the `optimizer` and other settings of `training`.

        It is empty where the lesson has no code, or its code is another loop.
        """
        code, name = self.listing.get("code", ""), optimizer["name"]
        is_known = has_code_for(code, name, own=self.optimizer["name"]) and is_own_loop(self.training, training)
        if not (code and is_known and "step_size" in optimizer):
            return Listing()
        settings = {**self.training, **training, "step_size": optimizer["step_size"]}
        if settings.get("batch_size") in (None, "full"):
            settings["batch_size"] = points
        return listing_of(code, name, settings)


def lesson_names() -> list[str]:
    """Return the names of all lessons, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def find_lesson(name: str) -> Lesson:
    """Return the lesson called `name`; raises `UnknownNameError`."""
    if name not in lesson_names():
        raise UnknownNameError("lesson", name, lesson_names())
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Lesson(
        **{
            "name": name,
            "output": f"{name}.gif",
            **table,
            **{key: tuple(table.get(key, ())) for key in ("runs", "chapters")},
        }
    )


def _optimizer(own: Mapping[str, Any], name: str | None, step_size: float | None) -> dict[str, Any]:
    """Return a lesson's `own` table of the optimizer, with the given settings in place of its own."""
    table = dict(own)
    if name is not None and name != table["name"]:
        table = {"name": name, **{key: table[key] for key in ("step_size", "schedule") if key in table}}
    if step_size is not None:
        table.pop("schedule", None)
        table["step_size"] = step_size
    return table
