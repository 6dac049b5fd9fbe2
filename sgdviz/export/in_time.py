"""A writer that holds each picture back until its duration is known, so that equal frames are one picture."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

Picture = TypeVar("Picture")


class TimedWriter(ABC, Generic[Picture]):
    """Gives each picture to `_show` together with the time at which the next one follows.

    Times are seconds since the first picture. A format rounds these and not the durations, so that rounding errors do
    not add up.
    """

    def __init__(self) -> None:
        self._time = 0.0
        self._waiting: Picture | None = None

    def add(self, packet: Picture | None, seconds: float) -> None:
        """Add the next frame; None adds its duration to the frame before, which looks the same."""
        if packet is not None:
            self._release()
            self._waiting = packet
        self._time += seconds

    def finish(self) -> None:
        """Write the last picture, and what completes the file."""
        self._release()
        self._end()

    def _release(self) -> None:
        if self._waiting is not None:
            self._show(self._waiting, self._time)

    @abstractmethod
    def _show(self, picture: Picture, until: float) -> None:
        """Write a picture, which is shown until the time `until`."""

    @abstractmethod
    def _end(self) -> None:
        """Complete the file."""
