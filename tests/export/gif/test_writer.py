"""The GIF file: frames, delays and loops, as other decoders read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import COLORS, Read, flat_film, flat_frame, read_gif, write_gif

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.export.gif import check_film

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = np.zeros((8, 8), dtype=int), np.ones((8, 8), dtype=int)


@pytest.fixture(scope="module")
def post_gif(run: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The animation of the post's run."""
    path = tmp_path_factory.mktemp("post") / "sgd_line.gif"
    sgdviz.animate(run).save(path)
    return path


@pytest.fixture(scope="module")
def post_read(post_gif: Path) -> Read:
    """The animation of the post's run, decoded by Pillow."""
    return read_gif(post_gif)


def test_the_post_s_animation_has_its_frames_and_delays(post_gif: Path, post_read: Read) -> None:
    """Pillow and imageio decode 301 frames of 800x400 that last 15.96 seconds and loop for ever."""
    frames, durations, loop = post_read
    assert len(frames) == 301
    assert frames[0].shape == (400, 800, 3)
    assert sum(durations) == 1000 + 299 * 40 + 3000
    assert (durations[0], durations[1], durations[-1]) == (1000, 40, 3000)
    assert loop == 0
    again = list(iio.imiter(post_gif, plugin="pillow", mode="RGB"))
    assert len(again) == 301
    for other, frame in zip(again, frames, strict=True):
        np.testing.assert_array_equal(other, frame)


@pytest.mark.slow
def test_decoded_frames_equal_drawn_frames(post_read: Read, run: Recording) -> None:
    """Each frame comes back to more than 40 dB, and pixels of the line and of the data exactly."""
    for picture, frame in zip(post_read.frames, sgdviz.animate(run).frames(), strict=True):
        error = float(np.mean((picture.astype(float) - frame.rgb) ** 2))
        assert 10 * np.log10(255**2 / error) > 40
        for ink in (sgdviz.LIGHT.line, sgdviz.LIGHT.data):
            color = [int(ink[i : i + 2], 16) for i in (1, 3, 5)]
            drawn = (frame.rgb == color).all(axis=2)
            assert drawn.any()
            assert (picture[drawn] == color).all()


def test_the_same_run_gives_the_same_bytes(post_gif: Path, run: Recording, tmp_path: Path) -> None:
    """An animation saved again has the same bytes."""
    sgdviz.animate(run).save(tmp_path / "again.gif")
    assert (tmp_path / "again.gif").read_bytes() == post_gif.read_bytes()


@pytest.mark.parametrize(("plays", "loop"), [(0, 0), (1, None), (2, 1), (7, 6)])
def test_a_gif_plays_as_often_as_asked(tmp_path: Path, plays: int, loop: int | None) -> None:
    """A GIF without a loop block plays once; the block counts the plays after the first, or 0 for ever."""
    frames = [flat_frame(ONE), flat_frame(TWO)]
    assert read_gif(write_gif(tmp_path / "a.gif", frames, plays=plays)).loop == loop


@pytest.mark.parametrize("fps", [50, 33, 30, 24, 7.3, 1])
def test_rounding_of_delays_never_drifts(run: Recording, tmp_path: Path, fps: float) -> None:
    """Each frame ends within half a centisecond of its time, and no delay is below 20 ms."""
    animation = sgdviz.animate(run, fps=fps, panels=("fit",), size=(200, 160))
    animation.save(tmp_path / "a.gif")
    durations = read_gif(tmp_path / "a.gif").durations
    wanted = np.cumsum([cue.seconds for cue in animation.cues])
    ends = np.cumsum(durations) / 1000
    assert abs(ends[-1] - wanted[-1]) <= 0.005 + 1e-9
    assert min(durations) >= 20
    assert all(np.abs(wanted - end).min() <= 0.005 + 1e-9 for end in ends)


def test_frames_that_look_the_same_are_one(tmp_path: Path) -> None:
    """The duration of a frame without changes is added to the frame before."""
    path = write_gif(tmp_path / "a.gif", [flat_frame(i, 0.1) for i in (ONE, ONE, ONE, TWO, TWO, ONE)])
    frames, durations, _ = read_gif(path)
    assert durations == [300, 200, 100]
    np.testing.assert_array_equal(frames[1], COLORS[TWO])


def test_a_hold_longer_than_the_longest_delay_is_kept(tmp_path: Path) -> None:
    """A hold of 25 minutes is written as frames of at most 655.35 seconds."""
    path = write_gif(tmp_path / "a.gif", [flat_frame(ONE, 1500.0), flat_frame(TWO, 0.5)])
    frames, durations, _ = read_gif(path)
    assert sum(durations) == 1_500_500
    assert max(durations) <= 655_350
    np.testing.assert_array_equal(frames[-2], COLORS[ONE])
    np.testing.assert_array_equal(frames[-1], COLORS[TWO])


@pytest.mark.parametrize(
    ("seconds", "durations"), [(655.35, [655_350]), (655.36, [655_340, 20]), (655.37, [655_340, 30])]
)
def test_a_hold_is_cut_where_it_must_be(tmp_path: Path, seconds: float, durations: list[int]) -> None:
    """The longest delay is one frame; a hundredth of a second more is two, the second long enough for browsers."""
    path = write_gif(tmp_path / "a.gif", [flat_frame(ONE, seconds), flat_frame(TWO, 0.5)])
    assert read_gif(path).durations == [*durations, 500]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shortest": 1 / 60}, "60 frames a second are too fast for a.gif: GIF plays at most 50"),
        ({"width": 65536}, "65536x8 is too large for a.gif: GIF holds at most 65535 pixels a side"),
        ({"plays": 65537}, "65537 plays are too many for a.gif: GIF counts to 65536; 0 plays for ever"),
    ],
)
def test_settings_that_gif_cannot_hold_are_refused(changes: dict[str, Any], said: str) -> None:
    """The error names the file and the limit."""
    with pytest.raises(InputError, match=said):
        check_film("a.gif", flat_film([flat_frame(ONE)], **changes))


def test_settings_that_gif_can_just_hold_are_accepted() -> None:
    """The largest side, the shortest delay and the most plays pass the check."""
    frames = [flat_frame(ONE)]
    for changes in ({"shortest": 0.02}, {"width": 65535}, {"plays": 65536}):
        check_film("a.gif", flat_film(frames, **changes))
    with pytest.raises(InputError):
        check_film("a.gif", flat_film(frames, shortest=0.0199))
