"""The place of a text mark: its face, and the start of its line."""

from __future__ import annotations

import pytest

from sgdviz.drawing.marks import Span, Text
from sgdviz.drawing.text import face
from sgdviz.drawing.text.placement import Piece, face_of, pieces_of, start_of


@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("bold", [False, True])
def test_the_start_of_a_text_depends_on_its_anchor(*, tabular: bool, bold: bool) -> None:
    """A text begins at its place, half its width before it, or its width before it."""
    text = "m = 11.1"
    width = face(18.0, bold=bold).width(text, tabular=tabular)
    marks = {
        anchor: Text(text, 100.0, 20.0, 18.0, "#000000", bold=bold, anchor=anchor, tabular=tabular)
        for anchor in ("left", "middle", "right")
    }
    starts = {anchor: start_of(mark) for anchor, mark in marks.items()}
    assert starts == {"left": 100.0, "middle": pytest.approx(100 - width / 2), "right": pytest.approx(100 - width)}


def test_spans_do_not_move_a_text() -> None:
    """The start of a text is the same with and without spans."""
    plain = Text("m = 11.1", 100.0, 20.0, 18.0, "#000000", anchor="right")
    spanned = Text("m = 11.1", 100.0, 20.0, 18.0, "#000000", anchor="right", spans=(Span(0, 1, "#d6213f"),))
    assert start_of(spanned) == start_of(plain)


def test_the_face_of_a_text_has_its_size_weight_and_family() -> None:
    """The face of a text is that of its size in the font file of its weight and family."""
    mono = face_of(Text("code", 0, 0, 18.0, "#000000", bold=True, face="mono"))
    assert mono is face(18.0, bold=True, family="mono")
    sans = face_of(Text("code", 0, 0, 9.0, "#000000"))
    assert (sans.size, sans.bold, sans.path) == (9.0, False, face(9.0).path)
    assert sans.path != mono.path


def test_plain_text_is_one_piece() -> None:
    """A text of the bundled fonts has no shaped line, whether or not it is tabular."""
    for tabular in (False, True):
        assert pieces_of(Text("m = 1.0", 0, 0, 18.0, "#000000", tabular=tabular)) == [Piece("m = 1.0")]


def test_a_line_of_another_script_is_one_piece() -> None:
    """A title is shaped as a whole, so that its words are in the order in which they are read."""
    (piece,) = pieces_of(Text("a שלום 12", 0, 0, 18.0, "#000000"))
    assert piece == Piece("a שלום 12", line=face(18.0).shaped("a שלום 12"))


def test_an_equation_keeps_the_order_of_its_runs() -> None:
    """Tabular text is set run by run from left to right, each where the one before it ends."""
    mark = Text("ציון = 6.5 שעות", 0, 0, 18.0, "#000000", tabular=True)
    pieces = pieces_of(mark)
    assert [piece.text for piece in pieces] == ["ציון", " = 6.5 ", "שעות"]
    assert [piece.line is None for piece in pieces] == [False, True, False]
    assert [piece.first for piece in pieces] == [0, 4, 11]
    sans = face(18.0)
    ends = [sans.width("ציון"), sans.width("ציון") + sans.width(" = 6.5 ", tabular=True)]
    assert [piece.offset for piece in pieces] == pytest.approx([0, *ends])
    assert sans.width(mark.text, tabular=True) == pytest.approx(ends[-1] + sans.width("שעות"))


def test_colours_part_a_run() -> None:
    """A span of another colour is a piece of its own."""
    mark = Text("שעות", 0, 0, 18.0, "#000000", spans=(Span(1, 2, "#ffffff"),))
    assert [(piece.text, piece.first) for piece in pieces_of(mark)] == [("ש", 0), ("ע", 1), ("ות", 2)]
