"""Training: the post's loop to the last bit."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, InputError, Line, data, fit, train


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


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"passes": 0}, "passes is 0; give a whole number of at least 1"),
        ({"passes": 2.5}, r"passes is 2\.5"),
        ({"seed": -1}, "seed is -1"),
        ({"start": {"q": 1}}, "start names 'q', which is no parameter; the parameters are: m, b"),
        ({"start": {"m": math.nan}}, "start m is nan"),
    ],
)
def test_bad_settings_are_refused_before_the_first_step(settings: dict[str, Any], said: str) -> None:
    """The error comes from the call, not from the first `next`."""
    with pytest.raises(InputError, match=said):
        train(Line(), data.post(), SGD(), **settings)
