"""Optimizers as frozen settings; the state between steps is held by the caller.

In the formulae g is the gradient and a the step size (learning rate): a number, or the value of a `Schedule`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

import numpy as np

from sgdviz.checks import fraction, positive
from sgdviz.training.schedules import Schedule

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Optimizer(Protocol):
    """The interface of an optimizer that training requires. `params` and `gradient` are always (P,)."""

    def init(self, params: NDArray[np.float64]) -> Any:
        """Return the state before the first step."""

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Any
    ) -> tuple[NDArray[np.float64], Any]:
        """Return the parameters after one update, and the state for the next."""


@runtime_checkable
class CarriesOver(Protocol):
    """An optimizer whose updates depend on earlier gradients, and can tell that part apart."""

    def carried(self, gradient: NDArray[np.float64], state: Any) -> NDArray[np.float64]:
        """Return the (P,) part of the next update that earlier gradients cause; `gradient` causes the rest."""


class Velocity(NamedTuple):
    """State of Momentum and Nesterov: the velocity (P,) and the number of updates."""

    velocity: NDArray[np.float64]
    updates: int


class Squares(NamedTuple):
    """State of AdaGrad and RMSProp: the accumulated squared gradients (P,) and the number of updates."""

    squares: NDArray[np.float64]
    updates: int


class Moments(NamedTuple):
    """State of Adam: running means of the gradient and of its square, both (P,), and the number of updates."""

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
        """Return None: plain gradient descent has no state."""

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: int | None
    ) -> tuple[NDArray[np.float64], int | None]:
        """Return the parameters after one update; the product has the post's order of factors, for equal rounding.

        The state is None, and with a schedule the number of updates.
        """
        if isinstance(self.step_size, Schedule):
            updates = state or 0
            return params - gradient * self.step_size(updates), updates + 1
        return params - gradient * self.step_size, None


@dataclass(frozen=True, slots=True)
class _WithVelocity:
    """Settings and initial state shared by Momentum and Nesterov."""

    step_size: float | Schedule = 0.01
    momentum: float = 0.9

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        fraction("momentum", self.momentum)

    def init(self, params: NDArray[np.float64]) -> Velocity:
        """Return a velocity of zero."""
        return Velocity(np.zeros_like(params), 0)


@dataclass(frozen=True, slots=True)
class Momentum(_WithVelocity):
    """Momentum: ``v = momentum * v - a * g``, then ``params + v``.

    Polyak, *Some methods of speeding up the convergence of iteration methods* (1964), as Sutskever et al., *On the
    importance of initialization and momentum in deep learning* (2013), write it in equations 1 and 2.
    """

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Velocity
    ) -> tuple[NDArray[np.float64], Velocity]:
        """Return the parameters after one update, and the new velocity."""
        velocity = self.momentum * state.velocity - gradient * _size_at(self.step_size, state.updates)
        return params + velocity, Velocity(velocity, state.updates + 1)

    def carried(self, gradient: NDArray[np.float64], state: Velocity) -> NDArray[np.float64]:  # noqa: ARG002
        """Return ``momentum * v``, with v before the update."""
        return self.momentum * state.velocity


@dataclass(frozen=True, slots=True)
class Nesterov(_WithVelocity):
    """Nesterov's momentum: ``v = momentum * v - a * g``, then ``params + momentum * v - a * g``.

    Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k^2)* (1983). Sutskever et
    al. (2013), equations 3 and 4, take the gradient ahead of the parameters, at ``params + momentum * v``. Here, as in
    Bengio et al., *Advances in optimizing recurrent networks* (2013), the parameters are that point itself, so that the
    gradient belongs to the recorded parameters, as with every other optimizer.
    """

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Velocity
    ) -> tuple[NDArray[np.float64], Velocity]:
        """Return the parameters after one update, and the new velocity."""
        push = gradient * _size_at(self.step_size, state.updates)
        velocity = self.momentum * state.velocity - push
        return params + self.momentum * velocity - push, Velocity(velocity, state.updates + 1)

    def carried(self, gradient: NDArray[np.float64], state: Velocity) -> NDArray[np.float64]:  # noqa: ARG002
        """Return ``momentum**2 * v``, with v before the update."""
        return self.momentum**2 * state.velocity


@dataclass(frozen=True, slots=True)
class AdaGrad:
    """AdaGrad: ``s = s + g**2``, then ``params - a * g / (sqrt(s) + epsilon)``.

    Duchi, Hazan and Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization* (2011),
    with a diagonal matrix.
    """

    step_size: float | Schedule = 0.01
    epsilon: float = 1e-10

    def __post_init__(self) -> None:
        _check_step_size(self.step_size)
        positive("epsilon", self.epsilon)

    def init(self, params: NDArray[np.float64]) -> Squares:
        """Return a sum of zero."""
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
    """RMSProp: ``s = decay * s + (1 - decay) * g**2``, then ``params - a * g / (sqrt(s) + epsilon)``.

    Tieleman and Hinton, *Neural Networks for Machine Learning*, lecture 6.5 (2012); epsilon prevents a division by
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
    """Adam: momentum and RMSProp, each corrected for its start at zero; t counts the updates from 1.

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

    def carried(self, gradient: NDArray[np.float64], state: Moments) -> NDArray[np.float64]:
        """Return the update less the share of `gradient` in the new mean m; the divisor is that of the whole update."""
        nothing = np.zeros_like(gradient)
        whole, _ = self.step(nothing, gradient, state)
        mean = self.beta1 * state.first + (1 - self.beta1) * gradient
        with np.errstate(all="ignore"):
            share = np.where(mean == 0, 0.0, self.beta1 * state.first / mean)
        return whole * share


def _check_step_size(step_size: float | Schedule) -> None:
    if not isinstance(step_size, Schedule):  # a schedule checks its own settings
        positive("step size", step_size)


def _size_at(step_size: float | Schedule, updates: int) -> float:
    """Return the step size of the update after `updates` updates."""
    return step_size(updates) if isinstance(step_size, Schedule) else step_size
