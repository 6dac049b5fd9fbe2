"""A sweep: the runs of every combination of several settings."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.plot.numbers import exact
from sgdviz.drawing.words import ENGLISH
from sgdviz.errors import InputError
from sgdviz.recording.comparison import MOST_RUNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.drawing.words import Words


def sweep(settings: Mapping[str, tuple[Any, ...]], words: Words = ENGLISH) -> dict[str, dict[str, Any]]:
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
    return {", ".join(_label(name, run[name], words) for name in varied): run for run in runs}


def _label(name: str, value: object, words: Words) -> str:
    """Return a setting and its value as a reader writes them; a setting without a phrase has its English name."""
    template = getattr(words, f"run_{name}", f"{name.replace('_', ' ')} {{value}}")
    return str(template.format(value=words.number(exact(value)) if isinstance(value, float) else value))
