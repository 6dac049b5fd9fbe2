"""Stills: the last frame as a small WebP with the alt text of its animation."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from gallery_helpers import animation_of
from PIL import Image

from sgdviz.jobs.gallery.still import HEIGHT, WIDTH, alt_of, picture_of, size_of, still_of

if TYPE_CHECKING:
    from sgdviz import Recording


def test_a_still_is_the_last_frame(short_run: Recording) -> None:
    """A small picture keeps its size, and its pixels are near those of the last frame."""
    animation = animation_of(short_run)
    still = still_of(animation)
    with Image.open(io.BytesIO(still)) as picture:
        assert picture.format == "WEBP"
        pixels = np.array(picture.convert("RGB")).astype(int)
    frame = animation.still().pixels[..., :3].astype(int)
    assert np.abs(pixels - frame).mean() < 3
    assert np.abs(pixels - animation.still(0).pixels[..., :3]).mean() > np.abs(pixels - frame).mean() + 1
    assert len(still) < 15_000


def test_a_still_has_the_alt_text_of_the_animation(short_run: Recording) -> None:
    """The text is read from the still alone; without a still there is none."""
    animation = animation_of(short_run)
    assert alt_of(still_of(animation)) == animation.alt_text
    assert alt_of(b"") == ""


@pytest.mark.parametrize(
    ("size", "kept"), [((800, 400), (400, 200)), ((600, 400), (400, 267)), ((400, 1000), (240, 600))]
)
def test_a_large_picture_is_made_smaller(short_run: Recording, size: tuple[int, int], kept: tuple[int, int]) -> None:
    """A still is within its limits, in the shape of the picture."""
    still = still_of(animation_of(short_run, size=size))
    assert size_of(still) == kept == picture_of(still).size
    assert kept[0] <= WIDTH
    assert kept[1] <= HEIGHT


def test_a_transparent_picture_stands_on_its_theme(short_run: Recording) -> None:
    """The corner of a still has the background of the theme."""
    still = picture_of(still_of(animation_of(short_run, transparent=True, theme="dark"))).convert("RGB")
    ground = animation_of(short_run, theme="dark").scene.theme.background
    assert np.abs(np.array(still)[0, 0].astype(int) - np.array(Image.new("RGB", (1, 1), ground))[0, 0]).max() <= 4


def test_a_still_is_the_same_each_time(short_run: Recording) -> None:
    """The same animation gives the same bytes."""
    assert still_of(animation_of(short_run)) == still_of(animation_of(short_run))
