"""Recording a loop that somebody already has, with one line inside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import whole
from sgdviz.data import Dataset, numbers_of
from sgdviz.errors import InputError, RecordingError
from sgdviz.recording import Recording, RecordingBuilder, Step, input_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray


class Recorder:
    """Records a loop that somebody already has, with one line inside it.

    `x` (N,) or (N, D) and `y` (N,) are the data. `predict` takes inputs in the shape of `x`, any number of them, and
    returns one prediction for each from the loop's parameters as they are at that moment.

    ::

        recorder = sgdviz.Recorder(x, y, predict=lambda xs: m * xs + b)
        for ...:
            ...
            recorder.record(m=m, b=b, loss=loss)
        sgdviz.animate(recorder.recording()).save("mine.gif")

    `loss_kind` says what the loop's loss is (see `Recording`); left out, it is a residual if that is
    what the recorded sample's prediction was off by, or if it is ever below zero.
    `formula` is the prediction as a reader writes it, such as ``"y = {m} x + {b}"``; left out, it is that very one
    where the parameters are called m and b and the predictions agree with it. `feature_names` (D of them) and
    `target_name` label the axes.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        predict: Callable[[NDArray[np.float64]], ArrayLike],
        *,
        loss_kind: str | None = None,
        formula: str = "",
        feature_names: tuple[str, ...] = (),
        target_name: str = "y",
    ) -> None:
        self._dataset = Dataset(np.asarray(x), np.asarray(y), feature_names, target_name)
        self._flat = np.ndim(x) == 1
        self._predict = predict
        self._grid = input_grid(self._dataset)
        self._inputs = np.concatenate([self._dataset.x, self._grid])
        self._loss_kind = loss_kind
        self._formula = formula
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._builder: RecordingBuilder | None = None
        self._has_loss = False
        self._next_step = 0

    def record(
        self,
        *,
        loss: ArrayLike | None = None,
        sample: int | None = None,
        pass_index: int = 0,
        **params: ArrayLike,
    ) -> None:
        """Copy the state of the loop after one update.

        `params` are the parameters by name, numbers or anything array-like. `loss` is the loss that caused the
        update, `sample` the position in the data of the sample that did, `pass_index` the pass, from 1. A first call
        without `loss` records the start.

        Raises `InputError` for a name that is missing or new, a shape that changed, or a value that is not a number.
        """
        if not params:
            raise InputError("record() was given no parameters; give each by name, as in record(m=m, b=b, loss=loss)")
        values = {name: numbers_of(name, _on_host(value)) for name, value in params.items()}
        number = float("nan") if loss is None else self._scalar("loss", loss)
        if sample is not None and not 0 <= whole("sample", sample, least=0) < len(self._dataset):
            raise InputError(f"sample is {sample}; the data have samples 0 to {len(self._dataset) - 1}")
        whole("pass_index", pass_index, least=0)
        predictions = self._predictions()
        builder = self._check(values, has_loss=loss is not None)
        step = Step(
            self._next_step, pass_index, None if sample is None else int(sample),
            np.concatenate([value.ravel() for value in values.values()]),
            np.full(sum(value.size for value in values.values()), np.nan), number,
        )  # fmt: skip
        builder.add(step, predictions)
        self._next_step += 1

    def recording(self) -> Recording:
        """Return what was recorded so far; raises `RecordingError` when that is nothing."""
        if self._builder is None:
            raise RecordingError("nothing was recorded; call record(...) after each update of the loop")
        recording = self._builder.build()
        return replace(
            recording,
            loss_kind=self._loss_kind or _loss_kind(recording),
            formula=self._formula or _line_formula(recording),
        )

    def _check(self, values: dict[str, NDArray[np.float64]], *, has_loss: bool) -> RecordingBuilder:
        """Return where to add `values`, having held them against those of earlier calls."""
        shapes = {name: value.shape for name, value in values.items()}
        if self._builder is None:
            names = [name + index for name, shape in shapes.items() for index in _indices(shape)]
            self._builder = RecordingBuilder(self._dataset, tuple(names), grid=self._grid, recipe={"loop": "recorded"})
            self._shapes = shapes
            self._next_step = 1 if has_loss else 0
        for name in self._shapes.keys() - shapes.keys():
            raise InputError(f"record() is missing {name!r}, which earlier calls gave; give the same names every time")
        for name in shapes.keys() - self._shapes.keys():
            raise InputError(f"record() got {name!r}, which earlier calls did not give; give the same names every time")
        for name, shape in shapes.items():
            if shape != self._shapes[name]:
                raise InputError(f"{name} has shape {shape} and had {self._shapes[name]} before; keep its shape")
        if has_loss < self._has_loss:
            raise InputError("record() is missing 'loss', which earlier calls gave; give the same names every time")
        if has_loss > self._has_loss and self._next_step > 1:
            raise InputError("record() got 'loss', which earlier calls did not give; give the same names every time")
        self._has_loss = has_loss
        return self._builder

    def _predictions(self) -> NDArray[np.float64]:
        inputs = self._inputs[:, 0] if self._flat else self._inputs
        with np.errstate(all="ignore"):
            answer = numbers_of("what predict returned", _on_host(self._predict(inputs.copy())))
        if answer.size != len(inputs):
            raise InputError(f"predict returned {answer.size} numbers for {len(inputs)} inputs; return one for each")
        return answer.ravel()

    @staticmethod
    def _scalar(name: str, value: ArrayLike) -> float:
        number = numbers_of(name, _on_host(value))
        if number.size != 1:
            raise InputError(f"{name} has shape {number.shape}; give one number")
        return float(number.ravel()[0])


def _on_host(value: Any) -> Any:
    """Return a tensor that carries gradients or lives on another device as one that NumPy can read."""
    for step in ("detach", "cpu"):
        if hasattr(value, step):
            value = getattr(value, step)()
    return value


def _indices(shape: tuple[int, ...]) -> list[str]:
    return [f"[{','.join(map(str, index))}]" if index else "" for index in np.ndindex(shape)]


def _loss_kind(recording: Recording) -> str:
    """Tell a residual by what the sample's prediction was off by, or by a loss below zero."""
    rows = np.flatnonzero(recording.sample[1:] >= 0) + 1
    with np.errstate(all="ignore"):
        samples = recording.sample[rows]
        off = recording.predictions[rows - 1, samples] - recording.dataset.y[samples]
        same = rows.size > 0 and np.allclose(off, recording.loss[rows], equal_nan=True)
    return "residual" if same or np.any(recording.loss < 0) else "loss"


def _line_formula(recording: Recording) -> str:
    if set(recording.param_names) != {"m", "b"} or recording.dataset.x.shape[1] != 1:
        return ""
    m, b = (recording.params[:, [recording.param_names.index(name)]] for name in "mb")
    with np.errstate(all="ignore"):
        line = m * recording.dataset.inputs + b
    return "y = {m} x + {b}" if np.allclose(line, recording.predictions, equal_nan=True) else ""
