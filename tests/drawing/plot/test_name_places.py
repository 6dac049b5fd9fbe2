"""The places of names beside moving balls."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.plot.name_places import NamePlaces

AREA = Rect(0, 0, 400, 300)
RADIUS, HEIGHT = 6.0, 14.0


def places_of(
    balls: np.ndarray, widths: list[float] | None = None, reserved: list[tuple[int, Rect]] | None = None
) -> list[list[Rect | None]]:
    """Return the places of names of 60 pixels, or of `widths`, at each row; a tail is ten rows long."""
    count, rows, _ = balls.shape
    tails = np.maximum(np.arange(rows) - 10, 0)
    names = NamePlaces(balls, widths or [60.0] * count, HEIGHT, RADIUS, AREA, reserved or [], tails)
    return [names.at(row) for row in range(rows)]


def crossing() -> np.ndarray:
    """Return six balls that start and end in one place each, and cross each other's paths between."""
    share = np.linspace(0, 1, 80)[None, :, None]
    starts = np.array([[60, 150]] * 6, dtype=float)[:, None]
    ends = np.array([[340, 150]] * 6, dtype=float)[:, None]
    bend = np.array([[0, 90 * np.sin(k)] for k in range(6)])[:, None] * np.sin(np.pi * share)
    balls: np.ndarray = starts + (ends - starts) * share + bend
    return balls


def overlap(one: Rect, other: Rect) -> bool:
    """Return whether two rectangles have more than an edge in common."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > 1


def test_names_overlap_neither_each_other_nor_a_ball() -> None:
    """At every row, names stand apart, off all balls, off what is reserved, and inside the area."""
    balls, board = crossing(), Rect(300, 0, 400, 100)
    rows = places_of(balls, reserved=[(30, board)])
    for row, places in enumerate(rows):
        shown = [place for place in places if place is not None]
        assert not any(overlap(one, other) for one, other in combinations(shown, 2))
        for place in shown:
            assert place.left >= 0
            assert place.right <= 400
            assert place.top >= 0
            assert place.bottom <= 300
            assert row < 30 or not overlap(place, board)
            for x, y in balls[:, row]:
                assert not overlap(place, Rect(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))
    assert sum(place is not None for places in rows for place in places) > 0.7 * 6 * 80


def test_six_names_fit_around_one_ball() -> None:
    """At a common start three names stand on each side, none of them hidden."""
    places = places_of(np.full((6, 1, 2), 150.0))[0]
    assert None not in places
    assert sorted(place is not None and place.left > 150 for place in places) == [False] * 3 + [True] * 3


def test_a_name_without_room_is_hidden() -> None:
    """A name wider than the area, and one whose ball lies outside, have no place."""
    assert places_of(np.full((1, 1, 2), 150.0), [500.0]) == [[None]]
    assert places_of(np.full((1, 1, 2), -20.0)) == [[None]]
    assert places_of(np.full((1, 1, 2), np.nan)) == [[None]]


def test_a_name_keeps_its_side() -> None:
    """A name that had to give way stays where it is when its first side is free again."""
    still, passing = np.full((120, 2), 200.0), np.full((120, 2), 20.0)
    passing[40:50] = (240, 200)
    places = [places[0] for places in places_of(np.stack([still, passing]))]
    assert places[0] == places[39] != places[40]
    assert len(set(places[40:])) == 1


@pytest.mark.parametrize("start", [100.0, 300.0])
def test_a_name_stands_off_the_tail(start: float) -> None:
    """A name does not cover the way behind its moving ball."""
    way = np.column_stack([np.linspace(start, 200, 30), np.full(30, 150.0)])
    place = places_of(way[None])[-1][0]
    assert place is not None
    assert not overlap(place, Rect(min(start, 200), 149, max(start, 200), 151))
