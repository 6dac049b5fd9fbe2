"""Every frame as a numbered PNG in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import flat_film, flat_frame, names

import sgdviz
from sgdviz import OutputError
from sgdviz.export import png_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_a_folder_holds_every_frame_in_order(short_run: Recording, tmp_path: Path) -> None:
    """The frames are numbered from 1 with leading zeros, each with the pixels of the renderer."""
    animation = sgdviz.animate(short_run, every=5, size=(400, 200))
    animation.save(f"{tmp_path}/frames/")
    files = sorted((tmp_path / "frames").iterdir())
    assert [file.name for file in files] == ["frame_0001.png", "frame_0002.png", "frame_0003.png", "frame_0004.png"]
    for file, frame in zip(files, animation.frames(), strict=True):
        np.testing.assert_array_equal(iio.imread(file), frame.rgb)


def test_numbers_have_as_many_digits_as_the_last(tmp_path: Path) -> None:
    """Names sort in the order of the frames, however many there are."""
    frame = flat_frame(np.zeros((2, 2), dtype=int))
    film = flat_film([frame], frames=12_345)
    writer = png_folder.writer(tmp_path, film)
    for _ in range(3):
        writer.add(b"png", 0.1)
    writer.finish()
    assert names(tmp_path) == ["frame_00001.png", "frame_00002.png", "frame_00003.png"]


def test_a_folder_of_frames_is_replaced_and_another_is_not(short_run: Recording, tmp_path: Path) -> None:
    """Frames of an earlier run are replaced whole; a folder with any other file is refused."""
    folder = tmp_path / "f"
    for every in (6, 12):
        sgdviz.animate(short_run, every=every, size=(400, 200)).save(f"{folder}/")
    assert names(folder) == ["frame_0001.png", "frame_0002.png"]
    for other in ("frame_1.png.txt", "notes_frame_0001.png", "frame_x.png"):
        (folder / other).write_text("kept")
        with pytest.raises(OutputError, match=f"holds other files .*{other}"):
            sgdviz.animate(short_run, every=6, size=(400, 200)).save(f"{folder}/")
        (folder / other).unlink()
    assert names(folder) == ["frame_0001.png", "frame_0002.png"]
