"""Input files: regular files of bounded length, and errors that name them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sgdviz import InputError
from sgdviz.inputs import MOST_TEXT, read_toml, regular_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_and_a_link_to_one_are_regular(tmp_path: Path) -> None:
    """The path is returned as it was given."""
    (tmp_path / "a").write_text("")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert regular_file(tmp_path / "a") == tmp_path / "a"
    assert regular_file(tmp_path / "b") == tmp_path / "b"


def test_what_may_have_no_end_is_refused(tmp_path: Path) -> None:
    """A device, a pipe that nothing writes to, and a folder are refused by name without being opened."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(InputError, match=f"cannot read .*{name}: it is a device or a pipe"):
            regular_file(tmp_path / name)
    with pytest.raises(InputError, match="it is a folder; give a file"):
        regular_file(tmp_path)
    with pytest.raises(FileNotFoundError):
        regular_file(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a = " + "[" * 5000, "a.toml: the theme is nested too deeply; write lines such as b = 1"),
        ("a = " + "9" * 5000, "a.toml: the theme is not TOML: .*write lines such as b = 1"),
        ("#" * (MOST_TEXT + 1), "a.toml: the theme is longer than 1,048,576 bytes; give a shorter file"),
        ("a =", "a.toml: the theme is not TOML: "),
    ],
    ids=["nested", "digits", "long", "broken"],
)
def test_settings_that_are_no_toml_are_refused(tmp_path: Path, content: str, said: str) -> None:
    """Each fault is one short line with the name of the file."""
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(InputError, match=said) as caught:
        read_toml(tmp_path / "a.toml", "the theme is", "b = 1")
    assert len(str(caught.value)) < 600


def test_settings_are_read(tmp_path: Path) -> None:
    """A file of the longest length is a table."""
    content = "a = 1 #"
    (tmp_path / "a.toml").write_text(content + "x" * (MOST_TEXT - len(content)))
    assert read_toml(tmp_path / "a.toml", "the theme is", "b = 1") == {"a": 1}
