"""The files beside one that is embedded: what they hold, and what they never replace."""

from __future__ import annotations

from pathlib import Path

import pytest
from embed_helpers import frames_in
from helpers import names, read_gif
from PIL import Image

from sgdviz.embed.companions import TIMELINE, is_own, timeline_of
from sgdviz.embed.embed import embed
from sgdviz.errors import InputError, OutputError
from sgdviz.export.about import read_about


def test_a_still_is_the_last_frame_and_says_what_it_shows(folder: Path) -> None:
    """It has the words of the animation, and says that it was made here."""
    assert embed("a.gif", "html").written == (folder / "a-still.png",)
    assert (frames_in(folder / "a-still.png")[0] == read_gif(folder / "a.gif").frames[-1]).all()
    about, source = read_about("a-still.png"), read_about("a.gif")
    assert about is not None
    assert source is not None
    assert (about.title, about.alt) == (source.title, source.alt)
    assert is_own(folder / "a-still.png")
    assert not is_own(folder / "a.png")


def test_frames_have_numbers_and_times(folder: Path) -> None:
    """A folder holds each frame, and a file with the frames a second where these change."""
    embed("a.gif", "beamer")
    gif = read_gif(folder / "a.gif")
    assert set(names(folder / "a-frames")) == {TIMELINE, *(f"frame-{number}.png" for number in range(len(gif.frames)))}
    for number, frame in enumerate(gif.frames):
        assert (frames_in(folder / "a-frames" / f"frame-{number}.png")[0] == frame).all()
    assert (folder / "a-frames" / TIMELINE).read_text() == timeline_of([own / 1000 for own in gif.durations])


def test_a_timeline_gives_a_rate_only_where_it_changes() -> None:
    """A frame of two seconds is one of half a frame a second."""
    lines = timeline_of([1.0, 0.04, 0.04, 2.0, 3.0]).splitlines()
    assert lines[0].startswith("%")
    assert lines[1:] == [":1:0", ":25:1", "::2", ":0.5:3", ":0.333333:4"]


def test_what_was_made_here_is_replaced(folder: Path) -> None:
    """A second call, after the animation has changed, leaves files of the new one and none of the old one."""
    embed("a.gif", "beamer")
    pages = [Image.new("RGB", (20, 10), color) for color in ("red", "blue")]
    pages[0].save(folder / "a.gif", save_all=True, append_images=pages[1:])
    embed("a.gif", "beamer")
    assert names(folder / "a-frames") == ["frame-0.png", "frame-1.png", TIMELINE]
    assert frames_in(folder / "a-still.png")[0].shape == (10, 20, 3)


@pytest.mark.parametrize("target", ["html", "beamer"])
def test_a_still_of_another_program_is_not_replaced(folder: Path, target: str) -> None:
    """Not even one that sgdviz drew for another command; and then nothing at all is written."""
    (folder / "a-still.png").write_bytes((folder / "a.png").read_bytes())
    before = names(folder)
    with pytest.raises(OutputError, match=r"a-still.png exists already and was not made by sgdviz embed, so it is not"):
        embed("a.gif", target)
    assert names(folder) == before
    assert (folder / "a-still.png").read_bytes() == (folder / "a.png").read_bytes()


@pytest.mark.parametrize("name", ["notes.txt", "frame-0.png", TIMELINE])
def test_a_folder_with_other_files_is_not_replaced(folder: Path, name: str) -> None:
    """A file in it counts by what it says of itself, not by its name."""
    (folder / "a-frames").mkdir()
    (folder / "a-frames" / name).write_text("mine")
    with pytest.raises(OutputError, match=rf"a-frames holds other files \({name}\)"):
        embed("a.gif", "beamer")
    assert (folder / "a-frames" / name).read_text() == "mine"
    assert not (folder / "a-still.png").exists()


def test_the_file_itself_is_never_replaced(folder: Path) -> None:
    """A link from the name of the still to the animation would lose it."""
    before = (folder / "a.gif").read_bytes()
    (folder / "a-still.png").symlink_to("a.gif")
    with pytest.raises(InputError, match=r"a-still.png is an output, and the input .*a.gif would be lost"):
        embed("a.gif", "html")
    (folder / "a-still.png").unlink()
    (folder / "a-still.png").symlink_to("b.png")
    with pytest.raises(OutputError, match="was not made by sgdviz embed"):
        embed("a.gif", "html")
    assert (folder / "a.gif").read_bytes() == before
    assert not Path("b.png").exists()
