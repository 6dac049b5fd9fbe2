"""Overlaid panels and the strip above them, asserted on the marks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import DARK, LIGHT, Dataset, InputError, Recording, Scene
from sgdviz.marks import Dots, Mark, Stroke, Text
from sgdviz.recording import Comparison
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from sgdviz.panels.base import Panel


@pytest.fixture(scope="module")
def panels(run: Recording, short_run: Recording, diverging_run: Recording) -> list[Panel]:
    """The strip, the fit and the loss of three runs."""
    labels = ("step size 0.01", "step size short", "step size 0.5")
    return Scene(overlay=True, title="Steps").lay_out(Comparison((run, short_run, diverging_run), labels))


def drawn(panel: Panel, row: int, color: str) -> np.ndarray:
    """Return the (K, 2) points of all strokes of one colour up to `row`, in the order in which they are drawn."""
    marks: list[Mark] = [*panel.deposits(0, row + 1), *panel.moving(row)]
    return np.concatenate([mark.points for mark in marks if isinstance(mark, Stroke) and mark.color == color])


def test_each_prediction_has_its_own_colour(panels: list[Panel], run: Recording, short_run: Recording) -> None:
    """At the row of its own run, through the pixels that m and b say."""
    fit = panels[1]
    for color, recording, row in ((LIGHT.runs[0], run, 40), (LIGHT.runs[1], short_run, 12)):
        (left, right) = drawn(fit, 40, color)
        area = fit._runs[0]._plot.area  # type: ignore[attr-defined] # an overlaid fit
        axis = fit._runs[0]._plot.y  # type: ignore[attr-defined] # an overlaid fit
        m, b = recording.params[row]
        for (_, pixel), x in ((left, -5), (right, 4)):
            assert pixel == pytest.approx(area.bottom - (m * x + b - axis.low) / (axis.high - axis.low) * area.height)


def test_each_cost_is_a_curve_as_long_as_its_run(panels: list[Panel], short_run: Recording) -> None:
    """All on the same axes; a run that has ended ends in the middle."""
    loss = panels[2]
    area = loss._drawn[0][0]._plot.area  # type: ignore[attr-defined] # an overlaid loss
    long, short, bad = (drawn(loss, 300, color) for color in LIGHT.runs[:3])
    for curve, steps in ((long, 300), (short, 12), (bad, 7)):
        assert curve[0, 0] == area.left
        assert curve[:, 0].max() == pytest.approx(area.left + steps / 300 * area.width)
    share = np.log10(short_run.cost[12] / 0.1) / 3  # the axis runs over three decades from 0.1
    assert short[-1, 1] == pytest.approx(area.bottom - share * area.height)


def test_the_calmest_curve_is_drawn_last(run: Recording) -> None:
    """What goes up and down would hide the others."""
    jumping = replace(run, cost=np.where(np.arange(301) % 2, 50.0, 0.5))
    for order in ((run, jumping), (jumping, run)):
        loss = Scene(overlay=True, panels=("loss",)).lay_out(Comparison(order, ("a", "b")))[1]
        calm = LIGHT.runs[order.index(run)]
        markers = [mark.fill for mark in loss.moving(30) if isinstance(mark, Dots)]
        assert markers[-1] == calm
        assert len(markers) == 2


def test_deposits_of_several_runs_do_not_depend_on_where_they_are_cut(panels: list[Panel]) -> None:
    """Two stretches of rows leave what both together leave."""
    loss = panels[2]

    def left_by(*cuts: int) -> list[tuple[str, list[float]]]:
        marks = [mark for first, last in itertools.pairwise(cuts) for mark in loss.deposits(first, last)]
        return [(mark.color, mark.points.ravel().tolist()) for mark in marks if isinstance(mark, Stroke)]

    assert left_by(0, 301) == left_by(0, 1, 2, 7, 50, 51, 137, 301)


def test_the_strip_says_title_step_and_which_colour_is_which(panels: list[Panel]) -> None:
    """Common words once, and a divergence from its step on."""
    strip = panels[0]
    backdrop = list(strip.backdrop())
    assert [mark.text for mark in backdrop if isinstance(mark, Text)] == ["Steps", "step size", "0.01", "short", "0.5"]
    assert [mark.color for mark in backdrop if isinstance(mark, Stroke)] == list(LIGHT.runs[:3])
    said = [[mark.text for mark in strip.moving(row) if isinstance(mark, Text)] for row in (6, 7, 300)]
    assert ["diverged at step 7" in texts for texts in said] == [False, True, True]


@pytest.mark.parametrize(("names", "in_strip"), [(("loss",), True), (("fit",), False), (("loss", "fit"), False)])
def test_a_divergence_is_said_once(
    run: Recording, diverging_run: Recording, names: tuple[str, ...], *, in_strip: bool
) -> None:
    """By the panel of the run, or by the strip where no panel would."""
    comparison = Comparison((run, diverging_run), ("step size 0.01", "step size 0.5"))
    strip, *panels = Scene(panels=names, size=(960, 640)).lay_out(comparison)
    for row, ended in ((6, False), (7, True), (300, True)):
        own = [int(comparison.rows(panel.recording)[row]) for panel in panels]
        marks = [mark for panel, at in zip(panels, own, strict=True) for mark in panel.moving(at)]
        cells = [mark.text for mark in marks if isinstance(mark, Text)]
        above = [mark.text for mark in strip.moving(row) if isinstance(mark, Text)]
        assert above.count("0.5 diverged at step 7") == (ended and in_strip)
        assert cells.count("diverged at step 7") == (ended and not in_strip)


def test_a_long_legend_stays_inside_the_picture(run: Recording) -> None:
    """Labels are cut as far as it takes, and do not touch."""
    labels = tuple(f"{letter} run with a label that is far too long" for letter in "abcdef")
    strip = Scene(overlay=True).lay_out(Comparison((run,) * 6, labels))[0]
    swatches = [mark for mark in strip.backdrop() if isinstance(mark, Stroke)]
    texts = [mark for mark in strip.backdrop() if isinstance(mark, Text) and mark.text]
    assert len(swatches) == len(texts) == 6
    ends = [text.x + face(text.size).width(text.text) for text in texts]
    assert all(end < swatch.points[0, 0] for end, swatch in zip(ends, swatches[1:], strict=False))
    assert ends[-1] <= strip.plot_area.right


def test_runs_over_different_points_are_not_overlaid(run: Recording) -> None:
    """Side by side they stand."""
    data = run.dataset
    other = replace(run, dataset=Dataset(data.x, data.y + 1, data.feature_names, data.target_name))
    with pytest.raises(InputError, match="different data points; show them side by side"):
        sgdviz.animate([run, other], overlay=True)
    assert len(sgdviz.animate([run, other]).cues) == 301
    assert len(sgdviz.animate([run, other], overlay=True, panels=("loss",)).cues) == 301


def test_a_theme_must_have_a_colour_for_each_run(run: Recording) -> None:
    """Two runs of one colour could not be told apart."""
    theme = replace(LIGHT, runs=LIGHT.runs[:1])
    with pytest.raises(InputError, match="theme 'light' has 1 colours for 2 runs"):
        sgdviz.animate([run, run], overlay=True, theme=theme)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("overlay", [False, True])
def test_a_comparison_tells_its_inks(
    run: Recording, diverging_run: Recording, theme: sgdviz.Theme, *, overlay: bool
) -> None:
    """Every colour of every mark is among them: a palette is made of them."""
    animation = sgdviz.animate([run, diverging_run], overlay=overlay, theme=theme, title="T")
    used: set[str | None] = set()
    for panel in animation._renderer.panels:
        marks = [*panel.backdrop(), *panel.deposits(0, panel.shown_rows)]
        for row in range(panel.shown_rows):
            marks += [*panel.resting(row), *panel.moving(row)]
        for mark in marks:
            used |= {mark.fill, mark.edge} if isinstance(mark, Dots) else {mark.color}
    assert used - {None} <= {*animation._renderer.inks, theme.background}


def test_a_label_without_room_keeps_what_tells_it_apart(run: Recording) -> None:
    """Its own words stay, the common ones go."""
    comparison = Comparison(
        (run, run, run), ("starting step size 0.01", "starting step size 0.05", "starting step size 0.2")
    )
    for size, said in (((660, 300), ["0.01", "0.05", "0.2"]), ((2400, 440), list(comparison.labels))):
        cells = Scene(panels=("loss",), size=size).lay_out(comparison)[1:]
        assert [next(mark.text for mark in cell.backdrop() if isinstance(mark, Text)) for cell in cells] == said
