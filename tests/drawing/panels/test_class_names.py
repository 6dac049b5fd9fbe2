"""The names of classes, in a legend and at the ticks of an axis."""

from __future__ import annotations

import numpy as np

from sgdviz import Dataset
from sgdviz.drawing.panels.class_names import class_labels, classes_axis, have_room
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.text import face
from sgdviz.drawing.words import find_words


def test_classes_without_names_are_told_by_their_numbers() -> None:
    """A class is called by its name, or by the target that equals its number."""
    x, y = np.eye(2), np.array([0.0, 1.0])
    assert class_labels(Dataset(x, y, target_name="admitted")) == ("admitted = 0", "admitted = 1")
    assert class_labels(Dataset(x, y, class_names=("rejected", "admitted"))) == ("rejected", "admitted")


def test_an_axis_reads_the_names() -> None:
    """The labels of 0 and 1 are the names, one half may stand between them, and the limits stay."""
    axis = linear_axis(-0.2, 1.2)
    own = classes_axis(axis, ("no", "yes"), 14, 40, middle=True)
    assert [(tick, own.label(tick)) for tick in own.ticks] == [(0.0, "no"), (0.5, "0.5"), (1.0, "yes")]
    assert (own.low, own.high) == (axis.low, axis.high)
    short = classes_axis(axis, ("no", "certainly"), 14, 40, middle=False)
    assert (short.ticks, short.label(0.0)) == ((0.0, 1.0), "no")
    assert face(14).width(short.label(1.0)) <= 40
    assert short.label(1.0).endswith("…")


def test_shortened_names_stay_apart() -> None:
    """Two names that begin alike keep their ends."""
    names = ("participants who left early", "participants who stayed on")
    own = classes_axis(linear_axis(-0.2, 1.2), names, 14, 90, middle=False)
    assert [own.label(0.0)[-5:], own.label(1.0)[-5:]] == ["early", "ed on"]


def test_names_are_no_numbers_in_any_language() -> None:
    """A point, a comma or a k in a name stays as it is, and the number between the names has the language's mark."""
    german = find_words("de")
    own = classes_axis(linear_axis(-0.2, 1.2), ("v1.2", "duck"), 14, 90, middle=True)
    assert [own.text(tick, german) for tick in own.ticks] == ["v1.2", "0,5", "duck"]


def test_room_is_that_of_the_longer_name() -> None:
    """Both names must fit."""
    assert have_room(("no", "yes"), 14, 40)
    assert not have_room(("no", "certainly"), 14, 40)
