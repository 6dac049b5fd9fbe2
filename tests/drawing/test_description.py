"""Descriptions: a picture in words, true to its data."""

from __future__ import annotations

import pytest

import sgdviz
from sgdviz import Recording, Scene
from sgdviz.drawing.description import description_of, sentence, title_of
from sgdviz.drawing.layout import lay_out
from sgdviz.recording import Comparison


def test_the_title_of_a_picture_is_the_scene_s_or_the_headings(run: Recording, short_run: Recording) -> None:
    """Without a title the headings of all panels stand for it, each once, also of several runs."""
    assert title_of(lay_out(Scene(title="How a line is learned"), run)) == "How a line is learned"
    assert title_of(lay_out(Scene(), run)) == "Fit, Loss"
    assert title_of(lay_out(Scene(size=(800, 700)), Comparison((run, short_run), ("a", "b")))) == "Fit, Loss"


def test_a_description_has_the_step_the_cost_and_the_readouts(run: Recording) -> None:
    """The sentences of one run have its cost now and at the start, and the texts of each panel without padding."""
    text = description_of(lay_out(Scene(caption="The caption"), run), 40)
    now, start = f"{run.cost[40]:.3f}", f"{run.cost[0]:.2f}"
    assert text.startswith(f"Step 40 of 300, mean squared error {now} over 6 points, {start} at the start. ")
    m, b = run.params[40]
    assert f" Fit: y = {m:.2f} x + {b:.2f}, step 40 pass 7." in text
    assert f" Loss: {now}." in text
    assert text.endswith(" The caption.")
    assert "\u2007" not in text
    assert "  " not in text


def test_a_description_of_several_runs_names_each(run: Recording, short_run: Recording) -> None:
    """Every run has a sentence that starts with its label, at the last step that it has reached."""
    text = description_of(lay_out(Scene(size=(800, 700)), Comparison((run, short_run), ("long", "short"))), 40)
    assert text.startswith("long: step 40 of 300, ")
    assert " short: step 12 of 12, " in text
    assert "ended at step 12" in text


def test_a_description_tells_of_a_divergence(diverging_run: Recording) -> None:
    """At the row of a divergence, the text beside the heading is that of the picture."""
    layout = sgdviz.animate(diverging_run).layout
    assert "diverged at step 7" in description_of(layout, 7)
    assert "diverged" not in description_of(layout, 6)


def test_one_point_is_not_points() -> None:
    """The number of points is written in the singular for one."""
    recorder = sgdviz.Recorder([1.0], [2.0], predict=lambda xs: 2 * xs)
    recorder.record(m=2.0)
    assert " over 1 point, " in description_of(lay_out(Scene(), recorder.recording()), 0)


@pytest.mark.parametrize(("text", "expected"), [("no", "no."), ("yes.", "yes."), ("what?", "what?"), ("ah!", "ah!")])
def test_a_sentence_ends_in_one_mark(text: str, expected: str) -> None:
    """A caption with a mark of its own gets no full stop."""
    assert sentence(text) == expected
