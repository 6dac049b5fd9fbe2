"""The parts of a PNG file, as Pillow reads them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from sgdviz.export.png_chunks import whole


def picture(colors: int, *, soft: bool = False) -> np.ndarray:
    """Return 30x40 pixels of so many colours."""
    rng = np.random.default_rng(colors)
    table = rng.permutation(1 << 16)[:colors]
    indices = np.r_[np.arange(colors), rng.integers(0, colors, 1200 - colors)].reshape(30, 40)
    pixels = np.zeros((30, 40, 4), dtype=np.uint8)
    pixels[..., 0], pixels[..., 1] = table[indices] >> 8, table[indices] & 255
    pixels[..., 3] = np.where(indices % 3, 255, 77) if soft else 255
    return pixels


@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize(("colors", "mode"), [(1, "P"), (256, "P"), (257, "RGB"), (900, "RGB")])
def test_pixels_come_back_from_a_palette_or_without_one(colors: int, mode: str, *, transparent: bool) -> None:
    """At most 256 opaque colours are a palette; the pixels and their alpha are exact."""
    pixels = picture(colors, soft=transparent)
    data = whole(pixels, transparent=transparent, palette=True, level=9)
    with Image.open(io.BytesIO(data)) as read:
        assert read.mode == ("RGBA" if transparent else mode)
        np.testing.assert_array_equal(np.array(read.convert("RGBA")), pixels)


def test_a_palette_is_smaller_and_can_be_refused() -> None:
    """A picture of few colours is smaller with a palette, and has none unless it is asked for."""
    pixels = picture(200)
    small, large = (whole(pixels, transparent=False, palette=palette, level=9) for palette in (True, False))
    assert len(small) < len(large)
    with Image.open(io.BytesIO(large)) as read:
        assert read.mode == "RGB"
