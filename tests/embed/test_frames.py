"""The frames of files that move, decoded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from embed_helpers import difference

import sgdviz
from sgdviz.embed.frames import frames_of, last_frame
from sgdviz.embed.read import read_media
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


@pytest.mark.parametrize("name", ["a.gif", "a.apng", "a.webp", "a.mp4", "a.webm"])
@pytest.mark.usefixtures("folder")
def test_frames_and_their_times_are_those_that_were_drawn(short_run: Recording, name: str) -> None:
    """Every format gives back the animation, exactly or nearly."""
    animation = sgdviz.animate(short_run, size=(400, 200), title="A <line>")
    drawn = list(animation.frames())
    found = list(frames_of(read_media(name)))
    assert len(found) == len(drawn)
    exact = name in ("a.apng", "a.webp")
    for (pixels, seconds), frame in zip(found, drawn, strict=True):
        assert difference(pixels, frame.pixels) <= (0 if exact else 3)
        assert seconds == pytest.approx(frame.seconds, abs=0.002)
    assert (last_frame(read_media(name)) == found[-1][0]).all()
    assert found[0][0].dtype == np.uint8


@pytest.mark.parametrize("name", ["a.apng", "a.webp", "a.webm"])
def test_a_file_that_is_cut_short_is_refused(folder: Path, name: str) -> None:
    """The error names it; a part of the frames is no animation."""
    media = read_media(name)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 40])
    with pytest.raises(InputError, match=name):
        last_frame(media)
