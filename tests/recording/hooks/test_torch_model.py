"""Predictions of a module that is being trained."""

from __future__ import annotations

from typing import Any

import pytest
from hooks_helpers import library

from sgdviz.recording.hooks.torch_model import detached, evaluating, tensors_in, way_from

torch = library("torch")

SCORES = torch.tensor([[0.1, 1.0, -2.0], [0.3, -0.5, 0.7]])


@pytest.mark.parametrize(
    "function",
    [
        lambda t: t,
        torch.sigmoid,
        lambda t: torch.softmax(t, 1),
        lambda t: torch.log_softmax(t, 1),
        lambda t: t[:, 1],
        lambda t: t[:, 2:],
    ],
)
def test_the_way_from_an_output_is_found_by_its_values(function: Any) -> None:
    """What a script does to an output is found, and can be done to another one."""
    way = way_from((None, SCORES), function(SCORES))
    assert way is not None
    other = torch.flip(SCORES, [0, 1])
    assert torch.equal(way([None, other], 2), function(other).reshape(2, -1))


def test_there_is_no_way_to_another_tensor() -> None:
    """A prediction that the output does not explain has no way."""
    assert way_from(SCORES, SCORES + 1) is None
    assert way_from(SCORES, torch.zeros(5)) is None


def test_a_module_is_as_it_was_after_an_error() -> None:
    """Modes, tensors and attributes are put back, also when the call fails."""
    module = torch.nn.Sequential(torch.nn.BatchNorm1d(2), torch.nn.Linear(2, 1)).train()
    weight, mean = module[1].weight, module[0].running_mean
    other = torch.ones(1, 2)

    def call() -> None:
        with evaluating(module, {id(weight): other}):
            assert module[1].weight is other
            assert not module[0].training
            module[0].running_mean += 1
            module[1].note = "set by a forward pass"
            module(torch.ones(3, 5))

    with pytest.raises(RuntimeError, match="should contain 5 elements"):
        call()
    assert module[1].weight is weight
    assert module[0].running_mean is mean
    assert mean.tolist() == [0, 0]
    assert module[0].training
    assert not hasattr(module[1], "note")


def test_tensors_are_found_in_nested_outputs() -> None:
    """Tuples, lists and dicts are looked through, and lose their gradients."""
    one = torch.ones(1, requires_grad=True)
    nested = {"out": (one * 2, [one, None]), "count": 3}
    assert [tensor.item() for tensor in tensors_in(nested)] == [2, 1]
    assert not any(tensor.requires_grad for tensor in tensors_in(detached(nested)))
    assert detached(nested)["count"] == 3
