"""Recording a loop that somebody already has, with one line inside it."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.building import RecordingBuilder, input_grid
from sgdviz.checks import whole
from sgdviz.data import Dataset, numbers_of
from sgdviz.errors import InputError, RecordingError, UnknownNameError
from sgdviz.recording import COST_KINDS, LOSS_KINDS, Recording, Step, cost_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray


CANNOT = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError)
"""What comes of a prediction that is given more, or less, than it can take."""


class Recorder:
    """Records a loop that somebody already has, with one line inside it.

    `x` (N,) or (N, D) and `y` (N,) are the data. `predict` takes inputs in the shape of `x`, any number of them, and
    returns one prediction for each from the loop's parameters as they are at that moment. One that cannot do so is
    asked for one input at a time, a float or (D,): slower, but then it may be plain Python.

    ::

        recorder = sgdviz.Recorder(x, y, predict=lambda xs: m * xs + b)
        for ...:
            ...
            recorder.record(m=m, b=b, loss=loss)
        sgdviz.animate(recorder.recording()).save("mine.gif")

    `loss_kind` says what the loop's loss is (see `Recording`); left out, it is a residual if that is
    what the recorded sample's prediction was off by, or if it is ever below zero. `cost_kind` says what is averaged
    over all data; left out, it is the cross-entropy where all of `y` are 0 or 1 and all predictions between them.
    `formula` is the prediction as a reader writes it, such as ``"y = {m} x + {b}"``; left out, it is that very one
    where the parameters are called m and b and the predictions agree with it. `feature_names` (D of them) and
    `target_name` label the axes.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        predict: Callable[[Any], ArrayLike],
        *,
        loss_kind: str | None = None,
        cost_kind: str | None = None,
        formula: str = "",
        feature_names: tuple[str, ...] = (),
        target_name: str = "y",
    ) -> None:
        self._dataset = Dataset(np.asarray(x), np.asarray(y), feature_names, target_name)
        self._flat = np.ndim(x) == 1
        self._predict = predict
        self._grid = input_grid(self._dataset)
        self._inputs = np.concatenate([self._dataset.x, self._grid])
        for kind, given, known in (("loss kind", loss_kind, LOSS_KINDS), ("cost kind", cost_kind, COST_KINDS)):
            if given is not None and given not in known:
                raise UnknownNameError(kind, str(given), known)
        self._loss_kind = loss_kind
        self._cost_kind = cost_kind
        self._one_by_one = False
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
        """Return what was recorded so far; raises `RecordingError` when that is nothing.

        Warns where the predictions stayed the same while the parameters changed: then `predict` knows nothing of them.
        """
        if self._builder is None:
            raise RecordingError("nothing was recorded; call record(...) after each update of the loop")
        recording = self._builder.build()
        if _stands_still(recording.predictions) and not _stands_still(recording.params):
            warnings.warn(
                "the parameters changed and the predictions never did; let predict use the loop's own, as they are now",
                stacklevel=2,
            )
        cost_kind = self._cost_kind or _cost_kind(recording)
        return replace(
            recording,
            loss_kind=self._loss_kind or _loss_kind(recording),
            cost_kind=cost_kind,
            cost=cost_of(cost_kind, recording.predictions, recording.dataset.y),
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
        """Return what the loop predicts for all inputs; at once, or where it cannot do that, one by one."""
        inputs = self._inputs[:, 0] if self._flat else self._inputs
        with np.errstate(all="ignore"):
            if self._one_by_one:
                return np.array([self._prediction(one) for one in inputs])
            try:
                answer = numbers_of("what predict returned", _on_host(self._predict(inputs.copy())))
                if answer.size != len(inputs):
                    count = f"predict returned {answer.size} numbers for {len(inputs)} inputs"
                    raise InputError(f"{count}; return one for each")
                return answer.ravel()
            except CANNOT as error:
                try:
                    answer = np.array([self._prediction(one) for one in inputs])
                except CANNOT:
                    raise _predict_error(error, inputs) from error
                self._one_by_one = True
                return answer

    def _prediction(self, one: Any) -> float:
        """Return what the loop predicts for one input; no number where it runs out of them, as diverging loops do."""
        try:
            return self._scalar("what predict returned", self._predict(float(one) if self._flat else one.copy()))
        except (OverflowError, ZeroDivisionError):
            return float("nan")

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


def _predict_error(error: Exception, inputs: NDArray[np.float64]) -> InputError:
    """Return what to say where `predict` can be called in neither way; `error` came of calling it with all inputs."""
    if isinstance(error, InputError):
        return error
    one = "a number" if inputs.ndim == 1 else f"{inputs.shape[1]} numbers"
    what = " ".join(str(error).split())
    return InputError(f"predict failed ({what}); let it take an array of shape {inputs.shape}, or {one} at a time")


def _stands_still(values: NDArray[np.float64]) -> bool:
    """Return whether all of (T, K) `values`, three rows of them at least, are those of the first row."""
    return len(values) > 2 and bool(np.array_equal(values, np.broadcast_to(values[0], values.shape), equal_nan=True))


def _cost_kind(recording: Recording) -> str:
    """Tell classes by targets that are 0 or 1, both of them, and predictions between these, unless a loss denies it."""
    predictions, targets = recording.predictions, set(recording.dataset.y.tolist())
    known = predictions[np.isfinite(predictions)]
    within = np.all((known >= 0) & (known <= 1)) and np.any((known > 0) & (known < 1))
    if targets != {0.0, 1.0} or not within:
        return "mean squared error"
    rows, off = _residuals(recording)
    loss = recording.loss[rows]
    with np.errstate(all="ignore"):
        agrees = any(np.allclose(own, loss, equal_nan=True) for own in (-np.log(1 - np.abs(off)), off, np.abs(off)))
    return "cross-entropy" if agrees or not rows.size else "mean squared error"


def _loss_kind(recording: Recording) -> str:
    """Tell a residual by what the sample's prediction was off by, or by a loss below zero."""
    rows, off = _residuals(recording)
    same = rows.size > 0 and np.allclose(off, recording.loss[rows], equal_nan=True)
    return "residual" if same or np.any(recording.loss < 0) else "loss"


def _residuals(recording: Recording) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows whose sample and loss are known, and what that sample's prediction was off by before each."""
    rows = np.flatnonzero((recording.sample[1:] >= 0) & np.isfinite(recording.loss[1:])) + 1
    samples = recording.sample[rows]
    with np.errstate(all="ignore"):
        return rows, recording.predictions[rows - 1, samples] - recording.dataset.y[samples]


def _line_formula(recording: Recording) -> str:
    if set(recording.param_names) != {"m", "b"} or recording.dataset.x.shape[1] != 1:
        return ""
    m, b = (recording.params[:, [recording.param_names.index(name)]] for name in "mb")
    with np.errstate(all="ignore"):
        line = m * recording.dataset.inputs + b
    return "y = {m} x + {b}" if np.allclose(line, recording.predictions, equal_nan=True) else ""
