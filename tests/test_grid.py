"""Grids: how runs stand, and how large a picture they get."""

from __future__ import annotations

import pytest

import sgdviz
from sgdviz import InputError, Recording, Scene
from sgdviz.grid import best_grid, comfortable_size
from sgdviz.recording import Comparison
from sgdviz.scene import comfortable


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
    ],
)
def test_a_comfortable_picture_has_the_grid_it_is_meant_for(
    count: int, shares: tuple[float, ...], columns: int, rows: int
) -> None:
    """The size alone decides the grid, so both must agree."""
    width, height = comfortable_size(count, shares, overlay=False)
    assert best_grid(count, sum(shares), width, height, 44)[:2] == (columns, rows)


@pytest.mark.parametrize("count", range(2, 7))
@pytest.mark.parametrize("panels", [("fit",), ("loss",), ("fit", "loss")])
def test_labels_are_seven_pixels_high_on_a_phone(run: Recording, count: int, panels: tuple[str, ...]) -> None:
    """Type of 14 reference pixels, where the picture is shown 640 pixels wide."""
    animation = sgdviz.animate([run] * count, panels=panels)
    assert 14 * animation._renderer.unit * 640 / animation.scene.size[0] >= 7


def test_cells_fill_the_picture_below_the_strip(run: Recording) -> None:
    """None over another, all of a size, run by run and row by row."""
    strip, *cells = Scene(size=(1040, 680), scale=2, panels=("fit",)).lay_out(Comparison((run,) * 4, tuple("abcd")))
    assert (strip.area.left, strip.area.top, strip.area.right) == (0, 0, 2080)
    first, second, third, last = [cell.area for cell in cells]
    assert first.top == second.top == strip.area.bottom
    assert first.right == second.left == third.right == last.left == 1040
    assert first.bottom == third.top == last.top
    assert (last.right, last.bottom) == (2080, 1360)
    assert [cell.title for cell in cells] == list("abcd")


def test_a_size_that_is_given_wins(run: Recording) -> None:
    """And one run has the size that it always had."""
    assert sgdviz.animate([run, run], size=(500, 300)).still().pixels.shape == (300, 500, 3)
    assert sgdviz.animate(run).scene.size == comfortable(Scene(), 1).size == (800, 400)


def test_a_panel_that_shows_one_run_cannot_be_overlaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which can."""
    monkeypatch.delitem(sgdviz.panels.OVERLAID, "fit")
    with pytest.raises(
        InputError, match="panel 'fit' cannot be overlaid; show the runs side by side, or overlay: loss"
    ):
        Scene(overlay=True)
