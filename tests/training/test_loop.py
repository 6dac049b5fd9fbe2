"""Training: the post's loop to the last bit."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, InputError, Line, Momentum, data, fit, train


@pytest.mark.parametrize("seed", [0, 1, 2, 7, 42, 2024])
def test_the_post_s_own_code_gives_the_same_bits(post_code: list[str], seed: int) -> None:
    """All 300 losses and the final m and b are those of the post's blocks, run as they stand."""
    scope: dict[str, Any] = {"random": random}
    random.seed(seed)
    for block in post_code:
        exec(block, scope)  # noqa: S102 - the point of the test is to run what readers run
    recording = fit(Line(), data.post(), SGD(step_size=0.01), passes=50, seed=seed)
    assert len(scope["losses"]) == 300
    assert recording.loss[1:].tolist() == scope["losses"]
    assert recording.params[-1].tolist() == [scope["m"], scope["b"]]
    assert recording.predictions[-1].tolist() == scope["y_pred"]


def test_a_plain_loop_gives_the_same_bits() -> None:
    """The arithmetic of the post's loop, in our own words, for machines that do not have the post."""
    rng = random.Random(3)
    m, b = rng.random(), rng.random()
    x, y = data.post().inputs.tolist(), data.post().y.tolist()
    steps = train(Line(), data.post(), SGD(0.02), passes=4, seed=3)
    assert next(steps).params.tolist() == [m, b]
    for _ in range(4):
        for xi, yi in zip(x, y, strict=True):
            residual = m * xi + b - yi
            m, b = m - xi * residual * 0.02, b - residual * 0.02
            step = next(steps)
            assert (step.loss, *step.params.tolist()) == (residual, m, b)
    assert next(steps, None) is None


def test_rows_follow_the_convention(short_run: sgdviz.Recording) -> None:
    """Row 0 is before any update; row k holds what update k made and the loss that caused it."""
    assert math.isnan(short_run.loss[0])
    assert np.isnan(short_run.gradients[0]).all()
    assert short_run.sample.tolist() == [-1, *range(6), *range(6)]
    assert short_run.pass_index.tolist() == [0] + [1] * 6 + [2] * 6
    assert short_run.step.tolist() == list(range(13))
    before = short_run.predictions[4, 4] - short_run.dataset.y[4]
    assert short_run.loss[5] == before
    np.testing.assert_array_equal(short_run.params[5], short_run.params[4] - 0.01 * short_run.gradients[5])


def test_the_cost_is_the_mean_squared_error_after_the_step(short_run: sgdviz.Recording) -> None:
    """Over all the data, computed the slow way."""
    m, b = short_run.params[7]
    points = zip(short_run.dataset.inputs, short_run.dataset.y, strict=True)
    assert short_run.cost[7] == pytest.approx(sum((m * x + b - y) ** 2 for x, y in points) / 6, rel=1e-14)


def test_a_start_can_be_given_in_part() -> None:
    """What is not given is drawn as before."""
    drawn = fit(Line(), data.post(), SGD(), passes=1, seed=5).params[0]
    recording = fit(Line(), data.post(), SGD(), passes=1, seed=5, start={"m": 2.5})
    assert recording.params[0].tolist() == [2.5, drawn[1]]


def test_a_run_that_diverges_is_recorded_to_its_end(diverging_run: sgdviz.Recording) -> None:
    """Divergence is data: 301 rows, a status, the step at which it left, and a cost past all bounds."""
    assert len(diverging_run) == 301
    assert diverging_run.status == "diverged"
    assert diverging_run.diverged_row == 7
    assert diverging_run.cost[-1] > 1e100


def test_a_wide_swing_that_comes_back_is_no_divergence() -> None:
    """A start far away has a large cost, and ends well."""
    recording = fit(Line(), data.post(), SGD(0.01), start={"m": 1e4, "b": -1e4})
    assert recording.status == "completed"
    assert recording.diverged_row is None


@pytest.mark.parametrize(("batch_size", "sizes"), [(2, [2, 2, 2]), (4, [4, 2]), (5, [5, 1]), (6, [6]), (None, [6])])
def test_a_batch_steps_by_the_mean_of_its_samples_gradients(batch_size: int | None, sizes: list[int]) -> None:
    """In order, the last batch of a pass with what is left; its loss is their mean square, and no sample is named."""
    recording = fit(Line(), data.post(), SGD(0.02), passes=3, seed=1, batch_size=batch_size)
    x, y = data.post().inputs.tolist(), data.post().y.tolist()
    m, b = recording.params[0].tolist()
    row = 0
    for pass_index in (1, 2, 3):
        first = 0
        for size in sizes:
            row += 1
            batch = range(first, first + size)
            residuals = [m * x[i] + b - y[i] for i in batch]
            slope_m = sum(x[i] * residual for i, residual in zip(batch, residuals, strict=True)) / size
            slope_b = sum(residuals) / size
            np.testing.assert_allclose(recording.gradients[row], [slope_m, slope_b], rtol=1e-11, atol=1e-13)
            squares = sum(residual**2 for residual in residuals) / size
            assert recording.loss[row] == pytest.approx(squares, rel=1e-11, abs=1e-13)
            m, b = m - 0.02 * slope_m, b - 0.02 * slope_b
            np.testing.assert_allclose(recording.params[row], [m, b], rtol=1e-12)
            assert (recording.pass_index[row], recording.sample[row]) == (pass_index, -1)
            first += size
    assert len(recording) == row + 1
    assert recording.loss_kind == "loss"


def test_a_full_batch_s_loss_is_the_cost_before_the_step() -> None:
    """A mean of residuals would cancel to zero long before the line fits."""
    recording = fit(Line(), data.post(), SGD(0.02), passes=200, batch_size=None)
    np.testing.assert_allclose(recording.sample_loss[1:], recording.cost[:-1], rtol=1e-12)


def test_a_batch_larger_than_the_data_is_the_full_batch() -> None:
    """To the last bit."""
    runs = [fit(Line(), data.post(), SGD(), passes=4, batch_size=size) for size in (None, 6, 10**30)]
    assert all(np.array_equal(run.params, runs[0].params) for run in runs)


def test_shuffling_takes_every_sample_once_a_pass_in_an_order_of_its_own() -> None:
    """The orders are permutations that differ; the start is the one that is drawn without shuffling."""
    recording = fit(Line(), data.post(), SGD(), passes=20, seed=4, shuffle=True)
    orders = recording.sample[1:].reshape(20, 6).tolist()
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert len({tuple(order) for order in orders}) > 15
    assert recording.params[0].tolist() == fit(Line(), data.post(), SGD(), passes=1, seed=4).params[0].tolist()


def test_a_shuffled_step_uses_the_sample_that_it_names() -> None:
    """Its loss is that sample's residual before the update."""
    recording = fit(Line(), data.post(), SGD(), passes=5, seed=4, shuffle=True)
    rows = np.arange(1, 31)
    before = recording.predictions[rows - 1, recording.sample[rows]] - recording.dataset.y[recording.sample[rows]]
    np.testing.assert_array_equal(recording.loss[rows], before)


@pytest.mark.parametrize("batch_size", [1, 4])
def test_the_seed_decides_the_order(batch_size: int) -> None:
    """The same seed gives the same bits, another seed from the same start others."""

    def params(seed: int) -> list[list[float]]:
        start = {"m": 0, "b": 0}
        steps = train(Line(), data.post(), SGD(), passes=5, seed=seed, start=start, batch_size=batch_size, shuffle=True)
        return [step.params.tolist() for step in steps]

    assert params(7) == params(7)
    assert params(7) != params(8)


def test_the_recipe_tells_how_the_run_was_made() -> None:
    """In JSON's types, with every setting that makes it another run."""
    recording = fit(Line(), data.post(), Momentum(0.02), passes=2, seed=3, batch_size=None, shuffle=True)
    assert recording.recipe == {
        "model": "Line()",
        "optimizer": "Momentum(step_size=0.02, momentum=0.9)",
        "passes": 2,
        "seed": 3,
        "start": {},
        "batch_size": None,
        "shuffle": True,
        "standardize": False,
    }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"passes": 0}, "passes is 0; give a whole number of at least 1"),
        ({"passes": 2.5}, r"passes is 2\.5"),
        ({"seed": -1}, "seed is -1"),
        ({"start": {"q": 1}}, "start names 'q', which is no parameter; the parameters are: m, b"),
        ({"start": {"m": math.nan}}, "start m is nan"),
        ({"batch_size": 0}, "batch size is 0; give a whole number of at least 1"),
        ({"batch_size": 2.0}, r"batch size is 2\.0"),
        ({"batch_size": True}, "batch size is True"),
        ({"batch_size": "full"}, "batch size is 'full'"),
        ({"shuffle": "no"}, "shuffle is 'no'; give True or False"),
    ],
)
def test_bad_settings_are_refused_before_the_first_step(settings: dict[str, Any], said: str) -> None:
    """The error comes from the call, not from the first `next`."""
    with pytest.raises(InputError, match=said):
        train(Line(), data.post(), SGD(), **settings)


@pytest.mark.parametrize(
    ("model", "dataset", "optimizer", "said"),
    [
        (sgdviz.Line(), ([1.0], [2.0]), sgdviz.SGD(), r"the data are a tuple; give a Dataset, as in Dataset\(x, y\)"),
        (sgdviz.Line(), sgdviz.data.post(), "sgd", r"the optimizer is 'sgd'; give one as in SGD\(\)"),
        (sgdviz.Line, sgdviz.data.post(), sgdviz.SGD(), r"the model is the class Line; give one as in Line\(\)"),
    ],
)
def test_each_argument_must_be_what_it_is_for(model: Any, dataset: Any, optimizer: Any, said: str) -> None:
    """What somebody might well try is told what it should be."""
    with pytest.raises(InputError, match=said):
        sgdviz.fit(model, dataset, optimizer)


def test_even_units_are_asked_for_by_true_or_false() -> None:
    """A word would count as true."""
    with pytest.raises(InputError, match="standardize is 'no'"):
        sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(), standardize="no")  # type: ignore[arg-type]
