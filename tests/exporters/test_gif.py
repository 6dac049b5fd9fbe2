"""GIF: frames, durations and loops as other people's decoders see them."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import imageio.v3 as iio
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

import sgdviz
from sgdviz import InputError, Recording, pipeline
from sgdviz.exporters import Film, gif
from sgdviz.rendering.frame import Box, Frame

Read = tuple[list[np.ndarray], list[int], int | None]
"""Frames as RGB, their milliseconds, and the loop count."""

INKS = ("#d6213f", "#25578c", "#17212b")
COLORS = np.array([[int(ink[i : i + 2], 16) for i in (1, 3, 5)] for ink in ("#ffffff", *INKS)], dtype=np.uint8)


def film_of(frames: list[Frame], **changes: Any) -> Film:
    """Return what an exporter is told of `frames`."""
    height, width = frames[0].rgba.shape[:2]
    film = Film(width, height, len(frames), min(frame.seconds for frame in frames), 0, 1.0, "#ffffff", INKS)
    return replace(film, **changes)


def frame_of(indices: np.ndarray, seconds: float = 0.04) -> Frame:
    """Return a frame that shows `COLORS` at (H, W) `indices`, all of it perhaps changed."""
    alpha = np.full((*indices.shape, 1), 255, dtype=np.uint8)
    box = Box(0, indices.shape[0], 0, indices.shape[1])
    return Frame(np.ascontiguousarray(np.concatenate([COLORS[indices], alpha], axis=2)), seconds, (box,))


def write(path: Path, frames: list[Frame], *, stretch: int = 50, **changes: Any) -> Path:
    """Write `frames` as a GIF."""
    film = film_of(frames, **changes)
    encoder = gif.encoder(film)
    with gif.writer(str(path), film) as add:
        for number, frame in enumerate(frames, start=1):
            add(encoder.encode(frame, last=number % stretch == 0 or number == len(frames)), frame.seconds)
    return path


def read(path: Path) -> Read:
    """Return the frames as RGB, their milliseconds, and the loop count, as Pillow reads them."""
    pictures, durations = [], []
    with Image.open(path) as picture:
        loop = picture.info.get("loop")
        for page in ImageSequence.Iterator(picture):
            pictures.append(np.array(page.convert("RGB")))
            durations.append(int(page.info["duration"]))
    return pictures, durations, loop


@pytest.fixture(scope="module")
def post_gif(run: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The post's animation."""
    path = tmp_path_factory.mktemp("post") / "sgd_line.gif"
    sgdviz.animate(run).save(path)
    return path


@pytest.fixture(scope="module")
def post_read(post_gif: Path) -> Read:
    """The post's animation, decoded by Pillow."""
    return read(post_gif)


def test_the_post_s_animation_decodes_as_asked(post_gif: Path, post_read: Read) -> None:
    """Pillow and imageio agree on 301 frames of 800x400, 15.96 seconds, for ever."""
    pictures, durations, loop = post_read
    assert len(pictures) == 301
    assert pictures[0].shape == (400, 800, 3)
    assert sum(durations) == 1000 + 299 * 40 + 3000
    assert (durations[0], durations[1], durations[-1]) == (1000, 40, 3000)
    assert loop == 0
    for number, again in enumerate(iio.imiter(post_gif, plugin="pillow", mode="RGB")):
        np.testing.assert_array_equal(again, pictures[number])
    assert number == 300


def test_what_is_decoded_is_what_was_drawn(post_read: Read, run: Recording) -> None:
    """Each frame, to 40 dB and more; the line and the points keep their exact colours."""
    pictures, _, _ = post_read
    for picture, frame in zip(pictures, sgdviz.animate(run).frames(), strict=True):
        error = float(np.mean((picture.astype(float) - frame.pixels) ** 2))
        assert 10 * np.log10(255**2 / error) > 40
        for ink in (sgdviz.LIGHT.line, sgdviz.LIGHT.data):
            color = [int(ink[i : i + 2], 16) for i in (1, 3, 5)]
            np.testing.assert_array_equal((picture == color).all(axis=2) >= (frame.pixels == color).all(axis=2), True)


def test_the_same_run_gives_the_same_bytes(post_gif: Path, run: Recording, tmp_path: Path) -> None:
    """On every run."""
    sgdviz.animate(run).save(tmp_path / "again.gif")
    assert (tmp_path / "again.gif").read_bytes() == post_gif.read_bytes()


@pytest.mark.parametrize(("plays", "loop"), [(0, 0), (1, None), (2, 1), (7, 6)])
def test_it_plays_as_often_as_asked(short_run: Recording, tmp_path: Path, plays: int, loop: int | None) -> None:
    """No loop block plays once; a count is of the times after the first."""
    sgdviz.animate(short_run, plays=plays).save(tmp_path / "a.gif")
    assert read(tmp_path / "a.gif")[2] == loop


@pytest.mark.parametrize("fps", [50, 33, 30, 24, 7.3, 1])
def test_rounding_never_drifts(run: Recording, tmp_path: Path, fps: float) -> None:
    """Each frame ends within half a centisecond of its time, the last one too."""
    animation = sgdviz.animate(run, fps=fps, panels=("fit",), size=(96, 80))
    animation.save(tmp_path / "a.gif")
    _, durations, _ = read(tmp_path / "a.gif")
    wanted = np.cumsum([cue.seconds for cue in animation.cues])
    ends = np.cumsum(durations) / 1000
    assert abs(ends[-1] - wanted[-1]) <= 0.005 + 1e-9
    assert min(durations) >= 20
    assert all(np.abs(wanted - end).min() <= 0.005 + 1e-9 for end in ends)


def test_frames_that_look_the_same_are_one(tmp_path: Path) -> None:
    """Their time is added up."""
    one, two = np.zeros((8, 8), dtype=int), np.ones((8, 8), dtype=int)
    path = write(tmp_path / "a.gif", [frame_of(i, 0.1) for i in (one, one, one, two, two, one)])
    pictures, durations, _ = read(path)
    assert durations == [300, 200, 100]
    np.testing.assert_array_equal(pictures[1], COLORS[two])


def test_only_what_changed_is_stored(tmp_path: Path) -> None:
    """One pixel in a large picture costs a few bytes."""
    still = np.zeros((500, 500), dtype=int)
    other = still.copy()
    other[400, 123] = 2
    one, two = (write(tmp_path / name, frames) for name, frames in
                (("a.gif", [frame_of(still)]), ("b.gif", [frame_of(still), frame_of(other)])))  # fmt: skip
    assert two.stat().st_size - one.stat().st_size < 32
    np.testing.assert_array_equal(read(two)[0][1], COLORS[other])


def test_random_changes_come_back(tmp_path: Path) -> None:
    """Patches anywhere, over each other, of every colour."""
    rng = np.random.default_rng(1)
    indices = rng.integers(0, 4, (40, 50))
    shown = [indices.copy()]
    for _ in range(60):
        top, left = rng.integers(0, 39), rng.integers(0, 49)
        indices[top : top + rng.integers(1, 12), left : left + rng.integers(1, 12)] = rng.integers(0, 4)
        shown.append(indices.copy())
    kept = [shown[0]] + [b for a, b in itertools.pairwise(shown) if not np.array_equal(a, b)]
    pictures, _, _ = read(write(tmp_path / "a.gif", [frame_of(i) for i in shown]))
    assert len(pictures) == len(kept)
    for picture, wanted in zip(pictures, kept, strict=True):
        np.testing.assert_array_equal(picture, COLORS[wanted])


def test_a_hold_longer_than_gif_can_say_is_kept(tmp_path: Path) -> None:
    """Twenty-five minutes in frames of at most 655.35 seconds."""
    one, two = np.zeros((4, 4), dtype=int), np.ones((4, 4), dtype=int)
    pictures, durations, _ = read(write(tmp_path / "a.gif", [frame_of(one, 1500.0), frame_of(two, 0.5)]))
    assert sum(durations) == 1_500_500
    np.testing.assert_array_equal(pictures[-2], COLORS[one])
    np.testing.assert_array_equal(pictures[-1], COLORS[two])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shortest": 1 / 60}, "60 frames a second are too fast for .*: GIF plays at most 50"),
        ({"width": 65536}, "65536x8 is too large"),
        ({"plays": 65537}, "65537 plays are too many"),
    ],
)
def test_what_gif_cannot_hold_is_refused(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    """Before a byte is written."""
    with pytest.raises(InputError, match=said):
        write(tmp_path / "a.gif", [frame_of(np.zeros((8, 8), dtype=int))], **changes)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    height=st.integers(1, 40),
    width=st.integers(1, 40),
    stretch=st.integers(1, 5),
    amounts=st.lists(st.sampled_from([0.0, 0.02, 0.3, 1.0]), min_size=1, max_size=8),
    areas=st.booleans(),
)
def test_any_film_comes_back(
    seed: int, height: int, width: int, stretch: int, amounts: list[float], *, areas: bool
) -> None:
    """Whatever part of it changes, from nothing to everything, and wherever its stretches are cut."""
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, 4, (height, width))
    shown = []
    for amount in amounts:
        indices = np.where(rng.random((height, width)) < amount, rng.integers(0, 4, (height, width)), indices)
        shown.append(indices)
    with tempfile.TemporaryDirectory() as folder:
        frames = [frame_of(each) for each in shown]
        pictures, durations, _ = read(write(Path(folder) / "a.gif", frames, stretch=stretch, areas=areas))
    assert sum(durations) == 40 * len(shown)
    ends = np.cumsum(durations) / 40
    for number, wanted in enumerate(shown):
        np.testing.assert_array_equal(pictures[int(np.searchsorted(ends, number, side="right"))], COLORS[wanted])


def test_an_edge_may_lag_but_not_past_its_stretch(tmp_path: Path) -> None:
    """A pixel that drifts by less than the tolerance is left alone, and is put right at the cut."""
    shades = [(255, 255, 255), (236, 240, 245), (226, 232, 240), (216, 224, 235)]
    frames = []
    for shade in shades:
        frame = frame_of(np.zeros((6, 6), dtype=int))
        pixels = frame.rgba.copy()
        pixels[3, 3, :3] = shade
        pixels[0, 0, :3] = COLORS[1] if shade == shades[-1] else COLORS[0]
        frames.append(replace(frame, rgba=pixels))
    (*lagging, last), _, _ = read(write(tmp_path / "a.gif", frames, colors=256))
    assert len(lagging) == 1
    assert lagging[0][3, 3].tolist() == [255, 255, 255]
    assert np.abs(last[3, 3].astype(int) - shades[-1]).max() <= 2
    assert last[0, 0].tolist() == COLORS[1].tolist()


def test_areas_come_back_in_fewer_bytes(tmp_path: Path) -> None:
    """A boundary that moves over its grounds: more ways are tried, the shortest is taken, and it is right."""
    net, moons = sgdviz.MLP(2, (4,), task="classes"), sgdviz.data.two_moons(40)
    run = sgdviz.fit(net, moons, sgdviz.SGD(0.2), passes=20)
    animation = sgdviz.animate(run, panels=("boundary",), size=(300, 250), every="pass")
    film = pipeline.film_of(animation._renderer, animation.cues, 0)
    assert film.areas
    of_film = {name: value for name, value in asdict(film).items() if name != "frames"}
    frames, sizes = list(animation.frames()), []
    for areas in (True, False):
        path = write(tmp_path / f"{areas}.gif", frames, **{**of_film, "areas": areas})
        sizes.append(path.stat().st_size)
        for picture, frame in zip(read(path)[0], frames, strict=True):
            error = float(np.mean((picture.astype(float) - frame.pixels) ** 2))
            assert 10 * np.log10(255**2 / error) > 36  # a small picture is made of edges for a larger part
    assert sizes[0] < 0.99 * sizes[1]
