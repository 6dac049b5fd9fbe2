"""What the losses of PyTorch compare."""

from __future__ import annotations

import numpy as np
import pytest
from hooks_helpers import library

from sgdviz.recording.hooks.torch_losses import Pair, kind_of, minus, rows_of, shown_prediction, shown_target

torch = library("torch")


@pytest.mark.parametrize(
    ("prediction", "target", "loss", "expected"),
    [
        ((5,), (5,), "mse_loss", (5, 1)),
        ((5, 1), (5,), "mse_loss", (5, 1)),
        ((), (), "mse_loss", (1, 1)),
        ((5, 3), (5, 3), "mse_loss", (5, 3)),
        ((5, 3), (5,), "cross_entropy", (5, 3)),
        ((3,), (), "cross_entropy", (1, 3)),
        ((5,), (4,), "mse_loss", None),
        ((5, 3, 8), (5, 8), "cross_entropy", None),
    ],
)
def test_the_rows_of_a_pair(
    prediction: tuple[int, ...], target: tuple[int, ...], loss: str, expected: tuple[int, int] | None
) -> None:
    """A pair has so many rows and numbers a row, or does not match."""
    assert rows_of(Pair(torch.zeros(prediction), torch.zeros(target), loss)) == expected


def test_what_is_shown_of_scores() -> None:
    """Logits become probabilities, and of several classes the last is shown."""
    scores = torch.tensor([[0.0, 1.0, 2.0], [3.0, 0.0, 0.0]])
    last = torch.softmax(scores.double(), 1)[:, -1]
    np.testing.assert_allclose(shown_prediction("cross_entropy", scores, 2), last)
    np.testing.assert_allclose(shown_prediction("nll_loss", torch.log_softmax(scores.double(), 1), 2), last)
    logit = shown_prediction("binary_cross_entropy_with_logits", torch.tensor([[0.0]]), 1)
    assert logit.tolist() == [0.5]
    assert shown_target("cross_entropy", torch.tensor([2, 1]), 3, 2).tolist() == [1, 0]
    assert shown_target("cross_entropy", torch.tensor([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]), 3, 2).tolist() == [1, 0]
    assert kind_of("cross_entropy", 3).note == "class 2 of 3 against the others"
    assert kind_of("mse_loss", 3).note == "the first of 3 outputs"


def test_a_difference_is_a_pair_where_one_side_has_gradients() -> None:
    """The side through which gradients go is the prediction, whatever the order; ``1 - p`` is no pair."""
    seen = []
    differ = minus(torch.Tensor.__sub__, lambda one, other: seen.append((one, other)))
    swapped = minus(torch.Tensor.__rsub__, lambda one, other: seen.append((one, other)), is_swapped=True)
    prediction, target = torch.ones(2, requires_grad=True), torch.zeros(2)
    assert differ(prediction, target).tolist() == [1, 1]
    assert differ(target, prediction).tolist() == [-1, -1]
    assert differ(target, target).tolist() == [0, 0]
    assert differ(prediction, prediction).tolist() == [0, 0]
    assert swapped(prediction, 1).tolist() == [0, 0]
    assert swapped(prediction, 2.5).tolist() == [1.5, 1.5]
    assert [one is prediction for one, _ in seen] == [True] * 3
