"""The list of installed fonts: from fontconfig, and from the font folders."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import matplotlib.font_manager
import pytest
from font_helpers import PRIVATE, face_in, make_font
from helpers import system_tool

from sgdviz.drawing.text import face, font_list
from sgdviz.drawing.text.font_list import FontFile, Installed, has_all, installed_faces

if TYPE_CHECKING:
    from pathlib import Path

LISTED = """\
/fonts/Some.ttc\t1\tSome Sans JP,Other Name\t80\t0\tFalse\tFalse\t20-7e 5b57-5b58 6f22
/fonts/Var.ttf\t65536\tVar\t80\t0\tFalse\tFalse\t20-7e
/fonts/Var.ttf\t0\tVar\t[0 210]\t0\tTrue\tFalse\t20-7e
/fonts/Emoji Italic.ttf\t0\tEmoji\t200\t100\tFalse\tTrue\t1f600
"""


@pytest.fixture
def fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose fontconfig lists the faces of `LISTED`."""
    done: Any = subprocess.CompletedProcess([], 0, LISTED.encode())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)


@pytest.mark.usefixtures("fontconfig")
def test_fontconfig_lists_faces() -> None:
    """A line is a face; the named instances of a variable font are left out."""
    some, variable, emoji = installed_faces.__wrapped__()
    charset = "20-7e 5b57-5b58 6f22"
    assert some == Installed(FontFile("/fonts/Some.ttc", 1), "Some Sans JP", 80, False, False, False, charset)
    assert (variable.variable, variable.weight) == (True, 80)
    assert (emoji.weight, emoji.slanted, emoji.colored) == (200, True, True)
    assert has_all(some, "a字")
    assert not has_all(some, "漢語")
    assert not has_all(emoji, "a")


def test_font_folders_are_read_without_fontconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each face of each font file is listed, with the characters that it has; a broken file is left out."""
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    bold = face(12.0, bold=True).second_path
    own = make_font(tmp_path / "own.ttf", f"a{PRIVATE}b")
    paths = [own.path, str(tmp_path / "broken.ttf"), str(bold), str(tmp_path / "missing.ttf")]
    monkeypatch.setattr(matplotlib.font_manager, "findSystemFonts", lambda: paths)
    monkeypatch.setenv("PATH", "")
    test, dejavu = sorted(installed_faces.__wrapped__(), key=lambda face: face.family, reverse=True)
    assert (test.file, test.family, test.weight) == (own, "Test", font_list.REGULAR)
    assert (dejavu.family, dejavu.weight) == ("DejaVu Sans", font_list.BOLD)
    assert has_all(test, f"ab{PRIVATE}")
    assert not has_all(test, "c")
    assert has_all(dejavu, "שض")


def test_a_file_that_cannot_be_read_has_no_characters(tmp_path: Path) -> None:
    """A font file that is broken or gone has nothing, and is no error."""
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 64)
    for name in ("broken.ttf", "gone.ttf"):
        assert not has_all(face_in(FontFile(str(tmp_path / name))), "a")


@pytest.mark.decoders
def test_both_ways_find_the_same_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of fontconfig and the font files themselves agree on which faces have a character."""
    system_tool("fc-list")
    listed = {own.file: own for own in installed_faces.__wrapped__() if not own.variable}
    monkeypatch.setenv("PATH", "")
    scanned = {own.file: own for own in installed_faces.__wrapped__()}
    both = listed.keys() & scanned.keys()
    assert both
    for file in both:
        for characters in ("漢", "ש", "👩", "é"):
            assert has_all(listed[file], characters) == has_all(scanned[file], characters), file
