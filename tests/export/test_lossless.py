"""APNG and WebP: every decoder shows the drawn frames, pixel by pixel, each for its time."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from film_helpers import alpha_frame, read_film, shown_at, write_film
from helpers import answer_of_chromium, flat_frame, output_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import sgdviz
from sgdviz import InputError

if TYPE_CHECKING:
    from sgdviz import Recording
    from sgdviz.drawing.agg import Frame

BOTH = pytest.mark.parametrize("suffix", [".apng", ".webp"])
LOOKS: list[dict[str, Any]] = [
    {},
    {"theme": "dark", "explain": 2},
    {"transparent": True},
    {"transparent": True, "card": True},
]


@BOTH
@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "transparent", "card"])
def test_the_frames_are_those_of_the_folder(short_run: Recording, tmp_path: Path, suffix: str, look: Any) -> None:
    """Pillow and imageio decode the pixels of the PNG frames, alpha included, and the cues' seconds."""
    animation = sgdviz.animate(short_run, size=(401, 203), **look)
    path = tmp_path / f"a{suffix}"
    animation.save(path, f"{tmp_path}/frames/")
    film = read_film(path)
    files = sorted((tmp_path / "frames").iterdir())
    begin = 0.0
    for file, cue in zip(files, animation.cues, strict=True):
        wanted = np.array(Image.open(file).convert("RGBA"))
        np.testing.assert_array_equal(shown_at(film, begin + cue.seconds / 2), wanted)
        begin += cue.seconds
    assert sum(film.durations) == pytest.approx(1000 * animation.seconds, abs=0.5)
    assert film.loop == 0
    again = list(iio.imiter(path, mode="RGBA"))
    np.testing.assert_array_equal(np.stack(again), np.stack(film.frames))


@BOTH
def test_pillow_needs_more_bytes(run: Recording, tmp_path: Path, suffix: str) -> None:
    """Pillow's file of the same frames is at least twice as large."""
    animation = sgdviz.animate(run, every=6, size=(400, 200))
    (output,) = animation.save(tmp_path / f"a{suffix}")
    first, *others = [Image.fromarray(frame.rgb) for frame in animation.frames()]
    lossless = {"lossless": True} if suffix == ".webp" else {"format": "PNG"}
    durations = [round(1000 * cue.seconds) for cue in animation.cues]
    first.save(tmp_path / f"b{suffix}", save_all=True, append_images=others, duration=durations, loop=0, **lossless)
    assert output.bytes < 0.5 * (tmp_path / f"b{suffix}").stat().st_size


@BOTH
def test_any_number_of_workers_makes_the_same_bytes(run: Recording, tmp_path: Path, suffix: str) -> None:
    """A film of several chunks is the same from one process and from two."""
    animation = sgdviz.animate(run, every=2, size=(400, 200))
    animation.save(tmp_path / f"one{suffix}", workers=1)
    animation.save(tmp_path / f"two{suffix}", workers=2)
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


@BOTH
@pytest.mark.parametrize("plays", [0, 1, 2, 7, 65535])
def test_the_number_of_plays_is_said(tmp_path: Path, suffix: str, plays: int) -> None:
    """Pillow reads the number of plays, 0 for ever."""
    frames = [flat_frame(np.full((3, 4), number), 0.1) for number in range(3)]
    assert read_film(write_film(tmp_path / f"a{suffix}", frames, plays=plays)).loop == plays


@BOTH
def test_equal_frames_are_one_for_the_time_of_all(tmp_path: Path, suffix: str) -> None:
    """The duration of a film does not depend on frames that look the same, nor on a long hold at the end."""
    one, other = np.zeros((5, 7), dtype=int), np.ones((5, 7), dtype=int)
    frames = [
        flat_frame(one, 0.1),
        flat_frame(one, 0.2),
        flat_frame(other, 0.04),
        flat_frame(one, 0.5),
        flat_frame(one, 60),
    ]
    film = read_film(write_film(tmp_path / f"a{suffix}", frames))
    assert film.durations == pytest.approx([300, 40, 60_500])
    assert len(film.frames) == 3


@BOTH
def test_a_frame_of_days_is_several_pictures_that_look_the_same(tmp_path: Path, suffix: str) -> None:
    """A hold that is longer than a delay can say keeps its picture and its time."""
    one = np.arange(6).reshape(2, 3) % 4
    frames = [flat_frame(one, 200_000.0), flat_frame(one.T.reshape(2, 3), 0.02)]
    film = read_film(write_film(tmp_path / f"a{suffix}", frames))
    assert sum(film.durations) == pytest.approx(200_000_020)
    for frame in film.frames[:-1]:
        np.testing.assert_array_equal(frame, frames[0].pixels)
    np.testing.assert_array_equal(film.frames[-1], frames[1].pixels)


@BOTH
def test_rounding_does_not_add_up(tmp_path: Path, suffix: str) -> None:
    """Three hundred frames of a third of a tenth of a second last ten seconds."""
    frames = [flat_frame(np.full((1, 1), number % 2), 1 / 30) for number in range(300)]
    film = read_film(write_film(tmp_path / f"a{suffix}", frames))
    assert len(film.frames) == 300
    assert sum(film.durations) == pytest.approx(10_000)


@BOTH
@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 1), (2, 5)])
def test_the_smallest_pictures(tmp_path: Path, suffix: str, shape: tuple[int, int]) -> None:
    """Pictures of a pixel or a few, and films of one frame, come back."""
    frames = [flat_frame(np.full(shape, number % 4), 0.05) for number in range(5)]
    film = read_film(write_film(tmp_path / f"a{suffix}", frames))
    for frame, wanted in zip(film.frames, frames, strict=True):
        np.testing.assert_array_equal(frame, wanted.pixels)
    with Image.open(write_film(tmp_path / f"b{suffix}", frames[2:3])) as picture:
        np.testing.assert_array_equal(np.array(picture.convert("RGBA")), frames[2].pixels)


def noise(seed: int, height: int, width: int, amounts: list[float], *, soft: bool) -> list[Frame]:
    """Return frames in which a share of all pixels changes each time; `soft` ones may be translucent."""
    rng = np.random.default_rng(seed)
    pixels = np.zeros((height, width, 4), dtype=np.uint8)
    frames = []
    for amount in amounts:
        other = rng.integers(0, 256, (height, width, 4)).astype(np.uint8)
        other[..., 3] = rng.choice([0, 90, 255], (height, width)) if soft else 255
        other[other[..., 3] == 0] = 0
        pixels = np.where(rng.random((height, width, 1)) < amount, other, pixels)
        frames.append(alpha_frame(pixels))
    return frames


@BOTH
@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    height=st.integers(1, 30),
    width=st.integers(1, 30),
    chunk=st.integers(1, 5),
    soft=st.booleans(),
    amounts=st.lists(st.sampled_from([0.0, 0.02, 0.3, 1.0]), max_size=7),
)
def test_any_film_comes_back(
    suffix: str, seed: int, height: int, width: int, chunk: int, amounts: list[float], *, soft: bool
) -> None:
    """Films of any colours, alpha and size decode to what was encoded, wherever chunks are cut."""
    frames = noise(seed, height, width, [1.0, *amounts], soft=soft)
    with tempfile.TemporaryDirectory() as folder:
        film = read_film(write_film(Path(folder) / f"a{suffix}", frames, chunk=chunk, transparent=soft))
    assert sum(film.durations) == pytest.approx(40 * len(frames))
    for number, wanted in enumerate(frames):
        np.testing.assert_array_equal(shown_at(film, 0.04 * number), wanted.pixels)


@BOTH
def test_frames_that_browsers_slow_down_are_refused(tmp_path: Path, suffix: str) -> None:
    """Browsers show a frame of a hundredth of a second for a tenth, so shorter ones are an error of one line."""
    write_film(tmp_path / f"a{suffix}", [flat_frame(np.zeros((2, 2), dtype=int), 1 / 90)])
    with pytest.raises(
        InputError, match=r"1000 frames a second are too fast for b\.\w+: browsers play \w+ at 90 at most"
    ):
        write_film(tmp_path / f"b{suffix}", [flat_frame(np.zeros((2, 2), dtype=int), 0.001)])


@pytest.mark.decoders
@pytest.mark.parametrize("look", [{}, {"transparent": True}], ids=["opaque", "transparent"])
def test_ffmpeg_draws_the_same_frames(short_run: Recording, tmp_path: Path, look: Any) -> None:
    """FFmpeg decodes the same pixels as Pillow. Of WebP it reads stills only."""
    path = tmp_path / "a.apng"
    sgdviz.animate(short_run, size=(400, 200), **look).save(path)
    command = ["-v", "error", "-i", path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]
    raw = np.frombuffer(output_of("ffmpeg", *command), dtype=np.uint8).reshape(-1, 200, 400, 4)
    np.testing.assert_array_equal(raw, np.stack(read_film(path).frames))


PAGE = """<!doctype html><title>waiting</title><script>
(async () => {
  const decoder = new ImageDecoder({data: (await fetch("a.SUFFIX")).body, type: "image/SUFFIX"});
  await decoder.completed;
  const track = decoder.tracks.selectedTrack, said = [];
  for (let i = 0; i < track.frameCount; i++) {
    const {image} = await decoder.decode({frameIndex: i, completeFramesOnly: true});
    const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
    const context = canvas.getContext("2d", {willReadFrequently: true});
    context.drawImage(image, 0, 0);
    const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    said.push([image.duration, Array.from(digest, b => b.toString(16).padStart(2, "0")).join("")]);
    image.close();
  }
  return {frames: said, repetitions: track.repetitionCount};
})().catch(String).then(said => fetch("said", {method: "POST", body: JSON.stringify(said)}));
</script>"""


@pytest.mark.decoders
@BOTH
def test_chromium_draws_the_same_frames_for_as_long(short_run: Recording, tmp_path: Path, suffix: str) -> None:
    """Chromium decodes the same pixels and durations as Pillow, and two plays as one repetition."""
    path = tmp_path / f"a{suffix}"
    sgdviz.animate(short_run, size=(400, 200), plays=2).save(path)
    page = PAGE.replace("image/SUFFIX", "image/png" if suffix == ".apng" else "image/webp")
    said = answer_of_chromium(tmp_path, page.replace("a.SUFFIX", path.name))
    assert isinstance(said, dict), said
    film = read_film(path)
    assert [duration for duration, _ in said["frames"]] == pytest.approx([1000 * ms for ms in film.durations], abs=1)
    for (_, digest), frame in zip(said["frames"], film.frames, strict=True):
        assert digest == hashlib.sha256(frame.tobytes()).hexdigest()
    assert said["repetitions"] == 1
