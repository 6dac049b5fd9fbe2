"""The readout of a fit: the prediction as an equation with its current numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.date_units import YEARS
from sgdviz.drawing.plot.equation import equation_writer
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH
from sgdviz.recording.input_grid import LINE_POINTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

MOST_LISTED = 3
"""The largest number of parameters listed where there is no formula."""

ROUNDING = 1e-9
"""A constant below this share of the predictions is a rounding error."""

VISIBLE = 0.005
"""The smallest visible difference, as a share of the span of y, or of its size where it never varies: the equation of
a line has digits for it."""


def fit_readout(recording: Recording, size: float, room: float, words: Words = ENGLISH) -> Callable[[int], str]:
    """Return a function that writes the equation of a row, or its cost where no equation is useful or fits.

    `size` is that of the type and `room` the width of the panel, in pixels.
    """
    type_face = face(size, bold=True)
    params, finest = dict(zip(recording.param_names, recording.params.T, strict=True)), None
    unit = recording.dataset.date_unit(0)
    if recording.formula and not unit:
        formulae = [recording.formula]
    elif len(recording.grid) == LINE_POINTS:  # a standardized line, for one: its equation in the units of the axes
        formula, params, finest = line_through(recording)
        formulae = [formula.format(x={"": "x", YEARS: f"× {words.year}"}.get(unit, f"× {words.days}"))]
    else:
        listed = [f"{name} = {{{name}}}" for name in recording.param_names]
        formulae = ["   ".join(listed[:count]) for count in (3, 2, 1) if len(listed) <= MOST_LISTED]
        if recording.standardized:  # the numbers are not in the units of the axes
            formulae = [words.standardized_axis.format(name=formula) for formula in formulae[:1]]
    for formula in formulae:
        write = equation_writer(formula, params, recording.shown_rows, finest=finest, words=words)
        longest = max((write(row) for row in _extreme_rows(params, recording.shown_rows)), key=len)
        if type_face.width(longest, tabular=True) <= room:
            return write
    return lambda row: words.cost_is.format(number=words.number(significant(float(recording.cost[row]))))


def _extreme_rows(params: dict[str, NDArray[np.float64]], rows: int) -> set[int]:
    """Return the rows at which a parameter is largest or smallest, where its number is longest."""
    found = {0}
    for values in params.values():
        known = np.nan_to_num(values[:rows])
        found |= {int(known.argmax()), int(known.argmin())}
    return found


def line_through(recording: Recording) -> tuple[str, dict[str, NDArray[np.float64]], dict[str, float]]:
    """Return the equation of the predicted straight line, its numbers, and the visible differences of each.

    The input is {x} in the equation. The constant is left out where it is a rounding error.
    """
    x, y = recording.grid[:, 0], recording.grid_predictions
    with np.errstate(all="ignore"):
        slope = (y[:, 1] - y[:, 0]) / (x[1] - x[0])
        constant = y[:, 0] - slope * x[0]
        is_zero = bool(np.nanmax(np.abs(constant)) <= ROUNDING * np.nanmax(np.abs(y)))
    targets = recording.dataset.y
    visible = VISIBLE * (float(np.ptp(targets)) or max(float(np.abs(targets).max()), 1.0))
    formula = "y = {{m}} {x}" if is_zero else "y = {{m}} {x} + {{b}}"
    return formula, {"m": slope, "b": constant}, {"m": visible / float(np.abs(x).max()), "b": visible}
