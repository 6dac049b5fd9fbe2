"""Pictures on a card, as pixels."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from drawing_helpers import ALL_THEMES

import sgdviz

if TYPE_CHECKING:
    from sgdviz import Recording, Theme


@ALL_THEMES
def test_a_card_is_the_opaque_picture_with_clear_corners(short_run: Recording, theme: Theme) -> None:
    """On the card every pixel is that of the picture with its background; around it there is nothing."""
    frame = sgdviz.animate(short_run, theme=theme, transparent=True, card=True).still().pixels
    opaque = sgdviz.animate(short_run, theme=theme).still().pixels
    alpha = frame[..., 3]
    np.testing.assert_array_equal(frame[alpha == 255], opaque[alpha == 255])
    assert (frame[alpha == 0] == 0).all()
    assert alpha[0].max() == alpha[:, 0].max() == alpha[-1].max() == alpha[:, -1].max() == 0
    soft = (alpha > 0) & (alpha < 255)
    assert 40 < soft.sum() < 400  # the round corners and nothing else
    outside = opaque[alpha == 0]
    assert (outside == outside[0]).all()  # the card cuts nothing off


def test_alpha_is_the_same_in_every_frame_and_changes_are_in_the_boxes(short_run: Recording) -> None:
    """A frame in sequence is the frame alone, and nothing changes outside the boxes."""
    animation = sgdviz.animate(short_run, transparent=True, card=True, explain=1)
    frames = list(animation.frames())
    for before, frame in itertools.pairwise(frames):
        np.testing.assert_array_equal(frame.pixels[..., 3], frames[0].pixels[..., 3])
        same = (frame.pixels == before.pixels).all(axis=2)
        for box in frame.changed:
            same[box.top : box.bottom, box.left : box.right] = True
        assert same.all()
    np.testing.assert_array_equal(frames[-1].pixels, animation.still().pixels)
