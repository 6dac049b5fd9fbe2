"""Texts that change: characters that stay are there once, and those that change are a digit a frame."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from smil_helpers import value_at

from sgdviz.drawing.marks import Text
from sgdviz.drawing.svg.defs import HREF, Defs
from sgdviz.drawing.svg.glyphs import glyphs_of
from sgdviz.drawing.svg.moving_text import moving_text, still_text
from sgdviz.drawing.svg.text_cells import APART
from sgdviz.drawing.svg.timeline import Timeline

READOUT = Text("loss 0.00", 50.0, 60.0, 14.0, "#111111", tabular=True)


def glyphs_at(element: ET.Element, definitions: ET.Element, seconds: float) -> list[str]:
    """Return the ids of the glyphs that a moving text shows at a time, in the order of its elements."""
    shown = next((own for own in element if own.get("attributeName") == "display"), None)
    if (value_at(shown, seconds) if shown is not None else element.get("display")) == "none":
        return []
    if element.tag != "use":
        return [name for child in element for name in glyphs_at(child, definitions, seconds)]
    name = str(element.get("href"))[1:]
    group = definitions.find(f"g[@id='{name}']")
    if group is None:
        return [name]
    moved = next((own for own in element if own.get("attributeName") == "x"), None)
    if group.get("transform") is None:
        return [str(use.get("href"))[1:] for use in group]
    place = int(value_at(moved, seconds) if moved is not None else element.get("x", "0"))
    return [str(use.get("href"))[1:] for use in group if round(int(use.get("x", "0")) / APART) == -place]


@given(
    st.lists(st.from_regex(r"(loss [0-9]\.[0-9]{1,3}|step [0-9]{1,3}|done)?", fullmatch=True), min_size=1, max_size=12)
)
def test_each_frame_shows_its_text(texts: list[str]) -> None:
    """Cells and groups show in each frame the glyphs of its text, however much the texts have in common."""
    marks = [replace(READOUT, text=text) if text else None for text in texts]
    if not any(marks):
        return
    seconds = [0.1] * len(texts)
    defs, timeline = Defs(), Timeline(seconds)
    source = moving_text(marks, timeline, defs)
    wrap = "<root>{}</root>"
    root = ET.fromstring(wrap.format(source.replace("\ue000", "p").replace(HREF, "href")))  # noqa: S314 - our own
    definitions = ET.fromstring(wrap.format("".join(defs.elements()).replace("\ue000", "p").replace(HREF, "href")))  # noqa: S314 - our own
    for mark, end in zip(marks, accumulate(seconds), strict=True):
        expected = (
            []
            if mark is None
            else [defs.glyph(own.key, "").replace("\ue000", "p").replace(HREF, "href") for own in glyphs_of(mark)]
        )
        assert sorted(glyphs_at(root[0], definitions, end - 0.05)) == sorted(expected)


def test_digits_share_a_strip() -> None:
    """All digits of a readout are cells of one strip, and the letters before them are there once."""
    defs = Defs()
    marks = [replace(READOUT, text=f"loss {number / 100:.2f}") for number in range(100)]
    source = moving_text(marks, Timeline([0.04] * 100), defs)
    groups = [element for element in defs.elements() if element.startswith("<g")]
    assert len(groups) == 1
    assert source.count("<animate ") == 2
    assert source.count("<use") == len("loss0.") + 2


def test_a_still_shares_a_group_with_what_moves() -> None:
    """A text that is shown whole is defined once, for the animation and for the still."""
    defs = Defs()
    marks = [replace(READOUT, text=text) for text in ("Forward pass", "Backward pass", "An update of the weights")]
    moving = moving_text(marks, Timeline([1.0] * 3), defs)
    still = still_text(marks[-1], defs)
    (name,) = ET.fromstring(f"<g>{still.replace(HREF, 'href')}</g>")[0].attrib["href"].split()  # noqa: S314
    assert f'{HREF}="{name}"' in moving
