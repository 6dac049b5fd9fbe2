"""Words in told steps: apart from each other, inside the picture, and inside their plots."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, Dataset, Line, Momentum
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import Rect, Text
from sgdviz.drawing.text import face
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz import Animation
    from sgdviz.drawing.panels.panel import Panel

SIZES = pytest.mark.parametrize("size", [(640, 320), (1920, 1080)], ids=lambda size: f"{size[0]}x{size[1]}")
SQUARES = pytest.mark.parametrize("squares", [False, True], ids=["plain", "squares"])

X = np.linspace(-3.0, 3.0, 7)


def on_line(x: np.ndarray, slope: float, constant: float, optimizer: Any, **settings: Any) -> sgdviz.Recording:
    """Return a run of a line over points that lie on one."""
    return sgdviz.fit(Line(), Dataset(x, slope * x + constant), optimizer, **{"passes": 6, **settings})


RUNS: dict[str, Callable[[], sgdviz.Recording]] = {
    "falling": lambda: on_line(X, -2, 1, SGD(0.01)),
    "one point": lambda: on_line(np.array([2.0]), 1, 1, SGD(0.01), passes=20),
    "two points": lambda: on_line(np.array([1.0, 2.0]), 2, 1, SGD(0.1)),
    "tiny values": lambda: on_line(X * 1e-6, 2, 1e-6, SGD(0.01)),
    "tiny values, standardized": lambda: on_line(X * 1e-6, 2, 1e-6, SGD(0.1), standardize=True),
    "huge values": lambda: on_line(X * 1e6, 2, 1e6, SGD(1e-14)),
    "huge values, standardized": lambda: on_line(X * 1e6, 2, 1e6, SGD(0.1), standardize=True),
    "cloud": lambda: sgdviz.fit(Line(), sgdviz.data.noisy_line(points=100), SGD(0.05), passes=2),
    "momentum": lambda: on_line(X, 2, 1, Momentum(0.01)),
    "batch": lambda: on_line(X, 2, 1, SGD(0.05), batch_size=3),
    "full batch": lambda: on_line(X, 2, 1, SGD(0.05), batch_size=None, passes=40),
    "steep start": lambda: on_line(X, 2, 1, SGD(0.01), start={"m": 30, "b": -9}),
}


def boxes(animation: Animation) -> Iterator[tuple[Panel, list[tuple[Text, Rect]]]]:
    """Yield each panel with its texts and their boxes, where these differ from those of earlier cues.

    Of each part of a step its end is taken, where all of its words stand, and of all frames every sixth.
    """
    seen = set()
    for number, cue in enumerate(animation.cues):
        if number % 6 and cue is not animation.cues[-1] and (cue.phase is None or cue.phase.progress < 1):
            continue
        *layers, _ = layers_at(animation.layout, cue.row, cue.phase)  # the last ones stand around the panels
        for panel, own in zip(animation.layout.panels, layers, strict=True):
            words = tuple(mark for mark in bottom_to_top([own]) if isinstance(mark, Text) and mark.text.strip())
            if (panel, words) not in seen:
                seen.add((panel, words))
                yield panel, [(word, box_of(word)) for word in words]


def box_of(text: Text) -> Rect:
    """Return the box of a text, from above its capitals to below its baseline."""
    width = face(text.size, bold=text.bold, family=text.face).width(text.text, tabular=text.tabular)
    left = text.x - {"left": 0.0, "middle": width / 2, "right": width}[text.anchor]
    return Rect(left, text.y - 0.74 * text.size, left + width, text.y + 0.2 * text.size)


def check(animation: Animation) -> int:
    """Check the words of every frame; return the number of different texts that were checked."""
    width, height = animation.layout.size
    seen = set()
    for panel, words in boxes(animation):
        plot = panel.plot_area
        for text, box in words:
            seen.add(text.text)
            assert box.left >= 0, text
            assert box.top >= 0, text
            assert box.right <= width, text
            assert box.bottom <= height, text
            if text.role in ("fit.words", "fit.note", "fit.verdict", "fit.square.mean", "loss.told"):
                assert plot.left - 1 <= box.left, text
                assert box.right <= plot.right + 1, text
        for (one, first), (other, second) in combinations(words, 2):
            overlap = min(first.right, second.right) - max(first.left, second.left)
            depth = min(first.bottom, second.bottom) - max(first.top, second.top)
            assert overlap <= 0.5 or depth <= 0.5, (one.text, other.text)
    return len(seen)


@SIZES
@SQUARES
@pytest.mark.parametrize("name", ["line", "house-step", "house-guess", "houses"])
def test_words_of_lessons_stand_apart(name: str, size: tuple[int, int], *, squares: bool) -> None:
    """In every frame of a lesson whose first two steps are told, no words overlap or leave the picture."""
    settings = {"explain": 2, "size": size, "squares": squares}
    assert check(animate_lesson(find_lesson(name), settings=settings)) > 20


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("name", lesson_names())
def test_words_of_other_languages_stand_apart(name: str, language: str) -> None:
    """The same holds for every lesson in German and in Spanish, whose words are longer."""
    assert check(animate_lesson(find_lesson(name), settings={"words": language})) > 10


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("kind", RUNS)
def test_words_of_other_languages_stand_apart_for_data_of_any_shape(kind: str, language: str) -> None:
    """The same holds for every kind of step at the smaller size."""
    settings: dict[str, Any] = {"explain": 2, "size": (640, 320), "squares": True}
    assert check(sgdviz.animate(RUNS[kind](), panels=("fit", "loss"), words=language, **settings)) > 20


@SIZES
@SQUARES
@pytest.mark.parametrize("kind", RUNS)
def test_words_stand_apart_for_data_of_any_shape(kind: str, size: tuple[int, int], *, squares: bool) -> None:
    """The same holds for falling data, few and many points, very small and large values, and every kind of step."""
    animation = sgdviz.animate(RUNS[kind](), panels=("fit", "loss"), explain=2, size=size, squares=squares)
    assert check(animation) > 20
