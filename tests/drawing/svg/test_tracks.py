"""Tracks: every mark of every frame in one list, in an order that is that of each frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.marks import Mark, Stroke
from sgdviz.drawing.svg.tracks import kind_of, tracks_of

LINE = Stroke(np.zeros((2, 2)), "#000000", 1.0)


def marks(colors: list[int]) -> list[Mark]:
    """Return a line of each colour."""
    return [replace(LINE, color=f"#00000{color}") for color in colors]


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), min_size=1, max_size=8))
def test_tracks_hold_all_marks_in_their_order(frames: list[list[int]]) -> None:
    """Read from bottom to top, the tracks give the marks of each frame; each track has marks of one kind."""
    given_marks = [marks(colors) for colors in frames]
    tracks = tracks_of(given_marks)
    for number, own in enumerate(given_marks):
        found = [track.marks[number] for track in tracks if track.marks[number] is not None]
        assert [id(mark) for mark in found] == [id(mark) for mark in own]
    for track in tracks:
        assert {kind_of(mark) for mark in track.marks if mark is not None} == {track.kind}


def test_a_mark_that_moves_is_one_track() -> None:
    """A line in a hundred frames is one track, whatever comes and goes below and above it."""
    frames = [marks([1, 2, 3] if number % 3 else [2]) for number in range(100)]
    assert len(tracks_of(frames)) == 3
