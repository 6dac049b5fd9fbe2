"""Fallback: the fonts of a text, and the characters that none has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from font_helpers import PRIVATE, face_in, make_font

from sgdviz.drawing.text import face
from sgdviz.drawing.text.fallback import BOX, chosen
from sgdviz.drawing.text.font_list import FontFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUNDLED = tuple(FontFile(str(path)) for path in (face(12.0).path, face(12.0).second_path))


@pytest.fixture(autouse=True)
def private(tmp_path: Path, install_only: Callable[..., None]) -> FontFile:
    """The only installed font, which has a character of private use."""
    file = make_font(tmp_path / "private.ttf", PRIVATE)
    install_only(face_in(file))
    return file


def test_installed_fonts_come_last(private: FontFile) -> None:
    """Hebrew is in a bundled font; an installed font is added where it is needed."""
    assert chosen("a שלום", BUNDLED, bold=False) == ("a שלום", BUNDLED, "")
    assert chosen(f"a{PRIVATE}ש", BUNDLED, bold=False) == (f"a{PRIVATE}ש", (*BUNDLED, private), "")


def test_a_missing_cluster_is_one_box() -> None:
    """Each missing character is named once; an accent that is missing alone leaves its letter."""
    text = "x漢\u0301字漢\ue124"
    assert chosen(text, BUNDLED, bold=False) == (f"x{BOX * 4}", BUNDLED, "漢字\ue124")
    assert chosen("a\u1ab0", BUNDLED, bold=False).missing == "\u1ab0"
    assert chosen("a\u1ab0", BUNDLED, bold=False).text == "a"


def test_a_cluster_is_drawn_by_one_font(tmp_path: Path, install_only: Callable[..., None]) -> None:
    """An accent that the font of its letter lacks is left out and named; emoji that no font joins stand apart."""
    files = [make_font(tmp_path / f"{name}.ttf", own, family=name) for name, own in (("One", "👩"), ("Other", "💻"))]
    install_only(*(face_in(file, name) for file, name in zip(files, ("One", "Other"), strict=True)))
    assert chosen("👩\u05b7", BUNDLED, bold=False) == ("👩", (*BUNDLED, files[0]), "\u05b7")
    assert chosen("👩\u200d💻", BUNDLED, bold=False) == ("👩💻", (*BUNDLED, *files), "")


def test_what_has_no_outline_is_not_missing() -> None:
    """A tab is a blank, a skin tone is left out, and joiners need no font."""
    assert chosen("a\t☺🏽\u200d\ufe0fש", BUNDLED, bold=False) == ("a ☺\u200d\ufe0fש", BUNDLED, "")
    assert chosen("a\x07\udc80", BUNDLED, bold=False).missing == "\x07\udc80"


@pytest.mark.parametrize(
    ("text", "locale", "tongue"),
    [
        ("漢", "C", "SC"),
        ("漢かな", "C", "JP"),
        ("漢 한", "ja_JP.UTF-8", "KR"),
        ("漢ㄅ", "C", "TC"),
        ("漢", "ja_JP.UTF-8", "JP"),
    ],
)
def test_chinese_characters_have_the_forms_of_their_country(
    tmp_path: Path,
    install_only: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    locale: str,
    tongue: str,
) -> None:
    """Kana, Hangul or Bopomofo in the same text decide which font is taken, or else the locale."""
    files = {
        end: make_font(tmp_path / f"{end}.ttf", "漢かな한ㄅ", family=f"Sans {end}") for end in ("JP", "KR", "SC", "TC")
    }
    install_only(*(face_in(file, f"Sans {end}") for end, file in files.items()))
    monkeypatch.setenv("LC_ALL", locale)
    assert chosen(text, BUNDLED, bold=False).fonts[-1] == files[tongue]
