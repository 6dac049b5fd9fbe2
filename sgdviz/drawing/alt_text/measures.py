"""The numbers of an alt text: the slope of a line, and its cost or its share of right answers, as the panels do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.alt_text.subject import is_straight
from sgdviz.drawing.panels.fit_readout import line_through
from sgdviz.drawing.panels.verdict import readable_costs
from sgdviz.drawing.plot.numbers import fixed, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording


class Measure(NamedTuple):
    """A number of a run by its `name` with an article, and a function that writes it at a row."""

    name: str
    write: Callable[[int], str]


def cost_measure(recording: Recording, words: Words) -> Measure:
    """Return the cost over all data, or the share of right answers where there are two classes."""
    if recording.cost_kind == "cross-entropy":
        right = recording.dataset.y > 0.5

        def share(row: int) -> str:
            found = float(100 * ((recording.predictions[row] > 0.5) == right).mean())
            return words.alt_percent.format(number=words.number(significant(found)))

        return Measure(words.alt_right, share)

    def cost(row: int) -> str:
        return readable_costs(recording, recording.cost[[row]], words)[1][0]

    kind, _ = readable_costs(recording, recording.cost[[0]], words)
    names = {
        "mean squared error": words.alt_mean_squared_error,
        "mean absolute error": words.alt_mean_absolute_error,
        "function value": words.alt_function_value,
        "root mean squared error": words.alt_root_mean_squared_error,
    }
    return Measure(names[kind], cost)


def slope_measure(recording: Recording, words: Words) -> Measure | None:
    """Return the slope of a line in the units of its axes, written as in its equation.

    There is none for another prediction, for an axis of dates, and for a run that diverged.
    """
    is_line = is_straight(recording) and recording.cost_kind != "cross-entropy" and not recording.dataset.date_units
    if not is_line or recording.diverged_row is not None:
        return None
    _, numbers, finest = line_through(recording)
    slopes = numbers["m"]
    if not np.isfinite(slopes).all():
        return None
    write = fixed(slopes, finest=math.inf if recording.formula else finest["m"])
    return Measure(words.alt_its_slope, lambda row: words.number(write(float(slopes[row]))))
