"""Both themes in one document: each colour stands for a pair, and marks keep all but their colours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sgdviz
from sgdviz.drawing.layers import layers_at
from sgdviz.drawing.marks import colors_of
from sgdviz.drawing.svg import animated_svg, still_svg
from sgdviz.drawing.svg.scheme import COMMON, Scheme
from sgdviz.drawing.theme import AUTO
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from sgdviz import Recording
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark

COLORS = st.sampled_from(["#ffffff", "#000000", "#17212b", "#17212a", "#fffffe"])


@given(st.lists(st.tuples(COLORS, COLORS)))
def test_a_colour_stands_for_one_pair(pairs: list[tuple[str, str]]) -> None:
    """Different pairs have different colours, each near the light one and none that other drawings share."""
    scheme = Scheme()
    colors = {pair: scheme.color(*pair) for pair in pairs}
    assert len(set(colors.values())) == len(colors)
    assert not set(colors.values()) & set(COMMON)
    for (light, _), color in colors.items():
        for at in (1, 3, 5):
            assert abs(int(light[at : at + 2], 16) - int(color[at : at + 2], 16)) <= len(pairs) + 1


def test_the_style_has_the_dark_colours() -> None:
    """Each pair is a rule for fills and one for strokes; a colour that is the same in both needs none."""
    scheme = Scheme()
    assert scheme.style() == ""
    ink, same = scheme.color("#17212b", "#f1f4f7"), scheme.color("#808080", "#808080")
    assert scheme.style() == (
        f'@media(prefers-color-scheme:dark){{[fill="{ink}"]{{fill:#f1f4f7}}[stroke="{ink}"]{{stroke:#f1f4f7}}}}'
    )
    assert same == "#808080"


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_lesson_has_both_themes(lesson: str) -> None:
    """In all layers of three rows each mark has the light colour and, by its rule, that of the dark theme."""
    settings: dict[str, Any] = {"theme": "auto"}
    for chapter in animate_lesson(find_lesson(lesson), settings=settings).chapters:
        scheme = Scheme()
        light = chapter.layout
        dark = light.with_scene(replace(light.scene, theme=sgdviz.DARK))
        both = scheme.layout(light)
        rows = {chapter.cues[place].row for place in (0, len(chapter.cues) // 2, -1)}
        paired = [
            (one, other, mark)
            for row in rows
            for one, other, mark in zip(marks_at(light, row), marks_at(dark, row), marks_at(both, row), strict=True)
        ]
        rules = dict(re.findall(r'\[fill="(#\w{6})"\]\{fill:(#\w{6})\}', scheme.style()))
        assert paired
        for one, other, mark in paired:
            for own, expected in zip(colors_of(mark), colors_of(other), strict=True):
                assert rules.get(own, own) == expected
            assert (type(mark), mark.role) == (type(one), one.role)


def marks_at(layout: Layout, row: int) -> list[Mark]:
    """Return all marks of a layout at a row."""
    return [
        mark
        for layers in layers_at(layout, row)
        for layer in (layers.static, layers.added, layers.held, layers.moving, layers.labels)
        for mark in layer
    ]


def test_a_mark_stays_the_same_mark(short_run: Recording) -> None:
    """What is one object at two rows, and so need not be drawn again, is one object in both themes together."""
    light = sgdviz.animate(short_run, theme=AUTO).layout
    both = Scheme().layout(light)
    kept = {}
    for name, layout in (("light", light), ("both", both)):
        first, second = ([mark for panel in layout.panels for mark in panel.moving(row)] for row in (3, 4))
        kept[name] = [one is other for one, other in zip(first, second, strict=True)]
    assert kept["both"] == kept["light"]
    assert any(kept["both"])


def test_a_document_has_the_rules_of_its_theme(short_run: Recording) -> None:
    """Stills and animations have both themes; a document of one theme has no rule for dark pages."""
    for theme, has_rules in (("auto", True), ("light", False)):
        animation = sgdviz.animate(short_run, theme=theme)
        for text in (still_svg(animation.layout, 3), animated_svg(animation.chapters)):
            assert ("prefers-color-scheme" in text) is has_rules
