"""A recipe, which is an entry of a job file, and the jobs into which its matrix expands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sgdviz.jobs.batch.options import is_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.jobs.batch.faults import Place
    from sgdviz.jobs.batch.options import Kind
    from sgdviz.jobs.batch.pattern import Pattern

FILE_OPTIONS = ("data", "recording", "script", "article", "template")
"""Options that are always files; theme and words may be."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """An entry of a job file: the `base` settings of all its jobs, and the `axes` of its matrix, each with its values.

    `inputs` are further files on which its jobs depend. A name of an axis may lead into a table of the base, as in
    "optimizer.step_size".
    """

    place: Place
    kind: Kind
    base: Mapping[str, Any]
    axes: tuple[tuple[str, Sequence[Any]], ...]
    name: Pattern
    outputs: tuple[Pattern, ...]
    inputs: tuple[str, ...] = ()

    @property
    def has_files(self) -> bool:
        """Whether an option may be a file."""
        return any(name in (*FILE_OPTIONS, "theme", "words") for name in (*self.base, *(name for name, _ in self.axes)))

    def settings(self, values: Sequence[Any]) -> dict[str, Any]:
        """Return the settings with one value for each axis."""
        settings = dict(self.base)
        for (name, _), value in zip(self.axes, values, strict=True):
            table, dot, key = name.partition(".")
            settings[table] = {**settings.get(table, {}), key: value} if dot else value
        return settings

    def fields(self) -> dict[str, Any]:
        """Return the fields that patterns have of the base."""
        tables = {
            f"{name}.{key}": value
            for name, table in self.base.items()
            if isinstance(table, dict)
            for key, value in table.items()
        }
        return {**self.base, **tables}


@dataclass(frozen=True, slots=True)
class Job:
    """One animation: a recipe with a value for each axis, its name, and its outputs below the output folder.

    An output that ends in .npz is the recording; one that ends in a slash is the folder of an article's pictures.
    """

    recipe: Recipe
    values: tuple[Any, ...]
    name: str
    outputs: tuple[str, ...]

    @property
    def key(self) -> str:
        """The outputs as one text, by which the job is known from one call to the next."""
        return "\n".join(self.outputs)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings, as they are written in the job file."""
        return self.recipe.settings(self.values)

    @property
    def record(self) -> str | None:
        """The output that keeps the recording, if there is one."""
        return next((output for output in self.outputs if output.endswith(".npz")), None)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The outputs but for the recording."""
        return tuple(output for output in self.outputs if not output.endswith(".npz"))

    def files(self) -> list[str]:
        """Return the files in the options, as they are written in the job file."""
        return files_in(self.settings) if self.recipe.has_files else []

    def inputs(self) -> list[str]:
        """Return all files on which the job depends, as they are written in the job file."""
        return [*self.files(), *self.recipe.inputs]


def files_in(settings: Mapping[str, Any]) -> list[str]:
    """Return the files in the options of a job."""
    found: list[str] = []
    for name, value in settings.items():
        if name in FILE_OPTIONS and isinstance(value, str):
            found.append(value)
        elif name in FILE_OPTIONS and isinstance(value, list | tuple):
            found += value
        elif name in ("theme", "words") and is_file(name, value):
            found.append(value)
    return found
