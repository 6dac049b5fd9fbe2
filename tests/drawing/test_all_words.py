"""All drawn words: none is left in English where every phrase, title, caption and name is of another language."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from words_helpers import described, drawn_texts, unmarked, write_marked_words

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line, Momentum, Neuron, Proportion
from sgdviz.drawing.panels import PANELS, find_panel
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.phrase import LISTS
from sgdviz.drawing.words.table import PHRASES
from sgdviz.export.film import film_of
from sgdviz.export.html.page import page_of
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names
from sgdviz.recording.objective import objective_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sgdviz import Animation, Recording

POINTS = Dataset(np.array([1.0, 2.0, 4.0]), np.array([2.0, 4.0, 9.0]))

UNNAMED = replace(sgdviz.data.two_moons(20), class_names=())
"""Two classes without names."""


def on_points(model: Any, optimizer: Any, **settings: Any) -> Recording:
    """Return a short run over three points."""
    return sgdviz.fit(model, POINTS, optimizer, **{"passes": 4, **settings})


def hidden(*sizes: int, **settings: Any) -> Recording:
    """Return a short run of a network over a sine."""
    return sgdviz.fit(MLP(1, sizes), sgdviz.data.sine(12), SGD(0.05), passes=3, **settings)


def millions() -> Recording:
    """Return a run over targets of millions."""
    return sgdviz.fit(Line(), Dataset(np.arange(3.0), np.array([0, 4e6, 9e6]), ("x",), "y"), SGD(0.1), passes=3)


def over_dates(unit: str, last: float) -> Recording:
    """Return a run over dates from about 2000 in years, or from 0 in days, to `last`."""
    x = np.linspace(2000.0 if unit == "years" else 0.0, last, 9)
    return sgdviz.fit(Line(), Dataset(x, x, ("x",), "y", date_units=(unit, "")), SGD(0.1), passes=3, standardize=True)


def dated(x: str, y: str) -> Recording:
    """Return a standardized run whose inputs and targets are dates in such units."""
    data = Dataset(POINTS.x, POINTS.y, date_units=(x, y))
    return sgdviz.fit(Line(), data, SGD(0.1), passes=2, standardize=True)


def unknown_samples() -> Recording:
    """Return a run of which is not known what sample caused each step."""
    run = on_points(Line(), SGD(0.01))
    return replace(run, sample=np.full(len(run), -1))


def one_row() -> Recording:
    """Return a recording without steps, of one point."""
    recorder = sgdviz.Recorder([1.0], [1.0], predict=lambda x: x)
    recorder.record(m=1.0)
    return recorder.recording()


def infinite() -> Recording:
    """Return a run whose last prediction is infinite."""
    weight = 1.0
    recorder = sgdviz.Recorder(POINTS.x[:, 0], POINTS.y, predict=lambda x: weight * x)
    for weight in (1.0, 2.0, math.inf):
        recorder.record(w=weight, loss=weight)
    return recorder.recording()


RUNS: dict[str, Callable[[], tuple[Any, dict[str, Any]]]] = {
    "a walk down a function": lambda: (
        objective_recording(lambda row: float(row[0] ** 2), 0.5 ** np.arange(6.0)[:, None], ["w"], range(6)),
        {},
    ),
    "momentum": lambda: (
        on_points(Line(), Momentum(0.01)),
        {"panels": ("fit", "arithmetic", "parameters"), "explain": 2, "size": (1400, 1000)},
    ),
    "batch": lambda: (
        on_points(Line(), SGD(0.01), batch_size=2),
        {"panels": ("fit", "loss", "arithmetic"), "explain": 2, "squares": True, "size": (1600, 400)},
    ),
    "absolute batch": lambda: (
        on_points(Proportion("absolute"), SGD(0.01), batch_size=None),
        {"panels": ("fit", "loss", "arithmetic", "cost"), "explain": 2, "size": (2400, 400)},
    ),
    "standardized": lambda: (
        on_points(Line(), SGD(0.1), standardize=True),
        {"panels": ("fit", "landscape", "parameters"), "explain": 2},
    ),
    "slopes": lambda: (
        sgdviz.fit(Line(), Dataset(POINTS.x, POINTS.y, ("a (s)",), "b (m)"), SGD(0.1), passes=2, standardize=True),
        {"panels": ("parameters",)},
    ),
    "standardized weights": lambda: (
        sgdviz.fit(Neuron(5), Dataset(np.eye(5), np.arange(5.0)), SGD(0.1), passes=2, standardize=True),
        {"panels": ("parameters",)},
    ),
    "years a day": lambda: (dated("days since 2020-01-05", "years"), {"panels": ("parameters",)}),
    "days a year": lambda: (dated("years", "days since 2020-01-05"), {"panels": ("parameters",)}),
    "unknown samples": lambda: (unknown_samples(), {"panels": ("fit", "landscape")}),
    "dollars": lambda: (
        sgdviz.fit(Proportion(), Dataset(POINTS.x, POINTS.y, ("S",), "P ($)"), SGD(0.01), passes=2),
        {"panels": ("cost",)},
    ),
    "standardized neuron": lambda: (
        on_points(Neuron(1), SGD(0.1), standardize=True),
        {"panels": ("fit", "network"), "size": (1600, 400)},
    ),
    "standardized neuron in less room": lambda: (
        on_points(Neuron(1), SGD(0.1), standardize=True),
        {"panels": ("fit", "network"), "size": (1160, 400)},
    ),
    "a gradient of about zero": lambda: (
        sgdviz.fit(Line(), Dataset(np.array([1e-9, 1.0]), np.array([1.0, 2.0])), SGD(0.1), passes=2),
        {"explain": 2},
    ),
    "far from the best fit": lambda: (
        sgdviz.fit(Line(), sgdviz.data.noisy_line(9), SGD(1e-9), passes=2, start={"m": -1.0}),
        {},
    ),
    "worse": lambda: (on_points(Line(), SGD(0.2), passes=1, start={"m": 2.0, "b": 0.0}), {}),
    "sizes of errors": lambda: (on_points(Proportion("absolute"), SGD(0.01)), {}),
    "one row": lambda: (one_row(), {}),
    "infinite": lambda: (infinite(), {}),
    "diverged": lambda: (on_points(Line(), SGD(5.0), passes=200), {}),
    "code": lambda: (find_lesson("line").record(passes=2), {"panels": ("code",), "explain": 1}),
    "many parameters": lambda: (hidden(8), {"panels": ("parameters", "network")}),
    "wide network": lambda: (
        sgdviz.fit(Neuron(2), replace(sgdviz.data.two_moons(20), class_names=()), SGD(0.05), passes=3),
        {"panels": ("predictions", "network"), "explain": 1, "size": (1600, 400)},
    ),
    "many weights": lambda: (
        sgdviz.fit(Neuron(40), Dataset(np.eye(40), np.arange(40.0)), SGD(0.01), passes=1),
        {"panels": ("parameters",)},
    ),
    "wider network": lambda: (hidden(2), {"panels": ("fit", "network"), "size": (1200, 400)}),
    "runs of unlike lengths": lambda: ([on_points(Line(), SGD(0.01), passes=passes) for passes in (2, 5)], {}),
    "overlaid": lambda: ([on_points(Line(), SGD(size), passes=40) for size in (0.01, 0.9)], {"overlay": True}),
    "a path alone": lambda: (on_points(Line(), SGD(0.01)), {"panels": ("landscape",)}),
    "one of two diverges": lambda: (
        [on_points(Line(), SGD(size), passes=60) for size in (0.01, 5.0)],
        {"panels": ("loss",)},
    ),
    "one step": lambda: (on_points(Line(), SGD(0.01), passes=1, batch_size=None), {"panels": ("loss",)}),
    "losses of two runs": lambda: (
        [on_points(Line(), SGD(size), passes=2) for size in (0.01, 0.02)],
        {"panels": ("loss",)},
    ),
    "boundaries of two runs": lambda: (
        [sgdviz.fit(Neuron(2), UNNAMED, SGD(0.05), passes=passes) for passes in (2, 3)],
        {"panels": ("boundary",)},
    ),
    "days": lambda: (over_dates("days since 2020-01-05", 40), {}),
    "months": lambda: (over_dates("days since 2020-01-05", 300), {}),
    "years": lambda: (over_dates("years", 2040), {}),
    "millions": lambda: (millions(), {"panels": ("fit", "loss", "predictions")}),
}
"""Runs, and settings with which they show what no lesson does."""

SWEEPS: tuple[dict[str, Any], ...] = (
    {"optimizer": ("sgd", "adam")},
    {"step_size": (0.001, 0.01)},
    {"seed": (0, 1), "batch_size": (1, 2)},
)
"""Settings of several values, which name the runs."""


def of_lesson(name: str, words: Path) -> Animation:
    """Return the animation of a lesson, whose first steps are told where it is one run."""
    lesson = find_lesson(name)
    told = {} if lesson.runs else {"explain": 2}
    return animate_lesson(lesson, settings={"words": words, **told})


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a words file of a language in which every word is marked."""
    return write_marked_words(tmp_path_factory.mktemp("words") / "marked.toml")


def animations(words: Path) -> Iterator[Animation]:
    """Yield all animations of this file."""
    for name in lesson_names():
        yield of_lesson(name, words)
    for make in RUNS.values():
        run, settings = make()
        yield sgdviz.animate(run, words=words, **settings)
    for training in SWEEPS:
        yield animate_lesson(find_lesson("line"), training=training, settings={"words": words})


def left_in_english(animation: Animation) -> dict[str, list[str]]:
    """Return each text of an animation that has words or numbers outside of marks, with these."""
    texts = {*(mark.text for mark in drawn_texts(animation)), *described(animation)}
    assert sum("«" in text for text in texts) > 3
    return {text: unmarked(text) for text in texts if unmarked(text)}


@pytest.mark.parametrize("name", lesson_names())
def test_no_lesson_draws_an_english_word_in_another_language(name: str, words: Path) -> None:
    """Every word of two or more letters that a lesson draws or describes, and every number, is of the language."""
    assert left_in_english(of_lesson(name, words)) == {}


@pytest.mark.parametrize("kind", RUNS)
def test_no_other_run_draws_an_english_word_in_another_language(kind: str, words: Path) -> None:
    """The same holds for kinds of steps, panels and comparisons that no lesson shows."""
    run, settings = RUNS[kind]()
    assert left_in_english(sgdviz.animate(run, words=words, **settings)) == {}


@pytest.mark.parametrize("training", SWEEPS, ids=" and ".join)
def test_the_names_of_runs_are_in_the_language(training: dict[str, Any], words: Path) -> None:
    """A setting whose values name the runs has a phrase; the names of optimizers are the same in every language."""
    animation = animate_lesson(find_lesson("line"), training=training, settings={"words": words})
    assert {word for own in left_in_english(animation).values() for word in own} <= {"sgd", "adam"}


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("name", lesson_names())
def test_no_lesson_cuts_a_word_of_another_language(name: str, language: str) -> None:
    """No text of a lesson is so long in German or Spanish that it ends in an ellipsis, or in small type."""
    lesson = animate_lesson(find_lesson(name), settings={"words": language})
    english = animate_lesson(find_lesson(name))
    least = min(mark.size for mark in drawn_texts(english))
    assert [mark.text for mark in drawn_texts(lesson) if "…" in mark.text or mark.size < 0.8 * least] == []


@pytest.mark.slow
def test_every_phrase_is_drawn(words: Path) -> None:
    """Each phrase of the table is found in a picture, its description or its page: none is left from earlier ones."""
    texts: set[str] = set()
    for animation in animations(words):
        texts |= {*described(animation), *(mark.text for mark in drawn_texts(animation))}
    page = sgdviz.animate([on_points(Line(), SGD(0.01))] * 2, words=words)
    texts.add(page_of(film_of(page.chapters, page.plays), page.chapters))
    table = find_words(words)
    patterns = {key: ".*".join(map(re.escape, re.split(r"\{[^}]*\}", getattr(table, key)))) for key in PHRASES}
    patterns |= {key: "|".join(map(re.escape, getattr(table, key).split())) for key in LISTS}
    unused = [
        key for key, pattern in patterns.items() if not any(re.search(pattern, text, re.IGNORECASE) for text in texts)
    ]
    assert unused == []


@pytest.mark.parametrize("name", PANELS)
def test_the_headings_of_panels_are_phrases(name: Any) -> None:
    """The English heading of each panel is that of the table, so that it is drawn in the language."""
    panel = find_panel(name)
    assert panel.heading == getattr(ENGLISH, f"heading_{panel.name}")
    assert replace(ENGLISH, **{f"heading_{name}": "X"}).heading(panel.name, panel.heading) == "X"
