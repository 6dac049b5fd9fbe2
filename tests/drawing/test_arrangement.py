"""The arrangement of panels: side by side for one run, in a grid of runs for a comparison."""

from __future__ import annotations

from typing import Any

import pytest
from drawing_helpers import settings, texts

import sgdviz
from sgdviz import InputError, Recording, Scene
from sgdviz.drawing.arrangement import grid_of, side_by_side, title_fits, total_width
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.recording import Comparison


def test_panels_fill_the_scene_from_left_to_right(run: Recording) -> None:
    """Each panel is as wide as its share, at any scale, and none lies over another."""
    for scale in (1, 2):
        layout = lay_out(Scene(scale=scale), run)
        fit, loss = layout.panels
        assert (fit.area.left, loss.area.right) == (0, 800 * scale)
        assert fit.area.right == loss.area.left == 480 * scale
        assert (fit.area.top, fit.area.bottom) == (0, 400 * scale)
        assert fit.unit == loss.unit == layout.unit == scale


def test_cells_fill_the_picture_below_the_strip(run: Recording) -> None:
    """The cells of a comparison are equally large, run by run and row by row, and titled with the labels."""
    scene = Scene(size=(1040, 680), scale=2, panels=("fit",))
    strip, *cells = lay_out(scene, Comparison((run,) * 4, tuple("abcd"))).panels
    assert (strip.area.left, strip.area.top, strip.area.right) == (0, 0, 2080)
    first, second, third, last = [cell.area for cell in cells]
    assert first.top == second.top == strip.area.bottom
    assert first.right == second.left == third.right == last.left == 1040
    assert first.bottom == third.top == last.top
    assert (last.right, last.bottom) == (2080, 1360)
    assert [texts(cell.static())[0] for cell in cells] == list("abcd")


def test_a_label_without_room_keeps_what_tells_it_apart(run: Recording) -> None:
    """Where a label has no room, all labels lose the words that they have in common."""
    comparison = Comparison(
        (run, run, run), ("starting step size 0.01", "starting step size 0.05", "starting step size 0.2")
    )
    for size, titles in (((660, 300), ["0.01", "0.05", "0.2"]), ((2400, 440), list(comparison.labels))):
        cells = lay_out(Scene(panels=("loss",), size=size), comparison).panels[1:]
        assert [texts(cell.static())[0] for cell in cells] == titles


def test_a_picture_too_small_for_its_runs_is_refused(run: Recording) -> None:
    """The error says how large the picture should be."""
    with pytest.raises(InputError, match="320x200 is too small for 3 runs with fit, loss; give it 800x910 or so"):
        sgdviz.animate([run] * 3, size=(320, 200))


@pytest.mark.parametrize(
    "names", [("fit", "parameters"), ("parameters", "loss"), ("loss", "predictions", "landscape"), ("loss",)]
)
def test_the_step_is_shown_once(run: Recording, names: tuple[Any, ...]) -> None:
    """The first panel that can shows the step, whatever stands beside it; the loss cannot."""
    panels = sgdviz.animate(run, panels=names).layout.panels
    shown = [text for panel in panels for text in texts(panel.labels(9)) if "step 9" in text]
    assert len(shown) == (names != ("loss",))


@pytest.mark.parametrize("names", [("loss",), ("loss", "loss"), ("loss", "fit"), ("fit", "loss")])
def test_a_divergence_is_written_once_whatever_is_shown(diverging_run: Recording, names: tuple[Any, ...]) -> None:
    """The loss writes that the run diverged, too, where no other panel would."""
    panels = sgdviz.animate(diverging_run, panels=names).layout.panels
    for row in (6, 7):
        written = [text for panel in panels for text in texts(panel.labels(row))]
        assert written.count("diverged at step 7") == (row == 7)


def test_panels_side_by_side_have_their_share_of_the_area(run: Recording) -> None:
    """The panels of one run divide the area of the settings by their widths; the title goes to the first."""
    kinds = tuple(find_panel(name) for name in ("loss", "fit", "landscape"))
    panels = side_by_side(kinds, run, settings(title="Three", area=Rect(100, 0, 2660, 400)))
    assert total_width(kinds) == 320 + 480 + 480
    assert [panel.area.width for panel in panels] == pytest.approx([640, 960, 960])
    assert [panel.area.left for panel in panels] == pytest.approx([100, 740, 1700])
    assert [texts(panel.static())[0] for panel in panels] == ["Three", "Fit", "Cost over the parameters"]


def test_panels_of_one_run_stand_in_rows_where_these_are_larger(run: Recording) -> None:
    """Each row fills the width, the rows share the height, and only the first panel has the title and the step."""
    scene = Scene(panels=("fit", "loss", "landscape", "parameters"), size=(880, 800), title="Four")
    panels = lay_out(scene, run).panels
    assert [panel.area for panel in panels] == [
        pytest.approx(area) for area in ((0, 0, 528, 400), (528, 0, 880, 400), (0, 400, 480, 800), (480, 400, 880, 800))
    ]
    assert [texts(panel.static())[0] for panel in panels] == ["Four", "Loss", "Cost over the parameters", "Parameters"]
    steps = [text for panel in panels for text in texts(panel.labels(7)) if text.startswith("step")]
    assert len(steps) == 1


def test_the_grid_of_an_overlay_is_one_cell() -> None:
    """Overlaid runs share one cell, and others have one each."""
    kinds = (find_panel("fit"), find_panel("loss"))
    assert grid_of(Scene(overlay=True), kinds, 4, 400)[:2] == (1, 1)
    columns, rows, _ = grid_of(Scene(size=(900, 640)), kinds, 4, 640)
    assert columns * rows == 4


def test_a_title_fits_where_it_is_whole(run: Recording) -> None:
    """A title fits over a panel where the panel would not shorten it."""
    for title in ("Short", "A title that has no room beside the step of a panel this wide"):
        own = settings(title=title)
        assert title_fits(FitPanel, run, own) == (texts(FitPanel(run, own).static())[0] == title)
    assert title_fits(FitPanel, run, settings(title="Short"))
