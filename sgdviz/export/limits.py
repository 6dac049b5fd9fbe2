"""The limits of a format, and the sentence about a film that exceeds one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from sgdviz.export.film import Film

BROWSERS_SLOW = 0.011
"""Seconds; browsers show a frame of an image that is shorter than this for a tenth of a second."""


class Limits(NamedTuple):
    """The name of a format, the most pixels of a side, the most plays that it counts, and its shortest frame."""

    name: str
    side: int
    plays: int
    shortest: float = BROWSERS_SLOW

    def check(self, path: str, film: Film) -> None:
        """Raise `InputError`, which names `path`, for a film that exceeds a limit."""
        if film.shortest < self.shortest - 1e-9:
            fps = f"{1 / film.shortest:g} frames a second are too fast for {path}"
            most = int(1 / self.shortest)
            raise InputError(f"{fps}: browsers play {self.name} at {most} at most; show fewer, or for longer")
        if max(film.width, film.height) > self.side:
            size = f"{film.width}x{film.height}"
            raise InputError(f"{size} is too large for {path}: {self.name} holds at most {self.side} pixels a side")
        if film.plays > self.plays:
            what = f"{film.plays} plays are too many for {path}: {self.name} counts to {self.plays}"
            raise InputError(f"{what}; 0 plays for ever")
