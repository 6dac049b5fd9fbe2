"""The dots of two classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz import LIGHT
from sgdviz.drawing.marks import Rect, Text
from sgdviz.drawing.panels.class_dots import ClassDots, ClassPens
from sgdviz.drawing.pens import Pen

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

AREA = Rect(0.0, 0.0, 400.0, 250.0)
PENS = ClassPens(
    (Pen("class.0", LIGHT.data), Pen("class.1", LIGHT.accent)),
    (Pen("class.0.count", LIGHT.data), Pen("class.1.count", LIGHT.accent_ink)),
)
NOTHING = np.empty((0, 2))


def class_dots(centers: ArrayLike, classes: list[int]) -> ClassDots:
    """Return the dots of points in a plot."""
    return ClassDots(np.array(centers, dtype=float), np.array(classes, dtype=float), PENS, LIGHT.background, 1.0)


def test_classes_differ_by_more_than_their_colours() -> None:
    """Class 0 has filled dots, and class 1 rings with the background inside, of the same outer size."""
    filled, rings = class_dots([[50, 50], [100, 100], [200, 100]], [0, 1, 1]).marks
    assert (filled.fill, filled.edge, filled.centers.tolist()) == (LIGHT.data, LIGHT.background, [[50, 50]])
    assert (rings.fill, rings.edge) == (LIGHT.background, LIGHT.accent)
    assert rings.centers.tolist() == [[100, 100], [200, 100]]
    assert rings.radius + rings.edge_width / 2 == filled.radius
    assert rings.radius - rings.edge_width / 2 > 2  # a hole that can be seen


def test_a_spot_of_both_classes_shows_both() -> None:
    """A point of each class at one place is a disc in a wider ring, and no dot covers it."""
    dots = class_dots([[50, 50], [50, 50], [100, 100]], [1, 0, 0])
    filled, rings, ring, disc = dots.marks
    assert filled.centers.tolist() == [[100, 100]]
    assert len(rings.centers) == 0
    assert ring.centers.tolist() == disc.centers.tolist() == [[50, 50]]
    assert (ring.edge, disc.fill) == (LIGHT.accent, LIGHT.data)
    assert disc.radius < ring.radius - ring.edge_width / 2
    assert dots.counts(AREA, NOTHING) == ()


@pytest.mark.parametrize(
    ("classes", "said", "colors"),
    [
        ([0, 0, 0], "×3", [LIGHT.data]),
        ([1, 1], "×2", [LIGHT.accent_ink]),
        ([0, 1, 0], "×2 ×1", [LIGHT.data, LIGHT.accent_ink]),
        ([1, 1, 0], "×1 ×2", [LIGHT.data, LIGHT.accent_ink]),
    ],
)
def test_points_on_one_spot_are_counted_by_class(classes: list[int], said: str, colors: list[str]) -> None:
    """The count has the colour of its class, and on a spot of both each count has that of its own."""
    (text,) = class_dots([[50, 50]] * len(classes) + [[100, 100]], [*classes, 0]).counts(AREA, NOTHING)
    assert isinstance(text, Text)
    assert text.text == said
    assert [text.color, *(span.color for span in text.spans)] == colors
    assert [said[span.start : span.stop] for span in text.spans] == said.split(" ")[1:]


def test_a_cloud_hides_no_class() -> None:
    """Many dots are drawn in turn, some of each class, without rims and translucent, and each once."""
    rng = np.random.default_rng(0)
    centers, classes = rng.uniform((100, 100), (200, 160), (900, 2)), rng.integers(0, 2, 900)
    dots = class_dots(centers.tolist(), classes.tolist())
    assert dots.is_cloud
    assert [mark.fill for mark in dots.marks] == [LIGHT.data, LIGHT.accent] * (len(dots.marks) // 2)
    assert all(mark.edge is None and 0.4 < mark.opacity < 1 for mark in dots.marks)
    for number, color in enumerate((LIGHT.data, LIGHT.accent)):
        drawn = np.concatenate([mark.centers for mark in dots.marks if mark.fill == color])
        assert sorted(drawn.tolist()) == sorted(centers[classes == number].tolist())
    assert dots.counts(AREA, NOTHING) == ()


def test_a_swatch_looks_as_the_dots_do() -> None:
    """The dot of a legend has the shape of its class: a disc and a ring, or in a cloud two discs."""
    few = class_dots([[50, 50], [100, 100]], [0, 1])
    assert [few.swatch(number, (9.0, 9.0)).fill for number in (0, 1)] == [LIGHT.data, LIGHT.background]
    many = class_dots([[50 + x / 9, 50 + x % 7] for x in range(200)], [0, 1] * 100)
    assert [many.swatch(number, (9.0, 9.0)).fill for number in (0, 1)] == [LIGHT.data, LIGHT.accent]
