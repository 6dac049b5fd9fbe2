"""The recording of a run, put together from its snapshots and its model."""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.capture.cells import names_in
from sgdviz.recording.capture.found import parameter_names
from sgdviz.recording.capture.losses import with_losses
from sgdviz.recording.capture.rows import values_of
from sgdviz.recording.capture.units import shown_data
from sgdviz.recording.infer import with_line
from sgdviz.recording.input_grid import COARSE, input_grid
from sgdviz.recording.landscape import with_landscape
from sgdviz.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.models import Model
    from sgdviz.recording.capture.rows import Values
    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.state import Leaf
    from sgdviz.recording.recording import Recording

MOST_SECONDS = 6.0
"""How long the predictions of a run may take; of a slower program, fewer steps and a coarser grid are kept."""

LEAST_ROWS = 48
"""The steps that are kept in any case."""


class Assembly:
    """Puts the recording of a run together.

    `leaves` are all of its places of numbers, and `fires` says how often each step compares a prediction with a target.
    """

    def __init__(self, model: Model, leaves: Sequence[Leaf], rows: Sequence[Snapshot], fires: int) -> None:
        self._model = model
        self._fires = fires
        self._rows = rows
        self._current: Values = values_of(rows[0], rows)
        self._names = parameter_names([leaves[number] for number in model.used])
        self.shown = shown_data(model.data, model.stages)
        self._several = model.predictor.can_take_all(self._current, model.data.x[:3])
        self._indices = _names_of_loops(model)

    def recording(self) -> Recording:
        """Return the recording: of one or two parameters with the cost around their path."""
        shown = self.shown
        slow = self._is_slow()
        recorder = Recorder(
            shown.x[:, 0] if len(shown.inputs) == 1 else shown.x,
            shown.target.values,
            self._predict,
            feature_names=tuple(scale.name for scale in shown.inputs),
            target_name=shown.target.name,
            coarse=slow,
        )
        for place, row in enumerate(self._rows):
            self._current = values_of(row, self._rows)
            before = self._rows[place - 1] if place and self._rows[place - 1].step == row.step - 1 else None
            recorder.record(
                params={
                    name: self._current[number] for name, number in zip(self._names, self._model.used, strict=True)
                },
                loss=row.loss,
                sample=self._sample(row, before),
                pass_index=self._pass(row),
                step=row.step,
            )
        recording = with_line(self._with_gradients(recorder.recording()))
        recording = replace(recording, standardized=shown.is_standardized)
        if self._is_full:
            recording = replace(recording, batch=np.arange(len(recording.dataset))[None])
        recording = with_losses(recording)
        if not self._several or slow:
            return recording

        def predict(params: NDArray[np.float64], inputs: NDArray[np.float64]) -> NDArray[np.float64]:
            start = 0
            for number in self._model.used:
                size = self._current[number].size
                self._current[number] = params[start : start + size].reshape(self._current[number].shape)
                start += size
            return recorder.predictions(inputs)

        return with_landscape(recording, predict)

    @cached_property
    def _is_full(self) -> bool:
        """Whether each step sees all data."""
        inputs, data = self._model.predictor.inputs, self._model.data
        if inputs.kind != "whole":
            return self._fires == len(data.x) > 1
        rows = inputs.rows_in(self._model.stages)
        return rows is not None and len(rows) == len(data.x)

    def _pass(self, row: Snapshot) -> int:
        """Return the number of the pass of a step: its own number where each step sees all data."""
        if not row.step:
            return 0
        return row.step if self._is_full else row.passes

    def _predict(self, xs: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the predictions of the current parameters.

        Raises `TypeError` for several inputs where the program takes one at a time.
        """
        given = np.asarray(xs, dtype=np.float64)
        single = given.ndim == 0 or (given.ndim == 1 and self._model.data.x.shape[1] > 1)
        inputs = given.reshape(1, -1) if single else given.reshape(len(given), -1)
        if len(inputs) > 1 and not self._several:
            raise TypeError("the program takes one input at a time")
        predictor = self._model.predictor
        try:
            found = predictor.all(self._current, self.shown.trained(inputs))
            return self.shown.predicted(found[:, predictor.column])
        except ArithmeticError:  # a run that diverges
            return np.full(len(inputs), np.nan)

    def _is_slow(self) -> bool:
        """Return whether the predictions would take too long, and then keep fewer rows."""
        x = self._model.data.x
        grid = 0 if x.shape[1] > 2 else len(input_grid_of(x, coarse=not self._several))
        tried = min(len(x), 64)
        begun = perf_counter()
        self._model.predictor.all(self._current, x[:tried])
        seconds = (perf_counter() - begun) / tried * (len(x) + grid) * len(self._rows)
        if self._several:  # numpy's own time does not grow with so few inputs
            begun = perf_counter()
            self._model.predictor.all(self._current, np.repeat(x, -(-(len(x) + grid) // len(x)), axis=0))
            seconds = (perf_counter() - begun) * len(self._rows)
        if seconds <= MOST_SECONDS:
            return False
        coarse = (len(x) + (0 if not grid else COARSE[x.shape[1] - 1] ** x.shape[1])) / (len(x) + grid)
        self._rows = _fewer(self._rows, int(len(self._rows) * MOST_SECONDS / (seconds * coarse)))
        return True

    def _sample(self, row: Snapshot, before: Snapshot | None) -> int | None:
        """Return the index of the sample that caused an update; None where it is not known."""
        inputs, x = self._model.predictor.inputs, self._model.data.x
        if inputs.takes_several or before is None:
            return None
        name = inputs.index[1] if inputs.index is not None else inputs.names[0]
        # A loop's own name has the next sample already when the state before its turn is seen.
        value = (before if name in self._indices else row).names.get(name)
        if value is None:
            return None
        if inputs.index is not None:
            return int(value) if isinstance(value, int | np.integer) and 0 <= value < len(x) else None
        known = np.ravel(np.asarray(value, dtype=np.float64))
        found = np.flatnonzero((x == known).all(axis=1)) if known.size == x.shape[1] else np.empty(0)
        return int(found[0]) if len(found) == 1 else None

    def _with_gradients(self, recording: Recording) -> Recording:
        """Return the recording with the gradients that the program itself has as names."""
        by_step = {row.step: row for row in self._rows}
        gradients = recording.gradients.copy()
        for place, step in enumerate(recording.step.tolist()):
            start = 0
            for number in self._model.used:
                size = self._current[number].size
                known = by_step[step].gradients
                found = None if known is None or number >= len(known) else known[number]
                if found is not None and found.size == size:
                    gradients[place, start : start + size] = found.ravel()
                start += size
        return replace(recording, gradients=gradients)


def input_grid_of(x: NDArray[np.float64], *, coarse: bool) -> NDArray[np.float64]:
    """Return the grid of inputs that a recording of (N, D) inputs has."""
    from sgdviz.data.dataset import Dataset

    dataset = Dataset(x, np.zeros(len(x)))
    return input_grid(dataset, *COARSE) if coarse else input_grid(dataset)


def _fewer(rows: Sequence[Snapshot], room: int) -> Sequence[Snapshot]:
    """Return about `room` snapshots: the first ones, and others between which equal numbers are left out."""
    room = max(room, LEAST_ROWS)
    if len(rows) <= room:
        return rows
    early = room // 4
    kept = {*range(early), *np.linspace(early, len(rows) - 1, room - early).astype(int).tolist()}
    return [rows[place] for place in sorted(kept)]


def _names_of_loops(model: Model) -> set[str]:
    """Return the names that loops around the prediction bind."""
    stage = model.stages[0]
    return {
        name
        for one in ast.walk(stage.function.node)
        if isinstance(one, ast.For) and any(inner is stage.anchor for inner in ast.walk(one))
        for name in names_in(one.target)
    }
