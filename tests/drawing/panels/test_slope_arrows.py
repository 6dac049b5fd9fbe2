"""The arrows of the landscape: downhill for the samples of a step and for all data, in proportion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import panel_of, panels_of_runs, plot_of, strokes, text_marks, texts, told_run

import sgdviz
from sgdviz import LIGHT, Recording
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.slope_arrows import LONGEST, SHORTEST, TYPICAL
from sgdviz.pacing import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel

OWN, ALL = "landscape.slope.sample", "landscape.slope.all"


def shafts(marks: Iterable[Mark], role: str) -> list[np.ndarray]:
    """Return the (2, 2) points of the shafts of `role`, in any run."""
    return [mark.points for mark in strokes(marks) if mark.role.endswith(role) and len(mark.points) == 2]


def ways(panel: Panel, role: str) -> np.ndarray:
    """Return the (T, 2) arrows of `role` at every row, NaN where there is none."""
    found = [shafts(panel.moving(row), role) for row in range(panel.shown_rows)]
    return np.array([np.diff(one[0], axis=0)[0] if one else [np.nan, np.nan] for one in found])


def downhill(run: Recording, *, own: bool) -> np.ndarray:
    """Return the (T, 2) slopes of half the squared error before each step, downhill and with y downwards."""
    x, y = run.dataset.inputs, run.dataset.y
    errors = run.params[:, :1] * x + run.params[:, 1:] - y
    if own:
        rows = np.arange(1, len(run))
        error, at = errors[rows - 1, run.sample[rows]], x[run.sample[rows]]
        slopes = np.column_stack([error * at, error])
    else:
        slopes = np.column_stack([(errors * x).mean(axis=1), errors.mean(axis=1)])[:-1]
    return np.vstack([[np.nan, np.nan], slopes]) * [-1, 1]


def test_arrows_point_downhill_in_proportion() -> None:
    """One factor takes both slopes to their arrows; those that would be too long are cut, too short ones left out."""
    run = told_run("sgd")
    panel = panel_of("landscape", run)
    median = np.median(np.hypot(*downhill(run, own=True)[1:].T))
    for role, own in ((OWN, True), (ALL, False)):
        expected = downhill(run, own=own) * TYPICAL / median
        length = np.hypot(*expected.T)
        expected *= np.minimum(1, LONGEST / length)[:, None]
        expected[length < SHORTEST] = np.nan
        expected[-1] = np.nan  # the last row gives the verdict
        np.testing.assert_allclose(ways(panel, role), expected, rtol=1e-6, atol=1e-6)
    lengths = np.hypot(*ways(panel, OWN).T)
    assert np.nanmax(lengths) == pytest.approx(LONGEST)
    assert np.nanmin(lengths) < TYPICAL


def test_arrows_begin_where_the_step_began() -> None:
    """Both start at the place before the step, on a halo of the background."""
    run = told_run("sgd")
    panel = panel_of("landscape", run)
    places = plot_of(panel).place(*run.params.T)
    for row in range(1, len(run) - 1):
        marks = list(panel.moving(row))
        for role in (OWN, ALL):
            for shaft in shafts(marks, role):
                assert shaft[0].tolist() == places[row - 1].tolist()
        halos = [mark for mark in strokes(marks) if mark.role == "landscape.slope.halo"]
        assert len(halos) == len([mark for mark in strokes(marks) if mark.role in (OWN, ALL)])
        assert {mark.color for mark in halos} <= {LIGHT.background}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sgd", ["this sample", "all samples"]),
        ("batch", ["this batch", "all samples"]),
        ("full", ["all samples"]),
        ("own", ["all samples"]),
    ],
)
def test_the_key_names_the_arrows(kind: str, words: list[str]) -> None:
    """A step of all samples has one arrow, as has one whose gradient is not known."""
    recording = told_run(kind)
    if kind == "own":
        recording = replace(told_run("sgd"), gradients=np.full((49, 2), np.nan))
    panel = panel_of("landscape", recording)
    assert [text for text in texts(panel.static()) if "sample" in text or "batch" in text] == words
    rows = range(panel.shown_rows)
    assert any(shafts(panel.moving(row), OWN) for row in rows) == (len(words) == 2)
    assert any(shafts(panel.moving(row), ALL) for row in rows)


def test_the_key_lies_inside_the_plot_and_off_the_path() -> None:
    """No point of the run lies on its words."""
    run = told_run("sgd")
    panel = panel_of("landscape", run)
    plot = plot_of(panel)
    for mark in text_marks(panel.static()):
        if mark.role == "landscape.slope.key":
            box = Rect(mark.x, mark.y - mark.size, plot.area.right, mark.y)
            assert plot.area.left < mark.x
            assert plot.area.top < box.top < box.bottom < plot.area.bottom
            x, y = plot.place(*run.params.T).T
            assert not ((x > mark.x - 30) & (x < mark.x + 90) & (y > box.top) & (y < box.bottom)).any()


def test_a_plot_too_small_for_words_has_no_key() -> None:
    """The arrows stay."""
    panel = panel_of("landscape", told_run("sgd"), area=Rect(0, 0, 180, 190))
    assert not [text for text in texts(panel.static()) if "sample" in text]
    assert shafts(panel.moving(1), ALL)


def test_arrows_of_a_told_step_appear_in_its_backward_pass() -> None:
    """They start at the ball, and stay while the ball moves."""
    run = told_run("sgd")
    panel = panel_of("landscape", run, explains=True)
    assert not shafts(panel.moving_in(0, Phase("forward")), OWN)
    (backward,) = shafts(panel.moving_in(0, Phase("backward")), OWN)
    (update,) = shafts(panel.moving_in(1, Phase("update")), OWN)
    assert backward.tolist() == update.tolist()
    assert backward[0].tolist() == plot_of(panel).place(*run.params[0])[0].tolist()


def test_arrows_of_several_runs_have_one_scale() -> None:
    """Where two runs take the same first step, its arrow is the same beside a longer and a shorter run."""
    data = sgdviz.data.post()
    runs = [sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.01), passes=passes) for passes in (1, 9)]
    one, other = (ways(panel, OWN)[1] for panel in panels_of_runs(runs, "landscape"))
    assert np.isfinite(one).all()
    assert one == pytest.approx(other)


def test_a_divergence_makes_no_arrow_shorter(diverging_run: Recording) -> None:
    """The gradients from the row of a divergence on do not count in the typical length of an arrow."""
    assert diverging_run.diverged_row == 7
    gone = diverging_run.gradients.copy()
    gone[7:] = np.nan
    one, other = (
        ways(panel_of("landscape", run), OWN)[1:4] for run in (diverging_run, replace(diverging_run, gradients=gone))
    )
    assert np.isfinite(one).any()
    np.testing.assert_array_equal(one, other)
