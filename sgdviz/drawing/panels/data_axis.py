"""The axis of a column of the data: of numbers, or of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.date_axis import date_axis
from sgdviz.drawing.plot.plot import BETWEEN
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from sgdviz.data import Dataset
    from sgdviz.drawing.marks import Rect
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.words import Words


def data_axis(
    dataset: Dataset,
    column: int,
    limits: tuple[float, float],
    area: Rect,
    unit: float,
    *,
    upright: bool = False,
    reach: bool = False,
    words: Words = ENGLISH,
) -> Axis:
    """Return an axis of an input's `column`, or of the targets, -1, with `limits`; `upright` is a y axis of `area`.

    `reach` is as for `linear_axis`; an axis of dates ends at its limits. `unit` is the size of a reference pixel.
    """
    dates = dataset.date_unit(column)
    if not dates:
        return linear_axis(*limits, reach=reach)
    size = SIZES.label * unit
    length, width = (area.height, lambda _: size) if upright else (area.width, face(size).width)
    return date_axis(*limits, dates, length=length, width=width, between=BETWEEN * unit, words=words)
