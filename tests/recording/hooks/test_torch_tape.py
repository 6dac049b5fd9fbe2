"""A forward pass by hand: which functions make a prediction, and what they give for other inputs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hooks_helpers import library

from sgdviz.recording.hooks.torch_tape import Operation, Program, new_tape, program_of

torch = library("torch")

X = torch.linspace(-1, 1, 6)
W = torch.tensor([2.0], requires_grad=True)
B = torch.tensor([0.5], requires_grad=True)


def taped(forward: Any, *, keeps_data: bool = False) -> Program | None:
    """Return the program of what `forward` returns, from a tape of it."""
    operations: list[Operation] = []
    with new_tape(operations):
        prediction = forward()
    return program_of(operations, id(prediction), {id(W), id(B)}, keeps_data=keeps_data)


def test_a_program_gives_what_the_script_computes() -> None:
    """Other inputs and other parameters take the places of the script's."""
    program = taped(lambda: torch.tanh(W * X.view(-1) + B))
    assert program is not None
    (x,) = program.inputs
    assert x is X
    np.testing.assert_array_equal(program.run({}, X, X + 1).detach(), torch.tanh(W * (X + 1) + B).detach())
    other = program.run({id(W): torch.tensor([3.0])}, X, X)
    np.testing.assert_array_equal(other.detach(), torch.tanh(3 * X + B).detach())


def test_rows_that_are_picked_are_the_inputs() -> None:
    """A batch is picked before the forward pass, and columns are part of it."""
    data = torch.stack([X, X + 1], dim=1)
    batch = taped(lambda: W * data[torch.tensor([1, 2])][:, 0] + B)
    assert batch is not None
    (x,) = batch.inputs
    assert x.shape == (2, 2)
    np.testing.assert_array_equal(batch.run({}, x, data).detach(), (W * X + B).detach())


def test_powers_of_the_input_can_be_inputs_themselves() -> None:
    """With `keeps_data` what no parameter enters is an input."""
    whole, parts = (taped(lambda: W * X**2 + B * X, keeps_data=keeps) for keeps in (False, True))
    assert whole is not None
    assert parts is not None
    assert [x is X for x in whole.inputs] == [True]
    assert len(parts.inputs) == 2


def test_dropout_is_left_out() -> None:
    """A replay is in evaluation mode."""
    program = taped(lambda: torch.nn.functional.dropout(W * X, 0.9))
    assert program is not None
    np.testing.assert_array_equal(program.run({}, X, X).detach(), (W * X).detach())


@pytest.mark.parametrize("change", [lambda h: h.add_(1), lambda h: torch.nn.functional.relu(h, inplace=True)])
def test_a_change_in_place_has_no_program(change: Any) -> None:
    """A tensor that is changed in place would be changed again by a replay."""
    assert taped(lambda: change(W * X)) is None


def test_a_tensor_without_parameters_is_no_prediction() -> None:
    """What no parameter enters has no program."""
    assert taped(lambda: X * 2) is None
