"""The place of a text mark: its face, and the start of its line."""

from __future__ import annotations

import pytest

from sgdviz.drawing.marks import Span, Text
from sgdviz.drawing.text import face
from sgdviz.drawing.text.placement import face_of, start_of


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
