"""The least size of type: large enough to be read, or the picture is refused with the size that it needs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.scene import MOST_AREA, MOST_PIXELS
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.drawing.scene import Scene

LEAST, COMFORTABLE = 10.0, 13.0
"""The size of type in pixels that can just be read, and that of a picture of the default size."""

DEFAULT_SIZE = (800, 400)
"""The size in pixels from which on type is comfortable."""

SHARE = 0.022
"""The least size of type as a share of the picture's height, so that it can be read from the back of a room."""

STEPS = 8
"""The number of steps between the largest and the least size of type that are tried."""

GROWTH, MOST_STEPS = 1.05, 160
"""The factor between the sizes that are tried for a picture that is too small, and how many they are: enough for any
shape that has room in some size."""


def readable_unit(
    scene: Scene, natural: Callable[[Scene], float], has_room: Callable[[Scene, float], bool], *, page: bool = False
) -> float | None:
    """Return the number of pixels of a reference pixel at which `scene` can be read, or None where it cannot.

    `natural` returns the unit that suits the size of a scene's panels, and `has_room` whether they have room for their
    texts at a unit. Where type would be too small, the unit is larger than the natural one. Where panels have no room
    for that, it is the largest for which they have room: down to the least size of type, or to a comfortable one where
    that is smaller, since tall pictures are read like pages. Type in a `page` does not grow with its height at all.
    """
    own, needed = natural(scene), least_type(scene.size) / SIZES.label
    if page:
        needed = min(needed, COMFORTABLE / SIZES.label)
    most, least = max(own, needed), min(needed, COMFORTABLE / SIZES.label)
    units = (most + (least - most) * step / STEPS for step in range(STEPS + 1))
    return next((unit for unit in units if has_room(scene, unit)), None)


def least_type(size: tuple[int, int]) -> float:
    """Return the least size of type in a picture of `size`, in pixels."""
    share = min(1.0, *(own / default for own, default in zip(size, DEFAULT_SIZE, strict=True)))
    return max(LEAST, COMFORTABLE * share, SHARE * size[1])


def larger_size(
    scene: Scene, natural: Callable[[Scene], float], has_room: Callable[[Scene, float], bool], *, page: bool = False
) -> tuple[int, int]:
    """Return the least size of the shape of `scene`, in tens of pixels, at which it can be read.

    Raises `InputError` where no size of that shape will do.
    """
    sizes = [_scaled(scene.size, GROWTH**step) for step in range(1, MOST_STEPS + 1)]
    sizes = [size for size in sizes if max(size) <= MOST_PIXELS and size[0] * size[1] <= MOST_AREA]

    def is_readable(size: tuple[int, int]) -> bool:
        return readable_unit(replace(scene, size=size), natural, has_room, page=page) is not None

    found = bisect_left(sizes, True, key=is_readable)
    if found < len(sizes):
        return sizes[found]
    size = "x".join(map(str, scene.size))
    raise InputError(f"the panels have no room side by side or in rows in the shape of {size}; give another shape")


def _scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """Return `size` times a factor, in tens of pixels."""
    width, height = (max(round(side * factor / 10) * 10, 10) for side in size)
    return width, height
