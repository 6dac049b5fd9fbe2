"""Reading files that are to be embedded, also those of other programs, and what is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from sgdviz.embed.read import read_media
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ALT = "A red line fitted to six points"


@pytest.mark.parametrize(
    ("name", "size", "moves"),
    [
        ("a.gif", (400, 200), True),
        ("a.apng", (400, 200), True),
        ("a.webp", (400, 200), True),
        ("a.png", (400, 200), False),
        ("a.svg", (400, 200), False),
        ("a.mp4", (400, 200), True),
        ("a.webm", (400, 200), True),
        ("a.html", (424, 572), False),
        ("a.pdf", (400, 200), False),
    ],
)
def test_a_file_made_here_says_all_of_itself(folder: Path, name: str, size: tuple[int, int], moves: bool) -> None:  # noqa: FBT001
    """Size and words are in the file."""
    media = read_media(name)
    assert (media.size, media.moves, media.title) == (size, moves, "A <line>")
    assert media.alt.startswith(ALT)
    assert media.place == folder / name


def test_a_picture_of_another_program_has_a_size_and_no_words(here: Path) -> None:
    """Plays and frames are read too."""
    pages = [Image.new("RGB", (30, 20), color) for color in ("red", "blue")]
    pages[0].save(here / "once.gif", save_all=True, append_images=pages[1:], duration=50)
    pages[0].save(here / "ever.gif", save_all=True, append_images=pages[1:], duration=50, loop=0)
    pages[0].save(here / "still.gif")
    found = [read_media(f"{name}.gif") for name in ("once", "ever", "still")]
    assert [(media.size, media.moves, media.loops, media.alt) for media in found] == [
        ((30, 20), True, False, ""),
        ((30, 20), True, True, ""),
        ((30, 20), False, False, ""),
    ]


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".png", ".webp", ".svg", ".mp4", ".webm", ".html", ".pdf"])
@pytest.mark.parametrize("content", [b"", b"no picture\n", b"GIF89a\1\0\1\0\0\0\0;"[:9], b"\x89PNG\r\n\x1a\n", b"<svg"])
@pytest.mark.usefixtures("here")
def test_what_is_no_such_file_is_refused_in_one_line(suffix: str, content: bytes) -> None:
    """The error names the file."""
    with open(f"x{suffix}", "wb") as file:  # noqa: PTH123 - a plain path
        file.write(content)
    with pytest.raises(InputError, match=rf"x{suffix}") as caught:
        read_media(f"x{suffix}")
    assert "\n" not in str(caught.value)


def test_a_picture_under_the_name_of_another_kind_is_refused(folder: Path) -> None:
    """A GIF is no WebP, whatever its name is."""
    (folder / "b.webp").write_bytes((folder / "a.gif").read_bytes())
    with pytest.raises(InputError, match=r"b.webp is no WebP that can be read; check the file"):
        read_media("b.webp")


def test_what_is_no_file_is_refused(here: Path) -> None:
    """A folder, a pipe, and what does not exist."""
    (here / "folder.gif").mkdir()
    os.mkfifo(here / "pipe.gif")
    for name, reason in (("folder", "it is a folder"), ("pipe", "it is a device or a pipe"), ("none", "No such file")):
        with pytest.raises(InputError, match=rf"cannot read {name}.gif: {reason}"):
            read_media(f"{name}.gif")


def test_too_many_pixels_are_refused_before_they_are_decoded(here: Path) -> None:
    """A header that asks for gigabytes is no picture."""
    (here / "bomb.gif").write_bytes(b"GIF89a\xff\xff\xff\xff\0\0\0" + b",\0\0\0\0\xff\xff\xff\xff\0\2\0;")
    with pytest.raises(InputError, match=r"bomb.gif has more pixels than can be a picture"):
        read_media("bomb.gif")
