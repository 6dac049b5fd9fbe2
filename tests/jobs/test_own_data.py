"""A lesson on data of one's own: what of the lesson changes."""

from __future__ import annotations

import re
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
    """Whole passes of at least the 400 steps that reach the best fit at the lesson's step size; given passes count."""
    lesson = find_lesson("line")
    for points, passes in ((6, 67), (45, 9), (70, 6), (500, 1)):
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
    """Data in unlike units are standardized also for full batches, and others are not."""
    (full, *_) = find_lesson("optimizers").variants().values()
    houses = Dataset(np.array([1000.0, 2000.0, 4000.0]), np.array([2e5, 4e5, 9e5]))
    assert fitted_to(full, houses, {}).training["standardize"]
    assert not fitted_to(full, sgdviz.data.noisy_line(low=-1, high=1), {}).training["standardize"]


@pytest.mark.parametrize("batch_size", [1, 16])
def test_single_samples_are_standardized_and_shuffled(batch_size: int) -> None:
    """Steps of one sample depend on their order and on the largest one; steps of a batch keep the lesson's ways."""
    own = fitted_to(find_lesson("line"), sgdviz.data.noisy_line(), {"batch_size": batch_size}).training
    assert (own["standardize"], own.get("shuffle", False)) == (batch_size == 1, batch_size == 1)


RNG = np.random.default_rng(3)


def noisy(x: np.ndarray) -> Dataset:
    """Return data about a plane over standardized `x`, with noise of half a unit."""
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    slopes = np.arange(1.0, scaled.shape[1] + 1) if x.ndim > 1 else 2.0
    return Dataset(x, scaled @ slopes if x.ndim > 1 else scaled * slopes + RNG.normal(0, 0.5, len(x)))


def grouped() -> Dataset:
    """Return groups one after the other, whose own slopes have the other sign than that of all together."""
    group = np.repeat(np.arange(4.0), 50)
    x = RNG.normal(size=200) + 3 * group
    return Dataset(x, -0.3 * (x - 3 * group) + 2 * group + RNG.normal(0, 0.5, 200))


def wrong_cell() -> Dataset:
    """Return lengths that go together, where one of 2,000 rows has a cell ten times as large as it should be."""
    size = RNG.normal(6, 1, 2000)
    x = size[:, None] + 0.1 * RNG.normal(size=(2000, 4))
    x[17, 2] *= 10
    return Dataset(x, 900 * (size - 3) ** 2 + 500 * RNG.normal(size=2000))


def faint(rows: int, inputs: int) -> Dataset:
    """Return data of which the noise is the larger part."""
    x = RNG.normal(size=(rows, inputs))
    return Dataset(x, 0.3 * x.sum(axis=1) + 1.5 * RNG.normal(size=rows))


REAL: dict[str, Dataset] = {
    "offset": noisy(300 + 2 * RNG.normal(size=150)),
    "large": noisy(1e5 * RNG.normal(size=60)),
    "small": noisy(1e-6 * RNG.normal(size=60)),
    "sorted": noisy(np.sort(5 + RNG.normal(size=200))),
    "in groups": grouped(),
    "one point far out": noisy(np.append(RNG.normal(size=40), 15.0)),
    "one point very far out": noisy(np.append(RNG.normal(size=40), 60.0)),
    "five rows": noisy(RNG.normal(size=5)),
    "ten thousand rows": noisy(RNG.normal(size=10_000)),
    "four inputs": noisy(50 + 7 * RNG.normal(size=(200, 4))),
    "inputs that go together": noisy(RNG.normal(size=(200, 1)) + 0.3 * RNG.normal(size=(200, 3))),
    "one wrong cell": wrong_cell(),
    "ten inputs in noise": faint(300, 10),
    "twenty inputs in noise": faint(200, 20),
    "inputs that all but repeat each other": noisy(RNG.normal(size=(260, 1)) + 0.04 * RNG.normal(size=(260, 6))),
}


@pytest.mark.parametrize("kind", REAL)
def test_a_default_run_ends_near_the_best_fit(kind: str) -> None:
    """R² is at most 0.03 below that of least squares, whatever the units, the order and the spread of the rows."""
    data = REAL[kind]
    run = find_lesson("line" if data.x.shape[1] == 1 else "neuron").record(dataset=data, landscape=False)
    design = np.column_stack([(data.x - data.x.mean(axis=0)) / data.x.std(axis=0), np.ones(len(data))])
    best = design @ np.linalg.lstsq(design, data.y, rcond=None)[0]
    explained = [1 - np.mean((data.y - fit) ** 2) / np.var(data.y) for fit in (best, run.predictions[-1])]
    assert explained[1] > explained[0] - 0.03
    assert run.status == "completed"
    assert len(run) <= 10_001 + len(data)  # whole passes


def logistic(data: Dataset) -> np.ndarray:
    """Return the decisions of a converged logistic fit. Source: Newton's method on the penalized log likelihood."""
    design = np.column_stack([(data.x - data.x.mean(axis=0)) / data.x.std(axis=0), np.ones(len(data))])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        hessian = design.T @ (design * (chance * (1 - chance))[:, None]) + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, design.T @ (data.y - chance) - 1e-3 * weights)
    return design @ weights > 0


@pytest.mark.parametrize("order", ["mixed", "by class"])
def test_classes_are_told_apart_as_well_as_by_a_logistic_fit(order: str) -> None:
    """The accuracy is at most 0.03 below, also with inputs far from zero, of unlike scales, and sorted by class."""
    x = RNG.normal(size=(200, 2)) * [3, 40] + [10, 500]
    above = (x[:, 0] - 10) / 3 + (x[:, 1] - 500) / 40 + 0.5 * RNG.normal(size=200) > 0
    y = above.astype(np.float64)
    rows = np.argsort(y, kind="stable") if order == "by class" else np.arange(200)
    data = Dataset(x[rows], y[rows])
    run = find_lesson("classes").record(dataset=data, landscape=False)
    right = np.mean((run.predictions[-1] > 0.5) == data.y)
    assert right > np.mean(logistic(data) == data.y) - 0.03


@pytest.mark.parametrize("inputs", [1, 5, 20])
def test_a_logistic_run_in_noise_comes_near_the_converged_fit(inputs: int) -> None:
    """Many inputs that say little each make batches noisy; the accuracy is at most 0.03 below all the same."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(1000, inputs))
    data = Dataset(x, (rng.random(1000) < 1 / (1 + np.exp(-0.2 * x.sum(axis=1)))).astype(np.float64))
    run = find_lesson("logistic").record(dataset=data, landscape=False)
    right = np.mean((run.predictions[-1] > 0.5) == data.y)
    assert right > np.mean(logistic(data) == data.y) - 0.03


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
        (("boundary", "network"), 5, ("predictions", "network")),
        (("boundary", "loss"), 1, ("fit", "loss")),
        (("predictions", "network"), 16, ("predictions", "network")),
        (("predictions", "network"), 17, ("predictions", "parameters")),
    ],
)
def test_a_fit_of_several_features_becomes_predictions(
    panels: tuple[PanelName, ...], features: int, expected: tuple[PanelName, ...]
) -> None:
    """The fit panel draws one feature, the predictions panel any number; so do a network and the parameters."""
    assert suited_panels(panels, features) == expected


@pytest.mark.parametrize("inputs", [1, 2, 5])
def test_a_start_of_a_lesson_is_for_its_own_inputs(inputs: int) -> None:
    """With as many inputs the lesson begins where it says, with others at random weights."""
    x = np.random.default_rng(0).normal(size=(30, inputs))
    run = find_lesson("logistic").record(dataset=Dataset(x, (x[:, 0] > 0).astype(np.float64)), landscape=False)
    own = find_lesson("logistic").training["start"]
    assert (run.params[0].tolist() == list(own.values())) == (inputs == 2)


@pytest.mark.parametrize("scale", [1e-310, 1e-300, 1e-160, 1e160, 1e300])
@pytest.mark.parametrize("column", ["size", "price"])
def test_numbers_whose_squares_are_none_are_refused(scale: float, column: str) -> None:
    """Data near the ends of floats cannot have a cost: one line says which column and what to do."""
    own, other = np.arange(1.0, 9.0) * scale, np.arange(1.0, 9.0)
    dataset = Dataset(own, other, ("size",), "price") if column == "size" else Dataset(other, own, ("size",), "price")
    for name in ("line", "neuron"):
        with pytest.raises(InputError, match=rf"column '{column}' (has|spans) .* squared; give it in a") as caught:
            find_lesson(name).record(dataset=dataset)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scale", [1e-130, 1e-30, 1e30, 1e130])
def test_numbers_far_from_one_are_learned(scale: float) -> None:
    """Within these bounds a lesson on data of any size ends at the best fit."""
    x = np.linspace(1, 9, 12)
    for dataset in (Dataset(x * scale, 2 * x + 1), Dataset(x, (2 * x + 1) * scale), Dataset(x * scale, x * scale)):
        recording = find_lesson("line").record(dataset=dataset)
        assert recording.cost[-1] < 0.03 * np.var(dataset.y)


@pytest.mark.parametrize("name", ["classes", "logistic"])
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ([1.0, 2, 3, 3], "column 'grade' has 3 classes: 1, 2, 3; choose two, as in --classes 1,3, or one against the"),
        ([0.5, 7, 7, 7], "column 'grade' has 2 classes: 0.5, 7; choose two, as in --classes 0.5,7"),
        ([2.0, 2, 2, 2], "column 'grade' has only the class '2'; choose a column with two"),
        (np.arange(20.0), "column 'grade' has 20 different numbers, where this lesson learns two classes; choose"),
    ],
)
def test_a_target_of_other_numbers_says_what_to_choose(name: str, target: list[float], said: str) -> None:
    """Lessons of classes offer the ways to two classes for few numbers, and another lesson for many."""
    y = np.array(target)
    with pytest.raises(InputError, match=f"^{re.escape(said)}"):
        fitted_to(find_lesson(name), Dataset(np.arange(float(len(y))), y, target_name="grade"), {})
