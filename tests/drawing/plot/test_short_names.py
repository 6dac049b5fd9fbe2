"""Names that fit into a width and stay different."""

from __future__ import annotations

import pytest

from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.text import face

ROOMS = ["average rooms per household", "average rooms per dwelling", "average rooms per person"]


def test_names_with_room_stay() -> None:
    """Names that fit are not changed, unless they are equal from the beginning: then they have their numbers."""
    assert short_names(["size", "bedrooms"], 14, 100) == ["size", "bedrooms"]
    assert short_names(["b", "size", "b"], 14, 100) == ["1 b", "size", "3 b"]


def test_a_long_name_ends_with_an_ellipsis() -> None:
    """A name that is too wide keeps its beginning."""
    (name, other) = short_names(["median income of a household", "age"], 14, 90, bold=True)
    assert name.endswith("…")
    assert "median income of a household".startswith(name[:-1])
    assert other == "age"


@pytest.mark.parametrize("room", [30, 60, 90, 120])
@pytest.mark.parametrize("names", [ROOMS, ["average income in the north"] * 3, [*ROOMS, "average rooms"]])
def test_shortened_names_differ_and_fit(names: list[str], room: float) -> None:
    """Names that would be equal after shortening keep their ends, or begin with their numbers."""
    short = short_names(names, 14, room)
    assert len(set(short)) == len(names)
    assert all(face(14).width(name) <= room for name in short)


def test_each_name_may_have_a_room_of_its_own() -> None:
    """Names differ and fit in rooms of different widths too."""
    short = short_names(ROOMS, 14, [70, 70, 100])
    assert len(set(short)) == len(ROOMS)
    assert all(face(14).width(name) <= room for name, room in zip(short, (70, 70, 100), strict=True))


def test_numbers_are_those_of_the_names() -> None:
    """Names that are equal even at both ends begin with their place among all names."""
    assert short_names(["age", "x" * 40, "x" * 40], 14, 60)[1][:2] == "2 "
