"""The arrangement of panels: side by side for one run, in a grid of runs for a comparison."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawing_helpers import settings, text_marks, texts

import sgdviz
from sgdviz import InputError, Recording, Scene
from sgdviz.drawing.arrangement import side_by_side, title_fits, total_width
from sgdviz.drawing.compared import grid_of
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
    """The plots of a comparison are equally large, run by run and row by row, and titled with the labels."""
    scene = Scene(size=(1040, 680), scale=2, panels=("fit",))
    strip, *cells = lay_out(scene, Comparison((run,) * 4, tuple("abcd"))).panels
    assert (strip.area.left, strip.area.top, strip.area.right) == (0, 0, 2080)
    first, second, third, last = [cell.area for cell in cells]
    assert first.top == second.top == strip.area.bottom
    assert first.right == second.left == third.right == last.left
    assert first.bottom == third.top == last.top
    assert (last.right, last.bottom) == (2080, 1360)
    sizes = [(cell.plot_area.width, cell.plot_area.height) for cell in cells]
    assert np.ptp(sizes, axis=0).max() <= 1
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
    with pytest.raises(InputError, match="320x200 is too small for 3 runs with fit, loss; give it at least 600x380"):
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


def test_every_run_of_a_grid_has_its_cell() -> None:
    """There are as many cells as runs."""
    columns, rows, _ = grid_of(Scene(size=(900, 640)), (find_panel("fit"), find_panel("loss")), 4, 640)
    assert columns * rows == 4


def test_panels_of_all_runs_stand_in_rows_in_a_tall_picture(run: Recording) -> None:
    """In a picture narrower than 1.2 to 1, overlaid panels and those of one run stand below each other."""
    for width, rows in ((480, 2), (590, 2), (1200, 1)):
        for recording, overlay in ((run, False), ([run, run], True)):
            panels = sgdviz.animate(recording, size=(width, 500), overlay=overlay).layout.panels[-2:]
            assert len({panel.area.top for panel in panels}) == rows


def test_only_outer_axes_of_a_grid_have_labels(run: Recording) -> None:
    """The left column has the labels of the y axis and the lower row those of the x axis; all plots are as large."""
    panels = sgdviz.animate([run] * 4, size=(1200, 900)).layout.panels[1:]
    for number, panel in enumerate(panels):
        row, column = divmod(number // 2, 2)
        labels = [mark for mark in text_marks(panel.static()) if mark.role.endswith(f"{panel.name}.label")]
        assert bool([mark for mark in labels if mark.anchor == "middle"]) == (row == 1)
        ticks = [mark for mark in labels if mark.anchor == "right"]
        assert bool(ticks) == (column == 0)


def test_every_cell_keeps_its_labels_where_axes_differ() -> None:
    """A standardized run has another cost, and so an axis of its own; so has each run of a grid with a gap a label."""
    houses = sgdviz.data.houses()
    runs = [
        sgdviz.fit(sgdviz.Proportion(), houses, sgdviz.SGD(size), passes=4, standardize=standardize, batch_size=None)
        for size, standardize in ((1.5e-8, False), (0.1, True))
    ]
    for recordings in (runs, [runs[0]] * 3):
        for panel in sgdviz.animate(recordings, panels=("cost",), size=(1000, 800)).layout.panels[1:]:
            assert panel.frame_pens.labelled == (True, True)


def test_a_title_fits_where_it_is_whole(run: Recording) -> None:
    """A title fits over a panel where the panel would not shorten it."""
    for title in ("Short", "A title that has no room beside the step of a panel this wide"):
        own = settings(title=title)
        assert title_fits(FitPanel, run, own) == (texts(FitPanel(run, own).static())[0] == title)
    assert title_fits(FitPanel, run, settings(title="Short"))
