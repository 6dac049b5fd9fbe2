"""The builder: collects steps one at a time and makes a Recording of them."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.cost import cost_of
from sgdviz.recording.recording import Recording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind
    from sgdviz.recording.recording import Step


class RecordingBuilder:
    """Collects steps in flat growing buffers: a long run costs its numbers and little more.

    `grid` is (G, D). `facts` are the fields of `Recording` that are not arrays.
    """

    def __init__(
        self,
        dataset: Dataset,
        param_names: tuple[str, ...],
        *,
        grid: NDArray[np.float64],
        cost_kind: CostKind = "mean squared error",
        **facts: Any,
    ) -> None:
        self._dataset = dataset
        self._names = param_names
        self._grid = grid
        self._cost_kind = cost_kind
        self._facts = facts
        self._integers = {name: array("q") for name in ("step", "pass_index", "sample")}
        self._floats = {name: array("d") for name in ("params", "gradients", "loss", "predictions", "grid_predictions")}
        self._carried = array("d")
        self._batch_size = 0
        self._batch = array("q")

    def add(self, step: Step, predictions: NDArray[np.float64]) -> None:
        """Append one step; `predictions` is (N + G,): the data's, then the grid's."""
        points = len(self._dataset)
        self._integers["step"].append(step.index)
        self._integers["pass_index"].append(step.pass_index)
        self._integers["sample"].append(-1 if step.sample is None else step.sample)
        self._floats["loss"].append(step.loss)
        for name, row in (
            ("params", step.params), ("gradients", step.gradient),
            ("predictions", predictions[:points]), ("grid_predictions", predictions[points:]),
        ):  # fmt: skip
            self._floats[name].frombytes(np.ascontiguousarray(row, dtype=np.float64).tobytes())
        if step.carried is not None:
            self._carried.extend([math.nan] * (len(self._floats["params"]) - len(self._carried) - len(self._names)))
            self._carried.frombytes(np.ascontiguousarray(step.carried, dtype=np.float64).tobytes())
        if step.batch is not None and self._batch_size < points:
            self._add_batch(step.batch)

    def __len__(self) -> int:
        return len(self._integers["step"])

    @property
    def predictions(self) -> NDArray[np.float64]:
        """The predictions of the data so far, (T, N)."""
        return np.array(self._floats["predictions"]).reshape(len(self), -1)

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Leave out all rows but `rows` of a run without batches and gradients that were carried on."""
        assert not self._carried
        assert not self._batch
        count = len(self)
        for buffers in (self._integers, self._floats):
            for name, values in buffers.items():
                kept = np.array(values).reshape(count, -1)[rows]
                buffers[name] = array(values.typecode, kept.tobytes())

    def _add_batch(self, batch: NDArray[np.int64]) -> None:
        """Append the samples of the last step; samples that are the whole data are kept once, for all steps."""
        rows = len(self._integers["step"])
        size = self._batch_size = self._batch_size or len(batch)
        missing = 0 if size == len(self._dataset) else (rows - 1) * size - len(self._batch)
        self._batch.extend([-1] * missing)
        self._batch.extend(batch[:size].tolist())
        self._batch.extend([-1] * (size - len(batch)))

    def build(self) -> Recording:
        """Return the steps so far as a `Recording`."""
        rows = len(self._integers["step"])
        floats = {
            name: np.frombuffer(values, dtype=np.float64).reshape(rows, -1) if rows else np.empty((0, 0))
            for name, values in self._floats.items()
        }
        integers = {name: np.frombuffer(values, dtype=np.int64) for name, values in self._integers.items()}
        cost = cost_of(self._cost_kind, floats["predictions"], self._dataset.y) if rows else np.empty(0)
        return Recording(
            dataset=self._dataset, param_names=self._names, step=integers["step"],
            pass_index=integers["pass_index"], sample=integers["sample"],
            params=floats["params"], gradients=floats["gradients"], loss=floats["loss"].reshape(-1), cost=cost,
            predictions=floats["predictions"], grid=self._grid,
            grid_predictions=floats["grid_predictions"].reshape(rows, len(self._grid)),
            cost_kind=self._cost_kind, **self._facts, **self._optional(),
        )  # fmt: skip

    def _optional(self) -> dict[str, Any]:
        """Return the arrays that not every run has."""
        made: dict[str, Any] = {}
        if self._carried:
            made["carried"] = np.frombuffer(self._carried, dtype=np.float64).reshape(-1, len(self._names))
        if self._batch:
            made["batch"] = np.frombuffer(self._batch, dtype=np.int64).reshape(-1, self._batch_size)
        return made
