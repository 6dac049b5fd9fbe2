"""The tables of a lesson in a job: what they may hold."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

from sgdviz import checks
from sgdviz.checks import shown
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs.batch.options import PACING, SCENE, TRAINING, check_option
from sgdviz.jobs.demonstrations import DEMONSTRATIONS
from sgdviz.training.registry import DATA, MODELS, OPTIMIZERS, SCHEDULES, build_data, build_model, build_optimizer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.jobs.batch.faults import Faults, Place

TABLES = ("data", "model", "optimizer", "training", "listing", "demonstration", "scene", "pacing")
"""The tables of a lesson."""

LISTS = ("runs", "chapters")
"""The lists of tables of a lesson."""

_NAMED: dict[str, tuple[str, Mapping[str, Callable[..., Any]]]] = {
    "data": ("data set", DATA),
    "model": ("model", MODELS),
    "optimizer": ("optimizer", OPTIMIZERS),
    "demonstration": ("demonstration", DEMONSTRATIONS),
}
_BUILD: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "data": build_data,
    "model": build_model,
    "optimizer": build_optimizer,
}


def is_table(name: str, value: object) -> bool:
    """Return whether `value` is a table, or a list of tables, of a lesson."""
    return (name in TABLES and isinstance(value, dict)) or (name in LISTS and isinstance(value, list))


def check_table(name: str, value: Any, place: Place, faults: Faults, own_name: str = "") -> None:
    """Note the faults of the table `name` of a lesson; `own_name` is that of the lesson's own data, model ..."""
    if name in LISTS:
        for index, entry in enumerate(value):
            _check_entry(entry, (*place, index), faults)
    elif name in _NAMED:
        _check_named(name, value, place, faults, own_name)
    elif name == "listing":
        _check_keys("key of the listing", value, ("code",), place, faults)
    else:
        readers = {"scene": SCENE, "pacing": PACING, "training": {**_TRAINING, "standardize": checks.flag}}[name]
        _check_keys(f"setting of {name}", value, readers, place, faults)
        for key, each in value.items():
            with faults.noted((*place, key)):
                if key == "standardize":
                    checks.flag(key, each)
                elif key in readers:
                    check_option("lesson", key, each)


_TRAINING = {name: reader for name, reader in TRAINING.items() if name not in ("optimizer", "step_size")}


def _check_entry(entry: Any, place: Place, faults: Faults) -> None:
    """Check one of the runs, or of the chapters, of a lesson."""
    if not isinstance(entry, dict):
        faults.add(place, f"is {shown(entry)}; give a table")
        return
    _check_keys("key", entry, ("label", *TABLES), place, faults)
    for key, table in entry.items():
        if key == "label":
            with faults.noted((*place, key)):
                checks.text("label", table)
        elif is_table(key, table):
            check_table(key, table, (*place, key), faults)
        elif key in TABLES:
            faults.add((*place, key), f"is {shown(table)}; give a table")


def _check_named(name: str, value: Mapping[str, Any], place: Place, faults: Faults, own_name: str) -> None:
    """Check a table with a name and the settings of what it names, each setting by itself."""
    kind, known = _NAMED[name]
    chosen = value.get("name", own_name)
    if chosen and chosen not in known:
        with faults.noted((*place, "name")):
            raise UnknownNameError(kind, str(chosen), known)
        return
    settings: dict[str, Any] = dict(signature(known[chosen]).parameters) if chosen else {}
    if name == "optimizer":
        settings["schedule"] = None
    if chosen:
        _check_keys(f"setting of {kind} {chosen!r}", value, ("name", *settings), place, faults)
    build = _BUILD.get(name)
    for key, each in value.items():
        if key == "schedule" and name == "optimizer":
            _check_schedule(each, (*place, key), faults)
        elif build and key != "name" and key in settings:
            with faults.noted((*place, key)):
                _built(build, chosen, key, each)


def _built(build: Callable[[Mapping[str, Any]], object], name: str, key: str, value: Any) -> None:
    """Build an entry with one setting. Raises `InputError`; one that needs others too is not built."""
    try:
        build({"name": name, key: value})
    except InputError:
        raise
    except TypeError as error:
        if "required" not in str(error):
            raise InputError(f"is {shown(value)}: {error}") from None


def _check_schedule(value: Any, place: Place, faults: Faults) -> None:
    if not isinstance(value, dict) or value.get("name") not in SCHEDULES:
        faults.add(place, f"is {shown(value)}; give a table whose name is one of: {', '.join(sorted(SCHEDULES))}")


def _check_keys(kind: str, value: Mapping[str, Any], known: Any, place: Place, faults: Faults) -> None:
    for key in value:
        if key not in known:
            with faults.noted((*place, key)):
                raise UnknownNameError(kind, key, known)
