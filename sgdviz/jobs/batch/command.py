"""The command line that makes the outputs of a job, as text to copy."""

from __future__ import annotations

import shlex
from glob import escape
from typing import TYPE_CHECKING, Any

from sgdviz.jobs.batch.options import as_option
from sgdviz.jobs.batch.tables import is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.jobs.batch.job import Job, Recipe

VERBS = {"lesson": "lesson", "recording": "render", "script": "run"}
"""The verb of each kind of job; articles write their pictures where they show them, so a batch alone makes these."""


class Commands:
    """The commands for the jobs of the job file `file`, empty for jobs from Python.

    What the jobs of a recipe have in common is written once.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._bases: dict[int, tuple[Recipe, str]] = {}

    def of(self, job: Job) -> str:
        """Return the command for a job: its verb, or the batch where the verb has no such options.

        Empty for such a job that stands in no file. The paths are those from the folder of the job file.
        """
        recipe = job.recipe
        names = [name for name, _ in recipe.axes]
        is_of_verb = recipe.kind in VERBS and not any(
            "." in name or is_table(name, value) for name, value in zip(names, job.values, strict=True)
        )
        if not is_of_verb or any(is_table(name, value) for name, value in recipe.base.items()):
            return shlex.join(["sgdviz", "batch", self._file, "--only", escape(job.name)]) if self._file else ""
        kind = recipe.kind
        own = dict(zip(names, job.values, strict=True))
        words = ["sgdviz", VERBS[kind], *_several(own.get(kind, recipe.base.get(kind, ())))]
        for picture in job.pictures:
            words += ["-o", picture]
        if job.record is not None:
            words += ["--record", job.record]
        text = shlex.join(words) + self._base(recipe) + _text(_options(kind, own))
        arguments = _several(own.get("arguments", recipe.base.get("arguments", ())))
        return f"{text} -- {shlex.join(arguments)}" if arguments else text

    def _base(self, recipe: Recipe) -> str:
        """Return the options that all jobs of a recipe have."""
        if id(recipe) not in self._bases:
            self._bases[id(recipe)] = recipe, _text(_options(recipe.kind, recipe.base))
        return self._bases[id(recipe)][1]


def _text(words: list[str]) -> str:
    return f" {shlex.join(words)}" if words else ""


def _several(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _options(kind: str, settings: Mapping[str, Any]) -> list[str]:
    """Return options and their values as words of the command line."""
    return [word for name, value in settings.items() if name not in (kind, "arguments") for word in _words(name, value)]


def _words(name: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [as_option(name if value else f"no_{name}")]
    if name == "input":
        return [word for line in _several(value) for word in (as_option(name), line)]
    if isinstance(value, list | tuple):
        between = "x" if name == "size" else ","
        return [as_option(name), between.join(map(str, value))]
    return [as_option(name), _start(value) if isinstance(value, dict) else str(value)]


def _start(table: Mapping[str, Any]) -> str:
    return ",".join(f"{key}={value}" for key, value in table.items())
