"""Planes: colours survive a quarter of the chroma, and changed blocks give what whole frames give."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import flat_frame
from hypothesis import given, settings
from hypothesis import strategies as st

from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.export.video.planes import BLACK, BLUE, CHROMA_RANGE, LUMA_RANGE, NEUTRAL, RED, Planes, planes_of

LINE, WHITE, DARK = (210, 34, 74), (255, 255, 255), (17, 22, 27)


def shown(blocks: np.ndarray) -> np.ndarray:
    """Return the pixels that a player makes of the planes of (n, 2, 2, 3) pixels; written from BT.709 once more."""
    luma, chroma = planes_of(blocks.astype(np.uint8))
    y = (luma - float(BLACK)) / LUMA_RANGE
    cb, cr = ((chroma - float(NEUTRAL)) / CHROMA_RANGE)[:, :, None, None]
    red, blue = y + 2 * (1 - RED) * cr, y + 2 * (1 - BLUE) * cb
    green = (y - RED * red - BLUE * blue) / (1 - RED - BLUE)
    pixels: np.ndarray = np.clip(np.stack([red, green, blue], axis=-1), 0, 255)
    return pixels


def block(*pixels: tuple[int, int, int]) -> np.ndarray:
    """Return one block of four pixels."""
    return np.array(pixels).reshape(1, 2, 2, 3)


@given(color=st.tuples(*[st.integers(0, 255)] * 3))
def test_a_block_of_one_colour_keeps_it(color: tuple[int, int, int]) -> None:
    """The values of a plane are whole steps, which are two of a channel or less."""
    np.testing.assert_allclose(shown(block(*[color] * 4)), block(*[color] * 4), atol=2.6)


@pytest.mark.parametrize(("color", "luma"), [((0, 0, 0), 16), ((255, 255, 255), 235)])
def test_black_and_white_are_those_of_the_limited_range(color: tuple[int, int, int], luma: int) -> None:
    """Black is 16 and white 235, both without colour."""
    steps, chroma = planes_of(block(*[color] * 4).astype(np.uint8))
    assert np.unique(steps).tolist() == [luma]
    assert np.unique(chroma).tolist() == [128]


@pytest.mark.parametrize("ground", [WHITE, DARK], ids=["white", "dark"])
@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_thin_line_keeps_its_red(ground: tuple[int, int, int], many: int) -> None:
    """However few pixels of a block are of the line, they stay red; the mean would take up to three quarters of it."""
    pixels = shown(block(*[LINE] * many, *[ground] * (4 - many))).reshape(4, 3)
    np.testing.assert_allclose(pixels[:many], [LINE] * many, atol=3)


def test_pixels_beside_a_line_keep_their_brightness() -> None:
    """White beside a red line is nearly white: the steps above white make up for its part of the red."""
    pixels = shown(block(LINE, LINE, WHITE, WHITE)).reshape(4, 3)
    luma = pixels @ [RED, 1 - RED - BLUE, BLUE]
    assert (luma[2:] > 240).all()


def test_an_odd_side_is_padded_with_the_background() -> None:
    """The column and the row that make the sides even are of the background."""
    planes = Planes(3, 5, "#ffffff")
    planes.update(flat_frame(np.full((5, 3), 3), 0.1))  # nearly black
    luma = planes.data[:6]
    assert luma.shape == (6, 4)
    assert (luma[5] > 230).all()
    assert (luma[:, 3] > 230).all()
    assert (luma[:5, :3] < 60).all()


def test_a_frame_like_the_one_before_changes_nothing() -> None:
    """`update` tells whether a frame is another picture."""
    one, other = np.zeros((4, 6), dtype=int), np.zeros((4, 6), dtype=int)
    other[3, 5] = 1
    planes = Planes(6, 4, "#ffffff")
    changed = [planes.update(flat_frame(each)) for each in (one, one, other, other, one)]
    assert changed == [True, False, True, False, True]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), height=st.integers(1, 12), width=st.integers(1, 12))
def test_changed_boxes_give_the_planes_of_the_whole_frame(seed: int, height: int, width: int) -> None:
    """Planes that follow the changes of a film equal those made of each frame alone."""
    rng = np.random.default_rng(seed)
    pixels = np.full((height, width, 4), 255, dtype=np.uint8)
    planes = Planes(width, height, "#101820")
    planes.update(Frame(pixels, 0.1, ()))
    for _ in range(4):
        top, left = int(rng.integers(height)), int(rng.integers(width))
        bottom, right = int(rng.integers(top, height + 1)), int(rng.integers(left, width + 1))
        pixels = pixels.copy()
        pixels[top:bottom, left:right, :3] = rng.integers(0, 256, (bottom - top, right - left, 3))
        planes.update(Frame(pixels, 0.1, (Box(top, bottom, left, right),)))
        whole = Planes(width, height, "#101820")
        whole.update(Frame(pixels, 0.1, ()))
        np.testing.assert_array_equal(planes.data, whole.data)
