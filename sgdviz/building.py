"""How a recording is made, step by step, and at which inputs it says what the model predicts."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording import Recording, cost_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording import Step

GRID_MARGIN = 1 / 7
"""How far the grid of inputs reaches past the data on each side, as a share of the data's span."""

CURVE_POINTS = 128
"""Inputs at which a curve is recorded: a vertex every four pixels of the default scene."""

SURFACE_POINTS = 64
"""Inputs a side at which a surface over two features is recorded."""


def input_grid(dataset: Dataset, curve_points: int = CURVE_POINTS) -> NDArray[np.float64]:
    """Return inputs (G, D) that cover the data and a margin.

    One feature gets `curve_points` of them, two a square of `SURFACE_POINTS` a side, more than two none.
    """
    low, high = dataset.x.min(axis=0), dataset.x.max(axis=0)
    span = np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))
    low, high = low - GRID_MARGIN * span, high + GRID_MARGIN * span
    if dataset.x.shape[1] == 1:
        return np.linspace(low, high, curve_points)
    if dataset.x.shape[1] == 2:
        sides = np.linspace(low, high, SURFACE_POINTS)
        return np.stack(np.meshgrid(sides[:, 0], sides[:, 1]), axis=-1).reshape(-1, 2)
    return np.empty((0, dataset.x.shape[1]))


class RecordingBuilder:
    """Collects steps one by one in flat growing buffers: a long run costs its numbers and little more."""

    def __init__(
        self,
        dataset: Dataset,
        param_names: tuple[str, ...],
        *,
        grid: NDArray[np.float64],
        formula: str = "",
        loss_kind: str = "loss",
        cost_kind: str = "mean squared error",
        recipe: Mapping[str, Any] | None = None,
    ) -> None:
        self._dataset = dataset
        self._names = param_names
        self._grid = grid
        self._formula = formula
        self._loss_kind = loss_kind
        self._cost_kind = cost_kind
        self._recipe = recipe or {}
        self._whole = {name: array("q") for name in ("step", "pass_index", "sample")}
        self._real = {name: array("d") for name in ("params", "gradients", "loss", "predictions", "grid_predictions")}

    def add(self, step: Step, predictions: NDArray[np.float64]) -> None:
        """Append one step; `predictions` is (N + G,): the data's, then the grid's."""
        points = len(self._dataset)
        self._whole["step"].append(step.index)
        self._whole["pass_index"].append(step.pass_index)
        self._whole["sample"].append(-1 if step.sample is None else step.sample)
        self._real["loss"].append(step.loss)
        for name, row in (
            ("params", step.params), ("gradients", step.gradient),
            ("predictions", predictions[:points]), ("grid_predictions", predictions[points:]),
        ):  # fmt: skip
            self._real[name].frombytes(np.ascontiguousarray(row, dtype=np.float64).tobytes())

    def build(self) -> Recording:
        """Return all that was added as a `Recording`."""
        rows = len(self._whole["step"])
        real = {
            name: np.frombuffer(values, dtype=np.float64).reshape(rows, -1) if rows else np.empty((0, 0))
            for name, values in self._real.items()
        }
        whole_numbers = {name: np.frombuffer(values, dtype=np.int64) for name, values in self._whole.items()}
        cost = cost_of(self._cost_kind, real["predictions"], self._dataset.y) if rows else np.empty(0)
        return Recording(
            dataset=self._dataset, param_names=self._names, step=whole_numbers["step"],
            pass_index=whole_numbers["pass_index"], sample=whole_numbers["sample"],
            params=real["params"], gradients=real["gradients"], loss=real["loss"].reshape(-1), cost=cost,
            predictions=real["predictions"], grid=self._grid,
            grid_predictions=real["grid_predictions"].reshape(rows, len(self._grid)),
            loss_kind=self._loss_kind, cost_kind=self._cost_kind, formula=self._formula, recipe=self._recipe,
        )  # fmt: skip
