"""A still as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imageio.v3 as iio
import numpy as np
from helpers import flat_film, flat_frame

import sgdviz
from sgdviz.export import png

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_a_still_is_the_last_frame_or_the_step_asked_for(short_run: Recording, tmp_path: Path) -> None:
    """The PNG has the pixels of the renderer, at the last step or at step `at`."""
    animation = sgdviz.animate(short_run, every="pass", size=(400, 200))
    animation.save(tmp_path / "last.png")
    animation.save(tmp_path / "four.png", at=4)
    last, four = iio.imread(tmp_path / "last.png"), iio.imread(tmp_path / "four.png")
    np.testing.assert_array_equal(last, animation.still(12).rgb)
    np.testing.assert_array_equal(four, animation.still(4).rgb)
    assert not np.array_equal(last, four)


def test_a_transparent_film_has_an_alpha_channel(tmp_path: Path) -> None:
    """The PNG of a transparent film has four channels, that of an opaque film three."""
    frame = flat_frame(np.arange(12).reshape(3, 4) % 4)
    frame.pixels[0, 0] = (9, 8, 7, 100)
    for transparent, channels in ((False, 3), (True, 4)):
        film = flat_film([frame], transparent=transparent)
        with (tmp_path / "a.png").open("wb") as file:
            png.writer(file, film).add(png.encoder(film).encode(frame, last=True), 0.0)
        read = iio.imread(tmp_path / "a.png")
        np.testing.assert_array_equal(read, frame.pixels[..., :channels])
