"""Schedules: a step size (learning rate) that depends on the number of updates."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass

from sgdviz.checks import not_negative, positive, whole
from sgdviz.errors import InputError


class Schedule(ABC):
    """A step size that depends on the update. Make a subclass a frozen dataclass, so that recipes show its settings."""

    __slots__ = ()

    @abstractmethod
    def __call__(self, update: int) -> float:
        """Return the step size of an update; the first update of a run is 0."""


@dataclass(frozen=True, slots=True)
class Constant(Schedule):
    """The same step size for every update, equal to a plain number."""

    step_size: float = 0.01

    def __post_init__(self) -> None:
        positive("step size", self.step_size)

    def __call__(self, update: int) -> float:  # noqa: ARG002 - the same for all
        """Return the step size."""
        return self.step_size


@dataclass(frozen=True, slots=True)
class Decay(Schedule):
    """Inverse-time decay: ``start / (1 + rate * update)``, which is half of `start` after ``1 / rate`` updates.

    It meets the conditions of Robbins and Monro, *A Stochastic Approximation Method* (1951): the step sizes sum to
    infinity, so that any distance can be covered, and their squares sum to a finite number, so that noise averages out.
    """

    start: float = 0.01
    rate: float = 0.01

    def __post_init__(self) -> None:
        positive("start of the decay", self.start)
        not_negative("rate of the decay", self.rate)

    def __call__(self, update: int) -> float:
        """Return the step size of an update."""
        return self.start / (1 + self.rate * update)


@dataclass(frozen=True, slots=True)
class Cosine(Schedule):
    """Half a cosine: ``end + (start - end) * (1 + cos(pi * update / updates)) / 2``, and `end` from `updates` on.

    Loshchilov and Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts* (2017), equation 5, without restarts.
    """

    start: float = 0.01
    updates: int = 300
    end: float = 0.0

    def __post_init__(self) -> None:
        positive("start of the cosine", self.start)
        whole("updates of the cosine", self.updates, least=1)
        not_negative("end of the cosine", self.end)
        if self.end > self.start:
            ends = f"start of the cosine is {self.start!r} and its end {self.end!r}"
            raise InputError(f"{ends}; give an end that is not above the start")

    def __call__(self, update: int) -> float:
        """Return the step size of an update."""
        angle = math.pi * min(update, self.updates) / self.updates
        return self.end + (self.start - self.end) * (1 + math.cos(angle)) / 2
