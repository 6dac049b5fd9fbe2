"""One palette for a whole animation, made from the colours of its marks; a colour's index is looked up."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.colors import channels
from sgdviz.export.gif.quality import COLORS, TOLERANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRANSPARENT = 0
"""The index that leaves a pixel unchanged."""

EXACT = 256
"""Added to the index of a solid colour, one that marks are drawn with."""

UNKNOWN = 0
"""The entry of a colour that has not been looked up; no colour is mapped to the transparent index."""


class Palette:
    """At most `most` colours: the background, the solid colours, and even steps between them for antialiased edges.

    `colors` is (K, 3) u1; index 0 is reserved for transparency. Solid colours come in the order given.
    """

    def __init__(
        self, background: str, solid: tuple[str, ...], *, most: int = COLORS, tolerance: float = TOLERANCE
    ) -> None:
        behind = np.array(channels(background), dtype=np.float64)
        distinct = [color for color in dict.fromkeys(solid) if color != background][: most - 2]
        exact = [np.array(channels(color), dtype=np.float64) for color in distinct]
        distances = np.array([np.linalg.norm(color - behind) for color in exact])
        ramps = [
            behind + (color - behind) * step / count
            for color, count in zip(exact, _even_steps(distances, most - 2), strict=True)
            for step in range(count, 0, -1)
        ]
        colors = np.round(np.array([behind, behind, *ramps])).astype(np.uint8)
        _, kept = np.unique(colors[1:], axis=0, return_index=True)
        self.colors: NDArray[np.uint8] = colors[np.r_[0, np.sort(kept) + 1]]
        # One entry for each of the 2**24 colours. Anonymous memory is given page by page as it is used; NumPy would ask
        # for huge pages.
        self._index = np.frombuffer(mmap.mmap(-1, 2 << 24), dtype=np.uint16)
        self._index[_keys(self.colors[1:])] = np.arange(1, len(self.colors))
        self._index[_keys(np.array([behind, *exact]).astype(np.uint8))] |= EXACT
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
        """Return which pixels that should have the index `found`, as `find` returns it, may keep the index `shown`."""
        near: NDArray[np.bool_] = self._close[found.astype(np.intp) << 8 | shown]
        return near


def _even_steps(distances: NDArray[np.float64], room: int) -> list[int]:
    """Return the number of steps for each distance that makes the largest step as small as possible."""
    steps = np.ones(len(distances), dtype=np.int64)
    while steps.sum() < room and (distances / steps).max(initial=0.0) > 1:
        steps[np.argmax(distances / steps)] += 1
    return [int(step) for step in steps]


def _keys(colors: NDArray[np.uint8]) -> NDArray[np.uint32]:
    red, green, blue = colors.astype(np.uint32).T
    keys: NDArray[np.uint32] = red | green << 8 | blue << 16
    return keys
