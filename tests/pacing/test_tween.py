"""Tweening: interpolated rows between shown rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import evenly_tweened

import sgdviz
from sgdviz import Recording, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Dots, Stroke
from sgdviz.recording import Comparison
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from pathlib import Path


def test_interpolated_values_are_linear(short_run: Recording) -> None:
    """Two rows between each two lie a third and two thirds of the way."""
    result, rows = evenly_tweened(short_run, range(13), 2)
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
        assert result.pass_index[row] == short_run.pass_index[before]
        assert result.sample[row] == short_run.sample[after if third else before]
        assert result.recorded[row] == (third == 0)
        assert np.isnan(result.loss[row]) == (third > 0 or row == 0)


def test_every_recorded_row_stays(run: Recording) -> None:
    """Rows are interpolated between shown rows, recorded rows between them stay, and the cost stays on its curve."""
    shown = [0, 5, 6, 100, 300]
    result, rows = evenly_tweened(run, shown, 3)
    assert len(result) == 301 + 4 * 3
    assert len(rows) == 5 + 4 * 3
    for name in ARRAYS:
        if name not in ("blend", "grid", "landscape", "landscape_cost", "carried", "batch"):
            np.testing.assert_array_equal(getattr(result, name)[result.recorded], getattr(run, name))
    assert np.all(np.diff(result.moment) >= 0)
    np.testing.assert_allclose(result.params[rows[:5]], np.linspace(run.params[0], run.params[5], 5))
    np.testing.assert_array_equal(result.params[rows[::4]], run.params[shown])
    np.testing.assert_allclose(result.cost, np.interp(result.moment, run.step, run.cost))
    for step in (0, 5, 17, 300):
        np.testing.assert_array_equal(result.params[result.row_of(step)], run.params[step])


def test_no_row_is_interpolated_to_a_divergence_or_a_gap(diverging_run: Recording, short_run: Recording) -> None:
    """No row lies between the last two of a diverging run, or beside values that are not finite."""
    result, rows = evenly_tweened(diverging_run, range(8), 2)
    assert len(rows) == 7 + 6 * 2 + 1
    assert result.recorded[rows[-2:]].all()
    assert result.diverged_row == rows[-1]
    params = short_run.params.copy()
    params[4] = np.inf
    assert len(evenly_tweened(replace(short_run, params=params), range(13), 1)[1]) == 13 + 12 - 2


def test_nothing_to_interpolate_leaves_the_recording(short_run: Recording) -> None:
    """Without frames to insert, or with one shown row, the recording is returned unchanged."""
    assert evenly_tweened(short_run, range(13), 0) == (short_run, list(range(13)))
    assert evenly_tweened(short_run, [3], 2) == (short_run, [3])


def test_interpolated_rows_lie_on_the_curve_of_the_cost(run: Recording) -> None:
    """The loss panel of a tweened run has the dots of the run itself, and its curve passes over the same points."""

    def added(recording: Recording) -> tuple[list[list[float]], np.ndarray]:
        (panel,) = lay_out(Scene(panels=("loss",), size=(320, 400)), recording).panels
        marks = list(panel.added(0, panel.shown_rows))
        dots = [mark.centers[0].tolist() for mark in marks if isinstance(mark, Dots)]
        ends = [mark for mark in panel.moving(panel.shown_rows - 1) if isinstance(mark, Stroke)]
        pieces = [mark.points for mark in (*marks, *ends) if isinstance(mark, Stroke)]
        return dots, np.concatenate(pieces)

    tweened_run, _ = evenly_tweened(run, range(0, 301, 10), 2)
    dots, curve = added(run)
    tweened_dots, tweened_curve = added(tweened_run)
    assert tweened_dots == dots
    assert len(dots) == 300
    assert len(tweened_curve) > len(curve)
    heights = np.interp(tweened_curve[:, 0], curve[:, 0], curve[:, 1])
    np.testing.assert_allclose(tweened_curve[:, 1], heights, atol=1e-6)


def test_an_animation_keeps_the_recorded_rows(short_run: Recording, tmp_path: Path) -> None:
    """Stills show recorded steps, and the kept recording has no interpolated rows."""
    animation = sgdviz.animate(short_run, panels=("fit",), size=(400, 200), tween=2)
    assert len(list(animation.frames())) == 37
    plain = sgdviz.animate(short_run, panels=("fit",), size=(400, 200))
    for step in (0, 5, 12):
        np.testing.assert_array_equal(animation.still(step).rgb, plain.still(step).rgb)
    animation.save(tmp_path / "a.gif", record=tmp_path / "run.npz")
    np.testing.assert_array_equal(Recording.load(tmp_path / "run.npz").params, short_run.params)


def test_compared_runs_are_interpolated_at_the_same_moments(run: Recording, short_run: Recording) -> None:
    """Each run is interpolated between the rows that it shows, at the moments of the leader."""
    comparison = Comparison((short_run, run), ("short", "whole"))
    result, rows = evenly_tweened(comparison, [0, 4, 10, 300], 3)
    alone, expected = evenly_tweened(run, [0, 4, 10, 300], 3)
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
    """A tweened comparison has the interpolated frames, also beside a run that diverges."""
    animation = sgdviz.animate([run, diverging_run], labels=("good", "bad"), every=100, tween=4, size=(500, 440))
    assert len(animation.cues) == 4 + 3 * 4
    (output,) = animation.save(tmp_path / "a.gif")
    assert output.frames == 16
