"""Lessons: data, not code."""

from __future__ import annotations

import numpy as np
import pytest

import sgdviz
from sgdviz.lessons import Lesson, find_lesson, lesson_names


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_has_a_sentence_and_can_be_drawn(name: str) -> None:
    """Its data make a recording, and its scene takes it."""
    lesson = find_lesson(name)
    assert lesson.summary.endswith(".")
    assert lesson.output.endswith(".gif")
    frame = sgdviz.animate(lesson.record(), **lesson.scene, **lesson.pacing).still()
    assert len(np.unique(frame.pixels.reshape(-1, 3), axis=0)) > 50


def test_the_line_is_the_post_s() -> None:
    """300 steps of 0.01 from the post's random start, over the post's points."""
    lesson = find_lesson("line")
    recording = lesson.record()
    assert len(recording) == 301
    assert lesson.output == "sgd_line.gif"
    least_squares = np.polyfit(recording.dataset.inputs, recording.dataset.y, 1)
    np.testing.assert_allclose(recording.params[-1], least_squares, atol=0.06)


def test_a_lesson_can_be_bent() -> None:
    """What is given replaces what the lesson says."""
    recording = find_lesson("line").record(step_size=0.02, passes=3, seed=9, start={"b": 4.0})
    assert len(recording) == 19
    assert recording.params[0, 1] == 4.0
    assert "step_size=0.02" in recording.recipe["optimizer"]


def test_unknown_names_are_named() -> None:
    """A lesson, or the data, model or optimizer that one asks for."""
    with pytest.raises(sgdviz.UnknownNameError, match="unknown lesson 'lin'; did you mean 'line'"):
        find_lesson("lin")
    odd = Lesson("odd", "", "", {"name": "post"}, {"name": "lime"}, {"name": "sgd"}, {}, {}, {})
    with pytest.raises(sgdviz.UnknownNameError, match="unknown model 'lime'; did you mean 'line'"):
        odd.record()
