"""Seeded toy data sets, each drawn from the formula in its docstring."""

from __future__ import annotations

import numpy as np

from sgdviz.checks import finite, not_negative, whole
from sgdviz.data.dataset import Dataset
from sgdviz.errors import InputError

MOST_POINTS = 1_000_000
"""The most points of a toy data set."""

SPIRAL_TURNS = 1.25
"""Turns of each arm of the spiral around its centre."""


def noisy_line(points: int = 30, noise: float = 1.0, seed: int = 0, *, low: float = -4.0, high: float = 4.0) -> Dataset:
    """Return ``y = 2 x + 1`` at `points` inputs drawn uniformly from `low` to `high`.

    `noise` is its standard deviation. Inputs that are all on one side of 0 make slope and intercept hard to tell apart:
    the cost is then a long valley.
    """
    rng = _generator(points, noise, seed)
    if finite("low", low) >= finite("high", high):
        raise InputError(f"low is {low!r} and high is {high!r}; give a low below the high")
    x = rng.uniform(low, high, points)
    return Dataset(x, 2 * x + 1 + rng.normal(0, noise, points))


def sine(points: int = 60, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return ``y = sin(x)`` at `points` inputs drawn uniformly from [-π, π), with noise of the deviation `noise`."""
    rng = _generator(points, noise, seed)
    x = rng.uniform(-np.pi, np.pi, points)
    return Dataset(x, np.sin(x) + rng.normal(0, noise, points))


def two_moons(points: int = 200, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Return two interleaved half circles, points alternating: y is 0 on the upper one and 1 on the lower.

    With t drawn uniformly from [0, π), the upper is ``(cos t, sin t)`` and the lower ``(1 - cos t, 1/2 - sin t)``.
    `noise` is the standard deviation of both features. There are at least 2 points.
    """
    rng = _generator(points, noise, seed, least=2)
    lower = (np.arange(points) % 2).astype(np.float64)
    t = rng.uniform(0, np.pi, points)
    x = np.column_stack([np.where(lower, 1 - np.cos(t), np.cos(t)), np.where(lower, 0.5 - np.sin(t), np.sin(t))])
    return Dataset(x + rng.normal(0, noise, x.shape), lower, class_names=("upper moon", "lower moon"))


def spiral(points: int = 200, noise: float = 0.03, seed: int = 0) -> Dataset:
    """Return two arms of a spiral, points alternating: y is 0 on the first and 1 on the second, half a turn further on.

    With r the square root of a number drawn uniformly from [0, 1), so that the density is even, a point is
    ``(r cos a, r sin a)`` at the angle ``a = 2 π SPIRAL_TURNS r + π y``. `noise` is the standard
    deviation of both features. There are at least 2 points.
    """
    rng = _generator(points, noise, seed, least=2)
    second = (np.arange(points) % 2).astype(np.float64)
    r = np.sqrt(rng.uniform(0, 1, points))
    angle = 2 * np.pi * SPIRAL_TURNS * r + np.pi * second
    x = np.column_stack([r * np.cos(angle), r * np.sin(angle)])
    return Dataset(x + rng.normal(0, noise, x.shape), second, class_names=("first arm", "second arm"))


def many_houses(points: int = 100, noise: float = 20.0, seed: int = 0) -> Dataset:
    """Return houses and their prices in $1000: ``0.2 size + 15 bedrooms + 20 location - 50``.

    The size is drawn uniformly from 800 to 4000 sq ft, in tens; there is a bedroom for each 1000 sq ft, and one or two
    more; the location's score is drawn uniformly from 0 to 10, in tenths. `noise` is the standard deviation of
    the price in $1000.
    """
    rng = _generator(points, noise, seed)
    size = rng.integers(80, 400, points, endpoint=True) * 10.0
    bedrooms = size // 1000 + rng.integers(1, 2, points, endpoint=True)
    location = rng.integers(0, 100, points, endpoint=True) / 10
    price = 0.2 * size + 15 * bedrooms + 20 * location - 50 + rng.normal(0, noise, points)
    names = ("size (sq ft)", "bedrooms", "location score")
    return Dataset(np.column_stack([size, bedrooms, location]), price, names, "price ($1000)")


def exam_scores(points: int = 100, noise: float = 8.0, seed: int = 0) -> Dataset:
    """Return two exam scores of each applicant, 30 to 100, and whether the applicant was admitted.

    Both are drawn uniformly, in whole marks. Those whose scores and noise add up to 130 or more are admitted; `noise`
    is its standard deviation in marks.
    """
    rng = _generator(points, noise, seed, least=2)
    scores = rng.integers(30, 100, (points, 2), endpoint=True).astype(np.float64)
    admitted = (scores.sum(axis=1) + rng.normal(0, noise, points) >= 130).astype(np.float64)
    return Dataset(scores, admitted, ("exam 1", "exam 2"), "admitted", class_names=("rejected", "admitted"))


def _generator(points: int, noise: float, seed: int, *, least: int = 1) -> np.random.Generator:
    """Check the settings of a data set and return its random generator."""
    whole("points", points, least=least, most=MOST_POINTS)
    not_negative("noise", noise)
    return np.random.default_rng(whole("seed", seed, least=0))
