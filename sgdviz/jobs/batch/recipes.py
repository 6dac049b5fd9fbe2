"""From the tables of a job file to recipes: the defaults, and the checks of each value where it is written."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sgdviz.checks import shown
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.export.places import RECORDING_SUFFIX
from sgdviz.export.save import find_format
from sgdviz.jobs.batch.job import Recipe
from sgdviz.jobs.batch.matrix import RANGE, axis_values
from sgdviz.jobs.batch.options import OPTIONS, PACING, SCENE, check_option, check_together
from sgdviz.jobs.batch.pattern import Pattern, word_of
from sgdviz.jobs.batch.tables import LISTS, TABLES, check_table, is_table
from sgdviz.jobs.lesson import find_lesson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.jobs.batch.faults import Faults, Place
    from sgdviz.jobs.batch.options import Kind

OWN_KEYS = ("name", "output", "matrix", "inputs")
"""Keys of every job."""

MOST_TOGETHER = 2000
"""The largest number of combinations of a matrix that are checked before they are made."""

DEFAULT_OUTPUT, DEFAULT_FOLDER = "{name}.gif", "{name}/"


def read_recipes(document: Mapping[str, Any], faults: Faults) -> list[Recipe]:
    """Return the recipes of a job file, without those that have faults, which are noted."""
    for key in document:
        if key not in ("defaults", "jobs"):
            with faults.noted((key,)):
                raise UnknownNameError("key", key, ("defaults", "jobs"))
    defaults, jobs = document.get("defaults", {}), document.get("jobs", [])
    if not isinstance(defaults, dict):
        faults.add(("defaults",), f"is {shown(defaults)}; write a table, [defaults]")
        defaults = {}
    if not isinstance(jobs, list | tuple) or not jobs:
        faults.add(("jobs",), "has no jobs; write at least one, below a line [[jobs]]")
        return []
    defaults = _known_defaults(defaults, faults)
    found = []
    for index, entry in enumerate(jobs):
        if not isinstance(entry, dict):
            faults.add(("jobs", index), f"is {shown(entry)}; give a table")
            continue
        recipe = _Reader(entry, defaults, ("jobs", index), faults).recipe()
        if recipe is not None:
            found.append(recipe)
    return found


def _known_defaults(defaults: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return the defaults without the keys that no job may have, which are noted."""
    known = {*OWN_KEYS, *TABLES, *LISTS, *(name for options in OPTIONS.values() for name in options)}
    for key in defaults:
        if key not in known:
            with faults.noted(("defaults", key)):
                raise UnknownNameError("key", key, known)
    return {key: value for key, value in defaults.items() if key in known}


class _Reader:
    """Reads one entry of a job file."""

    def __init__(self, entry: Mapping[str, Any], defaults: Mapping[str, Any], place: Place, faults: Faults) -> None:
        self._entry, self._defaults, self._place, self._faults = entry, defaults, place, faults
        self._merged = merged(defaults, entry)

    def recipe(self) -> Recipe | None:
        """Return the recipe, or None where there are faults."""
        before = len(self._faults)
        kind = self._kind()
        if kind is None:
            return None
        known = (*OWN_KEYS, *OPTIONS[kind], *((*TABLES, *LISTS) if kind == "lesson" else ()))
        for key in self._entry:
            if key not in known:
                with self._faults.noted((*self._place, key)):
                    raise UnknownNameError(f"key of a {kind} job", key, known)
        # A default is for the jobs that can have it.
        base = {key: value for key, value in self._merged.items() if key in known and key not in OWN_KEYS}
        axes = self._axes(kind, known)
        for name in dict(axes):
            base.pop(name, None)
        if kind == "lesson" and not {"lesson", "model", "demonstration"} & {*base, *dict(axes)}:
            base = {"lesson": "line", **base}
        for key, value in base.items():
            self._check(kind, key, value, self._where(key), base)
        if len(self._faults) == before:
            self._check_together(kind, base, axes)
        recipe = self._named(kind, base, axes)
        return recipe if len(self._faults) == before else None

    def _kind(self) -> Kind | None:
        """Return the kind of the job: by its own keys, or by the defaults."""
        for table in (self._entry, self._defaults):
            keys = {*table, *(table["matrix"] if isinstance(table.get("matrix"), dict) else ())}
            kinds: list[Kind] = [kind for kind in ("recording", "script", "article") if kind in keys]
            if {"lesson", "data", "model", "demonstration"} & keys:
                kinds.append("lesson")
            if len(kinds) > 1:
                self._faults.add(self._place, f"has several sources ({', '.join(kinds)}); give one")
                return None
            if kinds:
                return kinds[0]
        self._faults.add(self._place, "has no source; give a lesson, data, a recording, a script or an article")
        return None

    def _axes(self, kind: Kind, known: Sequence[str]) -> tuple[tuple[str, Sequence[Any]], ...]:
        """Return the axes of the matrix, each with its values, which are checked."""
        matrix = self._merged.get("matrix", {})
        where = self._where("matrix")
        if not isinstance(matrix, dict):
            self._faults.add(where, f"is {shown(matrix)}; give a table of lists")
            return ()
        axes = []
        for name, value, place in flattened(matrix, where):
            top, dot, key = name.partition(".")
            if top not in known or top in OWN_KEYS or (dot and top not in TABLES):
                with self._faults.noted(place):
                    raise UnknownNameError("key", name, [each for each in known if each not in OWN_KEYS])
                continue
            values = axis_values(value, place, self._faults)
            given = values if len(values) <= MOST_TOGETHER else (values[0], values[-1])
            for index, each in enumerate(given):
                at = (*place, index) if isinstance(value, list | tuple) else place
                self._check(kind, top, {key: each} if dot else each, at, self._merged, inside=bool(dot))
            axes.append((name, values))
        return tuple(axes)

    def _check(
        self, kind: Kind, key: str, value: Any, place: Place, settings: Mapping[str, Any], *, inside: bool = False
    ) -> None:
        """Note the faults of one value; `inside` a table, the place is already that of its entry."""
        if kind == "lesson" and is_table(key, value):
            own = "" if inside and not isinstance(settings.get(key), dict) else self._own_name(key, settings)
            check_table(key, value, place[:-1] if inside else place, self._faults, own)
        elif key in OPTIONS[kind]:
            with self._faults.noted(place):
                check_option(kind, key, value)
                if key == "lesson":
                    find_lesson(value)
        else:
            self._faults.add(place, f"is {shown(value)}; give a table")

    @staticmethod
    def _own_name(key: str, settings: Mapping[str, Any]) -> str:
        """Return the name that the lesson's own table `key` has."""
        try:
            lesson = find_lesson(settings.get("lesson", "line")) if "model" not in settings else None
        except (InputError, TypeError):
            return ""
        table = getattr(lesson, key, {}) if lesson else {}
        return str(table.get("name", "")) if isinstance(table, dict) else ""

    def _check_together(self, kind: Kind, base: Mapping[str, Any], axes: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Note settings of the scene, or of the pacing, that contradict each other."""
        drawn = [axis for axis in axes if axis[0] in (*SCENE, *PACING)]
        if prod(len(values) for _, values in drawn) > MOST_TOGETHER:
            return
        for values in product(*(values for _, values in drawn)):
            with self._faults.noted(self._place):
                check_together(kind, {**base, **dict(zip((name for name, _ in drawn), values, strict=True))})

    def _named(self, kind: Kind, base: dict[str, Any], axes: tuple[tuple[str, Sequence[Any]], ...]) -> Recipe | None:
        """Return the recipe with the patterns of its name and its outputs."""
        data = base.get("data")
        source = data if isinstance(data, str) else base.get(kind)
        given = self._entry.get("name", self._defaults.get("name"))
        default = word_of("data" if source is data else kind, source) if source else kind
        text = default.replace("{", "{{").replace("}", "}}") if given is None else given
        fields = {**Recipe(self._place, kind, base, axes, Pattern(""), ()).fields(), **dict(axes)}
        name = self._pattern("name", text, fields)
        if name is not None and axes and not name.fields:
            suffix = "".join(f"-{{{axis}}}" for axis, _ in axes)
            name = self._pattern("name", f"{text}{suffix}", fields)
        usual = DEFAULT_FOLDER if kind == "article" else DEFAULT_OUTPUT
        outputs = self._merged.get("output", usual)
        outputs = [outputs] if isinstance(outputs, str) else outputs
        if not isinstance(outputs, list | tuple) or not outputs:
            self._faults.add(self._where("output"), f"is {shown(outputs)}; give a path, or a list of them")
            return None
        patterns = [self._output(kind, each, index, fields) for index, each in enumerate(outputs)]
        inputs = self._merged.get("inputs", ())
        inputs = (inputs,) if isinstance(inputs, str) else inputs
        if not isinstance(inputs, list | tuple) or not all(isinstance(each, str) and each for each in inputs):
            self._faults.add(self._where("inputs"), f"is {shown(inputs)}; give a list of paths")
            return None
        if name is None or None in patterns:
            return None
        found = tuple(pattern for pattern in patterns if pattern is not None)
        return Recipe(self._place, kind, base, axes, name, found, tuple(inputs))

    def _output(self, kind: Kind, text: Any, index: int, fields: Mapping[str, Any]) -> Pattern | None:
        """Return the pattern of an output."""
        where = self._where("output")
        pattern = self._pattern("output", text, {**fields, "name": ""}, where)
        if pattern is None:
            return None
        with self._faults.noted((*where, index)):
            if kind == "article":
                if not text.endswith("/"):
                    raise InputError(f"{text!r} is no folder; an article has pictures of its own: end it in a slash")
            elif text.endswith(RECORDING_SUFFIX):
                if kind == "recording":
                    raise InputError(f"{text!r} would keep the recording, which is there already; leave it out")
            elif text.endswith("/"):
                raise InputError(f"{text!r} is a folder; a batch writes files, as in {{name}}.gif")
            else:
                find_format(text)
            return pattern
        return None

    def _pattern(self, key: str, text: Any, fields: Mapping[str, Any], where: Place | None = None) -> Pattern | None:
        with self._faults.noted(where or self._where(key)):
            if not isinstance(text, str) or not text.strip():
                raise InputError(f"is {shown(text)}; give text, in which fields such as {{seed}} may stand")
            pattern = Pattern(text)
            pattern.check(fields)
            return pattern
        return None

    def _where(self, key: str) -> Place:
        """Return the place of a key: in the entry, or among the defaults."""
        return ("defaults", key) if key in self._defaults and key not in self._entry else (*self._place, key)


def merged(defaults: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults with those of an entry in their place; of tables, each key."""
    both = {**defaults, **entry}
    for key, value in entry.items():
        if isinstance(value, dict) and isinstance(defaults.get(key), dict):
            both[key] = {**defaults[key], **value}
    return both


def flattened(matrix: Mapping[str, Any], place: Place) -> list[tuple[str, Any, Place]]:
    """Return the axes of a matrix with their dotted names; a table that is no range holds others."""
    axes: list[tuple[str, Any, Place]] = []
    for name, value in matrix.items():
        if isinstance(value, dict) and value and not {*RANGE} & value.keys():
            axes += [(f"{name}.{inner}", each, at) for inner, each, at in flattened(value, (*place, name))]
        else:
            axes.append((name, value, (*place, name)))
    return axes
