"""Saving: formats by suffix, several outputs of one pass, and old outputs that stay where one fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import names

import sgdviz
from sgdviz import InputError, Output, OutputError, Recording
from sgdviz.export.gif import GifWriter
from sgdviz.export.png import PngWriter
from sgdviz.export.save import FOLDER, FORMATS, find_format

if TYPE_CHECKING:
    from collections.abc import Callable

ALL = ("a.gif", "b.png", "c.svg", "d/", "e.html")


@pytest.fixture(scope="module")
def animation() -> sgdviz.Animation:
    """A small animation of 13 frames."""
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2)
    return sgdviz.animate(recording, size=(400, 200))


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("A.GIF", ".gif"),
        ("some/run.v2.png", ".png"),
        ("a.Svg", ".svg"),
        ("a.html", ".html"),
        ("frames/", FOLDER),
        ("a.gif/", FOLDER),
    ],
)
def test_formats_are_found_by_suffix(path: str, suffix: str) -> None:
    """The suffix gives the format in any case, and a slash at the end a folder."""
    assert find_format(path) is FORMATS[suffix]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.gfi", r"unknown suffix of 'a\.gfi': '\.gfi'; did you mean '\.gif'"),
        (
            "a",
            r"output 'a' names no format; end it in one of: \.gif, \.apng, .*\.pptx, or in / for a folder of frames",
        ),
        ("a.mov", "choose from"),
    ],
)
def test_an_unknown_format_is_refused(path: str, said: str) -> None:
    """The error names the nearest suffix, or all."""
    with pytest.raises(InputError, match=said):
        find_format(path)


def test_several_outputs_come_from_one_pass(animation: sgdviz.Animation, here: Path) -> None:
    """Each output equals one saved alone, and `on_frame` is called once for each frame."""
    calls: list[int] = []
    outputs = animation.save(*ALL, on_frame=lambda: calls.append(1))
    assert len(calls) == 13
    assert [(output.path, output.frames, output.seconds) for output in outputs] == [
        ("a.gif", 13, animation.seconds),
        ("b.png", 1, 0.0),
        ("c.svg", 13, animation.seconds),
        ("d/", 13, animation.seconds),
        ("e.html", 13, animation.seconds),
    ]
    (here / "alone").mkdir()
    for path in ALL:
        animation.save(f"alone/{path}")
    for file in ("a.gif", "b.png", "c.svg", "e.html", *(f"d/{name}" for name in names(here / "d"))):
        assert Path(file).read_bytes() == Path("alone", file).read_bytes()


def test_an_output_says_what_was_written(animation: sgdviz.Animation, here: Path) -> None:
    """An `Output` has the bytes of the file, or of all frames of a folder."""
    gif, still, _, folder, _ = animation.save(*ALL)
    assert isinstance(gif, Output)
    assert gif.bytes == (here / "a.gif").stat().st_size
    assert still.bytes == (here / "b.png").stat().st_size
    assert folder.bytes == sum(file.stat().st_size for file in (here / "d").iterdir())
    assert gif.given_up == ""
    assert gif.took > 0


def test_the_recording_is_kept_beside_the_outputs(animation: sgdviz.Animation, here: Path) -> None:
    """`record` writes the recording as well, and it is not among the outputs."""
    (output,) = animation.save("a.png", record="run.npz")
    assert output.path == "a.png"
    assert names(here) == ["a.png", "run.npz"]
    assert isinstance(animation.recording, Recording)
    np.testing.assert_array_equal(Recording.load("run.npz").params, animation.recording.params)


@pytest.mark.parametrize(
    ("paths", "settings", "said"),
    [
        ((), {}, "no output was given; say where to write, as in 'run.gif'"),
        (("a.gif", "./a.gif"), {}, "given twice"),
        (("f/", "f/a.png"), {}, "lie in each other"),
        (("a.gif",), {"record": "a.gif"}, r"record is 'a.gif'; give a name that ends in \.npz"),
        (("f/",), {"record": "f/run.npz"}, "lie in each other"),
        (("a.gif", "a.gfi"), {}, "did you mean '.gif'"),
        (
            ("a.gif",),
            {"at": 3},
            r"step 3 was asked for, and no output is a still; add an output that ends in",
        ),
        (("a.png",), {"at": 77}, "no step 77; the recording has steps 0 to 12"),
        (("a.gif", "a.png"), {"max_size": 100_000}, r"only a \.gif can be made to fit a size, not a\.png"),
        (("a.gif",), {"max_size": 0}, "max size is 0"),
        (("a.gif",), {"workers": 0}, "workers is 0; give a whole number of at least 1"),
    ],
)
def test_outputs_that_make_no_sense_are_refused(
    animation: sgdviz.Animation, here: Path, paths: tuple[str, ...], settings: dict[str, Any], said: str
) -> None:
    """The error comes before anything is written."""
    with pytest.raises(InputError, match=said):
        animation.save(*paths, **settings)
    assert names(here) == []


def test_one_file_by_two_names_is_refused(animation: sgdviz.Animation, here: Path) -> None:
    """Outputs that are the same file through a symbolic link count as one that is given twice."""
    (here / "link").symlink_to(here)
    with pytest.raises(InputError, match="given twice"):
        animation.save("a.gif", "link/a.gif")
    assert names(here) == ["link"]


def test_what_a_format_cannot_hold_is_refused_before_a_frame_is_drawn(short_run: Recording, here: Path) -> None:
    """Frames that are too fast for a GIF are refused although a folder could have them."""
    calls: list[int] = []
    fast = sgdviz.animate(short_run, size=(400, 200), fps=60)
    with pytest.raises(InputError, match=r"60 frames a second are too fast for a\.gif"):
        fast.save("d/", "a.gif", on_frame=lambda: calls.append(1))
    assert (calls, names(here)) == ([], [])
    fast.save("d/")
    assert len(names(here / "d")) == 13


def no_space(*_: object, **__: object) -> Any:
    """Fail as a write to a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_at_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the folder of frames fail in the middle of the frames."""
    real, calls = Path.write_bytes, []

    def write_bytes(path: Path, data: bytes) -> int:
        calls.append(path)
        written: int = real(path, data) if len(calls) < 7 else no_space()
        return written

    monkeypatch.setattr(Path, "write_bytes", write_bytes)


@pytest.mark.parametrize(
    ("failing", "fail"),
    [
        ("a.gif", lambda patch: patch.setattr(GifWriter, "add", no_space)),
        ("a.gif", lambda patch: patch.setattr(GifWriter, "finish", no_space)),
        ("b.png", lambda patch: patch.setattr(PngWriter, "add", no_space)),
        ("c.svg", lambda patch: patch.setattr("sgdviz.export.svg.animated_svg", no_space)),
        ("d/", fail_at_the_folder),
        ("e.html", lambda patch: patch.setattr("sgdviz.export.html.page_of", no_space)),
    ],
    ids=["frame of the GIF", "end of the GIF", "PNG", "SVG", "folder", "page"],
)
def test_one_output_that_fails_leaves_all_old_ones(
    animation: sgdviz.Animation,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    fail: Callable[[pytest.MonkeyPatch], None],
) -> None:
    """Whichever output fails, and wherever it stands in the list, every old output and recording is as it was."""
    (here / "d").mkdir()
    olds = ("a.gif", "b.png", "c.svg", "d/frame_0001.png", "run.npz")
    for old in olds:
        (here / old).write_text(f"old {old}")
    fail(monkeypatch)
    others = [path for path in ALL if path != failing]
    for paths in ([failing, *others], [*others, failing]):
        with pytest.raises(OutputError, match=f"cannot write {failing}: No space left"):
            animation.save(*paths, record="run.npz", workers=1)
        assert [(here / old).read_text() for old in olds] == [f"old {old}" for old in olds]
        assert names(here) == ["a.gif", "b.png", "c.svg", "d", "run.npz"]


@pytest.mark.parametrize("bad", ["no/such/a.gif", "no/such/a.png", "no/such/a.svg", "no/such/a/", "folder.gif", "x/"])
def test_one_place_that_cannot_be_written_leaves_all_old_outputs(
    animation: sgdviz.Animation, here: Path, bad: str
) -> None:
    """A missing folder, a folder in place of a file, and a folder of other files are refused, the others kept."""
    (here / "folder.gif").mkdir()
    (here / "x").mkdir()
    (here / "x" / "thesis.txt").write_text("kept")
    for old in ("a.gif", "b.png", "c.svg"):
        (here / old).write_text("old")
    with pytest.raises(OutputError, match=bad.rstrip("/")):
        animation.save("a.gif", "b.png", bad, "c.svg")
    assert names(here) == ["a.gif", "b.png", "c.svg", "folder.gif", "x"]
    assert names(here / "x") == ["thesis.txt"]
    assert {(here / old).read_text() for old in ("a.gif", "b.png", "c.svg")} == {"old"}


def test_an_image_of_the_written_files_is_the_last_frame(animation: sgdviz.Animation, here: Path) -> None:
    """The still and the last frame of the folder show the same pixels."""
    animation.save(*ALL)
    last = animation.still().rgb
    np.testing.assert_array_equal(iio.imread("b.png"), last)
    np.testing.assert_array_equal(iio.imread(here / "d" / "frame_0013.png"), last)
