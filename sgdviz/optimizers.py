"""Optimizers as frozen settings: what they remember between steps is state that the caller holds.

In the formulae g is the gradient, and a is the step size: a number, or what a `Schedule` says of the update.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from sgdviz.checks import fraction, positive
from sgdviz.schedules import Schedule

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Optimizer(Protocol):
    """What training asks of an optimizer. `params` and `gradient` are always (P,)."""

    def init(self, params: NDArray[np.float64]) -> Any:
        """Return the state before the first step."""

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Any
    ) -> tuple[NDArray[np.float64], Any]:
        """Return the parameters after one update, and the state for the next."""


class Velocity(NamedTuple):
    """What momentum remembers: the velocity (P,), and how many updates there were."""

    velocity: NDArray[np.float64]
    updates: int


class Squares(NamedTuple):
    """What remembers how steep it was remembers: a sum or mean of squared gradients (P,), and how many there were."""

    squares: NDArray[np.float64]
    updates: int


class Moments(NamedTuple):
    """What Adam remembers: running means of the gradient and of its square, both (P,), and how many there were."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    updates: int


@dataclass(frozen=True, slots=True)
class SGD:
    """Plain gradient descent: ``params - gradient * step_size``. A step size must be a finite number above 0."""

    step_size: float | Schedule = 0.01

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)

    def init(self, params: NDArray[np.float64]) -> None:
        """Return None: before the first step there is nothing to remember."""

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: int | None
    ) -> tuple[NDArray[np.float64], int | None]:
        """Return the parameters after one update; the product is formed in the post's order, to the last bit.

        The state is None, and with a schedule the number of updates.
        """
        if isinstance(self.step_size, Schedule):
            updates = state or 0
            return params - gradient * self.step_size(updates), updates + 1
        return params - gradient * self.step_size, None


@dataclass(frozen=True, slots=True)
class _Rolling:
    """What optimizers that roll have in common: they start at rest, and keep a share of their velocity."""

    step_size: float | Schedule = 0.01
    momentum: float = 0.9

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        fraction("momentum", self.momentum)

    def init(self, params: NDArray[np.float64]) -> Velocity:
        """Return the state at rest."""
        return Velocity(np.zeros_like(params), 0)


@dataclass(frozen=True, slots=True)
class Momentum(_Rolling):
    """A ball that rolls: ``v = momentum * v - a * g``, then ``params + v``.

    Polyak, *Some methods of speeding up the convergence of iteration methods* (1964), as Sutskever et al., *On the
    importance of initialization and momentum in deep learning* (2013), write it in equations 1 and 2.
    """

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Velocity
    ) -> tuple[NDArray[np.float64], Velocity]:
        """Return the parameters after one update, and the new velocity."""
        velocity = self.momentum * state.velocity - gradient * _size_at(self.step_size, state.updates)
        return params + velocity, Velocity(velocity, state.updates + 1)


@dataclass(frozen=True, slots=True)
class Nesterov(_Rolling):
    """A ball that looks where it is going: ``v = momentum * v - a * g``, then ``params + momentum * v - a * g``.

    Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k^2)* (1983). Sutskever et
    al. (2013), equations 3 and 4, take the gradient ahead of the parameters, at ``params + momentum * v``. Here, as in
    Bengio et al., *Advances in optimizing recurrent networks* (2013), that point is itself what is called the
    parameters: then the gradient belongs to the parameters that are shown, as with every other optimizer.
    """

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Velocity
    ) -> tuple[NDArray[np.float64], Velocity]:
        """Return the parameters after one update, and the new velocity."""
        push = gradient * _size_at(self.step_size, state.updates)
        velocity = self.momentum * state.velocity - push
        return params + self.momentum * velocity - push, Velocity(velocity, state.updates + 1)


@dataclass(frozen=True, slots=True)
class AdaGrad:
    """Smaller steps where it was steep: ``s = s + g**2``, then ``params - a * g / (sqrt(s) + epsilon)``.

    Duchi, Hazan and Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization* (2011),
    with a diagonal matrix.
    """

    step_size: float | Schedule = 0.01
    epsilon: float = 1e-10

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        positive("epsilon", self.epsilon)

    def init(self, params: NDArray[np.float64]) -> Squares:
        """Return a sum of nothing."""
        return Squares(np.zeros_like(params), 0)

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Squares
    ) -> tuple[NDArray[np.float64], Squares]:
        """Return the parameters after one update, and the new sum of squares."""
        squares = state.squares + gradient**2
        push = _size_at(self.step_size, state.updates) * gradient / (np.sqrt(squares) + self.epsilon)
        return params - push, Squares(squares, state.updates + 1)


@dataclass(frozen=True, slots=True)
class RMSProp:
    """AdaGrad that forgets: ``s = decay * s + (1 - decay) * g**2``, then ``params - a * g / (sqrt(s) + epsilon)``.

    Tieleman and Hinton, *Neural Networks for Machine Learning*, lecture 6.5 (2012); epsilon keeps it from dividing by
    zero.
    """

    step_size: float | Schedule = 0.001
    decay: float = 0.9
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        fraction("decay", self.decay)
        positive("epsilon", self.epsilon)

    def init(self, params: NDArray[np.float64]) -> Squares:
        """Return a mean of zero."""
        return Squares(np.zeros_like(params), 0)

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Squares
    ) -> tuple[NDArray[np.float64], Squares]:
        """Return the parameters after one update, and the new mean of squares."""
        squares = self.decay * state.squares + (1 - self.decay) * gradient**2
        push = _size_at(self.step_size, state.updates) * gradient / (np.sqrt(squares) + self.epsilon)
        return params - push, Squares(squares, state.updates + 1)


@dataclass(frozen=True, slots=True)
class Adam:
    """Momentum and RMSProp, each corrected for its start at zero; t counts the updates from 1.

    ::

        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        params - a * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + epsilon)

    Kingma and Ba, *Adam: A Method for Stochastic Optimization* (2015), algorithm 1.
    """

    step_size: float | Schedule = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        fraction("beta1", self.beta1)
        fraction("beta2", self.beta2)
        positive("epsilon", self.epsilon)

    def init(self, params: NDArray[np.float64]) -> Moments:
        """Return means of zero."""
        return Moments(np.zeros_like(params), np.zeros_like(params), 0)

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Moments
    ) -> tuple[NDArray[np.float64], Moments]:
        """Return the parameters after one update, and the new means."""
        updates = state.updates + 1
        first = self.beta1 * state.first + (1 - self.beta1) * gradient
        second = self.beta2 * state.second + (1 - self.beta2) * gradient**2
        mean, mean_square = first / (1 - self.beta1**updates), second / (1 - self.beta2**updates)
        push = _size_at(self.step_size, state.updates) * mean / (np.sqrt(mean_square) + self.epsilon)
        return params - push, Moments(first, second, updates)


def _check_step_size(step_size: float | Schedule) -> None:
    if not isinstance(step_size, Schedule):  # a schedule has checked itself
        positive("step size", step_size)


def _size_at(step_size: float | Schedule, updates: int) -> float:
    """Return the step size of the update that follows `updates` others."""
    return step_size(updates) if isinstance(step_size, Schedule) else step_size
