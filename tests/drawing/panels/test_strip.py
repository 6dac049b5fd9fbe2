"""The strip over a comparison, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from drawing_helpers import strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, Recording, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.text import FIGURE_SPACE, face
from sgdviz.recording import Comparison


def test_the_strip_shows_the_title_and_the_legend(
    run: Recording, short_run: Recording, diverging_run: Recording
) -> None:
    """The legend has the words common to all labels once, and the rest of each beside the colour of its run."""
    labels = ("step size 0.01", "step size short", "step size 0.5")
    comparison = Comparison((run, short_run, diverging_run), labels)
    strip = lay_out(Scene(overlay=True, title="Steps"), comparison).panels[0]
    marks = list(strip.static())
    assert texts(marks) == ["Steps", "step size", "0.01", "short", "0.5"]
    assert [swatch.color for swatch in strokes(marks)] == list(LIGHT.runs[:3])
    *_, first, second, third = text_marks(marks)
    for swatch, text in zip(strokes(marks), (first, second, third), strict=True):
        assert swatch.points[1, 0] < text.x  # the colour of a run stands before its label
    shown = ["diverged at step 7" in texts(strip.labels(row)) for row in (6, 7, 300)]
    assert shown == [False, True, True]


def test_the_strip_shows_the_step_of_all_runs(run: Recording, short_run: Recording) -> None:
    """The step is that of the leader, in its fixed place."""
    strip = lay_out(Scene(), Comparison((short_run, run), ("a", "b"))).panels[0]
    assert strip.recording is run
    for row in (0, 40, 300):
        (step,) = [mark for mark in text_marks(strip.labels(row)) if mark.text]
        assert step.text.replace(FIGURE_SPACE, " ").startswith(f"step {row} ")
        assert (step.anchor, step.x, step.tabular) == ("right", strip.plot_area.right, True)
    assert len({len(texts(strip.labels(row))[0]) for row in range(301)}) == 1


@pytest.mark.parametrize(("names", "in_strip"), [(("loss",), True), (("fit",), False), (("loss", "fit"), False)])
def test_a_divergence_is_written_once(
    run: Recording, diverging_run: Recording, names: tuple[Any, ...], *, in_strip: bool
) -> None:
    """The panel of the run writes that it diverged, and where no panel does, the strip."""
    comparison = Comparison((run, diverging_run), ("step size 0.01", "step size 0.5"))
    strip, *panels = lay_out(Scene(panels=names, size=(960, 640)), comparison).panels
    for row, ended in ((6, False), (7, True), (300, True)):
        own = [int(comparison.rows(panel.recording)[row]) for panel in panels]
        cells = texts(mark for panel, at in zip(panels, own, strict=True) for mark in panel.labels(at))
        assert texts(strip.labels(row)).count("0.5 diverged at step 7") == (ended and in_strip)
        assert cells.count("diverged at step 7") == (ended and not in_strip)


def test_a_long_legend_stays_inside_the_picture(run: Recording) -> None:
    """Labels are cut as far as it takes, and do not touch."""
    labels = tuple(f"{letter} run with a label that is far too long" for letter in "abcdef")
    strip = lay_out(Scene(overlay=True), Comparison((run,) * 6, labels)).panels[0]
    swatches = strokes(strip.static())
    names = [mark for mark in text_marks(strip.static()) if mark.text]
    assert len(swatches) == len(names) == 6
    ends = [text.x + face(text.size).width(text.text) for text in names]
    assert all(end < swatch.points[0, 0] for end, swatch in zip(ends, swatches[1:], strict=False))
    assert ends[-1] <= strip.plot_area.right


def test_an_ending_has_room_in_the_legend(run: Recording, diverging_run: Recording) -> None:
    """The word for a divergence stands between the label of its run and the next swatch."""
    strip = lay_out(Scene(overlay=True), Comparison((diverging_run, run), ("bad", "good"))).panels[0]
    (ending,) = [mark for mark in text_marks(strip.labels(300)) if mark.text == "diverged at step 7"]
    bad = next(mark for mark in text_marks(strip.static()) if mark.text == "bad")
    swatch = strokes(strip.static())[1]
    assert bad.x + face(bad.size).width("bad") < ending.x
    assert ending.x + face(ending.size).width(ending.text, tabular=True) < swatch.points[0, 0]


def test_two_endings_stand_beside_the_step(run: Recording, diverging_run: Recording) -> None:
    """Endings are listed to the left of the step, in the order of the runs, each from its own step on."""
    comparison = Comparison((diverging_run, run, diverging_run), ("a", "b", "c"))
    strip = lay_out(Scene(panels=("loss",), size=(1200, 500)), comparison).panels[0]
    step, endings = text_marks(strip.labels(300))
    assert endings.text == "a diverged at step 7, c diverged at step 7"
    assert endings.x < step.x - face(step.size).width(step.text, tabular=True)
    assert text_marks(strip.labels(6))[1].text == ""


def test_the_pass_is_shown_where_all_runs_are_in_it(run: Recording, short_run: Recording) -> None:
    """A run that has ended does not count, and runs with batches of different sizes are in different passes."""
    batches = [
        sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2, batch_size=size) for size in (1, 2)
    ]
    for runs, row, step in (([run, short_run], 20, "step 20   pass 4 "), (batches, 6, "step 6 ")):
        strip = sgdviz.animate(runs).layout.panels[0]
        assert texts(strip.labels(row))[0].replace(FIGURE_SPACE, " ") == step


@pytest.mark.parametrize("pace", [{}, {"every": 2, "tween": 1}, {"frames": 12, "tween": 1}])
def test_interpolated_rows_do_not_hide_the_pass(run: Recording, pace: dict[str, Any]) -> None:
    """Runs that are in the same pass at every recorded step show it at the interpolated rows as well."""
    strip = sgdviz.animate([run, run], **pace).layout.panels[0]
    assert all("pass" in texts(strip.labels(row))[0] for row in range(strip.shown_rows))


def test_nothing_moves_in_a_strip_but_its_labels(run: Recording, short_run: Recording) -> None:
    """The swatches of the legend do not touch each other, and a strip has no moving marks."""
    strip = lay_out(Scene(overlay=True), Comparison((run, short_run), ("a", "b"))).panels[0]
    assert list(strip.moving(3)) == list(strip.added(0, 301)) == list(strip.held(3)) == []
    for one, other in pairwise(strokes(strip.static())):
        assert one.points[1, 0] < other.points[0, 0]


def test_the_legend_has_the_dashes_of_the_runs(run: Recording, short_run: Recording) -> None:
    """In a theme with dashes the swatch of a run is interrupted as its line is."""
    theme = replace(LIGHT, dashes=("solid", "dotted"))
    strip = lay_out(Scene(overlay=True, theme=theme), Comparison((run, short_run), ("a", "b"))).panels[0]
    solid, dotted = strokes(strip.static())
    assert np.isnan(solid.points).sum() == 0
    assert np.isnan(dotted.points[:, 0]).sum() >= 2
