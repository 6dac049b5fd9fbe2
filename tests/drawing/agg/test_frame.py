"""Frames and boxes."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.agg.frame import NOWHERE, Box, Frame, union


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Box(15, 25, 15, 25), True),
        (Box(12, 13, 12, 13), True),
        (Box(0, 40, 0, 40), True),
        (Box(20, 30, 10, 20), False),
        (Box(10, 20, 20, 30), False),
        (Box(0, 10, 10, 20), False),
        (Box(10, 20, 0, 10), False),
        (Box(19, 30, 19, 30), True),
    ],
)
def test_boxes_meet_where_they_share_a_pixel(other: Box, *, meets: bool) -> None:
    """Boxes that touch along a side have no pixel in common."""
    box = Box(10, 20, 10, 20)
    assert box.meets(other) == other.meets(box) == meets


def test_the_union_of_boxes_is_the_smallest_box_around_them() -> None:
    """A box without pixels does not count, and none at all have no union."""
    assert union([Box(5, 9, 20, 30), NOWHERE, Box(7, 12, 3, 21)]) == Box(5, 12, 3, 30)
    assert union([Box(5, 9, 20, 30)]) == Box(5, 9, 20, 30)
    assert union([]) == union([NOWHERE, NOWHERE]) == NOWHERE


def test_the_colors_of_a_frame_are_its_pixels_without_alpha() -> None:
    """`rgb` is a view of the first three channels."""
    pixels = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    frame = Frame(pixels, 0.1, ())
    assert frame.rgb.shape == (2, 3, 3)
    assert frame.rgb.base is pixels.base or frame.rgb.base is pixels
    assert frame.rgb[1, 2].tolist() == [20, 21, 22]


def test_a_frame_says_its_size_and_duration() -> None:
    """The representation of a frame is short, and holds no pixels."""
    assert repr(Frame(np.zeros((200, 400, 4), dtype=np.uint8), 0.04, ())) == "<Frame: 400x200, 0.04 s>"
