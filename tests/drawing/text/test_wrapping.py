"""Wrapping and shortening: lines that hold all words, and an ellipsis where there is no room for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

import sgdviz.drawing.text
from sgdviz.drawing.text import face, fitting_size, reads_right_to_left, shorten, wrap
from sgdviz.drawing.text.clusters import clusters

LONG = (
    "Every step moves m and b a little way against the gradient of one sample's squared error, "
    "and the mean over all six points goes down, though not at every single step of the way."
)

FONTS = Path(sgdviz.drawing.text.__file__).with_name("fonts")


def measured(text: str, *, bold: bool = False) -> float:
    """Return the width of `text` at 14 pixels, as Pillow measures it."""
    name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
    return ImageFont.truetype(FONTS / name, 14, layout_engine=ImageFont.Layout.BASIC).getlength(text)


@pytest.mark.parametrize("room", [90, 200, 350, 700])
@pytest.mark.parametrize("bold", [False, True])
def test_lines_hold_all_words_in_order(room: int, *, bold: bool) -> None:
    """The lines are as few as filling one after the other needs, and none is wider than the room."""
    lines = wrap(LONG, 14, room, most=99, bold=bold)
    assert " ".join(lines) == LONG
    assert max(measured(line, bold=bold) for line in lines) <= room
    least, used = 1, ""
    for word in LONG.split():
        if measured(f"{used} {word}".strip(), bold=bold) > room:
            least, used = least + 1, word
        else:
            used = f"{used} {word}".strip()
    assert len(lines) == least


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    """The last of the most lines, and a word wider than a line, are cut."""
    lines = wrap(LONG, 14, 200, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert LONG.startswith(f"{lines[0]} {lines[1].removesuffix('…')}")
    assert max(map(measured, lines)) <= 200
    assert wrap("W" * 300, 14, 100, most=3)[0].endswith("W…")
    assert wrap("", 14, 100, most=3) == []


def test_no_word_stands_alone_in_the_last_line() -> None:
    """Lines are as even as possible."""
    first, second = wrap("one two three four five six seven", 14, 205, most=3)
    assert len(second) > len("seven")
    assert first.startswith("one two")


def test_a_long_text_is_shortened_with_an_ellipsis() -> None:
    """A text that fits stays; one that does not ends in an ellipsis within the room; no room leaves nothing."""
    assert shorten("short", 14, 500) == "short"
    cut = shorten("a heading that is far too long", 14, 100)
    assert cut.endswith("…")
    assert "a heading that is far too long".startswith(cut.removesuffix("…"))
    assert 60 < face(14).width(cut) <= 100
    assert shorten("anything", 14, 0) == ""


def test_a_bold_text_is_shortened_by_its_own_width() -> None:
    """A text that fits in the regular weight is cut in the bold one, which is wider."""
    room = face(14).width("illuminating")
    assert shorten("illuminating", 14, room) == "illuminating"
    assert shorten("illuminating", 14, room, bold=True).endswith("…")


def test_a_text_of_any_length_is_shortened() -> None:
    """A text of 340 000 characters is cut as a short one is."""
    cut = shorten("gradient descent " * 20_000, 19, 300)
    assert face(19).width(cut) <= 300
    assert len(cut) < 60


def test_type_is_as_large_as_fits() -> None:
    """Type that fits keeps its size; other type is the largest in which every line fits, down to half its size."""
    lines = ["gradient for m = 5.38 × (−4) = −21.5", "b"]
    wide = face(15, bold=True).width(lines[0])
    assert fitting_size(lines, 15, wide, bold=True) == 15
    for room in (wide - 1, 0.8 * wide):
        size = fitting_size(lines, 15, room, bold=True)
        assert 10 < size < 15
        assert face(size, bold=True).width(lines[0]) <= room
        assert face(size + 15 / 40, bold=True).width(lines[0]) > room
    assert fitting_size(lines, 15, 10) == 7.5
    assert fitting_size([], 15, 0) == 15


def test_a_cluster_is_never_cut() -> None:
    """A joined emoji and a letter with its accent are kept or left out as a whole, at every width."""
    text = "👩\u200d💻" * 4 + "x\u0304" * 4 + "שָׁ" * 4
    whole = {"".join(clusters(text)[:kept]) for kept in range(len(clusters(text)))}
    cut = {shorten(text, 14, room) for room in range(12, 200, 3)}
    assert len(cut) > 4
    assert {line.removesuffix("…") for line in cut if line.endswith("…")} <= whole


def test_a_text_of_another_script_is_shortened() -> None:
    """The cut text fits, and a character more would not."""
    text = "שלום עולם וכל מה שבו " * 2000
    cut = shorten(text, 14, 100)
    kept = len(cut) - 1
    assert face(14).width(cut) <= 100 < face(14).width(text[: kept + 2].rstrip() + "…")
    assert text.startswith(cut.removesuffix("…"))


def test_japanese_is_wrapped_between_its_characters() -> None:
    """A text without blanks has several lines, none of which begins with closing punctuation."""
    text = "一つの点の誤差を減らす方向へ、直線は一歩ごとに動く。(全体の誤差は小さくなる。)" * 2
    lines = wrap(text, 14, 250, most=99)
    assert "".join(lines) == text
    assert len(lines) > 2
    assert max(map(face(14).width, lines)) <= 250
    assert not any(line.startswith(("、", "。", ")")) for line in lines)
    assert not any(line.endswith("(") for line in lines)
    widths = [face(14).width(line) for line in lines]
    assert min(widths) > 0.75 * max(widths)


def test_japanese_that_is_too_long_ends_in_an_ellipsis() -> None:
    """No blank stands before the ellipsis of a text without blanks."""
    first, last = wrap("直線は一歩ごとに動く" * 9, 14, 150, most=2)
    assert last.endswith("…")
    assert " " not in first + last
    assert face(14).width(last) <= 150


def test_lines_of_a_paragraph_have_its_direction() -> None:
    """A line of Hebrew that begins with a Latin word is read from right to left all the same."""
    lines = wrap("שלום עולם " + "sgd שלום " * 12, 14, 120, most=99)
    assert any(line.startswith("\u200fsgd") for line in lines)
    assert all(map(reads_right_to_left, (line.removeprefix("\u200f") for line in lines if line[0] != "\u200f")))
