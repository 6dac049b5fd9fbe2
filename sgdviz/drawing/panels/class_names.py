"""The names of classes, in a legend and at the ticks of an axis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from sgdviz.data import Dataset
    from sgdviz.drawing.plot.axis import Axis

MIDDLE = (0.5,)
"""The tick between the classes on an axis of probabilities."""


def class_labels(dataset: Dataset) -> tuple[str, ...]:
    """Return the names of the classes 0 and 1; without names, the target's equal to each: admitted = 1."""
    return dataset.class_names or tuple(f"{dataset.target_name} = {number}" for number in (0, 1))


def classes_axis(axis: Axis, names: tuple[str, ...], size: float, room: float, *, middle: bool) -> Axis:
    """Return `axis` with `names` as the labels of 0 and 1, and with `middle` 0.5 between them.

    `size` is that of the type. Names wider than `room` pixels are shortened.
    """
    first, second = short_names(names, size, room)
    between = MIDDLE if middle else ()
    written = (first, *map(str, between), second)
    return replace(axis, ticks=(0.0, *between, 1.0), written=written, names=(first, second))


def have_room(names: tuple[str, ...], size: float, room: float) -> bool:
    """Return whether each of `names` is no wider than `room` pixels."""
    return all(face(size).width(name) <= room for name in names)
