"""The lines of the code panel: their type and places in panels of any size, their bands, and what is cut."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from sgdviz.drawing.marks import Rect, Span
from sgdviz.drawing.panels.code_lines import (
    LEAST_LEADING,
    MOST_LEADING,
    CodeLines,
    cut,
    half_indented,
    spans_of,
    tops_of,
)
from sgdviz.drawing.panels.syntax import tokens_of
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.recording.listing import LineMark, Listing

if TYPE_CHECKING:
    from sgdviz.drawing.panels.syntax import Kind

COLORS: dict[Kind, str] = {"keyword": "#000001", "literal": "#000002", "comment": "#000003", "operator": "#000004"}

PEN = Pen("code.line", "#000000")

AREA = Rect(60, 60, 400, 380)


def listing(count: int, width: int = 20) -> Listing:
    """Return a loop of `count` lines, all but the first `width` characters long and marked."""
    lines = ("while True:", *(f"    w{number} -= ".ljust(width, "x") for number in range(1, count)))
    marks = (LineMark(number, "update", "parameter", f"w{number}") for number in range(1, count))
    return Listing(lines, tuple(range(1, count + 1)), tuple(marks))


def placed(
    listing: Listing, area: Rect = AREA, taken: dict[int, float] | None = None, *, numbered: bool = True
) -> CodeLines:
    """Return the lines of a listing in a panel whose left edge is at 10 pixels."""
    return CodeLines(listing, area, 10.0, 1.0, taken or {}, COLORS, numbered=numbered)


@pytest.mark.parametrize("count", [1, 2, 8, 15, 16, 20, 60])
def test_the_lines_lie_below_each_other_in_the_panel(count: int) -> None:
    """No line leaves the area, and the type is never smaller than that of labels."""
    lines = placed(listing(count))
    assert lines.lines[0].top >= AREA.top
    assert lines.lines[-1].bottom <= AREA.bottom + 1
    assert lines.size >= SIZES.label
    for one, other in pairwise(lines.lines):
        assert LEAST_LEADING * lines.size - 1 <= other.top - one.top <= MOST_LEADING * lines.size + 1


def test_lines_without_room_are_cut_from_what_matters_least() -> None:
    """Of more lines than fit the loop's own and the marked ones are left, with a gap where others were."""
    marked = listing(12)
    lines = (*marked.lines, *("    print()" for _ in range(20)), "    last()")
    own = Listing(lines, tuple(range(1, 34)), marked.marks)
    shown = placed(own).listing
    assert shown.lines[:12] == marked.lines
    assert len(shown) == 17


def test_a_cut_leaves_a_gap() -> None:
    """Half a line is free where lines were cut; the numbers say so, and where there are none, three dots."""
    own = listing(12).only([0, 1, 5, 9])
    assert tops_of(own) == [0, 1, 2.5, 4]
    assert len(placed(own).gaps()) == 0
    unnumbered = placed(own, numbered=False)
    dots = unnumbered.gaps()
    assert len(dots) == 6
    for (_, y), line, after in zip(dots[::3], unnumbered.lines[1:], unnumbered.lines[2:], strict=False):
        assert line.bottom < y < after.top


def test_long_lines_are_indented_by_half_as_much() -> None:
    """Where a line has no room, all lines lose half of their indentation, and the depths keep their order."""
    lines = ("for x in xs:", "    for y in ys:", "        w -= ".ljust(44, "x"))
    own = Listing(lines, (1, 2, 3))
    assert [line.text for line in placed(own).lines] == [half_indented(line) for line in lines]
    assert half_indented(lines[2]).startswith("    w -= ")
    short = Listing((*lines[:2], "        w -= x"), (1, 2, 3))
    assert [line.text for line in placed(short).lines] == [*short.lines]


def test_a_line_loses_its_comment_before_its_code() -> None:
    """The comment behind a line that is too long goes as a whole, without an ellipsis."""
    own = Listing(("w -= x  # and so on and on and on and on and on",), (1,))
    assert placed(own).lines[0].text == "w -= x"
    alone = Listing(("# and so on and on and on and on and on and on and on",), (1,))
    assert placed(alone).lines[0].text.endswith("…")


@pytest.mark.parametrize("width", [10, 30, 37, 38, 45, 200])
def test_no_line_is_wider_than_its_room(width: int) -> None:
    """Short lines have large type, longer ones smaller type, and those that are still too long an ellipsis."""
    lines = placed(listing(5, width), taken={2: 4.0})
    mono = face(lines.size, family="mono")
    texts = {text.text: text for text in lines.code(PEN, range(5))}
    assert len(texts) == 5
    assert all(mono.width(text) <= AREA.width for text in texts)
    assert mono.width(lines.lines[2].text) <= AREA.width - 4 * lines.size
    assert any("…" in text for text in texts) == (width > 31)


def test_values_that_would_take_too_much_are_left_out() -> None:
    """Wide values stand beside a short line, and not beside one that would be cut for them."""
    both = {1: 9.0, 2: 9.0}
    assert placed(listing(3, 20), taken=both).with_values == {1, 2}
    assert placed(listing(3, 60), taken=both).with_values == set()
    assert placed(listing(3, 60), taken={1: 4.0}).with_values == {1}


def test_bands_that_touch_are_one() -> None:
    """Two lines that follow each other share a band, and one further down has a band of its own."""
    lines = placed(listing(6))
    (first, second) = lines.bands([1, 2, 4], 410)
    assert (first.top, first.bottom) == (lines.lines[1].top, lines.lines[2].bottom)
    assert (second.top, second.bottom) == (lines.lines[4].top, lines.lines[4].bottom)
    assert first.right == second.right == 410
    assert 10 <= first.left < AREA.left
    assert lines.bands([], 410) == []


def test_numbers_stand_where_they_have_room() -> None:
    """Numbers stand left of the code, inside the panel; large ones, and those of a grid, are left out."""
    small = placed(listing(3))
    texts = list(small.numbers(PEN, range(3)))
    assert [text.text for text in texts] == ["1", "2", "3"]
    assert all(10 < text.x < AREA.left for text in texts)
    large = Listing(("a", "b"), (10**6, 10**7))
    assert list(placed(large).numbers(PEN, range(2))) == []
    assert list(placed(listing(3), numbered=False).numbers(PEN, range(3))) == []


def test_a_cut_line_keeps_its_beginning() -> None:
    """The ellipsis stands for the end, the text fits, and spans end with it."""
    text = "w -= 0.01 * gradient"
    (tokens,) = tokens_of([text])
    room = face(14.0, family="mono").width("w -= 0.01…")
    assert cut(text, tokens, 14.0, room) == "w -= 0.01…"
    assert cut(text, tokens, 14.0, 10_000) == text
    assert cut(text, tokens, 14.0, 1.0) == "…"
    assert spans_of(tokens, "w -= 0.0…", COLORS)[-1] == Span(5, 9, "#000002")
