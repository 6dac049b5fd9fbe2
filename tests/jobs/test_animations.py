"""From a lesson or from recordings to an animation."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import DARK, Dataset, InputError, Recording, UnknownNameError
from sgdviz.drawing.marks import Text
from sgdviz.jobs import animate_lesson, animate_recordings, find_lesson, labels_of_files
from sgdviz.recording import Comparison

OWN = Dataset(np.array([-1.0, 0.0, 2.0]), np.array([-1.5, 1.0, 4.5]), ("size",), "price")


def panels_of(animation: sgdviz.Animation) -> list[str]:
    """Return the names of the panels of an animation but the strip."""
    return [panel.name for panel in animation.layout.panels if panel.name != "strip"]


def test_a_lesson_is_trained_and_shown_as_its_file_says() -> None:
    """The recording, the scene and the pacing are those of the lesson's file."""
    animation = animate_lesson(find_lesson("neuron"))
    assert isinstance(animation.recording, Recording)
    np.testing.assert_array_equal(animation.recording.params, find_lesson("neuron").record().params)
    assert (animation.scene.title, animation.scene.size) == ("Size ends up counting most", (880, 440))
    assert panels_of(animation) == ["predictions", "network"]
    assert len(animation.cues) == 90


def test_the_runs_of_a_lesson_become_a_comparison() -> None:
    """Each run has its label, and the comparison the panels of all."""
    animation = animate_lesson(find_lesson("batch"))
    assert isinstance(animation.recording, Comparison)
    assert animation.recording.labels == ("one sample", "batches of 8", "all samples")
    assert panels_of(animation) == ["landscape"] * 3


def test_training_settings_replace_those_of_the_lesson() -> None:
    """Single values change the run, and the caption, which describes the lesson's own run, is left out."""
    animation = animate_lesson(find_lesson("houses"), training={"passes": 3, "step_size": 1e-8})
    assert isinstance(animation.recording, Recording)
    assert len(animation.recording) == 10
    assert animation.recording.recipe["optimizer"] == "SGD(step_size=1e-08)"
    assert (animation.scene.title, animation.scene.caption) == ("One price suits three houses", None)


def test_several_values_of_a_setting_are_compared() -> None:
    """A tuple of values makes a run for each, labelled by its value."""
    animation = animate_lesson(find_lesson("line"), training={"step_size": (0.01, 0.02), "passes": 2})
    assert isinstance(animation.recording, Comparison)
    assert animation.recording.labels == ("step size 0.01", "step size 0.02")
    for run, size in zip(animation.recording.recordings, (0.01, 0.02), strict=True):
        np.testing.assert_array_equal(run.params, find_lesson("line").record(step_size=size, passes=2).params)


def test_a_lesson_of_several_runs_takes_one_value_each() -> None:
    """Runs of a lesson and runs of a sweep are not multiplied, nor can a setting be given in which runs differ."""
    with pytest.raises(InputError, match="lesson 'batch' compares runs of its own; give one value for each setting"):
        animate_lesson(find_lesson("batch"), training={"seed": (0, 1)})
    with pytest.raises(InputError, match="each have their own batch size"):
        animate_lesson(find_lesson("batch"), training={"batch_size": 2})


def test_other_data_take_the_words_of_the_lesson_away() -> None:
    """Title and caption are left out with data of one's own, and those that are given are shown."""
    own = animate_lesson(find_lesson("line"), dataset=OWN)
    assert isinstance(own.recording, Recording)
    assert own.recording.dataset is OWN
    assert (own.scene.title, own.scene.caption) == (None, None)
    given = animate_lesson(find_lesson("line"), dataset=OWN, settings={"title": "T", "caption": "C"})
    assert (given.scene.title, given.scene.caption) == ("T", "C")


def test_other_data_of_several_features_are_shown_as_predictions() -> None:
    """A fit of several features becomes predictions, unless the panels are given."""
    wide = Dataset(np.random.default_rng(0).normal(size=(8, 2)), np.arange(8.0))
    assert (
        panels_of(animate_lesson(find_lesson("network"), dataset=wide, training={"passes": 2})) == ["predictions"] * 3
    )
    with pytest.raises(InputError, match="the fit panel draws one input and the data have 2"):
        animate_lesson(find_lesson("network"), dataset=wide, training={"passes": 2}, settings={"panels": ("fit",)})


@pytest.mark.parametrize(
    ("settings", "frames"),
    [
        ({"explain": 0}, 301),
        ({"every": 500}, 5),
        ({"frames": 40}, 40),
        ({"duration": 6.0}, 52),
        ({"explain": 0, "hold_last": 1.0}, 301),
        ({}, 202),
        ({"hold_last": 1.0}, 202),
    ],
)
def test_a_long_run_on_other_data_skips_steps(settings: dict[str, Any], frames: int) -> None:
    """2000 steps are shown in at most 301 frames, unless a pace is given; a pace turns the told steps off."""
    dataset = sgdviz.data.noisy_line(points=2000)
    assert len(animate_lesson(find_lesson("line"), dataset=dataset, settings=settings).cues) == frames


def test_settings_replace_scene_and_pacing() -> None:
    """Settings of `Scene` and `Pacing` are given in one mapping; an unknown one is refused before any training."""
    settings: dict[str, Any] = {"theme": "dark", "size": (300, 200), "every": "pass", "panels": ("loss",)}
    animation = animate_lesson(find_lesson("line"), training={"passes": 3}, settings=settings)
    assert (animation.scene.theme, animation.scene.size) == (DARK, (300, 200))
    assert panels_of(animation) == ["loss"]
    assert len(animation.cues) == 4
    with pytest.raises(UnknownNameError, match="unknown setting 'sise'; did you mean 'size'"):
        animate_lesson(find_lesson("line"), training={"passes": 0}, settings={"sise": (1, 1)})


@pytest.mark.parametrize(
    ("name", "settings", "keep", "has"),
    [
        ("line", {}, False, False),
        ("line", {}, True, True),
        ("line", {"panels": ("landscape",)}, False, True),
        ("houses", {}, False, True),
        ("houses", {"panels": ("fit",)}, False, False),
    ],
)
def test_a_landscape_is_computed_where_needed(name: str, settings: dict[str, Any], *, keep: bool, has: bool) -> None:
    """A panel that draws the landscape, or `keep_landscape`, makes the recording hold it."""
    animation = animate_lesson(find_lesson(name), training={"passes": 2}, settings=settings, keep_landscape=keep)
    assert isinstance(animation.recording, Recording)
    assert (len(animation.recording.landscape) > 0) == has


def test_one_recording_is_animated_as_by_animate(short_run: Recording) -> None:
    """`animate_recordings` has the defaults of `animate`, for one recording and for several."""
    for runs, labels in (([short_run], ("a",)), ([short_run, short_run], ("a", "b"))):
        ours = animate_recordings(runs, labels, {"every": 3})
        theirs = sgdviz.animate(runs[0]) if len(runs) == 1 else sgdviz.animate(runs, labels=labels)
        assert ours.scene == theirs.scene
        assert len(ours.cues) == 5
        if len(runs) == 1:
            assert ours.recording is short_run
        else:
            assert isinstance(ours.recording, Comparison)
            assert ours.recording.labels == ("a", "b")


def test_overlaid_recordings_have_panels_that_can_be_overlaid() -> None:
    """Runs of several features are overlaid as their losses."""
    moons = sgdviz.data.two_moons(20)
    runs = [sgdviz.fit(sgdviz.Neuron(2), moons, sgdviz.SGD(0.1), passes=1, seed=seed) for seed in (0, 1)]
    assert panels_of(animate_recordings(runs, ("a", "b"), {"overlay": True})) == ["loss"]
    assert panels_of(animate_recordings(runs, ("a", "b"))) == ["boundary", "loss"] * 2


def test_labels_of_files_are_their_names() -> None:
    """A label is the name without the suffix, or the path where names are equal."""
    assert labels_of_files(("runs/a.npz", "b.v2.npz")) == ("a", "b.v2")
    assert labels_of_files(("one/a.npz", "two/a.npz")) == ("one/a.npz", "two/a.npz")


def told(animation: sgdviz.Animation) -> list[str]:
    """Return the parts of steps that an animation tells, in order."""
    return [part for part, _ in groupby(cue.phase.part for cue in animation.cues if cue.phase)]


@pytest.mark.parametrize(
    ("settings", "steps"),
    [
        ({}, 2),
        ({"fps": 10.0}, 2),
        ({"explain": 1}, 1),
        ({"explain": 0}, 0),
        ({"every": "step"}, 0),
        ({"frames": 20}, 0),
        ({"duration": 9.0}, 0),
        ({"every": "pass", "explain": 3}, 3),
        ({"duration": 30.0, "explain": 1}, 1),
    ],
)
def test_the_lesson_of_the_line_tells_two_steps(settings: dict[str, Any], steps: int) -> None:
    """Two steps are told by default; a pace that says how all is shown turns that off, unless it is asked for."""
    animation = animate_lesson(find_lesson("line"), settings=settings)
    assert told(animation) == ["forward", "backward", "update"] * steps
    assert animation.layout.explains == (steps > 0)
    if "duration" in settings:
        assert animation.seconds == pytest.approx(settings["duration"])
    if settings == {"every": "step"}:
        assert len(animation.cues) == 301
        assert animation.seconds == pytest.approx(15.96)


def test_comparisons_tell_a_step_where_they_are_asked_to() -> None:
    """Runs of a lesson that are compared show no parts of steps by default."""
    training = {"step_size": (0.01, 0.02), "passes": 2}
    assert told(animate_lesson(find_lesson("line"), training=training)) == []
    asked = animate_lesson(find_lesson("line"), training=training, settings={"explain": 1})
    assert told(asked) == ["forward", "backward", "update"]


@pytest.mark.parametrize("name", ["house-guess", "houses", "network", "classes", "neuron", "optimizers", "batch"])
def test_other_lessons_tell_no_steps(name: str) -> None:
    """The line is the lesson in which steps are told first."""
    assert told(animate_lesson(find_lesson(name))) == []


def test_a_network_has_a_backward_pass_where_its_panel_shows_it() -> None:
    """A lesson without a line has a forward pass and an update; with the network panel it has all three parts."""
    for name, parts in (
        ("network", ["forward", "update"]),
        ("neuron", ["forward", "backward", "update"]),
        ("classes", ["forward", "backward", "update"]),
    ):
        animation = animate_lesson(find_lesson(name), training={"passes": 2}, settings={"every": "pass", "explain": 1})
        assert told(animation) == parts


def test_the_chapters_of_a_lesson_are_shown_one_after_the_other() -> None:
    """The post's house comes first, with Y = 100, S = 1000 and a step of 10; then m and b."""
    animation = animate_lesson(find_lesson("forward-backward"))
    house, line = animation.chapters
    assert house.layout.recording.dataset.x.tolist() == [[1000.0]]  # type: ignore[union-attr]
    assert house.layout.recording.params[[0, -1], 0].tolist() == [100.0, 110.0]  # type: ignore[union-attr]
    assert animation.recording.param_names == ("m", "b")  # type: ignore[union-attr]
    assert [panel.name for panel in line.layout.panels] == ["fit", "arithmetic", "graph"]
    assert "a textbook multiplies by the error" in (house.layout.scene.caption or "")
    dark = animate_lesson(find_lesson("forward-backward"), settings={"theme": "dark"})
    assert {chapter.layout.background for chapter in dark.chapters} == {sgdviz.DARK.background}


@pytest.mark.parametrize("training", [{"passes": 3}, {"step_size": 0.1}])
def test_chapters_take_no_other_training(training: dict[str, Any]) -> None:
    """A lesson of chapters refuses other data and training: each chapter has its own."""
    with pytest.raises(InputError, match=r"have data and training of their own; leave the (passes|step size) out"):
        animate_lesson(find_lesson("forward-backward"), training=training)
    with pytest.raises(InputError, match="leave the data out"):
        animate_lesson(find_lesson("forward-backward"), dataset=sgdviz.data.post())


@pytest.mark.parametrize("name", ["houses", "house-step", "neuron", "classes"])
@pytest.mark.parametrize("runs", [2, 4])
def test_a_sweep_of_any_lesson_has_room(name: str, runs: int) -> None:
    """More runs than a lesson has are shown in a size that suits them, not in the lesson's own."""
    sizes = tuple(float(size) for size in np.geomspace(1e-9, 1e-8, runs))
    animation = animate_lesson(find_lesson(name), training={"step_size": sizes, "passes": 2})
    assert animation.layout.unit * 14 >= 13 - 1e-9


def test_names_of_runs_never_give_way() -> None:
    """Where a run diverges, its name stays whole, and the word for its end is the short one."""
    sizes = (0.001, 0.01, 0.3, 0.5, 1.0)
    animation = animate_lesson(
        find_lesson("line"), training={"step_size": sizes}, settings={"panels": ("parameters", "loss")}
    )
    labels = []
    for panel in animation.layout.panels[1::2]:
        labels += [mark.text for mark in panel.static() if isinstance(mark, Text) and mark.role.endswith("title")]
    assert [label.removeprefix("step size ") for label in labels] == ["0.001", "0.01", "0.3", "0.5", "1.0"]
