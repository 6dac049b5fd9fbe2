"""A lesson on data of one's own: what of the lesson changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import Dataset, InputError
from sgdviz.jobs import find_lesson
from sgdviz.jobs.own_data import fitted_to, suited_panels, without_untrue_words

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName


def test_a_lesson_takes_about_as_many_steps_on_other_data() -> None:
    """Whole passes come nearest to the 300 steps of the lesson; passes that are given count."""
    lesson = find_lesson("line")
    for points, passes in ((6, 50), (45, 7), (70, 4), (500, 1)):
        dataset = sgdviz.data.noisy_line(points=points)
        recording = lesson.record(dataset=dataset)
        assert recording.dataset is dataset
        assert len(recording) == points * passes + 1
    assert len(lesson.record(dataset=dataset, passes=2)) == 1001


def test_the_number_of_updates_depends_on_the_batch() -> None:
    """A lesson of full batches takes its own number of updates on any number of points; a given batch size counts."""
    dataset = sgdviz.data.noisy_line(points=2000)
    assert len(next(iter(find_lesson("optimizers").variants().values())).record(dataset=dataset)) == 85
    assert len(find_lesson("line").record(dataset=dataset, batch_size="full")) == 301
    assert len(find_lesson("line").record(dataset=dataset, batch_size=100)) == 301


def test_wildly_scaled_data_are_standardized() -> None:
    """Data in unlike units are standardized, and others are not."""
    lesson = find_lesson("line")
    houses = Dataset(np.array([1000.0, 2000.0, 4000.0]), np.array([2e5, 4e5, 9e5]))
    assert fitted_to(lesson, houses, {}).training["standardize"]
    assert not fitted_to(lesson, sgdviz.data.noisy_line(), {}).training["standardize"]
    assert lesson.record(dataset=houses).standardized


def test_data_on_which_a_lesson_would_diverge_are_standardized() -> None:
    """The largest steps of `optimizers` suit inputs from 0 to 1; with inputs from -4 to 4 they are standardized."""
    for variant in find_lesson("optimizers").variants().values():
        run = variant.record(dataset=sgdviz.data.noisy_line(noise=0.3))
        assert run.standardized
        assert run.status == "completed"
        assert run.cost[-1] < run.cost[0] / 20
    (first, *_) = find_lesson("optimizers").variants().values()
    assert not first.record(dataset=sgdviz.data.noisy_line(low=-1, high=1)).standardized


@pytest.mark.parametrize(("name", "inputs"), [("neuron", 2), ("network", 2)])
def test_a_model_takes_as_many_inputs_as_there_are(name: str, inputs: int) -> None:
    """A neuron and a network have as many inputs as the data have features; a line is left as it is."""
    dataset = Dataset(np.random.default_rng(0).normal(size=(20, inputs)), np.arange(20.0))
    assert fitted_to(find_lesson(name), dataset, {}).model["inputs"] == inputs
    assert "inputs" not in fitted_to(find_lesson("line"), sgdviz.data.post(), {}).model


@pytest.mark.parametrize("name", ["houses", "house-guess", "house-step", "step-size"])
def test_a_step_size_for_one_unit_takes_no_other_data(name: str) -> None:
    """A lesson whose step size suits square feet and dollars refuses other data."""
    lesson = next(iter(find_lesson(name).variants().values()))
    with pytest.raises(InputError, match=r"has a step size for the units of its own data; .* such as 'line'"):
        lesson.record(dataset=sgdviz.data.noisy_line())


def test_untrue_words_are_left_out() -> None:
    """A title is true of its own data only, a caption of its own data and training; all else stays."""
    scene = {"title": "T", "caption": "C", "panels": ("fit",)}
    assert without_untrue_words(scene, other_data=False, other_training=False) == scene
    assert without_untrue_words(scene, other_data=False, other_training=True) == {"title": "T", "panels": ("fit",)}
    assert without_untrue_words(scene, other_data=True, other_training=False) == {"panels": ("fit",)}


@pytest.mark.parametrize(
    ("panels", "features", "expected"),
    [
        (("fit", "loss"), 1, ("fit", "loss")),
        (("fit", "loss"), 2, ("predictions", "loss")),
        (("boundary", "loss"), 2, ("boundary", "loss")),
        (("predictions", "network"), 16, ("predictions", "network")),
        (("predictions", "network"), 17, ("predictions", "parameters")),
    ],
)
def test_a_fit_of_several_features_becomes_predictions(
    panels: tuple[PanelName, ...], features: int, expected: tuple[PanelName, ...]
) -> None:
    """The fit panel draws one feature, the predictions panel any number; so do a network and the parameters."""
    assert suited_panels(panels, features) == expected
