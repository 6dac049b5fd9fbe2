"""The Recorder: records an existing training loop with one line inside it."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import MOST_INDEX, one_of, whole
from sgdviz.data.dataset import Dataset, numbers_of
from sgdviz.errors import InputError, RecordingError
from sgdviz.recording.builder import RecordingBuilder
from sgdviz.recording.cost import COST_KINDS, LOSS_KINDS, cost_of
from sgdviz.recording.infer import infer_cost_kind, infer_formula, infer_loss_kind, is_constant
from sgdviz.recording.input_grid import input_grid
from sgdviz.recording.recording import Recording, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.recording.cost import CostKind, LossKind


PREDICT_ERRORS = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError)
"""Errors that a `predict` raises when it is given inputs of a shape that it cannot take."""


class Recorder:
    """Records an existing training loop with one line inside it.

    `x` (N,) or (N, D) and `y` (N,) are the data. `predict` maps any number of inputs, an array shaped like `x`, to one
    prediction each, from the loop's current parameters. A `predict` in plain Python that fails on arrays is called
    with one input at a time, a float or an array (D,), which is slower.

    ::

        recorder = sgdviz.Recorder(x, y, predict=lambda xs: m * xs + b)
        for ...:
            ...
            recorder.record(m=m, b=b, loss=loss, sample=i)
        sgdviz.animate(recorder.recording()).save("mine.gif")

    `loss_kind` is the kind of the loop's own loss (see `Recording`); by default it is "residual" where the recorded
    losses equal the residuals of the recorded samples, and "loss" elsewhere. `cost_kind` is the kind of the average
    over all data; by default it is the cross-entropy where `y` holds 0 and 1 only and the predictions lie between
    them, and the mean squared error elsewhere. `formula` is the prediction as a reader writes it, such as
    ``"y = {m} x + {b}"``, which is also the default where the parameters are called m and b and the predictions agree
    with it. `feature_names` (D of them) and `target_name` label the axes, and `class_names` are those of the classes 0
    and 1; `date_units` says which of them are dates, as in `Dataset`. Raises `InputError`.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        predict: Callable[[Any], ArrayLike],
        *,
        loss_kind: LossKind | None = None,
        cost_kind: CostKind | None = None,
        formula: str = "",
        feature_names: tuple[str, ...] = (),
        target_name: str = "y",
        class_names: tuple[str, ...] = (),
        date_units: tuple[str, ...] = (),
    ) -> None:
        names = feature_names, target_name, class_names, date_units
        self._dataset = Dataset(numbers_of("x", x), numbers_of("y", y), *names)
        self._flat = np.ndim(x) == 1
        self._predict = predict
        self._grid = input_grid(self._dataset)
        self._inputs = np.concatenate([self._dataset.x, self._grid])
        for kind, given, known in (("loss kind", loss_kind, LOSS_KINDS), ("cost kind", cost_kind, COST_KINDS)):
            if given is not None:
                one_of(kind, given, known)
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

        `params` are the parameters by name: numbers or array-likes. `loss` is the loss that caused the update, `sample`
        the index of the sample that caused it, `pass_index` the pass (epoch), from 1. A first call without `loss`
        records the start.

        Raises `InputError` for a name that is missing or new, a shape that changed, or a value that is not a number.
        """
        if not params:
            raise InputError("record() was given no parameters; give each by name, as in record(m=m, b=b, loss=loss)")
        values = {name: numbers_of(name, _on_host(value)) for name, value in params.items()}
        number = float("nan") if loss is None else self._scalar("loss", loss)
        if sample is not None and not 0 <= whole("sample", sample, least=0) < len(self._dataset):
            raise InputError(f"sample is {sample}; the data have samples 0 to {len(self._dataset) - 1}")
        pass_index = whole("pass_index", pass_index, least=0, most=MOST_INDEX)
        predictions = self._predictions()
        shapes = {name: value.shape for name, value in values.items()}
        if self._builder is not None:
            self._check(shapes, has_loss=loss is not None)
            self._has_loss = loss is not None
        builder = self._builder or self._begin(shapes, has_loss=loss is not None)
        step = Step(
            self._next_step, pass_index, None if sample is None else int(sample),
            np.concatenate([value.ravel() for value in values.values()]),
            np.full(sum(value.size for value in values.values()), np.nan), number,
        )  # fmt: skip
        builder.add(step, predictions)
        self._next_step += 1

    def recording(self) -> Recording:
        """Return the steps recorded so far; raises `RecordingError` where there are none.

        Warns when the parameters changed and the predictions did not: `predict` then does not use the parameters.
        """
        if self._builder is None:
            raise RecordingError("nothing was recorded; call record(...) after each update of the loop")
        recording = self._builder.build()
        if is_constant(recording.predictions) and not is_constant(recording.params):
            warnings.warn(
                "the parameters changed and the predictions never did; let predict use the loop's current parameters",
                stacklevel=2,
            )
        cost_kind = self._cost_kind or infer_cost_kind(recording)
        return replace(
            recording,
            loss_kind=self._loss_kind or infer_loss_kind(recording),
            cost_kind=cost_kind,
            cost=cost_of(cost_kind, recording.predictions, recording.dataset.y),
            formula=self._formula or infer_formula(recording),
        )

    def _begin(self, shapes: dict[str, tuple[int, ...]], *, has_loss: bool) -> RecordingBuilder:
        """Start the recording with the parameters of the first call and return its builder."""
        names = [name + index for name, shape in shapes.items() for index in _indices(shape)]
        self._builder = RecordingBuilder(self._dataset, tuple(names), grid=self._grid, recipe={"loop": "recorded"})
        self._shapes, self._has_loss = shapes, has_loss
        self._next_step = 1 if has_loss else 0
        return self._builder

    def _check(self, shapes: dict[str, tuple[int, ...]], *, has_loss: bool) -> None:
        """Raise `InputError` for names and shapes that differ from those of earlier calls."""
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

    def _predictions(self) -> NDArray[np.float64]:
        """Return the predictions for all inputs: in one call, or one call an input where that fails."""
        inputs = self._inputs[:, 0] if self._flat else self._inputs
        with np.errstate(all="ignore"):
            if self._one_by_one:
                return np.array([self._prediction(one) for one in inputs])
            try:
                answer = numbers_of("the result of predict", _on_host(self._predict(inputs.copy())))
                if answer.size != len(inputs):
                    count = f"predict returned {answer.size} numbers for {len(inputs)} inputs"
                    raise InputError(f"{count}; return one for each")
                return answer.ravel()
            except PREDICT_ERRORS as error:
                try:
                    answer = np.array([self._prediction(one) for one in inputs])
                except PREDICT_ERRORS:
                    raise _predict_error(error, inputs) from error
                self._one_by_one = True
                return answer

    def _prediction(self, one: Any) -> float:
        """Return the prediction for one input; NaN where a diverging loop overflows."""
        try:
            return self._scalar("the result of predict", self._predict(float(one) if self._flat else one.copy()))
        except (OverflowError, ZeroDivisionError):
            return float("nan")

    @staticmethod
    def _scalar(name: str, value: ArrayLike) -> float:
        number = numbers_of(name, _on_host(value))
        if number.size != 1:
            raise InputError(f"{name} has shape {number.shape}; give one number")
        return float(number.ravel()[0])


def _on_host(value: Any) -> Any:
    """Return `value` as NumPy can read it: a tensor without its gradients, on the CPU."""
    for step in ("detach", "cpu"):
        if hasattr(value, step):
            value = getattr(value, step)()
    return value


def _indices(shape: tuple[int, ...]) -> list[str]:
    return [f"[{','.join(map(str, index))}]" if index else "" for index in np.ndindex(shape)]


def _predict_error(error: Exception, inputs: NDArray[np.float64]) -> InputError:
    """Return the error for a `predict` that fails both ways; `error` was raised by the call with all inputs."""
    if isinstance(error, InputError):
        return error
    one = "a number" if inputs.ndim == 1 else f"{inputs.shape[1]} numbers"
    what = " ".join(str(error).split())
    return InputError(f"predict failed ({what}); let it take an array of shape {inputs.shape}, or {one} at a time")
