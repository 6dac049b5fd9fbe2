"""Alt texts: true to the data, in the language, and of a length that is read in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line, Neuron, Recording
from sgdviz.drawing.alt_text import alt_text
from sgdviz.drawing.alt_text.phrases import first_that_fits
from sgdviz.drawing.alt_text.sentence import MOST
from sgdviz.export.stills import asked_moments, last_still, stills_of
from sgdviz.export.strip import strip_still
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz import Animation

POST = "A red line fitted to six points"


def of_moments(animation: Animation, *moments: Any) -> str:
    """Return the alt text of stills of several moments."""
    stills = stills_of(animation.chapters[-1], asked_moments(list(moments), None))
    return alt_text(stills[0].layout, [still.cue for still in stills])


def test_a_line_has_its_slope_and_its_cost_at_the_start_and_at_the_end(run: Recording) -> None:
    """The numbers are those of the panels: of the equation over the fit, and of the loss."""
    text = sgdviz.animate(run).alt_text
    change = "its slope goes from 0.84 to 1.89 and the mean squared error from 7.26 to 0.283"
    assert text == f"{POST}; over 300 steps {change}."


def test_the_colour_is_that_of_the_theme(short_run: Recording) -> None:
    """On paper the line is black."""
    assert sgdviz.animate(short_run, theme="print").alt_text.startswith("A black line fitted")


def test_a_still_has_the_step_and_the_part_of_it(run: Recording) -> None:
    """The step is that of the picture, and its numbers those at the moment that is drawn."""
    animation = sgdviz.animate(run)
    assert of_moments(animation, 0).startswith(f"{POST}, at step 0 of 300; its slope is 0.84 and the mean squared ")
    assert of_moments(animation, "2:backward").startswith(f"{POST}, at step 2 (backward) of 300; its slope is 1.06 ")


def test_several_moments_have_the_first_and_the_last(run: Recording) -> None:
    """So do the pages of a PDF, the parts of one step, and a strip."""
    animation = sgdviz.animate(run)
    assert of_moments(animation, 0, 15, "last").startswith(f"{POST}; in three moments, from step 0 to step 300, its ")
    parts = of_moments(animation, "2:forward", "2:backward", "2:update")
    assert parts.startswith(f"{POST}; in three moments of step 2 its slope goes from 1.06 to 1.11 and ")
    layout, _ = strip_still(animation.chapters[-1], 5)
    assert "in five moments, from step 0 to step 300, its slope goes from 0.84 to 1.89" in alt_text(
        layout, layout.moments
    )


def test_a_divergence_is_told(diverging_run: Recording, short_run: Recording) -> None:
    """The cost is that at the step of the divergence, and a comparison says which run it was."""
    text = sgdviz.animate(diverging_run).alt_text
    assert text == f"{POST}; over 7 steps the mean squared error goes from 7.26 to 87730, and the run diverges."
    both = sgdviz.animate([short_run, diverging_run], labels=("small", "large")).alt_text
    assert both.startswith("Two lines fitted to six points; over 12 steps the mean squared error goes from 7.26 to ")
    assert both.endswith("(small) and 87730 (large, diverged).")


def test_runs_are_named_and_many_long_names_are_the_best_and_the_worst(run: Recording) -> None:
    """Where the names of all runs have no room, those of the lowest and the highest cost stay."""
    runs = [replace(run, cost=run.cost * scale) for scale in (2.0, 1.0, 3.0)]
    text = sgdviz.animate(runs, labels=("b", "a", "c")).alt_text
    assert "from 14.5 to 0.566 (b), from 7.26 to 0.283 (a) and from 21.8 to 0.850 (c)" in text
    long = sgdviz.animate(runs, labels=[letter * 40 for letter in "bac"]).alt_text
    assert f"from 7.26 to between 0.283 ({'a' * 40}) and 0.850 ({'c' * 40})." in long


@pytest.mark.parametrize(
    ("model", "data", "panels", "expected"),
    [
        (MLP(1, (3,)), sgdviz.data.sine(12), ("fit",), "A red curve fitted to twelve points; over 36 steps the mean "),
        (Neuron(3), sgdviz.data.many_houses(9), ("predictions",), "Predicted against actual price ($1000), fitted to "),
        (MLP(2, (3,), task="classes"), sgdviz.data.two_moons(14), ("boundary",), "A border between two classes, upp"),
        (MLP(2, (3,), task="classes"), sgdviz.data.two_moons(14), ("network",), "A network of neurons fitted to 14 po"),
        (Line(), sgdviz.data.post(), ("landscape",), "A path over the map of the cost, which depends on m and b; ov"),
        (Line(), sgdviz.data.post(), ("loss",), "A model fitted to six points; over 18 steps the mean squared erro"),
    ],
)  # fmt: skip
def test_the_subject_is_what_the_panels_show(model: Any, data: Dataset, panels: Any, expected: str) -> None:
    """A curve, predictions, a border, neurons, a path, or else a model."""
    recording = sgdviz.fit(model, data, SGD(0.01), passes=3, standardize=len(data) == 9)
    assert sgdviz.animate(recording, panels=panels).alt_text.startswith(expected)


def test_classes_have_the_share_of_right_answers() -> None:
    """It is the share that the boundary panel writes."""
    animation = animate_lesson(find_lesson("logistic"))
    run = animation.layout.recording
    assert isinstance(run, Recording)
    first, last = (100 * ((run.predictions[row] > 0.5) == (run.dataset.y > 0.5)).mean() for row in (0, -1))
    assert f"the share of right answers goes from {first:.1f} % to {last:.1f} %." in animation.alt_text


def test_a_slope_that_is_not_that_of_the_axes_is_left_out() -> None:
    """An axis of dates counts days, points above each other have no slope, and one class or the other has a share."""
    x = np.linspace(0, 40, 9)
    dated = sgdviz.fit(
        Line(), Dataset(x, x, ("x",), "y", date_units=("days since 2020-01-05", "")), SGD(0.1), standardize=True
    )
    assert "slope" not in sgdviz.animate(dated).alt_text
    alone = sgdviz.fit(Line(), Dataset(np.array([2.0, 2.0]), np.array([1.0, 3.0])), SGD(0.1), passes=2)
    assert "mean squared error" in sgdviz.animate(alone).alt_text


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_has_a_short_alt_text(name: str, language: str) -> None:
    """In each language, of the animation, its last frame and a strip; no brace and no ellipsis is left."""
    animation = animate_lesson(find_lesson(name), settings={"words": language})
    chapter = animation.chapters[-1]
    strip, still = strip_still(chapter, 4).layout, last_still(chapter)
    texts = [animation.alt_text, alt_text(strip, strip.moments), alt_text(still.layout, [still.cue])]
    for text in texts:
        assert 40 < len(text) <= MOST, text
        assert text.endswith(".")
        assert text[0].isupper()
        assert not {"{", "}", "…", "  "} & {*text, "  " * ("  " in text)}


def test_names_of_any_length_are_cut(short_run: Recording) -> None:
    """An alt text of hostile names is as short as any other, and cut between words where it can be."""
    data = replace(short_run.dataset, target_name="<b>" + "price & 'more' " * 100)
    animation = sgdviz.animate(replace(short_run, dataset=data), panels=("predictions",))
    assert animation.alt_text.startswith("Predicted against actual <b>price & 'more' price")
    assert animation.alt_text.endswith("…")
    assert len(animation.alt_text) <= MOST


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["abc", "b"], "abc"),
        (["a b c d e f", "abcdef"], "abcdef"),
        (["one two three"], "one…"),
        (["a" * 9], "aaaaaa…"),
    ],
)
def test_the_first_text_that_fits_is_taken(texts: Sequence[str], expected: str) -> None:
    """Of texts that are all too long, the last is cut."""
    assert first_that_fits(texts, 7) == expected
