"""What changes from frame to frame: the smallest rectangle, blended over the screen or in its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from film_helpers import alpha_frame
from helpers import flat_frame

from sgdviz.drawing.agg.frame import Box
from sgdviz.export.changes import Changes

STILL = flat_frame(np.zeros((6, 8), dtype=int))


def test_the_first_frame_changes_everything() -> None:
    """The first change is the whole frame, with pixels of its own."""
    first = flat_frame(np.arange(48).reshape(6, 8) % 4)
    change = Changes().next(first)
    assert change is not None
    assert (change.left, change.top, change.over) == (0, 0, False)
    np.testing.assert_array_equal(change.pixels, first.pixels)
    assert not np.shares_memory(change.pixels, first.pixels)


def test_only_the_rectangle_of_changed_pixels_is_kept() -> None:
    """Two changed pixels span the rectangle; between them it is transparent."""
    changes = Changes()
    changes.begin(STILL)
    other = flat_frame(np.zeros((6, 8), dtype=int))
    other.pixels[1, 3] = other.pixels[4, 5] = (9, 8, 7, 255)
    change = changes.next(other)
    assert change is not None
    assert (change.left, change.top, change.pixels.shape, change.over) == (3, 1, (4, 3, 4), True)
    assert change.pixels[0, 0].tolist() == change.pixels[3, 2].tolist() == [9, 8, 7, 255]
    assert change.pixels.sum() == 2 * (9 + 8 + 7 + 255)
    assert changes.next(other) is None


def test_a_step_of_two_begins_at_even_places() -> None:
    """Left and top go down to a multiple of the step; the rest of the rectangle stays."""
    changes = Changes(step=2)
    changes.begin(STILL)
    other = flat_frame(np.zeros((6, 8), dtype=int))
    other.pixels[3, 5] = (9, 8, 7, 255)
    change = changes.next(other)
    assert change is not None
    assert (change.left, change.top, change.pixels.shape[:2]) == (4, 2, (2, 2))


def test_translucent_pixels_replace_the_screen() -> None:
    """Blending could not bring a pixel back to less than it covers, so the whole rectangle is sent."""
    pixels = STILL.pixels.copy()
    pixels[2, 2], pixels[3, 4] = (5, 5, 5, 100), (0, 0, 0, 0)
    changes = Changes()
    changes.begin(STILL)
    change = changes.next(alpha_frame(pixels))
    assert change is not None
    assert not change.over
    np.testing.assert_array_equal(change.pixels, pixels[2:4, 2:5])


def test_rows_outside_the_changed_boxes_are_not_compared() -> None:
    """The boxes of a frame are trusted; a frame without boxes changes nothing."""
    changes = Changes()
    changes.begin(STILL)
    other = replace(flat_frame(np.ones((6, 8), dtype=int)), changed=(Box(2, 4, 0, 8),))
    change = changes.next(other)
    assert change is not None
    assert (change.top, len(change.pixels)) == (2, 2)
    assert changes.next(replace(other, changed=())) is None
