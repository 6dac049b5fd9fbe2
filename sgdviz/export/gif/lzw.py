"""LZW compression for GIF, one step a code rather than a pixel.

The table of strings is stored as chains. From any string, the strings that add one, two, three ... pixels of one value
enter the table one after the other; so a chain is a list of codes, and a run of pixels is followed by an index into the
list instead of pixel by pixel.

Source: CompuServe, *Graphics Interchange Format, version 89a*, appendix F.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CODES = 4096


def encode(values: list[int], lengths: list[int], code_size: int) -> bytes:
    """Return runs of palette indices as LZW data.

    There is at least one run; each of `values` is below 2**`code_size`, which is 2 to 8, and each of `lengths` at
    least 1. Two runs of one value may stand side by side.
    """
    codes, clears = _codes(values, lengths, code_size)
    data = _pack(np.array(codes, dtype=np.uint32), clears, code_size)
    if len(clears) == 1:
        return data
    # A full table may fit the remaining pixels better than a new one.
    codes, clears = _codes(values, lengths, code_size, keep=True)
    return min(data, _pack(np.array(codes, dtype=np.uint32), clears, code_size), key=len)


def _codes(values: list[int], lengths: list[int], code_size: int, *, keep: bool = False) -> tuple[list[int], list[int]]:
    """Return the codes for runs of `values`, `lengths` long, and where among the codes the table is cleared.

    A full table is cleared, or with `keep` used as it is to the end.
    """
    clear, end = 1 << code_size, (1 << code_size) + 1
    codes, clears = [clear], [0]
    emit = codes.append
    next_run = zip(values, lengths, strict=True).__next__
    value, left = next_run()
    string = clear
    try:
        while True:
            roots = [[root] for root in range(clear)]
            chains: dict[int, list[int]] = {}
            find = chains.get
            for code in range(end + 1, MOST_CODES):
                chain = roots[value]
                reach = len(chain)
                while left <= reach:
                    string = chain[left - 1]
                    value, left = next_run()
                    key = string << 8 | value
                    followed = find(key)
                    if followed is None:
                        emit(string)
                        chains[key] = [code]
                        break
                    chain, reach = followed, len(followed)
                else:
                    emit(chain[-1])
                    chain.append(code)
                    left -= reach
            while keep:
                chain = roots[value]
                reach = len(chain)
                while left <= reach:
                    string = chain[left - 1]
                    value, left = next_run()
                    followed = find(string << 8 | value)
                    if followed is None:
                        emit(string)
                        break
                    chain, reach = followed, len(followed)
                else:
                    emit(chain[-1])
                    left -= reach
            clears.append(len(codes))
            emit(clear)
    except StopIteration:  # the runs end inside a string
        emit(string)
    emit(end)
    return codes, clears


def _pack(codes: NDArray[np.uint32], clears: list[int], code_size: int) -> bytes:
    """Return `codes` end to end, lowest bit first, each as wide as the decoder's table makes it then."""
    widths = np.full(len(codes), 12, dtype=np.int64)  # the width of a full table
    widths[0] = code_size + 1
    for begin, stop in zip(clears, [*clears[1:], len(codes) - 1], strict=True):
        own = _widths(code_size)[: stop - begin]
        widths[begin + 1 : begin + 1 + len(own)] = own
    stops = np.cumsum(widths)
    starts = stops - widths
    shifted = codes << (starts & 7).astype(np.uint32)
    first = starts >> 3
    size = int(stops[-1] + 7) >> 3
    packed = np.zeros(size + 2)
    for byte in range(3):
        packed += np.bincount(first + byte, weights=shifted >> 8 * byte & 255, minlength=size + 2)
    return packed[:size].astype(np.uint8).tobytes()


@cache
def _widths(code_size: int) -> NDArray[np.int64]:
    """Return the width of each code after a clear: the bits of the decoder's next free code, at most twelve."""
    free = np.arange(MOST_CODES) + (1 << code_size) + 1
    return np.minimum(np.floor(np.log2(free)).astype(np.int64) + 1, 12)
