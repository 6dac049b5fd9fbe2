"""Sizes of type and marks, in reference pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in reference pixels; a scene scales all of them by its unit."""

    heading: float = 19.0
    readout: float = 22.0
    status: float = 15.0
    label: float = 14.0
    line: float = 3.6
    trail: float = 2.0
    curve: float = 2.6
    residual: float = 2.4
    hairline: float = 1.0
    point: float = 5.4
    halo: float = 1.6
    ring: float = 10.0
    ring_width: float = 2.6
    sample: float = 1.7
    now: float = 4.5


SIZES = Sizes()
