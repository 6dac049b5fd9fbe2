"""The SVG document of a still: valid, self-contained, with its words for readers who cannot see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

import sgdviz
from sgdviz.drawing.svg import still_svg

if TYPE_CHECKING:
    from sgdviz import Recording

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def document(recording: Recording, row: int, **settings: Any) -> ET.Element:
    """Return the parsed document of a row."""
    return ET.fromstring(still_svg(sgdviz.animate(recording, **settings).layout, row))  # noqa: S314 - our own


def test_a_document_has_the_size_of_its_scene(short_run: Recording) -> None:
    """Width and height are in pixels, and the view box has ten units a pixel."""
    root = document(short_run, 3, size=(640, 320), scale=1.5)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("960", "480", "0 0 9600 4800")


def test_every_reference_leads_to_a_definition(run: Recording) -> None:
    """Each id is defined once, each glyph is used, and no font, text element, script or address outside is needed."""
    root = document(run, 300)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {use.get(HREF, "")[1:] for use in root.iter(f"{SVG}use")}
    assert used == {name for name in ids if re.fullmatch(r"[a-z]{3}[A-Z]+", str(name))}
    clips = {found for element in root.iter() for found in re.findall(r"url\(#(\w+)\)", element.get("clip-path", ""))}
    assert clips == {name for name in ids if re.fullmatch(r"[a-z]{3}c\d+", str(name))}
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "clipPath", "rect", "g", "path", "use", "circle"}


def test_the_words_of_the_picture_are_in_its_description(run: Recording) -> None:
    """Title and description name the step, the cost, and each panel's readout, and the root refers to both."""
    root = document(run, 300, title="A line")
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert root.get("role") == "img"
    assert title.text == "A line"
    assert desc.text == (
        "Step 300 of 300, mean squared error 0.283 over 6 points, 7.26 at the start. "
        "Fit: y = 1.89 x − 0.01, step 300 pass 50. Loss: 0.283."
    )


@pytest.mark.parametrize(
    "title", ["<script>alert('&')</script>", '"quotes" & ]]>', "zero\x00width\x1bescape", "Größe 漢字"]
)
def test_a_hostile_title_is_only_text(short_run: Recording, title: str) -> None:
    """Characters that mean something in XML are escaped, and those that XML cannot hold are left out."""
    root = document(short_run, 0, title=title, caption=title)
    found = root.find(f"{SVG}title")
    assert found is not None
    assert found.text == title.replace("\x00", "").replace("\x1b", "")
    assert root.find(f".//{SVG}script") is None


def test_a_transparent_still_has_no_background(short_run: Recording) -> None:
    """The first mark of an opaque still fills it with the background; a transparent one has no such mark."""
    opaque, transparent = (document(short_run, 3, transparent=clear) for clear in (False, True))
    firsts = [root.find(f"{SVG}path") for root in (opaque, transparent)]
    assert [first.get("fill") for first in firsts if first is not None] == ["#ffffff", "none"]


def test_marks_keep_their_roles(run: Recording) -> None:
    """A program can find the line, the data and the current loss by their roles."""
    roles = {element.get("data-role") for element in document(run, 40).iter()} - {None}
    assert {"fit.line", "fit.data", "fit.sample", "fit.residual", "fit.trail.1", "fit.readout", "loss.line"} <= roles


def test_the_same_row_gives_the_same_document(run: Recording) -> None:
    """A still has the same bytes each time it is made."""
    first, second = (still_svg(sgdviz.animate(run).layout, 77) for _ in range(2))
    assert first == second


def test_two_documents_share_no_id(run: Recording) -> None:
    """Two stills in one page do not take each other's glyphs and clips."""
    ids = [{element.get("id") for element in document(run, row).iter() if element.get("id")} for row in (3, 4)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_parameter_s_name_is_only_text() -> None:
    """A control character or a quotation mark in a name, which is part of a role, leaves the document valid."""
    recorder = sgdviz.Recorder([0, 1], [0, 1], predict=lambda xs: 0 * xs)
    for value in (1.0, 2.0):
        named: dict[str, Any] = {'a"<\x01\ud800': value}
        recorder.record(**named, loss=1.0)
    root = document(recorder.recording(), 1, panels=("parameters",))
    assert 'parameters.curve.a"<' in {element.get("data-role") for element in root.iter()}


def test_a_card_lies_below_everything_else(short_run: Recording) -> None:
    """It is the first mark, in the colour of the background, and there is no other background."""
    root = document(short_run, 3, transparent=True, card=True, theme="dark")
    first = next(element for element in root if element.tag not in (f"{SVG}title", f"{SVG}desc", f"{SVG}defs"))
    assert (first.get("data-role"), first.get("fill")) == ("card", sgdviz.DARK.background)
    clear = document(short_run, 3, transparent=True, theme="dark")
    assert len(list(root.iter())) == len(list(clear.iter())) + 1
