"""PNG: stills and folders of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imageio.v3 as iio
import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.exporters import FORMATS, find_format

if TYPE_CHECKING:
    from pathlib import Path


def test_a_still_is_the_last_frame_or_the_step_asked_for(short_run: Recording, tmp_path: Path) -> None:
    """Exactly what the renderer drew."""
    animation = sgdviz.animate(short_run, every="pass")
    animation.save(tmp_path / "last.png")
    animation.save(tmp_path / "four.png", at=4)
    np.testing.assert_array_equal(iio.imread(tmp_path / "last.png"), animation.still(12).pixels)
    np.testing.assert_array_equal(iio.imread(tmp_path / "four.png"), animation.still(4).pixels)


def test_a_folder_holds_every_frame_in_order(short_run: Recording, tmp_path: Path) -> None:
    """Numbered from one, with leading zeros, each what the renderer drew."""
    animation = sgdviz.animate(short_run, every=5, size=(200, 100))
    (output,) = animation.save(f"{tmp_path}/frames/")
    files = sorted((tmp_path / "frames").iterdir())
    assert [file.name for file in files] == ["frame_0001.png", "frame_0002.png", "frame_0003.png", "frame_0004.png"]
    for file, frame in zip(files, animation.frames(), strict=True):
        np.testing.assert_array_equal(iio.imread(file), frame.pixels)
    assert output.frames == 4
    assert output.bytes == sum(file.stat().st_size for file in files)


def test_several_outputs_come_from_one_pass(short_run: Recording, tmp_path: Path) -> None:
    """Each as if it had been made alone; the callback hears of each frame once."""
    animation = sgdviz.animate(short_run, size=(200, 100))
    heard: list[int] = []
    outputs = animation.save(tmp_path / "a.gif", f"{tmp_path}/f/", tmp_path / "a.png", on_frame=lambda: heard.append(1))
    animation.save(tmp_path / "b.gif")
    assert len(heard) == 13
    assert [(output.frames, output.seconds > 0) for output in outputs] == [(13, True), (13, True), (1, False)]
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()


def test_outputs_that_make_no_sense_are_refused(short_run: Recording, tmp_path: Path) -> None:
    """The same one twice, a step without a still, a step that is not there."""
    animation = sgdviz.animate(short_run)
    with pytest.raises(InputError, match="given twice"):
        animation.save(tmp_path / "a.gif", str(tmp_path / "a.gif"))
    with pytest.raises(InputError, match="no output is a still"):
        animation.save(tmp_path / "a.gif", at=3)
    with pytest.raises(InputError, match="no step 77"):
        animation.save(tmp_path / "a.png", at=77)
    assert list(tmp_path.iterdir()) == []


def test_a_step_past_the_divergence_cannot_be_shown(diverging_run: Recording) -> None:
    """The axes do not reach there."""
    with pytest.raises(InputError, match="step 8 lies past the divergence at step 7"):
        sgdviz.animate(diverging_run).still(8)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.gfi", r"unknown suffix of 'a\.gfi': '\.gfi'; did you mean '\.gif'"),
        ("a", "output 'a' names no format; end it in one of: .gif, .png, or in / for a folder"),
        ("a.mov", "choose from"),
    ],
)
def test_formats_are_found_by_suffix(path: str, said: str) -> None:
    """In any case; what is unknown gets the nearest."""
    assert find_format("A.GIF") is FORMATS[".gif"]
    with pytest.raises(InputError, match=said):
        find_format(path)
