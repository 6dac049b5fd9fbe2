"""Compatible GIFs: no picture has a transparent pixel, and every frame is that of the usual GIF."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import COLORS, flat_frame, output_of, read_gif, write_gif
from PIL import Image

import sgdviz
from sgdviz import InputError
from sgdviz.export.gif import Quality

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

COMPATIBLE = Quality(compatible=True)


def has_transparency(path: Path) -> bool:
    """Return whether Pillow finds a transparent index in any picture of a GIF."""
    with Image.open(path) as picture:
        return any("transparency" in picture.info for number in range(picture.n_frames) if not picture.seek(number))  # type: ignore[attr-defined,func-returns-value]


def test_the_frames_are_those_of_the_usual_gif(run: Recording, tmp_path: Path) -> None:
    """Both decode to the same pixels, durations and plays; only the usual one has transparent pixels."""
    animation = sgdviz.animate(run, size=(400, 200), every=5, plays=3)
    animation.save(tmp_path / "usual.gif")
    animation.save(tmp_path / "opaque.gif", compatible=True)
    usual, opaque = read_gif(tmp_path / "usual.gif"), read_gif(tmp_path / "opaque.gif")
    assert (opaque.durations, opaque.loop) == (usual.durations, usual.loop)
    np.testing.assert_array_equal(np.stack(opaque.frames), np.stack(usual.frames))
    assert has_transparency(tmp_path / "usual.gif")
    assert not has_transparency(tmp_path / "opaque.gif")


def test_any_number_of_workers_makes_the_same_bytes(run: Recording, tmp_path: Path) -> None:
    """A compatible GIF of several chunks is the same from one process and from two."""
    animation = sgdviz.animate(run, size=(400, 200), every=3)
    animation.save(tmp_path / "one.gif", workers=1, compatible=True)
    animation.save(tmp_path / "two.gif", workers=2, compatible=True)
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "two.gif").read_bytes()


def tiles(path: Path) -> list[Any]:
    """Return the left, top, right and bottom of each picture of a GIF."""
    with Image.open(path) as picture:
        found = []
        for number in range(picture.n_frames):  # type: ignore[attr-defined]
            picture.seek(number)
            found.append(picture.tile[0].extents if picture.tile else picture.dispose_extent)  # type: ignore[attr-defined]
        return found


def test_a_picture_is_whole_where_that_costs_little(tmp_path: Path) -> None:
    """A change of nearly everything is a picture of the whole screen, a small one a rectangle."""
    rng = np.random.default_rng(2)
    first = rng.integers(0, 4, (60, 80))
    second = first.copy()
    second[1:-1, 1:-1] = (first[1:-1, 1:-1] + 1) % 4
    third = second.copy()
    third[20:30, 40:50] = (second[20:30, 40:50] + 1) % 4
    frames = [flat_frame(each, 0.1) for each in (first, second, third)]
    path = write_gif(tmp_path / "a.gif", frames, quality=COMPATIBLE)
    assert tiles(path) == [(0, 0, 80, 60), (0, 0, 80, 60), (40, 20, 50, 30)]


def test_a_hold_that_is_longer_than_a_delay_repeats_its_picture(tmp_path: Path) -> None:
    """A hold of 1400 s is three opaque pictures that look the same."""
    rng = np.random.default_rng(3)
    pictures = [rng.integers(0, 4, (5, 7)) for _ in range(2)]
    frames = [flat_frame(pictures[0], 0.1), flat_frame(pictures[1], 1400.0)]
    path = write_gif(tmp_path / "a.gif", frames, quality=COMPATIBLE)
    decoded, durations, _ = read_gif(path)
    assert durations == [100, 655_340, 655_340, 89_320]
    for frame, wanted in zip(decoded, (0, 1, 1, 1), strict=True):
        np.testing.assert_array_equal(frame, COLORS[pictures[wanted]])
    assert not has_transparency(path)


def test_a_size_can_be_met_without_transparent_pixels(run: Recording, tmp_path: Path) -> None:
    """A size limit and compatible players go together."""
    animation = sgdviz.animate(run, size=(400, 200), every=10)
    (output,) = animation.save(tmp_path / "a.gif", compatible=True, max_size=100_000)
    assert output.bytes <= 100_000
    assert output.given_up
    assert not has_transparency(tmp_path / "a.gif")


def test_what_makes_no_sense_is_refused(short_run: Recording, here: Path) -> None:
    """A transparent picture has transparent pixels, and other formats are compatible as they are."""
    with pytest.raises(InputError, match=r"compatible is for a \.gif, and no output is one; leave it out"):
        sgdviz.animate(short_run).save("a.png", compatible=True)
    with pytest.raises(InputError, match="has no transparent pixels, and the scene is transparent; leave one out"):
        sgdviz.animate(short_run, transparent=True, card=True).save("a.gif", compatible=True)
    assert list(here.iterdir()) == []


@pytest.mark.decoders
def test_gifsicle_sees_no_transparent_picture(run: Recording, tmp_path: Path) -> None:
    """Gifsicle lists every picture without a transparent index, and draws the same frames."""
    path = tmp_path / "a.gif"
    sgdviz.animate(run, size=(400, 200), every=10).save(path, compatible=True)
    said = output_of("gifsicle", "--info", path).decode()
    assert said.count("image #") == 31
    assert "transparent" not in said
    assert "warning" not in said
    output_of("gifsicle", "--unoptimize", path, "-o", tmp_path / "whole.gif")
    for ours, theirs in itertools.zip_longest(read_gif(path).frames, read_gif(tmp_path / "whole.gif").frames):
        np.testing.assert_array_equal(ours, theirs)
