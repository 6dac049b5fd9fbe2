"""Blended rows: exactly between the rows that are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording
from sgdviz.pacing.tween import all_tweened, tweened
from sgdviz.panels.base import PanelSettings
from sgdviz.panels.loss import LossPanel
from sgdviz.recording import Comparison
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from pathlib import Path


def test_blended_values_are_exactly_linear(short_run: Recording) -> None:
    """A third and two thirds of the way from each row to the next, computed row by row."""
    result, rows = tweened(short_run, range(13), 2)
    assert rows == list(range(37))
    for row in range(37):
        before, third = divmod(row, 3)
        after = min(before + 1, 12)
        for name in ("params", "predictions", "grid_predictions", "cost"):
            values = getattr(short_run, name)
            expected = values[before] + third / 3 * (values[after] - values[before])
            np.testing.assert_allclose(getattr(result, name)[row], expected, rtol=1e-12, atol=1e-12)
        assert result.moment[row] == pytest.approx(row / 3)
        assert result.step[row] == before
        assert result.sample[row] == short_run.sample[after if third else before]
        assert result.recorded[row] == (third == 0)
        assert np.isnan(result.loss[row]) == (third > 0 or row == 0)


def test_every_recorded_row_stays_and_only_shown_ones_are_blended(run: Recording) -> None:
    """The blended rows go straight past the recorded ones that are not shown, and the cost stays on its curve."""
    shown = [0, 5, 6, 100, 300]
    result, rows = tweened(run, shown, 3)
    assert len(result) == 301 + 4 * 3
    assert len(rows) == 5 + 4 * 3
    for name in ARRAYS:
        if name not in ("blend", "grid", "landscape", "landscape_cost"):
            np.testing.assert_array_equal(getattr(result, name)[result.recorded], getattr(run, name))
    assert np.all(np.diff(result.moment) >= 0)
    np.testing.assert_allclose(result.params[rows[:5]], np.linspace(run.params[0], run.params[5], 5))
    np.testing.assert_array_equal(result.params[rows[::4]], run.params[shown])
    np.testing.assert_allclose(result.cost, np.interp(result.moment, run.step, run.cost))
    for step in (0, 5, 17, 300):
        np.testing.assert_array_equal(result.params[result.row_of(step)], run.params[step])


def test_nothing_is_blended_into_a_divergence_or_over_a_gap(diverging_run: Recording, short_run: Recording) -> None:
    """The run still diverges at the same step, without a warning on the way."""
    result, rows = tweened(diverging_run, range(8), 2)
    assert len(rows) == 7 + 6 * 2 + 1
    assert result.recorded[rows[-2:]].all()
    assert result.diverged_row == rows[-1]
    params = short_run.params.copy()
    params[4] = np.inf
    assert len(tweened(replace(short_run, params=params), range(13), 1)[1]) == 13 + 12 - 2


def test_nothing_to_blend_leaves_the_recording(short_run: Recording) -> None:
    """No frames between, or no rows to lie between."""
    assert tweened(short_run, range(13), 0) == (short_run, list(range(13)))
    assert tweened(short_run, [3], 2) == (short_run, [3])


def test_the_curve_of_the_cost_is_the_same(run: Recording) -> None:
    """Blended rows lie on it, and leave no dots."""
    from sgdviz import LIGHT
    from sgdviz.marks import Dots, Rect

    settings = PanelSettings(LIGHT, Rect(0, 0, 320, 400))
    result, _ = tweened(run, range(0, 301, 10), 2)
    plain, blended = LossPanel(run, settings), LossPanel(result, settings)

    def dots(panel: LossPanel) -> list[list[float]]:
        marks = panel.deposits(0, panel.shown_rows)
        return [mark.centers[0].tolist() for mark in marks if isinstance(mark, Dots)]

    assert dots(plain) == dots(blended)
    np.testing.assert_allclose(blended._curve[result.recorded], plain._curve)
    heights = np.interp(blended._curve[:, 0], plain._curve[:, 0], plain._curve[:, 1])
    np.testing.assert_allclose(blended._curve[:, 1], heights)


def test_an_animation_keeps_what_was_recorded(short_run: Recording, tmp_path: Path) -> None:
    """Stills show recorded steps as ever, and the file that is kept holds no blended rows."""
    animation = sgdviz.animate(short_run, panels=("fit",), size=(200, 100), tween=2)
    assert len(list(animation.frames())) == 37
    plain = sgdviz.animate(short_run, panels=("fit",), size=(200, 100))
    for step in (0, 5, 12):
        np.testing.assert_array_equal(animation.still(step).pixels, plain.still(step).pixels)
    animation.save(tmp_path / "a.gif", record=tmp_path / "run.npz")
    np.testing.assert_array_equal(Recording.load(tmp_path / "run.npz").params, short_run.params)


def test_compared_runs_are_blended_at_the_same_moments(run: Recording, short_run: Recording) -> None:
    """Each as it would be alone between the rows that it shows; the leader's rows are those that are returned."""
    comparison = Comparison((short_run, run), ("short", "whole"))
    result, rows = all_tweened(comparison, [0, 4, 10, 300], 3)
    alone, expected = tweened(run, [0, 4, 10, 300], 3)
    assert rows == expected
    assert result.leader is result.recordings[1]
    np.testing.assert_array_equal(result.leader.params, alone.params)
    for row in rows[:9]:  # up to step 10 both go on
        own = result.rows(result.recordings[0])[row]
        assert result.recordings[0].moment[own] == result.leader.moment[row]
    share = (result.leader.moment[rows[1]] - 0) / 4
    ours = result.recordings[0].params[result.rows(result.recordings[0])[rows[1]]]
    np.testing.assert_allclose(ours, short_run.params[0] + share * (short_run.params[4] - short_run.params[0]))


def test_a_comparison_can_be_tweened(run: Recording, diverging_run: Recording, tmp_path: Path) -> None:
    """The film has the blended frames; a run that diverges does so at its own step."""
    animation = sgdviz.animate([run, diverging_run], labels=("good", "bad"), every=100, tween=4, size=(500, 440))
    assert len(animation.cues) == 4 + 3 * 4
    (output,) = animation.save(tmp_path / "a.gif")
    assert output.frames == 16
