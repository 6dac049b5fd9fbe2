"""Strips: a cell for each moment, with its step; axes that are labelled once, and type that can be read."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import text_marks
from page_helpers import faults

import sgdviz
from sgdviz import Cue, InputError, Recording, Scene
from sgdviz.drawing.description import description_of
from sgdviz.drawing.layout import Layout, lay_out_strip
from sgdviz.drawing.strip_room import in_strip_size
from sgdviz.drawing.type_size import COMFORTABLE
from sgdviz.export.strip import strip_still
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names
from sgdviz.pacing import Phase
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.drawing.panels.panel import Panel


def strip(scene: Scene, recording: Recording | Comparison, *rows: int) -> Layout:
    """Return the layout of a strip of some rows, in the size of `scene`."""
    return lay_out_strip(scene, recording, [Cue(row, 0.0) for row in rows])


def cells(layout: Layout, panels: int) -> list[tuple[Panel, ...]]:
    """Return the panels of each cell."""
    return [layout.panels[first : first + panels] for first in range(0, len(layout.panels), panels)]


def written(panel: Panel, row: int) -> list[str]:
    """Return the texts of a panel at a row."""
    return [mark.text for mark in text_marks([*panel.static(), *panel.moving(row), *panel.labels(row)]) if mark.text]


def test_each_moment_has_a_cell_with_its_step_and_its_own_state(run: Recording) -> None:
    """The first panel of a cell names the step and the pass, and every panel shows the row of its moment."""
    layout = strip(Scene(size=(900, 600)), run, 0, 12, 300)
    assert [layout.rows_at(row) for row in (0, 150)] == [[0, 0, 12, 12, 300, 300]] * 2
    for (fit, loss), row in zip(cells(layout, 2), (0, 12, 300), strict=True):
        m, b = run.params[row]
        assert written(fit, row)[0] == f"Step {row}"
        assert {f"pass {run.pass_index[row]}", f"y = {m:.2f} x {'−' if b < 0 else '+'} {abs(b):.2f}"} <= set(
            written(fit, row)
        )
        assert not any(text.lower().startswith("step 1") for text in written(loss, row))


def test_axes_are_the_same_and_labelled_at_the_left_and_below(run: Recording) -> None:
    """All plots have one size and axis; only the first in a row and the last in a column have labels."""
    layout = strip(Scene(size=(900, 600), panels=("fit",)), run, 0, 5, 12, 24, 78, 300)
    sizes = [(panel.plot_area.width, panel.plot_area.height) for panel in layout.panels]
    assert np.ptp(sizes, axis=0).max() <= 1
    assert [panel.frame_pens.labelled for panel in layout.panels] == [
        (False, True),
        (False, False),
        (False, False),
        (True, True),
        (True, False),
        (True, False),
    ]
    tops = [panel.plot_area.top for panel in layout.panels]
    assert len(set(tops)) == 2


def test_the_panels_of_a_moment_stand_closer_than_moments(run: Recording) -> None:
    """The distance between the rows of two moments is larger than between the panels of one."""
    layout = strip(Scene(size=(900, 1180)), run, 0, 5, 12, 24, 78, 300)
    fit, loss, below = layout.panels[0], layout.panels[1], layout.panels[6]
    assert fit.area.left == loss.area.left == below.area.left
    assert below.area.top - loss.area.bottom > loss.area.top - fit.area.bottom + 10


def test_networks_are_equally_large_in_every_cell() -> None:
    """A network draws in the margins of its plot too, and has the same room with and without labels beside it."""
    layout = animate_lesson(find_lesson("classes")).chapters[-1].layout
    placed = strip(Scene(size=(900, 1200), panels=("boundary", "network")), layout.recording, 0, 3, 9, 18, 471, 750)
    areas = [panel.area for panel in placed.panels if panel.name == "network"]
    assert len({round(area.width, 6) for area in areas}) == len({round(area.height, 6) for area in areas}) == 1


def test_several_runs_stand_in_rows_or_columns(run: Recording, short_run: Recording) -> None:
    """Few moments have a column each, and a row for each run; more have a row each. Every cell has its run and step."""
    both = Comparison((run, short_run), ("long", "short"))
    beside = strip(Scene(size=(900, 600), panels=("fit",)), both, 0, 5, 300)
    assert [panel.recording is run for panel in beside.panels] == [True] * 3 + [False] * 3
    assert beside.rows_at(0) == [0, 5, 300, 0, 5, 12]
    assert [written(panel, row)[0] for panel, row in zip(beside.panels, beside.rows_at(0), strict=True)] == [
        *["long"] * 3,
        *["short"] * 3,
    ]
    assert "step 300" in written(beside.panels[2], 300)
    assert "step 12" in written(beside.panels[5], 12)
    below = strip(Scene(size=(700, 1200), panels=("fit",)), both, 0, 5, 12, 300)
    assert [panel.recording is run for panel in below.panels] == [True, False] * 4


def test_overlaid_runs_have_one_legend_for_all_moments(run: Recording, short_run: Recording) -> None:
    """The legend stands above, without a step, and each moment is one cell."""
    both = Comparison((run, short_run), ("long", "short"))
    layout = strip(Scene(size=(900, 400), panels=("fit",), overlay=True), both, 0, 5, 300)
    legend, *fits = layout.panels
    assert {"long", "short"} <= set(written(legend, 300))
    assert not any("step" in text for text in written(legend, 300))
    assert [written(fit, row)[0] for fit, row in zip(fits, (0, 5, 300), strict=True)] == [
        "Step 0",
        "Step 5",
        "Step 300",
    ]


def test_parts_of_a_step_are_told_in_their_cells(run: Recording) -> None:
    """The forward and the backward pass start from the row before; each cell names its part and draws it."""
    cues = [Cue(1, 0.0, Phase("forward")), Cue(1, 0.0, Phase("backward")), Cue(2, 0.0, Phase("update"))]
    layout = lay_out_strip(Scene(size=(1000, 400), panels=("fit",)), run, cues)
    assert [written(panel, 1)[0] for panel in layout.panels] == [
        "Step 2, forward",
        "Step 2, backward",
        "Step 2, update",
    ]
    assert [phase.part for phase in layout.phases_at(None) if phase] == ["forward", "backward", "update"]
    assert "step 2 (backward)" in description_of(layout, 0)


def test_a_diverged_run_says_so_in_its_last_cell(diverging_run: Recording) -> None:
    """The step at which the run diverged stands beside the heading of that moment."""
    layout = strip(Scene(size=(900, 400), panels=("fit",)), diverging_run, 0, 3, 7)
    said = ["diverged" in " ".join(written(panel, row)) for panel, row in zip(layout.panels, (0, 3, 7), strict=True)]
    assert said == [False, False, True]


@pytest.mark.parametrize("moments", [2, 3, 4, 6, 9])
@pytest.mark.parametrize("name", lesson_names())
def test_strips_of_lessons_are_whole_in_their_default_size(name: str, moments: int) -> None:
    """All type has 13 pixels, or 90 % of that in nodes; no mark leaves the picture and no words overlap."""
    chapter = animate_lesson(find_lesson(name)).chapters[-1]
    recorded = int(leader_of(chapter.layout.recording).recorded.sum())
    layout, cue = strip_still(chapter, min(moments, recorded))
    assert set(faults(layout, [cue], 0.9 * COMFORTABLE)) == set()


@pytest.mark.parametrize("size", [(500, 400), (640, 320), (800, 800), (1600, 400), (400, 1600)])
@pytest.mark.parametrize("moments", [2, 4, 6])
def test_a_strip_is_whole_or_refused_with_a_size_in_which_it_is(
    run: Recording, moments: int, size: tuple[int, int]
) -> None:
    """In any size nothing is cut; where there is no room, the error names a size that has."""
    rows = [*range(moments - 1), 300]
    try:
        layout = strip(Scene(size=size), run, *rows)
    except InputError as error:
        too_small = f"a picture of {size[0]}x{size[1]} is too small for a strip of {moments} moments with fit, loss; "
        needed = str(error).removeprefix(f"{too_small}give it at least ")
        layout = strip(Scene(size=tuple(map(int, needed.split("x")))), run, *rows)  # type: ignore[arg-type] # two
    assert set(faults(layout, [Cue(0, 0.0)], 9.0)) == set()


def test_a_shape_without_room_is_refused_in_one_line(run: Recording) -> None:
    """Where no size of the shape will do, the error asks for another shape."""
    with pytest.raises(InputError, match="have no room side by side or in rows in the shape of 10x4000"):
        strip(Scene(size=(10, 4000)), run, 0, 5, 300)


def test_the_default_size_grows_with_the_number_of_moments(run: Recording) -> None:
    """Few moments stand in one row; more get rows, without a gap in the last where that can be."""
    heights: dict[int, int] = {}
    for moments in (2, 3, 4, 6, 8, 9, 12):
        scene = in_strip_size(Scene(panels=("fit",)), 1, moments)
        assert 800 <= scene.size[0] <= 960
        heights[moments] = scene.size[1]
        layout = strip(scene, run, *np.linspace(0, 300, moments, dtype=int).tolist())
        lows = [panel for panel in layout.panels if panel.plot_area.bottom == layout.panels[-1].plot_area.bottom]
        assert moments % len(lows) == 0
    assert heights[2] == heights[3] == heights[4] < heights[6] == heights[8] < heights[9] <= heights[12]


def test_a_strip_travels_between_processes(run: Recording) -> None:
    """A strip that was pickled, or is drawn in another scene, has the same moments."""
    layout = strip(Scene(size=(900, 600)), run, 0, 12, 300)
    again = pickle.loads(pickle.dumps(layout))  # noqa: S301 - a layout of this test
    larger = layout.with_scene(Scene(size=(1200, 800)))
    assert again.moments == larger.moments == layout.moments
    assert again.rows_at(0) == larger.rows_at(0) == layout.rows_at(0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("en", "3 moments of a run: step 0 with mean squared error 7.26; step 12 with mean squared error 2.30; "),
        ("de", "3 Momente eines Laufs: Schritt 0 mit "),
        ("es", "3 momentos de una ejecución: paso 0 con "),
    ],
)
def test_the_description_lists_the_moments(run: Recording, words: Any, expected: str) -> None:
    """The picture in words has each step with its cost, in the language of the picture, and the caption."""
    scene = sgdviz.animate(run, words=words, caption="The caption").scene
    text = description_of(strip(in_strip_size(scene, 1, 3), run, 0, 12, 300), 0)
    assert text.startswith(expected)
    assert text.endswith(" The caption.")


def test_the_description_has_the_cost_of_each_run(run: Recording, short_run: Recording) -> None:
    """Of several runs each has its cost at each moment."""
    both = Comparison((run, short_run), ("long", "short"))
    text = description_of(strip(in_strip_size(Scene(), 2, 2), both, 0, 300), 0)
    long, short = f"{run.cost[300]:.3f}", f"{short_run.cost[-1]:.2f}"
    assert text.startswith("2 moments of 2 runs: step 0 with mean squared error long 7.26, short 7.26; ")
    assert f"step 300 with mean squared error long {long}, short {short}." in text
