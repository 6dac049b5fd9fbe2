"""The page: nothing is cut, no words lie over each other and all type can be read, whatever is shown at what size."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from page_helpers import faults, some

import sgdviz
from sgdviz import MLP, SGD, Dataset, InputError, Line, Neuron, Proportion
from sgdviz.drawing.type_size import COMFORTABLE, least_type
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz import Animation, Recording

    Size = tuple[int, int]

SIZES: tuple[Size, ...] = ((320, 160), (640, 320), (400, 400), (360, 640), (900, 900), (1080, 1920), (1920, 1080))

SMALLER = 0.9
"""The size of the smallest numbers in a panel, as a share of that of its labels: those in the nodes of a graph."""

DENSE = {"graph", "arithmetic", "lens"}
"""Panels whose texts have no room for 2.2 % of the height of a picture; tall pictures have none either."""

MAGNITUDES = (1e-9, 1e-3, 1.0, 1e6, 1e12)

X = np.linspace(-3.0, 3.0, 7)


@cache
def lesson(name: str) -> Animation:
    """Return the animation of a lesson in its own size."""
    return animate_lesson(find_lesson(name))


def line(x: np.ndarray, y: np.ndarray) -> Recording:
    """Return a run of a line, standardized."""
    return sgdviz.fit(Line(), Dataset(x, y), SGD(0.1), passes=6, standardize=True)


def several(model: Any, y: np.ndarray, scale: float, optimizer: SGD) -> Recording:
    """Return a run over two inputs of a magnitude, standardized."""
    return sgdviz.fit(model, Dataset(np.column_stack([X, X**2]) * scale, y), optimizer, passes=4, standardize=True)


KINDS: dict[str, tuple[Callable[[float], Recording], tuple[Any, ...]]] = {
    "a line": (lambda s: line(X * s, (2 * X + 1) * s), ("fit", "loss", "landscape")),
    "its parameters": (lambda s: line(X * s, (2 * X + 1) * s), ("parameters", "fit")),
    "a proportion": (
        lambda s: sgdviz.fit(
            Proportion(), Dataset((X + 4) * s, 2 * (X + 4) * s), SGD(0.02 / s / s), passes=4, batch_size=None
        ),
        ("fit", "cost"),
    ),
    "dollars": (
        lambda s: sgdviz.fit(
            Proportion(), Dataset(X + 4, 2 * (X + 4) * s, ("size",), "price ($)"), SGD(0.02), passes=4, batch_size=None
        ),
        ("fit", "cost"),
    ),
    "two inputs": (lambda s: several(Neuron(2), (2 * X - X**2) * s, s, SGD(0.1)), ("predictions", "network")),
    "two classes": (lambda s: several(MLP(2, (3,), task="classes"), (X > 0) * 1.0, s, SGD(0.3)), ("boundary", "loss")),
    "a network": (
        lambda s: sgdviz.fit(MLP(1, (3,)), Dataset(X * s, np.sin(X) * s), SGD(0.1), passes=4, standardize=True),
        ("fit", "network"),
    ),
}
"""Runs whose data have a magnitude, and the panels that show them."""

ODD: dict[str, tuple[np.ndarray, np.ndarray]] = {
    "negative": (-X - 9, -X - 9),
    "constant": (X, np.full(7, 5.0)),
    "one input": (np.full(7, 2.0), X),
    "one point": (np.array([2.0]), np.array([3.0])),
    "far from zero": (X * 1e-3 + 1e6, X * 1e-3 + 1e6),
    "nothing": (X * 0, X * 0),
}


def shown(animation: Animation, size: Size) -> set[str]:
    """Return the faults of an animation at a size, or of the size that its refusal names."""
    found: set[str] = set()
    for layout, cues in animation.chapters:
        try:
            own = layout.with_scene(replace(layout.scene, size=size))
        except InputError as error:
            said = str(error)
            assert "too small" in said
            width, height = map(int, said.rpartition(" ")[2].split("x"))
            assert width > size[0] or height > size[1]
            assert min(width - size[0], height - size[1]) >= -9  # to tens of pixels
            own = layout.with_scene(replace(layout.scene, size=(width, height)))
        width, height = own.scene.size
        least = least_type(own.scene.size)
        if width < 1.2 * height or DENSE.intersection(own.scene.panels):
            least = min(least, COMFORTABLE)
        found |= set(faults(own, some(cues), SMALLER * least))
    return found


@pytest.mark.parametrize("name", lesson_names())
def test_lessons_are_whole_in_their_own_size(name: str) -> None:
    """In the size of each lesson all type has 13 pixels, no mark leaves the picture and no words overlap."""
    for layout, cues in lesson(name).chapters:
        assert set(faults(layout, some(cues), COMFORTABLE)) == set()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", lesson_names())
def test_lessons_are_whole_in_every_size(name: str, size: Size) -> None:
    """A picture is whole, or is refused with a size in which it is."""
    assert shown(lesson(name), size) == set()


@pytest.mark.parametrize("magnitude", MAGNITUDES)
@pytest.mark.parametrize("kind", KINDS)
def test_data_of_any_magnitude_are_whole(kind: str, magnitude: float) -> None:
    """Data from billionths to billions are read as those of one, told and not."""
    make, panels = KINDS[kind]
    run = make(magnitude)
    for explain in (0, 1):
        animation = sgdviz.animate(run, panels=panels, explain=explain)
        for size in ((640, 320), (480, 600), (1920, 1080)):
            assert shown(animation, size) == set()


@pytest.mark.parametrize("kind", ODD)
def test_odd_data_are_whole(kind: str) -> None:
    """Data that are negative, constant, few or far from zero leave nothing outside."""
    animation = sgdviz.animate(line(*ODD[kind]), panels=("fit", "loss", "landscape"), explain=1)
    for size in ((640, 320), (800, 400), (480, 600)):
        assert shown(animation, size) == set()
