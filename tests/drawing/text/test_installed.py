"""Installed fonts: which one is chosen for a character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from font_helpers import PRIVATE, face_in, make_font

from sgdviz.drawing.text.font_list import BOLD, FontFile
from sgdviz.drawing.text.installed import draws, font_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_font_must_have_every_character_as_an_outline(tmp_path: Path, install_only: Callable[..., None]) -> None:
    """A broken file, a font of empty glyphs and one without a character are passed over."""
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    broken = FontFile(str(tmp_path / "broken.ttf"))
    empty = make_font(tmp_path / "empty.ttf", PRIVATE + "x", family="Empty", empty=True)
    part = make_font(tmp_path / "part.ttf", PRIVATE, family="Part")
    whole = make_font(tmp_path / "whole.ttf", PRIVATE + "x", family="Whole")
    install_only(*map(face_in, (broken, empty, part, whole)))
    assert font_with(PRIVATE, "sc", bold=False) == part
    assert font_with(PRIVATE + "x", "sc", bold=False) == whole
    assert font_with("y", "sc", bold=False) is None
    assert not draws(broken, "x")


@pytest.mark.parametrize(
    ("families", "tongue", "chosen"),
    [
        (("Some Serif", "Some Sans"), "sc", "Some Sans"),
        (("A Sans", "Noto Sans X"), "sc", "Noto Sans X"),
        (("Noto Serif X", "A Sans"), "sc", "A Sans"),
        (("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR"), "sc", "Noto Sans CJK SC"),
        (("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR"), "kr", "Noto Sans CJK KR"),
        (("Noto Sans Mono CJK JP", "Noto Sans CJK SC"), "jp", "Noto Sans CJK SC"),
        (("B", "A"), "sc", "A"),
    ],
)
def test_families_are_preferred_in_one_order(
    tmp_path: Path, install_only: Callable[..., None], families: tuple[str, ...], tongue: str, chosen: str
) -> None:
    """Sans before serif and mono, Noto before others, then the country of the text; names decide the rest."""
    files = {name: make_font(tmp_path / f"{place}.ttf", PRIVATE, family=name) for place, name in enumerate(families)}
    for names in (families, families[::-1]):
        install_only(*(face_in(files[name], name) for name in names))
        assert font_with(PRIVATE, tongue, bold=False) == files[chosen]


def test_weight_and_colour_decide_within_a_family(tmp_path: Path, install_only: Callable[..., None]) -> None:
    """Bold text has the bold face, and a font of colours comes after any other."""
    regular, bold, colored = (make_font(tmp_path / f"{name}.ttf", PRIVATE) for name in ("regular", "bold", "noto"))
    faces = [face_in(regular), face_in(bold, weight=BOLD), face_in(colored, "Noto Sans Emoji", colored=True)]
    install_only(*faces)
    assert font_with(PRIVATE, "sc", bold=False) == regular
    assert font_with(PRIVATE, "sc", bold=True) == bold
    assert font_with(PRIVATE, "sc", bold=False, besides=frozenset(["Test-Regular"])) is None
