"""The SVG document of an animation: its words, its references, its chapters, and what readers without motion see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from smil_helpers import value_at

import sgdviz
from sgdviz.drawing.svg import animated_svg, still_svg

if TYPE_CHECKING:
    from sgdviz import Animation, Recording

SVG = "{http://www.w3.org/2000/svg}"
HREF = "href"

SETTINGS: list[dict[str, Any]] = [{}, {"frames": 7}, {"explain": 2}, {"tween": 2, "rewind": True}]


def document(animation: Animation) -> ET.Element:
    """Return the parsed document of an animation."""
    return ET.fromstring(animated_svg(animation.chapters, animation.plays))  # noqa: S314 - our own


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_reference_leads_to_a_definition(short_run: Recording, settings: dict[str, Any]) -> None:
    """Each id is defined once, and references lead to definitions; each glyph, group and clip is used."""
    root = document(sgdviz.animate(short_run, **settings))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {element.get(HREF, "")[1:] for element in root.iter(f"{SVG}use")}
    used |= {found for element in root.iter() for found in re.findall(r"url\(#(\w+)\)", element.get("clip-path", ""))}
    assert used <= set(ids)
    unused = set(ids) - used - {f"{str(ids[0])[:3]}t", f"{str(ids[0])[:3]}d"}
    assert not {name for name in unused if not re.fullmatch(r"[a-z]{3}[A-Z]+", str(name))}


@pytest.mark.parametrize("settings", SETTINGS)
def test_all_lists_have_one_duration(short_run: Recording, settings: dict[str, Any]) -> None:
    """Every list lasts as long as the animation and is played as often; none is for a single frame."""
    animation = sgdviz.animate(short_run, plays=3, **settings)
    lists = [element for element in document(animation).iter() if element.tag.startswith(f"{SVG}animate")]
    assert lists
    assert {element.get("dur") for element in lists} == {f"{round(animation.seconds, 3):g}s"}
    assert {element.get("repeatCount") for element in lists} == {"3"}


def test_words_are_those_of_the_last_row(short_run: Recording) -> None:
    """Title and description are those of the still of the last row, also where the film is rewound."""
    animation = sgdviz.animate(short_run, title="A line & more", rewind=True)
    still = ET.fromstring(still_svg(animation.layout, 12))  # noqa: S314 - our own
    root = document(animation)
    for tag in ("title", "desc"):
        found, expected = root.find(f"{SVG}{tag}"), still.find(f"{SVG}{tag}")
        assert found is not None
        assert expected is not None
        assert found.text == expected.text


def test_the_still_is_there_for_readers_without_motion(short_run: Recording) -> None:
    """A style shows the still in place of what moves where less motion is asked for; else it is not displayed."""
    root = document(sgdviz.animate(short_run))
    (style,) = (element.text for element in root.iter(f"{SVG}style"))
    assert style is not None
    moving, still = re.findall(r"\.(\w+)\{display:none\}\.(\w+)\{display:inline\}", style)[0]
    groups = {element.get("class"): element for element in root.iter(f"{SVG}g") if element.get("class")}
    assert set(groups) == {moving, still}
    assert groups[still].get("display") == "none"
    assert not [element for element in groups[still].iter() if element.tag.startswith(f"{SVG}animate")]


def test_base_values_are_those_of_the_last_row(short_run: Recording) -> None:
    """Without SMIL, every animated attribute has its value at the last row of the run, not that of a rewind's end."""
    animation = sgdviz.animate(short_run, rewind=True)
    last = next(place for place, cue in enumerate(animation.cues) if cue.row == 12)
    middle = sum(cue.seconds for cue in animation.cues[:last]) + animation.cues[last].seconds / 2
    checked = 0
    for parent in document(animation).iter():
        shown = next((own for own in parent if own.get("attributeName") == "display"), None)
        if shown is not None and value_at(shown, middle) == "none":
            continue
        for own in parent:
            name = own.get("attributeName", "")
            if own.tag == f"{SVG}animate" and name != "display":
                base = parent.get(name, "1" if name.endswith("opacity") else "0")
                assert base == value_at(own, middle), (parent.tag, name)
                checked += 1
    assert checked > 10


def test_chapters_follow_each_other(short_run: Recording) -> None:
    """Each chapter is displayed in its own frames only."""
    first, second = sgdviz.animate(short_run, frames=5), sgdviz.animate(short_run, frames=7, title="Again")
    both = first.then(second)
    root = document(both)
    (moving,) = (element for element in root.iter(f"{SVG}g") if str(element.get("class")).endswith("m"))
    chapters = list(moving)
    assert len(chapters) == 2
    for chapter, is_first in zip(chapters, (True, False), strict=True):
        shown = next(own for own in chapter if own.get("attributeName") == "display")
        assert (value_at(shown, first.seconds - 0.01) == "inline") is is_first
        assert (value_at(shown, first.seconds + 0.01) == "inline") is not is_first


def test_a_transparent_animation_has_no_ground(short_run: Recording) -> None:
    """The page shows through a transparent picture."""
    opaque, clear = (document(sgdviz.animate(short_run, transparent=own)) for own in (False, True))
    ground = f"{SVG}path[@d='M0 0H8000V4000H0z']"
    assert opaque.find(ground) is not None
    assert clear.find(ground) is None
