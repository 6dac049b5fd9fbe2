"""LZW: data decode with Pillow to what was encoded."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sgdviz.export.gif import lzw


def decoded(data: bytes, width: int, height: int, code_size: int) -> np.ndarray:
    """Return the indices that Pillow decodes from `data`, in the smallest GIF around it."""
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).tobytes()
    blocks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))
    image = b"," + struct.pack("<HHHHBB", 0, 0, width, height, 0, code_size) + blocks + b"\0;"
    gif = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + ramp + image
    with Image.open(io.BytesIO(gif)) as picture:
        return np.array(picture.convert("L")).ravel()


def round_trips(indices: np.ndarray, width: int, code_size: int) -> bool:
    """Return whether `indices` decode to themselves."""
    ends = np.append(np.flatnonzero(np.diff(indices.astype(int))) + 1, len(indices))
    data = lzw.encode(indices[ends - 1].tolist(), np.diff(ends, prepend=0).tolist(), code_size)
    return np.array_equal(decoded(data, width, len(indices) // width, code_size), indices)


runs = st.lists(st.tuples(st.integers(0, 255), st.integers(1, 400)), min_size=1, max_size=200)


@settings(max_examples=200, deadline=None)
@given(runs, st.integers(2, 8))
def test_runs_come_back(pairs: list[tuple[int, int]], code_size: int) -> None:
    """Runs of any length and value decode to themselves, for every code size."""
    values, lengths = zip(*pairs, strict=True)
    indices = np.repeat(np.array(values) % (1 << code_size), lengths).astype(np.uint8)
    assert round_trips(indices, 1 if len(indices) > 65535 else len(indices), code_size)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 8), st.integers(1, 120), st.integers(1, 120), st.floats(0, 1))
def test_pictures_come_back(seed: int, code_size: int, width: int, height: int, noise: float) -> None:
    """Pictures from flat colour to pure noise decode to themselves."""
    rng = np.random.default_rng(seed)
    indices = np.where(rng.random(width * height) < noise, rng.integers(0, 1 << code_size, width * height), 1)
    assert round_trips(indices.astype(np.uint8), width, code_size)


@pytest.mark.slow
@pytest.mark.parametrize("code_size", range(2, 9))
def test_the_table_fills_many_times(code_size: int) -> None:
    """Data that fill the table many times decode to themselves."""
    rng = np.random.default_rng(code_size)
    assert round_trips(rng.integers(0, 1 << code_size, 400_000).astype(np.uint8), 4000, code_size)
    assert round_trips(np.zeros(40_000_000, dtype=np.uint8), 4000, code_size)


@pytest.mark.parametrize("length", [*range(1, 40), 3836, 3837, 3838, 3839, 3840, 3841, 3842])
def test_every_ending_comes_back(length: int) -> None:
    """Data may end where a code grows wider or where the table is full."""
    rng = np.random.default_rng(length)
    assert round_trips(rng.integers(0, 256, length).astype(np.uint8), length, 8)


def test_flat_colour_takes_the_square_root_of_its_length() -> None:
    """A run of 2n pixels takes about 2 sqrt(n) codes."""
    assert len(lzw.encode([0], [320_000], 2)) < 1000


def test_runs_may_be_cut_anywhere() -> None:
    """Two runs of one value side by side decode as one."""
    data = lzw.encode([1, 1, 2, 2, 2], [5, 6, 1, 2, 3], 2)
    assert decoded(data, 17, 1, 2).tolist() == [1] * 11 + [2] * 6


def test_a_full_table_is_kept_where_it_fits() -> None:
    """Noise that repeats itself takes fewer bytes with the first table than with a new one each time it is full."""
    noise = np.random.default_rng(0).integers(0, 16, 3000).tolist()
    values, lengths = noise * 6, [1] * 18_000
    codes, clears = lzw._codes(values, lengths, 4)
    cleared = lzw._pack(np.array(codes, dtype=np.uint32), clears, 4)
    kept = lzw.encode(values, lengths, 4)
    assert len(kept) < 0.95 * len(cleared)
    assert decoded(kept, 18_000, 1, 4).tolist() == decoded(cleared, 18_000, 1, 4).tolist() == values
