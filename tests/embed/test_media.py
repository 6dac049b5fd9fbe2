"""The kinds of files, their sizes at a width, and the words of those without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from sgdviz.embed.media import KINDS, Media, find_kind
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.export.save import FOLDER, FORMATS


def test_every_format_of_one_file_can_be_embedded() -> None:
    """The kinds are the formats, without folders and presentations, which stand by themselves."""
    assert KINDS.keys() == FORMATS.keys() - {FOLDER, ".pptx"}


def test_a_kind_is_known_by_its_suffix() -> None:
    """Upper case is the same; what has no suffix, or an unknown one, is refused."""
    assert find_kind("a/B.GIF") is KINDS[".gif"]
    with pytest.raises(UnknownNameError, match=r"unknown suffix of 'a.gift': '.gift'; did you mean '.gif'\?"):
        find_kind("a.gift")
    with pytest.raises(InputError, match=r"a has no suffix, so its kind is unknown; give a file that ends in one of"):
        find_kind("a")


def test_a_height_follows_the_width() -> None:
    """What lies around a picture keeps its size, and no height is zero."""
    place = Path("/a.gif")
    assert Media("a.gif", place, KINDS[".gif"], (800, 400)).size_at(300) == (300, 150)
    assert Media("a.gif", place, KINDS[".gif"], (9000, 2)).size_at(3) == (3, 1)
    assert Media("a.html", place, KINDS[".html"], (824, 660), around=(24, 260)).size_at(424) == (424, 460)


@pytest.mark.parametrize(
    ("name", "moves", "words"),
    [
        ("a b.gif", True, "a b.gif (animated GIF)"),
        ("a.png", False, "a.png (PNG)"),
        ("a.mp4", True, "a.mp4 (MP4 video)"),
    ],
)
def test_plain_words_are_name_and_kind(name: str, moves: bool, words: str) -> None:  # noqa: FBT001
    """A file that says nothing of itself is called so."""
    assert Media(name, Path("/x") / name, find_kind(name), (1, 1), moves=moves).plain_words == words
