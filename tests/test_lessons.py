"""Lessons: data, not code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz.lessons import DATA, MOST_FRAMES, OPTIMIZERS, Lesson, _make, find_lesson, lesson_names, steps_a_frame


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


def bent(**optimizer: Any) -> Lesson:
    """Return the post's lesson with another optimizer's table."""
    return replace(find_lesson("line"), optimizer=optimizer, training={"passes": 2})


def test_every_optimizer_can_be_asked_for() -> None:
    """By its name, with the lesson's own step size; what else the lesson's optimizer had is not another's."""
    lesson = bent(name="momentum", step_size=0.03, momentum=0.5)
    assert lesson.record().recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    assert lesson.record(optimizer="momentum").recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    for name, optimizer in OPTIMIZERS.items():
        if name != "momentum":
            assert lesson.record(optimizer=name).recipe["optimizer"] == repr(optimizer(step_size=0.03))


def test_a_schedule_stands_in_place_of_a_step_size() -> None:
    """It goes with any optimizer, and a step size that is given replaces it."""
    schedule = {"name": "cosine", "start": 0.1, "updates": 12}
    lesson = bent(name="sgd", schedule=schedule)
    cosine = "Cosine(start=0.1, updates=12, end=0.0)"
    assert lesson.record().recipe["optimizer"] == f"SGD(step_size={cosine})"
    assert lesson.record(optimizer="adagrad").recipe["optimizer"] == f"AdaGrad(step_size={cosine}, epsilon=1e-10)"
    assert lesson.record(step_size=0.2).recipe["optimizer"] == "SGD(step_size=0.2)"
    with pytest.raises(sgdviz.InputError, match="has a step_size and a schedule; give one of them"):
        bent(name="sgd", step_size=0.1, schedule=schedule).record()


def test_a_full_batch_has_a_word() -> None:
    """TOML knows no None."""
    lesson = replace(find_lesson("line"), training={"passes": 3, "batch_size": "full"})
    assert len(lesson.record()) == 4
    assert len(lesson.record(batch_size=3)) == 7


def test_a_lesson_takes_other_data() -> None:
    """About as many steps as with its own, in whole passes, unless the passes are given too."""
    lesson = find_lesson("line")
    for points, passes in ((6, 50), (70, 4), (500, 1)):
        dataset = sgdviz.toys.noisy_line(points=points)
        recording = lesson.record(dataset=dataset)
        assert recording.dataset is dataset
        assert len(recording) == points * passes + 1
    assert len(lesson.record(dataset=dataset, passes=2)) == 1001


@pytest.mark.parametrize(("points", "steps"), [(30, 1), (300, 1), (301, 2), (2000, 7)])
def test_a_run_on_other_data_is_not_too_long_to_watch(points: int, steps: int) -> None:
    """As few steps from frame to frame as keep it at 300 frames after the first."""
    recording = find_lesson("line").record(dataset=sgdviz.toys.noisy_line(points=points), passes=1)
    assert steps_a_frame(recording) == steps
    assert len(sgdviz.animate(recording, every=steps).cues) <= MOST_FRAMES + 1


@pytest.mark.parametrize("name", DATA)
def test_every_data_set_can_be_had_by_name(name: str) -> None:
    """With its settings where it has any, as a lesson's file gives them."""
    settings = {} if name in {"post", "houses"} else {"points": 9, "noise": 0.5, "seed": 3}
    dataset = _make("data set", {"name": name, **settings}, DATA)
    assert len(dataset) == {"post": 6, "houses": 3}.get(name, 9)


def test_unknown_names_are_named() -> None:
    """A lesson, or the data, model or optimizer that one asks for."""
    with pytest.raises(sgdviz.UnknownNameError, match="unknown lesson 'lin'; did you mean 'line'"):
        find_lesson("lin")
    odd = Lesson("odd", "", "", {"name": "post"}, {"name": "lime"}, {"name": "sgd"}, {}, {}, {})
    with pytest.raises(sgdviz.UnknownNameError, match="unknown model 'lime'; did you mean 'line'"):
        odd.record()
    with pytest.raises(sgdviz.UnknownNameError, match="unknown optimizer 'adm'; did you mean 'adam'"):
        find_lesson("line").record(optimizer="adm")
    with pytest.raises(sgdviz.UnknownNameError, match="unknown schedule 'cosin'; did you mean 'cosine'"):
        bent(name="sgd", schedule={"name": "cosin"}).record()
