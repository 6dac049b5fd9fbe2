"""Toy data sets: each follows its formula, and the same seed gives the same points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sgdviz import Dataset, InputError
from sgdviz.data import toys

if TYPE_CHECKING:
    from collections.abc import Callable

ALL = (toys.noisy_line, toys.sine, toys.two_moons, toys.spiral, toys.many_houses, toys.exam_scores)


def test_a_line_without_noise_is_straight() -> None:
    """`noisy_line` without noise is y = 2 x + 1, and its noise has the standard deviation asked for."""
    exact = toys.noisy_line(points=200, noise=0)
    np.testing.assert_allclose(np.polyfit(exact.inputs, exact.y, 1), [2, 1], atol=1e-12)
    assert -4 <= exact.x.min() < -3.8
    assert 3.8 < exact.x.max() < 4
    noisy = toys.noisy_line(points=20_000, noise=3)
    assert np.std(noisy.y - 2 * noisy.inputs - 1) == pytest.approx(3, rel=0.02)


def test_a_line_has_the_inputs_asked_for() -> None:
    """`low` and `high` limit the inputs of `noisy_line`; they must be in order."""
    line = toys.noisy_line(points=200, noise=0, low=1, high=1.5)
    np.testing.assert_allclose(line.y, 2 * line.inputs + 1)
    assert 1 <= line.x.min() < 1.02
    assert 1.48 < line.x.max() < 1.5
    for low, high in ((1, 1), (2, -2)):
        with pytest.raises(InputError, match=f"low is {low} and high is {high}; give a low below the high"):
            toys.noisy_line(low=low, high=high)


def test_the_classes_of_toys_have_names() -> None:
    """The moons and the arms are called by their places, class 0 first."""
    assert toys.two_moons().class_names == ("upper moon", "lower moon")
    assert toys.spiral().class_names == ("first arm", "second arm")


def test_a_sine_without_noise_is_the_sine_of_its_inputs() -> None:
    """`sine` without noise lies on the unit circle with the cosine of its inputs, over one whole turn."""
    exact = toys.sine(points=500, noise=0)
    np.testing.assert_allclose(np.cos(exact.inputs) ** 2 + exact.y**2, 1)
    assert np.sign(exact.y).tolist() == np.sign(exact.inputs).tolist()
    assert np.ptp(exact.inputs) == pytest.approx(2 * np.pi, rel=0.02)


def test_each_moon_is_half_a_circle() -> None:
    """The upper moon lies around the origin and the lower around (1, 1/2), both with radius 1."""
    moons = toys.two_moons(points=301, noise=0)
    assert np.bincount(moons.y.astype(int)).tolist() == [151, 150]
    upper, lower = moons.x[moons.y == 0], moons.x[moons.y == 1] - [1, 0.5]
    np.testing.assert_allclose(np.linalg.norm(upper, axis=1), 1)
    np.testing.assert_allclose(np.linalg.norm(lower, axis=1), 1)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0).all()


def test_the_arms_of_the_spiral_are_half_a_turn_apart() -> None:
    """The angle of a point grows with its radius at the same rate on both arms."""
    arms = toys.spiral(points=400, noise=0)
    assert np.bincount(arms.y.astype(int)).tolist() == [200, 200]
    distance = np.linalg.norm(arms.x, axis=1)
    angle = np.arctan2(arms.x[:, 1], arms.x[:, 0])
    unwound = angle - 2 * np.pi * toys.SPIRAL_TURNS * distance - np.pi * arms.y
    np.testing.assert_allclose(np.cos(unwound), 1)
    assert np.median(distance**2) == pytest.approx(0.5, abs=0.06)


def test_house_prices_follow_their_formula() -> None:
    """Least squares finds the weights of the formula, exactly without noise and nearly with it."""
    for noise, near in ((0, 1e-9), (20, 0.3)):
        houses = toys.many_houses(points=5000, noise=noise)
        inputs = np.column_stack([houses.x, np.ones(len(houses))])
        weights, *_ = np.linalg.lstsq(inputs, houses.y)
        np.testing.assert_allclose(weights / [0.2, 15, 20, -50], 1, atol=near)
    assert houses.feature_names == ("size (sq ft)", "bedrooms", "location score")
    assert houses.target_name == "price ($1000)"
    assert houses.x.min(axis=0).tolist() == [800, 1, 0]
    assert houses.x.max(axis=0).tolist() == [4000, 6, 10]


@pytest.mark.parametrize("make", ALL)
def test_a_seed_gives_the_same_points_again(make: Callable[..., Dataset]) -> None:
    """The same seed gives the same points and another seed others, as many as asked for."""
    one, same, other = make(points=7), make(points=7, seed=0), make(points=7, seed=1)
    assert one.x.tobytes() + one.y.tobytes() == same.x.tobytes() + same.y.tobytes()
    assert one.x.tobytes() != other.x.tobytes()
    assert len(one) == 7


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"points": 0}, "points is 0; give a whole number"),
        ({"points": 2.5}, r"points is 2\.5"),
        ({"noise": -1}, "noise is -1; give 0 or a number above it"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_settings_are_checked(make: Callable[..., Dataset], settings: dict[str, Any], said: str) -> None:
    """A bad setting is refused by its name."""
    with pytest.raises(InputError, match=said):
        make(**settings)


def test_two_classes_take_two_points() -> None:
    """A data set of two classes has at least one point of each."""
    assert toys.spiral(points=2).y.tolist() == [0, 1]
    with pytest.raises(InputError, match="points is 1; give a whole number of at least 2"):
        toys.two_moons(points=1)


def test_admission_follows_the_sum_of_both_scores() -> None:
    """Without noise, those with 130 marks or more are admitted, and no one else."""
    exams = toys.exam_scores(points=200, noise=0)
    assert exams.class_names == ("rejected", "admitted")
    assert ((exams.x.sum(axis=1) >= 130) == (exams.y == 1)).all()
    assert (exams.x.min(), exams.x.max()) >= (30, 99)
    assert 0 < exams.y.mean() < 1
