"""A helper of the tests of the player's data: lists with repeated numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def unpacked(packed: Sequence[int]) -> list[int]:
    """Return the numbers of a list that has each of them once, before the number of times that it is repeated."""
    return [value for value, count in zip(packed[::2], packed[1::2], strict=True) for _ in range(count)]
