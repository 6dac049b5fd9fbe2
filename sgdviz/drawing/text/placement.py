"""Where a text mark stands: its face, and the start of its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.text.faces import face

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.text.faces import Face


def face_of(mark: Text) -> Face:
    """Return the face of a text."""
    return face(mark.size, bold=mark.bold, family=mark.face)


def start_of(mark: Text) -> float:
    """Return the left end of a text in pixels, whatever its anchor."""
    if mark.anchor == "left":
        return mark.x
    width = face_of(mark).width(mark.text, tabular=mark.tabular)
    return mark.x - (width / 2 if mark.anchor == "middle" else width)
