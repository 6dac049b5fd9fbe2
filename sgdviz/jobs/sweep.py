"""A sweep: the runs of every combination of several settings."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.plot.numbers import exact
from sgdviz.errors import InputError
from sgdviz.recording.comparison import MOST_RUNS

if TYPE_CHECKING:
    from collections.abc import Mapping


def sweep(settings: Mapping[str, tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    """Return the settings of a run for each combination of the values of `settings`, by the label of the run.

    A label names the settings that vary; it is empty where none does. Raises `InputError`.
    """
    for name, values in settings.items():
        if len(set(map(str, values))) < len(values):  # equal as labels
            given = ",".join(map(str, values))
            raise InputError(f"{name.replace('_', ' ')} is {given}: a value is given twice; give each once")
    varied = [name for name, values in settings.items() if len(values) > 1]
    runs = [dict(zip(settings, values, strict=True)) for values in product(*settings.values())]
    if len(runs) > MOST_RUNS:
        raise InputError(f"{len(runs)} runs were asked for; give values for at most {MOST_RUNS}")
    return {", ".join(f"{name.replace('_', ' ')} {_written(run[name])}" for name in varied): run for run in runs}


def _written(value: Any) -> str:
    """Return the value of a setting as a reader writes it."""
    return exact(value) if isinstance(value, float) else str(value)
