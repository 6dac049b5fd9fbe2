"""Time in an animated SVG: every list gives each frame its value, in the shorter of two forms."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smil_helpers import value_at

from sgdviz.drawing.svg.timeline import Timeline, filled

if TYPE_CHECKING:
    from collections.abc import Sequence

FRAMES = st.lists(st.tuples(st.integers(1, 300), st.sampled_from(["0", "12", "-7", "M0 0h1", None])), min_size=1)
"""Milliseconds and the value of each frame."""


def shown(element: str, seconds: Sequence[float]) -> list[str]:
    """Return the value of an element in the middle of each frame."""
    animation = ET.fromstring(element)  # noqa: S314 - our own
    return [value_at(animation, end - own / 2) for own, end in zip(seconds, accumulate(seconds), strict=True)]


@given(FRAMES)
def test_each_frame_has_its_value(frames: list[tuple[int, str | None]]) -> None:
    """Whatever the lengths of the frames are, a list gives each the value that it was given; None may be any."""
    seconds, values = [length / 1000 for length, _ in frames], [value for _, value in frames]
    if not any(values):
        return
    element = Timeline(seconds).animate("x", values)
    if not element:
        assert len({value for value in values if value is not None}) == 1
        return
    read = shown(element, seconds)
    assert [own if value is not None else None for own, value in zip(read, values, strict=True)] == values


@given(st.tuples(FRAMES, FRAMES, FRAMES))
def test_a_part_has_its_values_in_its_own_frames(parts: tuple[list[tuple[int, str | None]], ...]) -> None:
    """A part of a timeline animates its own frames at their times in the whole."""
    seconds = [length / 1000 for part in parts for length, _ in part]
    values = [value for _, value in parts[1]]
    if not any(values):
        return
    timeline = Timeline(seconds, still=0).part(len(parts[0]), len(values))
    assert timeline.still == 0
    element = timeline.animate("x", values)
    if element:
        read = shown(element, seconds)[len(parts[0]) :][: len(values)]
        assert [own if value is not None else None for own, value in zip(read, values, strict=True)] == values


def test_equal_frames_need_no_times() -> None:
    """Values that change from frame to frame are listed alone; one that changes once has its time."""
    timeline = Timeline([0.04] * 100)
    assert "keyTimes" not in timeline.animate("x", [str(number) for number in range(100)])
    assert 'values="0;1" keyTimes="0;.5"' in timeline.animate("x", ["0"] * 50 + ["1"] * 50)
    assert timeline.animate("x", ["3"] * 100) == ""
    assert timeline.animate("x", ["3", None] * 50) == ""


def test_a_long_frame_is_several_values_or_a_time() -> None:
    """A frame that is held is listed once with its time, or as often as it is long."""
    held = Timeline([1.0, *[0.5] * 20])
    assert held.animate("x", [str(number % 10) for number in range(21)]).count(";") == 21
    longer = Timeline([10.0, *[0.04] * 20])
    assert "keyTimes" in longer.animate("x", [str(number % 10) for number in range(21)])


@pytest.mark.parametrize(("plays", "still", "fill"), [(0, -1, None), (2, -1, None), (2, 0, "freeze"), (0, 0, None)])
def test_plays(plays: int, still: int, fill: str | None) -> None:
    """The list is repeated as often as it is played, and stays at its end where the still is another frame."""
    element = ET.fromstring(Timeline([0.1, 0.2], plays, still).animate("x", ["0", "1"]))  # noqa: S314 - our own
    assert element.get("repeatCount") == (str(plays) if plays else "indefinite")
    assert element.get("fill") == fill
    assert element.get("dur") == "0.3s"


def test_visibility() -> None:
    """What is always there needs no element; what comes and goes is displayed and not."""
    timeline = Timeline([0.1] * 3)
    assert timeline.shown([True] * 3) == ""
    assert 'attributeName="display"' in timeline.shown([False, True, True])
    assert shown(timeline.shown([False, True, False]), [0.1] * 3) == ["none", "inline", "none"]


def test_places() -> None:
    """A place is animated as a translation."""
    element = ET.fromstring(Timeline([0.1] * 2).animate_place(["1 2", "3 4"]))  # noqa: S314 - our own
    assert (element.tag, element.get("type"), element.get("values")) == ("animateTransform", "translate", "1 2;3 4")


def test_gaps_are_filled_from_before() -> None:
    """A value that is not seen is the one before it; at the beginning the one after."""
    assert filled([None, "a", None, "b", None]) == ["a", "a", "a", "b", "b"]
    assert Timeline([0.1] * 3, still=2).base(["a", "b", None]) == "b"
