"""One palette for a whole animation, made from what its scene draws with; a colour's place in it is looked up."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.exporters import COLORS, TOLERANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRANSPARENT = 0
"""The index that leaves a pixel as it was."""

EXACT = 256
"""Added to the index of a colour that the scene draws solid areas with."""

UNKNOWN = 0
"""What the table says of a colour that it has not met: no colour is mapped to the transparent index."""


class Palette:
    """At most `most` colours: the background, every ink, and even steps between them for antialiased edges.

    `colors` is (K, 3) u1; index 0 is kept for transparency. Colours of inks named first come first.
    """

    def __init__(
        self, background: str, inks: tuple[str, ...], *, most: int = COLORS, tolerance: float = TOLERANCE
    ) -> None:
        ground = _channels(background)
        solid = [_channels(ink) for ink in dict.fromkeys(inks) if ink != background][: most - 2]
        distances = np.array([np.linalg.norm(ink - ground) for ink in solid])
        ramps = [
            ground + (ink - ground) * step / count
            for ink, count in zip(solid, _even_steps(distances, most - 2), strict=True)
            for step in range(count, 0, -1)
        ]
        colors = np.round(np.array([ground, ground, *ramps])).astype(np.uint8)
        _, kept = np.unique(colors[1:], axis=0, return_index=True)
        self.colors: NDArray[np.uint8] = colors[np.r_[0, np.sort(kept) + 1]]
        # One entry for each of the 2**24 colours. The system gives memory only to the pages of it that are used; NumPy
        # would ask for huge ones.
        self._index = np.frombuffer(mmap.mmap(-1, 2 << 24), dtype=np.uint16)
        self._index[_keys(self.colors[1:])] = np.arange(1, len(self.colors))
        self._index[_keys(np.array([ground, *solid]).astype(np.uint8))] |= EXACT
        wide = self.colors.astype(np.float64)
        edges = np.linalg.norm(wide[:, None] - wide[None], axis=2) <= tolerance
        close = np.zeros((2 * EXACT, EXACT), dtype=np.bool_)
        close[: len(self), : len(self)] = edges
        close[EXACT:] = np.eye(EXACT, dtype=np.bool_)
        self._close = close.reshape(-1)

    def __len__(self) -> int:
        return len(self.colors)

    def find(self, keys: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """Return the index of the colour nearest to each of `keys`, 0xBBGGRR; a solid colour's has `EXACT` added."""
        found = self._index[keys]
        if not found.all():
            unknown = np.unique(keys[found == UNKNOWN])
            channels = np.stack([unknown & 255, unknown >> 8 & 255, unknown >> 16], axis=1).astype(np.int32)
            off = channels[:, None, :] - self.colors[None, 1:, :].astype(np.int32)
            self._index[unknown] = np.argmin((off**2).sum(axis=2), axis=1) + 1
            found = self._index[keys]
        return found

    def close(self, found: NDArray[np.uint16], shown: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Return which pixels that should have the index `found`, as `find` returns it, may be left with `shown`."""
        near: NDArray[np.bool_] = self._close[found.astype(np.intp) << 8 | shown]
        return near


def _even_steps(distances: NDArray[np.float64], room: int) -> list[int]:
    """Return into how many steps to divide each distance so that the largest step is as small as can be."""
    steps = np.ones(len(distances), dtype=np.int64)
    while steps.sum() < room and (distances / steps).max(initial=0.0) > 1:
        steps[np.argmax(distances / steps)] += 1
    return [int(step) for step in steps]


def _channels(color: str) -> NDArray[np.float64]:
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], dtype=np.float64)


def _keys(colors: NDArray[np.uint8]) -> NDArray[np.uint32]:
    red, green, blue = colors.astype(np.uint32).T
    keys: NDArray[np.uint32] = red | green << 8 | blue << 16
    return keys
