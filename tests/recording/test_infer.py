"""Facts that a recording can prove: the kinds of its loss and cost, and its formula."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import Dataset, Recorder, Recording
from sgdviz.recording.infer import infer_cost_kind, infer_formula, infer_loss_kind, is_constant

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def residuals_of(run: Recording) -> Values:
    """Return the residual of each row's sample before its update, NaN in row 0."""
    rows = np.arange(1, len(run))
    samples = run.sample[rows]
    return np.concatenate([[np.nan], run.predictions[rows - 1, samples] - run.dataset.y[samples]])


@pytest.mark.parametrize(
    ("losses", "kind"),
    [
        (lambda residuals: residuals, "residual"),
        (lambda residuals: -residuals, "loss"),
        (np.abs, "loss"),
        (lambda residuals: residuals**2, "loss"),
        (lambda residuals: -np.abs(residuals) - 1, "loss"),
    ],
)
def test_only_losses_that_equal_the_residuals_are_residuals(
    short_run: Recording, losses: Callable[[Values], Values], kind: str
) -> None:
    """Other losses are of the kind "loss", above or below zero."""
    assert infer_loss_kind(replace(short_run, loss=losses(residuals_of(short_run)), loss_kind="loss")) == kind


def test_losses_without_samples_are_no_residuals(short_run: Recording) -> None:
    """Without a recorded sample there is no residual with which a loss could agree."""
    nameless = replace(short_run, sample=np.full(13, -1))
    assert infer_loss_kind(nameless) == "loss"
    assert infer_loss_kind(replace(nameless, loss=np.full(13, np.nan))) == "loss"


def test_one_loss_that_differs_denies_all(short_run: Recording) -> None:
    """All recorded losses must equal their residuals; rows without a sample do not count."""
    loss, sample = residuals_of(short_run), short_run.sample.copy()
    loss[7] += 0.01
    assert infer_loss_kind(replace(short_run, loss=loss)) == "loss"
    sample[7] = -1
    assert infer_loss_kind(replace(short_run, loss=loss, sample=sample)) == "residual"


CLASSES = Dataset(np.array([-1.0, 0.0, 2.0]), np.array([0.0, 1.0, 1.0]))
SHARES = np.array([[0.5, 0.5, 0.5], [0.3, 0.6, 0.9], [0.2, 0.7, 0.95]])


def classified(
    predictions: Values = SHARES, dataset: Dataset = CLASSES, losses: tuple[float, float] | None = None
) -> Recording:
    """Return a recording of predictions for three points; `losses` are those of the samples 0 and 1."""
    return Recording(
        dataset=dataset,
        param_names=("w",),
        step=np.arange(3),
        pass_index=np.zeros(3, dtype=np.int64),
        sample=np.array([-1, 0, 1] if losses else [-1] * 3),
        params=np.zeros((3, 1)),
        gradients=np.zeros((3, 1)),
        loss=np.array([np.nan, *(losses or (np.nan, np.nan))]),
        cost=np.zeros(3),
        predictions=predictions,
        grid=np.empty((0, 1)),
        grid_predictions=np.empty((3, 0)),
    )


def test_classes_have_a_cross_entropy() -> None:
    """Targets of 0 and 1 with predictions between them make a cross-entropy; other targets or predictions do not."""
    assert infer_cost_kind(classified()) == "cross-entropy"
    assert infer_cost_kind(classified(SHARES * 2)) == "mean squared error"
    assert infer_cost_kind(classified(SHARES - 0.5)) == "mean squared error"
    assert infer_cost_kind(classified(np.round(SHARES))) == "mean squared error"
    other = Dataset(CLASSES.x, np.array([0.0, 1.0, 2.0]))
    assert infer_cost_kind(classified(dataset=other)) == "mean squared error"
    assert infer_cost_kind(classified(dataset=Dataset(CLASSES.x, np.ones(3)))) == "mean squared error"
    holes = SHARES.copy()
    holes[2, 0] = np.nan
    assert infer_cost_kind(classified(holes)) == "cross-entropy"


@pytest.mark.parametrize(
    ("losses", "kind"),
    [
        ((-np.log(0.5), -np.log(0.6)), "cross-entropy"),
        ((0.5, 0.6 - 1), "cross-entropy"),
        ((0.5, 0.4), "cross-entropy"),
        ((0.5**2, 0.4**2), "mean squared error"),
        ((3.0, 4.0), "mean squared error"),
    ],
)
def test_the_losses_of_samples_can_deny_a_cross_entropy(losses: tuple[float, float], kind: str) -> None:
    """Losses that are neither -log p nor residuals nor their sizes belong to another cost."""
    assert infer_cost_kind(classified(losses=losses)) == kind


def test_a_formula_must_agree_with_the_predictions(short_run: Recording) -> None:
    """The formula of a line has the parameters that are its slope and its intercept, whatever their names."""
    line = "y = {m} x + {b}"
    assert infer_formula(short_run) == line
    assert infer_formula(replace(short_run, param_names=("b", "m"), params=short_run.params[:, ::-1])) == line
    assert infer_formula(replace(short_run, param_names=("b", "m"))) == "y = {b} x + {m}"
    assert infer_formula(replace(short_run, param_names=("w", "c"))) == "y = {w} x + {c}"
    assert infer_formula(replace(short_run, params=short_run.params + 0.01)) == ""
    assert infer_formula(replace(short_run, predictions=short_run.predictions + 0.01)) == ""
    plane = sgdviz.Dataset(np.ones((6, 2)), short_run.dataset.y)
    wide = replace(short_run, dataset=plane, grid=np.empty((0, 2)), grid_predictions=np.empty((13, 0)))
    assert infer_formula(replace(wide, landscape=np.empty((0, 0)), landscape_cost=np.empty(0))) == ""


def test_a_constant_takes_three_equal_rows() -> None:
    """Values are constant where at least three rows are equal, NaN included."""
    row = np.array([[1.0, np.nan]])
    assert is_constant(np.repeat(row, 3, axis=0))
    assert not is_constant(np.repeat(row, 2, axis=0))
    assert not is_constant(np.array([[1.0], [1.0], [1.5]]))


@pytest.mark.parametrize(
    ("share", "kind"), [(1.0, "loss"), (0.5, "half square"), (6.0, "sum"), (3.0, "half sum"), (1.7, "loss")]
)
def test_a_multiple_of_the_cost_is_known(share: float, kind: str) -> None:
    """A loop over all data that sums its losses, or halves them, has them drawn in the unit of the cost."""
    x = np.arange(6.0)
    y = 2 * x + 1 + np.array([0.1, -0.2, 0.0, 0.3, -0.1, 0.05])
    m, b = 0.0, 0.0
    recorder = Recorder(x, y, predict=lambda xs: m * xs + b)
    recorder.record(m=m, b=b)
    for _ in range(20):
        residual = m * x + b - y
        loss = share * float(np.mean(residual**2))
        m, b = m - 0.02 * float(np.mean(residual * x)), b - 0.02 * float(np.mean(residual))
        recorder.record(m=m, b=b, loss=loss)
    recording = recorder.recording()
    assert recording.loss_kind == kind
    if share != 1.7:
        assert np.allclose(recording.sample_loss[1:], recording.cost[:-1])
