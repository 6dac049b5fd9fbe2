"""Telling steps: the shots of the three moments, and which steps can be told."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, InputError, Line, Neuron, Recorder, Recording
from sgdviz.pacing import PARTS, Phase
from sgdviz.pacing.telling import eased, parts_of, telling, told_rows
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.pacing.shot import Shot

ROWS = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")


def grouped(shots: list[Shot]) -> list[tuple[str, list[Shot]]]:
    """Return the shots of each part, in order, with the name of the part."""
    groups = groupby(shots, key=lambda shot: shot.phase.part if shot.phase else "")
    return [(part, list(group)) for part, group in groups]


def test_a_step_has_three_parts_in_order(run: Recording) -> None:
    """Each told step is its forward pass, its backward pass and its update."""
    assert [part for part, _ in grouped(telling(run, [1, 2]))] == ["forward", "backward", "update"] * 2
    assert telling(run, []) == []


def test_a_part_rises_to_its_end_and_is_held_there(run: Recording) -> None:
    """Progress rises in each part, frame by frame, and is 1 in the last of its shots only."""
    for _, group in grouped(telling(run, [1, 2, 3])):
        progress = [shot.phase.progress for shot in group if shot.phase]
        assert all(0 < one < other for one, other in pairwise(progress))
        assert progress[-1] == 1
        assert group[-1].seconds > max(shot.seconds for shot in group[:-1])


@pytest.mark.parametrize(("number", "least"), [(0, 1.5), (1, 0.8), (2, 0.8)])
def test_new_numbers_are_held_long_enough_to_read(run: Recording, number: int, least: float) -> None:
    """The end of each part, with all of its numbers, stays for 1.5 s in the first told step and 0.8 s in later ones."""
    parts = grouped(telling(run, [1, 2, 3]))[3 * number : 3 * number + 3]
    assert [group[-1].seconds >= least for _, group in parts] == [True] * 3


def test_both_passes_are_told_before_the_step_and_the_update_moves(run: Recording) -> None:
    """Forward and backward pass stand at the row before; the update moves from there, softly, to the row after."""
    (_, forward), (_, backward), (_, update) = grouped(telling(run, [7]))
    assert {(shot.row, shot.toward) for shot in (*forward, *backward)} == {(6, None)}
    assert {(shot.row, shot.toward) for shot in update[:-1]} == {(6, 7)}
    assert (update[-1].row, update[-1].toward) == (7, None)
    shares = [0.0, *(shot.share for shot in update[:-1]), 1.0]
    moves = [after - before for before, after in pairwise(shares)]
    assert all(move > 0 for move in moves)
    assert max(moves[0], moves[-1]) < min(moves[len(moves) // 2 - 1 : len(moves) // 2 + 1])


@pytest.mark.parametrize(("progress", "share"), [(0.0, 0.0), (0.25, 0.15625), (0.5, 0.5), (1.0, 1.0)])
def test_a_motion_has_a_soft_start_and_end(progress: float, share: float) -> None:
    """The share of the way is 3 p² - 2 p³."""
    assert eased(progress) == pytest.approx(share)


def test_the_first_steps_are_told(run: Recording, short_run: Recording) -> None:
    """The rows are those after the first steps, at most as many as there are."""
    assert told_rows(run, 3) == [1, 2, 3]
    assert told_rows(run, 0) == []
    assert told_rows(short_run, 100) == list(range(1, 13))


def test_a_step_is_told_where_the_state_before_it_is_known(run: Recording) -> None:
    """Of a recording with gaps, the first told step is the first whose row before was recorded."""
    kept = [0, 3, 6, 7, 8]
    sparse = replace(run, **{name: getattr(run, name)[kept] for name in ROWS})
    assert told_rows(sparse, 2) == [3, 4]
    assert [shot.row for shot in telling(sparse, [3]) if shot.phase == Phase("forward")] == [2]


def test_no_step_past_a_divergence_is_told(diverging_run: Recording) -> None:
    """A run that diverges at step 7 has 7 steps to tell."""
    assert told_rows(diverging_run, 100) == list(range(1, 8))


def test_a_divergence_is_not_interpolated(diverging_run: Recording) -> None:
    """The update that ends in the divergence has one shot, held at its end."""
    (_, update) = grouped(telling(diverging_run, [7]))[-1]
    assert [(shot.row, shot.phase) for shot in update] == [(7, Phase("update"))]


def recorded(losses: list[float | None]) -> Recording:
    """Return a recording of a loop of one's own with a row for each loss."""
    state = {"m": 0.0}
    recorder = Recorder([1.0, 2.0], [1.0, 2.0], predict=lambda x: state["m"] * x)
    for loss in losses:
        recorder.record(m=state["m"], loss=loss)
        state["m"] += 0.1
    return recorder.recording()


@pytest.mark.parametrize("losses", [[None], [None, None], [1.0]])
def test_recordings_without_a_step_cannot_be_told(losses: list[float | None]) -> None:
    """One row, rows without losses, and a first row without the state before it have no step to explain."""
    recording = recorded(losses)
    with pytest.raises(InputError, match="no step can be explained: the recording has no losses, or not the state"):
        told_rows(recording, 1)
    assert told_rows(recording, 0) == []


def test_a_loop_of_ones_own_is_told_from_its_second_record() -> None:
    """A loop that records after its updates only has the state before its second step."""
    assert told_rows(recorded([1.0, 0.9, 0.8]), 2) == [1, 2]
    assert told_rows(recorded([None, 0.9, 0.8]), 2) == [1, 2]


def test_only_a_line_has_a_backward_pass(run: Recording) -> None:
    """Curves, classes and several inputs are told in two parts, a comparison with a line in three."""
    x = np.linspace(-1.0, 1.0, 8)
    curve = sgdviz.fit(MLP(1, (3,)), Dataset(x, x**2), SGD(0.1), passes=1)
    classes = sgdviz.fit(MLP(2, (3,), task="classes"), sgdviz.data.two_moons(20), SGD(0.1), passes=1)
    wide = Dataset(np.random.default_rng(0).normal(size=(8, 3)), x)
    several = sgdviz.fit(Neuron(3), wide, SGD(0.1), passes=1)
    for recording in (curve, classes, several):
        assert parts_of(recording) == ("forward", "update")
        assert [part for part, _ in grouped(telling(recording, [1]))] == ["forward", "update"]
        assert [part for part, _ in grouped(telling(recording, [1], backward=True))] == list(PARTS)
    other = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.02), passes=50)
    assert parts_of(run) == parts_of(Comparison((run, other), ("a", "b"))) == ("forward", "backward", "update")


def test_told_steps_take_the_same_time_in_any_run(run: Recording, short_run: Recording) -> None:
    """The seconds of told steps depend on their number alone."""
    one, other = (math.fsum(shot.seconds for shot in telling(own, [1, 2])) for own in (run, short_run))
    assert one == other
