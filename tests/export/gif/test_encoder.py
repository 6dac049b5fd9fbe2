"""The GIF encoder: only changes are stored, solid colours are exact, and edges may be late within a chunk."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from helpers import COLORS, flat_film, flat_frame, gif_file, read_gif, write_gif
from hypothesis import given, settings
from hypothesis import strategies as st

import sgdviz
from sgdviz.drawing.agg.frame import Box
from sgdviz.export import gif
from sgdviz.export.gif.encoder import LARGE, _without_gaps, nothing

if TYPE_CHECKING:
    from sgdviz.drawing.agg import Frame


def test_only_what_changed_is_stored(tmp_path: Path) -> None:
    """One changed pixel in a large picture costs a few bytes."""
    still = np.zeros((500, 500), dtype=int)
    other = still.copy()
    other[400, 123] = 2
    one, two = (write_gif(tmp_path / name, frames) for name, frames in
                (("a.gif", [flat_frame(still)]), ("b.gif", [flat_frame(still), flat_frame(other)])))  # fmt: skip
    assert two.stat().st_size - one.stat().st_size < 32
    np.testing.assert_array_equal(read_gif(two).frames[1], COLORS[other])


def test_a_frame_without_changes_has_no_picture() -> None:
    """The packet of an unchanged frame is None, also where it is the last of a chunk."""
    frame = flat_frame(np.arange(12).reshape(3, 4) % 4)
    encoder = gif.encoder(flat_film([frame]))
    assert encoder.encode(frame, last=False) is not None
    assert encoder.encode(frame, last=False) is None
    assert encoder.encode(frame, last=True) is None


def test_pixels_outside_the_changed_boxes_are_not_compared() -> None:
    """The encoder trusts the rows of the boxes that a frame says have changed."""
    one, two = flat_frame(np.zeros((6, 4), dtype=int)), flat_frame(np.ones((6, 4), dtype=int))
    encoder = gif.encoder(flat_film([one]))
    encoder.encode(one, last=False)
    picture = encoder.encode(replace(two, changed=(Box(2, 4, 0, 4),)), last=False)
    assert picture is not None
    assert (picture.where.top, picture.where.height) == (2, 2)


def test_a_picture_of_nothing_changes_nothing(tmp_path: Path) -> None:
    """`nothing` is one transparent pixel."""
    frame = flat_frame(np.full((3, 3), 2))
    film = flat_film([frame])
    with gif_file(tmp_path / "a.gif", film) as add:
        add(gif.encoder(film).encode(frame, last=True), 0.1)
        add(nothing(), 0.1)
    frames, durations, _ = read_gif(tmp_path / "a.gif")
    np.testing.assert_array_equal(frames[-1], COLORS[np.full((3, 3), 2)])
    assert sum(durations) == 200


def test_random_changes_come_back(tmp_path: Path) -> None:
    """Patches of every colour anywhere, over each other, decode to what was encoded."""
    rng = np.random.default_rng(1)
    indices = rng.integers(0, 4, (40, 50))
    shown = [indices.copy()]
    for _ in range(60):
        top, left = rng.integers(0, 39), rng.integers(0, 49)
        indices[top : top + rng.integers(1, 12), left : left + rng.integers(1, 12)] = rng.integers(0, 4)
        shown.append(indices.copy())
    kept = [shown[0]] + [b for a, b in itertools.pairwise(shown) if not np.array_equal(a, b)]
    frames = read_gif(write_gif(tmp_path / "a.gif", [flat_frame(i) for i in shown])).frames
    assert len(frames) == len(kept)
    for frame, wanted in zip(frames, kept, strict=True):
        np.testing.assert_array_equal(frame, COLORS[wanted])


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    height=st.integers(1, 40),
    width=st.integers(1, 40),
    chunk=st.integers(1, 5),
    amounts=st.lists(st.sampled_from([0.0, 0.02, 0.3, 1.0]), min_size=1, max_size=8),
)
def test_any_film_comes_back(seed: int, height: int, width: int, chunk: int, amounts: list[float]) -> None:
    """Films of any size decode to what was encoded, however much changes and wherever chunks are cut."""
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, 4, (height, width))
    shown = []
    for amount in amounts:
        indices = np.where(rng.random((height, width)) < amount, rng.integers(0, 4, (height, width)), indices)
        shown.append(indices)
    with tempfile.TemporaryDirectory() as folder:
        made = [flat_frame(each) for each in shown]
        frames, durations, _ = read_gif(write_gif(Path(folder) / "a.gif", made, chunk=chunk))
    assert sum(durations) == 40 * len(shown)
    ends = np.cumsum(durations) / 40
    for number, wanted in enumerate(shown):
        np.testing.assert_array_equal(frames[int(np.searchsorted(ends, number, side="right"))], COLORS[wanted])


SHADES = [(255, 255, 255), (236, 240, 245), (226, 232, 240), (216, 224, 235)]


def drifting() -> list[Frame]:
    """Return frames in which one pixel drifts through `SHADES`; another turns red in the last."""
    frames = []
    for shade in SHADES:
        frame = flat_frame(np.zeros((6, 6), dtype=int))
        frame.pixels[3, 3, :3] = shade
        frame.pixels[0, 0, :3] = COLORS[1] if shade == SHADES[-1] else COLORS[0]
        frames.append(frame)
    return frames


def test_an_edge_is_late_within_a_chunk_only(tmp_path: Path) -> None:
    """A pixel that drifts by less than the tolerance is left, and is corrected by the last frame of the chunk."""
    path = write_gif(tmp_path / "a.gif", drifting(), quality=gif.Quality(colors=256))
    *late, last = read_gif(path).frames
    assert len(late) == 1
    assert late[0][3, 3].tolist() == [255, 255, 255]
    assert np.abs(last[3, 3].astype(int) - SHADES[-1]).max() <= 2
    assert last[0, 0].tolist() == COLORS[1].tolist()


def test_without_tolerance_an_edge_is_never_late(tmp_path: Path) -> None:
    """A tolerance of 0 redraws the pixel in every frame."""
    path = write_gif(tmp_path / "a.gif", drifting(), quality=gif.Quality(colors=256, tolerance=0))
    frames = read_gif(path).frames
    assert len(frames) == len(SHADES)
    for frame, shade in zip(frames, SHADES, strict=True):
        assert np.abs(frame[3, 3].astype(int) - shade).max() <= 2


def test_edges_are_later_in_a_large_picture_than_in_a_small_one(tmp_path: Path) -> None:
    """The tolerance shrinks with the scale below 1, where edges are a larger part of the picture, and never grows."""
    counts = [
        len(read_gif(write_gif(tmp_path / "a.gif", drifting(), quality=gif.Quality(colors=256), unit=unit)).frames)
        for unit in (0.05, 1.0, 4.0)
    ]
    assert counts == [4, 2, 2]


def test_a_small_picture_may_be_sent_whole() -> None:
    """Where a small rectangle is simpler than its changes, all of it is sent."""
    rng = np.random.default_rng(0)
    after = np.tile(np.arange(80) % 4, (100, 1))
    before = np.where(rng.random(after.shape) < 0.3, (after + 1) % 4, after)
    frames = [flat_frame(before), flat_frame(after)]
    encoder = gif.encoder(flat_film(frames))
    encoder.encode(frames[0], last=True)
    picture = encoder.encode(frames[1], last=True)
    assert picture is not None
    assert len(picture.data) < 500
    assert len(picture.data) < (before != after).sum() / 4


def test_a_chunk_can_be_encoded_from_the_frame_before_it() -> None:
    """An encoder that begins with the last frame of a chunk gives the packets of one that encoded the chunk."""
    rng = np.random.default_rng(2)
    frames = [flat_frame(rng.integers(0, 4, (9, 9))) for _ in range(6)]
    film = flat_film(frames)
    whole, second = gif.encoder(film), gif.encoder(film)
    packets = [whole.encode(frame, last=number % 3 == 2) for number, frame in enumerate(frames)]
    second.begin(frames[2])
    assert [second.encode(frame, last=number == 2) for number, frame in enumerate(frames[3:])] == packets[3:]


def test_a_moving_boundary_comes_back(tmp_path: Path) -> None:
    """The frames of a boundary that moves over its areas decode to within 36 dB."""
    net, moons = sgdviz.MLP(2, (4,), task="classes"), sgdviz.data.two_moons(40)
    run = sgdviz.fit(net, moons, sgdviz.SGD(0.2), passes=20)
    animation = sgdviz.animate(run, panels=("boundary",), size=(300, 250), every="pass")
    frames = list(animation.frames())
    animation.save(tmp_path / "a.gif")
    for picture, frame in zip(read_gif(tmp_path / "a.gif").frames, frames, strict=True):
        error = float(np.mean((picture.astype(float) - frame.rgb) ** 2))
        assert 10 * np.log10(255**2 / error) > 36  # a small picture has a larger part of edges


def test_unchanged_pixels_that_continue_a_colour_are_sent() -> None:
    """Between two changed pixels, unchanged ones of the colour of either are sent; others are skipped."""
    shown = np.array([[1, 1, 1, 2, 2, 3, 3, 3, 1, 1], [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]], dtype=np.uint8).reshape(-1)

    def sent(*places: int, gap: int = 0) -> list[int]:
        return list(map(int, _without_gaps(np.array(places), shown, 10, gap)))

    assert sent(0, 2) == [0, 1, 2]  # of one colour
    assert sent(2, 4) == [2, 3, 4]  # of the colour of the right one
    assert sent(4, 8) == [4, 8]  # of the colour of neither
    assert sent(0, 4) == [0, 4]  # of two colours
    assert sent(0, 4, gap=3) == [0, 1, 2, 3, 4]
    assert sent(0, 4, gap=2) == [0, 4]
    assert sent(9, 12) == [9, 12]  # in two rows
    assert sent(10, 19) == list(range(10, 20))
    assert sent(3) == [3]
    assert sent(3, 4, 6) == [3, 4, 5, 6]


def test_the_gap_grows_with_the_picture() -> None:
    """Gaps of 8 to 13 pixels are filled in a picture of scale 2, in which a line is twice as wide, and not in one of 1.

    The frame after the change is the same in each row, and where it changes is random: to send all of it is shorter.
    """
    rng = np.random.default_rng(0)
    after = np.tile(np.arange(400) % 4, (300, 1))
    places = np.cumsum(rng.integers(8, 14, after.size // 14))
    before = after.reshape(-1).copy()
    before[places] = (before[places] + 1) % 4
    frames = [flat_frame(before.reshape(after.shape)), flat_frame(after)]
    sizes = []
    for unit in (1.0, 2.0):
        encoder = gif.encoder(flat_film(frames, unit=unit))
        pictures = [encoder.encode(frame, last=True) for frame in frames]
        assert pictures[1] is not None
        sizes.append(len(pictures[1].data))
    assert sizes[0] > LARGE
    assert 3 * sizes[1] < sizes[0]
