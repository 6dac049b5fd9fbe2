"""Grids: how runs stand, and how large a picture they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sgdviz
from sgdviz.drawing.grid import best_grid, comfortable_size, panel_rows, panel_unit, rows_size

if TYPE_CHECKING:
    from sgdviz import Recording
    from sgdviz.drawing.panels import PanelName


@pytest.mark.parametrize(
    ("count", "shares", "columns", "rows"),
    [
        (2, (480.0, 320.0), 1, 2),
        (3, (480.0, 320.0), 1, 3),
        (4, (480.0, 320.0), 2, 2),
        (6, (480.0, 320.0), 2, 3),
        (2, (480.0,), 2, 1),
        (3, (480.0,), 3, 1),
        (4, (480.0,), 2, 2),
        (5, (480.0,), 3, 2),
        (6, (320.0,), 3, 2),
        (2, (800.0,), 1, 2),
        (3, (800.0,), 1, 3),
    ],
)
def test_a_comfortable_picture_has_the_grid_it_is_meant_for(
    count: int, shares: tuple[float, ...], columns: int, rows: int
) -> None:
    """The comfortable size and the best grid agree, as the size alone decides the grid."""
    width, height = comfortable_size(count, shares, overlay=False)
    assert best_grid(count, sum(shares), width, height, 44)[:2] == (columns, rows)


@pytest.mark.parametrize("count", range(2, 7))
@pytest.mark.parametrize("panels", [("fit",), ("loss",), ("fit", "loss")])
def test_labels_are_seven_pixels_high_on_a_phone(run: Recording, count: int, panels: tuple[PanelName, ...]) -> None:
    """Type of 14 reference pixels has at least 7 pixels where the picture is shown 640 pixels wide."""
    animation = sgdviz.animate([run] * count, panels=panels)
    assert 14 * animation.layout.unit * 640 / animation.scene.size[0] >= 7


def test_the_best_grid_has_the_largest_cells() -> None:
    """The best grid has the largest unit of all numbers of columns, and its cells hold all runs."""
    grid = best_grid(5, 480.0, 1000.0, 700.0, 44.0)
    units = [min(1000 / columns / 480, 700 / (-(-5 // columns) * 400 + 44)) for columns in range(1, 6)]
    assert grid.unit == max(units)
    assert grid.columns == units.index(max(units)) + 1
    assert grid.columns * grid.rows >= 5 > grid.columns * (grid.rows - 1)


@pytest.mark.parametrize(
    ("widths", "size", "rows"),
    [
        ((480, 320), (800, 400), [2]),
        ((480, 320), (400, 800), [1, 1]),
        ((480, 320), (600, 600), [1, 1]),
        ((480, 320), (1920, 1080), [2]),
        ((480, 340, 820), (840, 800), [2, 1]),
        ((480, 340, 820), (1800, 400), [3]),
        ((480, 320, 400, 480), (880, 800), [2, 2]),
        ((480,), (100, 900), [1]),
    ],
)
def test_panels_stand_in_the_rows_in_which_they_are_largest(
    widths: tuple[int, ...], size: tuple[int, int], rows: list[int]
) -> None:
    """A wide picture has its panels beside each other, a tall or square one below each other, four make a grid."""
    assert panel_rows(widths, *size) == rows
    widest, at = 0, 0
    for count in rows:
        widest, at = max(widest, sum(widths[at : at + count])), at + count
    assert panel_unit(rows, widths, *size) == min(size[0] / widest, size[1] / (400 * len(rows)))


@pytest.mark.parametrize(
    ("widths", "size"), [((480, 320), (800, 400)), ((480, 340, 820), (820, 800)), ((800, 800, 400), (800, 1200))]
)
def test_the_default_size_of_many_panels_has_rows(widths: tuple[int, ...], size: tuple[int, int]) -> None:
    """More panels than fit beside each other make the picture higher, and none of them smaller."""
    assert rows_size(widths) == size
    assert panel_unit(panel_rows(widths, *size), widths, *size) == 1.0
