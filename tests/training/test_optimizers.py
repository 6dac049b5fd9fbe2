"""Optimizers: each against its published formula in plain numbers, and bad settings."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, AdaGrad, Adam, Cosine, Decay, InputError, Momentum, Nesterov, RMSProp, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Slope = Callable[[float, int], float]

STARTS = [3.0, -1.5, 40.0]
UPDATES = 400
EVERY = [SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam]


def slope_at(place: int) -> Slope:
    """Return the slope of a bowl with noise, as a function of the parameter and the update; each `place` differs."""
    rng = random.Random(place)
    noise = [rng.gauss(0, 0.5) for _ in range(UPDATES)]
    return lambda value, update: (place + 1) * (value - 1.0) + 0.3 * math.sin(3 * value) + noise[update]


def walked(optimizer: Any) -> np.ndarray:
    """Return the (UPDATES, 3) parameters after each update on the three bowls."""
    slopes = [slope_at(place) for place in range(3)]
    params = np.array(STARTS)
    state = optimizer.init(params)
    rows = []
    for update in range(UPDATES):
        gradient = np.array([slope(float(value), update) for slope, value in zip(slopes, params, strict=True)])
        params, state = optimizer.step(params, gradient, state)
        rows.append(params)
    return np.array(rows)


def expected(formula: Callable[[float, Slope], Iterator[float]]) -> np.ndarray:
    """Return what `formula` yields for each of the three bowls, as (UPDATES, 3)."""
    return np.array([list(formula(start, slope_at(place))) for place, start in enumerate(STARTS)]).T


def test_a_step_goes_against_the_gradient() -> None:
    """SGD returns `params - gradient * step_size`."""
    params, _ = SGD(0.1).step(np.array([1.0, 2.0]), np.array([10.0, -10.0]), None)
    assert params.tolist() == [0.0, 3.0]


def test_sgd_follows_its_formula() -> None:
    """SGD equals its formula to the last bit, with a decaying step size."""

    def formula(w: float, slope: Slope) -> Iterator[float]:
        for t in range(UPDATES):
            w -= slope(w, t) * (0.1 / (1 + 0.02 * t))
            yield w

    np.testing.assert_array_equal(walked(SGD(Decay(0.1, rate=0.02))), expected(formula))


def test_momentum_follows_its_formula() -> None:
    """Momentum equals Polyak's form, which repeats a share of the last move beside the gradient step."""

    def formula(w: float, slope: Slope) -> Iterator[float]:
        before = w
        for t in range(UPDATES):
            w, before = w - 0.02 * slope(w, t) + 0.8 * (w - before), w
            yield w

    np.testing.assert_allclose(walked(Momentum(0.02, momentum=0.8)), expected(formula), rtol=1e-12)


def test_nesterov_follows_its_formula() -> None:
    """Nesterov equals Sutskever's form, whose gradient is taken ahead; the point ahead is the parameters here."""

    def formula(w: float, slope: Slope) -> Iterator[float]:
        v = 0.0
        for t in range(UPDATES):
            v = 0.8 * v - 0.02 * slope(w + 0.8 * v, t)
            w += v
            yield w + 0.8 * v

    np.testing.assert_allclose(walked(Nesterov(0.02, momentum=0.8)), expected(formula), rtol=1e-12)


def test_adagrad_follows_its_formula() -> None:
    """AdaGrad divides by the root of the sum of all squared gradients."""

    def formula(w: float, slope: Slope) -> Iterator[float]:
        seen: list[float] = []
        for t in range(UPDATES):
            seen.append(slope(w, t))
            w -= 0.5 * seen[-1] / (math.sqrt(math.fsum(g * g for g in seen)) + 1e-3)
            yield w

    np.testing.assert_allclose(walked(AdaGrad(0.5, epsilon=1e-3)), expected(formula), rtol=1e-12)


def test_rmsprop_follows_its_formula() -> None:
    """RMSProp weighs a squared gradient of n updates ago by `decay**n`."""

    def formula(w: float, slope: Slope) -> Iterator[float]:
        seen: list[float] = []
        for t in range(UPDATES):
            seen.append(slope(w, t))
            mean = math.fsum(0.1 * 0.9**age * g * g for age, g in enumerate(reversed(seen)))
            w -= 0.05 * seen[-1] / (math.sqrt(mean) + 1e-3)
            yield w

    np.testing.assert_allclose(walked(RMSProp(0.05, decay=0.9, epsilon=1e-3)), expected(formula), rtol=1e-12)


def test_adam_follows_its_formula() -> None:
    """Adam equals algorithm 1 of its paper."""

    def formula(theta: float, slope: Slope) -> Iterator[float]:
        alpha, beta1, beta2, epsilon = 0.1, 0.85, 0.99, 1e-3
        m = v = 0.0
        for t in range(1, UPDATES + 1):
            g = slope(theta, t - 1)
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g * g
            m_hat = m / (1 - math.pow(beta1, t))
            v_hat = v / (1 - math.pow(beta2, t))
            theta -= alpha * m_hat / (math.sqrt(v_hat) + epsilon)
            yield theta

    np.testing.assert_allclose(walked(Adam(0.1, 0.85, 0.99, 1e-3)), expected(formula), rtol=1e-12)


@pytest.mark.parametrize("kind", EVERY)
def test_a_schedule_sets_each_update_s_step_size(kind: Any) -> None:
    """An optimizer with a schedule equals one made anew for each update with the step size of that update."""
    schedule = Cosine(start=0.05, updates=300, end=0.001)
    slope = slope_at(1)
    params = anew = np.array([2.0])
    state, other = kind(schedule).init(params), kind(1.0).init(params)
    for update in range(UPDATES):
        params, state = kind(schedule).step(params, np.array([slope(float(params[0]), update)]), state)
        fixed = kind(schedule(update))
        anew, other = fixed.step(anew, np.array([slope(float(anew[0]), update)]), other)
        assert params.tolist() == anew.tolist()


@pytest.mark.parametrize("kind", EVERY)
def test_a_step_changes_nothing_in_place(kind: Any) -> None:
    """A step leaves the parameters, the gradient and the state that it is given."""
    params, gradient = np.array([1.0, 2.0]), np.array([0.5, -0.5])
    for array in (params, gradient):
        array.flags.writeable = False
    _, state = kind().step(params, gradient, kind().init(params))
    kept = repr(state)
    after, _ = kind().step(params, gradient, state)
    assert repr(state) == kept
    assert not np.shares_memory(after, params)


@pytest.mark.parametrize(
    ("kind", "defaults"),
    [
        (SGD, "step_size=0.01"),
        (Momentum, "step_size=0.01, momentum=0.9"),
        (Nesterov, "step_size=0.01, momentum=0.9"),
        (AdaGrad, "step_size=0.01, epsilon=1e-10"),
        (RMSProp, "step_size=0.001, decay=0.9, epsilon=1e-08"),
        (Adam, "step_size=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08"),
    ],
)
def test_defaults_are_the_field_s_usual_ones(kind: Any, defaults: str) -> None:
    """The repr shows the usual defaults of each optimizer."""
    assert repr(kind()) == f"{kind.__name__}({defaults})"


@pytest.mark.parametrize("optimizer", [Momentum(), Nesterov(), AdaGrad(1.0), RMSProp(0.05), Adam(0.1)], ids=repr)
def test_every_optimizer_learns_the_line(optimizer: sgdviz.training.optimizers.Optimizer) -> None:
    """Each optimizer ends at the least-squares line on full batches."""
    dataset = sgdviz.data.post()
    recording = sgdviz.fit(sgdviz.Line(), dataset, optimizer, passes=1000, batch_size=None)
    np.testing.assert_allclose(recording.params[-1], np.polyfit(dataset.inputs, dataset.y, 1), atol=0.05)


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("step_size", [0, -1, math.nan, math.inf, "fast", True, None, Cosine])
def test_a_step_size_is_a_positive_finite_number(kind: Any, step_size: Any) -> None:
    """A step size that is neither a positive finite number nor a schedule is refused."""
    with pytest.raises(InputError, match="step size is"):
        kind(step_size)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Momentum, "momentum"), (Nesterov, "momentum"), (RMSProp, "decay"), (Adam, "beta1"), (Adam, "beta2")],
)
@pytest.mark.parametrize("value", [1, 1.5, -0.1, math.nan, "much", True])
def test_momentum_and_decay_are_fractions(kind: Any, name: str, value: Any) -> None:
    """Momentum, decay and the betas must be at least 0 and below 1."""
    with pytest.raises(InputError, match=f"{name} is"):
        kind(**{name: value})
    assert kind(**{name: 0}) is not None


@pytest.mark.parametrize("kind", [AdaGrad, RMSProp, Adam])
@pytest.mark.parametrize("value", [0, -1e-8, math.inf, "small"])
def test_epsilon_is_positive(kind: Any, value: Any) -> None:
    """An epsilon that is not a positive finite number is refused."""
    with pytest.raises(InputError, match="epsilon is"):
        kind(epsilon=value)


def test_a_schedule_of_one_s_own() -> None:
    """A subclass of `Schedule` sets the step size of each update."""

    class Alternating(Schedule):
        def __call__(self, update: int) -> float:
            return 1.0 if update % 2 else 10.0

    optimizer, params = SGD(Alternating()), np.array([0.0])
    state: int | None = None
    seen = []
    for _ in range(4):
        params, state = optimizer.step(params, np.array([-1.0]), state)
        seen.append(params[0])
    assert seen == [10, 11, 21, 22]
