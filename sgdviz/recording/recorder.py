"""The Recorder: records an existing training loop with one line inside it."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import MOST_INDEX, flag, one_of, whole
from sgdviz.errors import InputError, RecordingError
from sgdviz.recording.builder import RecordingBuilder
from sgdviz.recording.cost import COST_KINDS, LOSS_KINDS, cost_of
from sgdviz.recording.infer import infer_cost_kind, infer_formula, infer_loss_kind, is_constant
from sgdviz.recording.input_grid import COARSE, input_grid
from sgdviz.recording.loop_data import LoopData
from sgdviz.recording.recording import Recording, Step
from sgdviz.recording.thinning import Thinning
from sgdviz.recording.values import numbers_on_host, values_by_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.recording.cost import CostKind, LossKind


PREDICT_ERRORS = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError)
"""Errors that a `predict` raises when it is given inputs of a shape that it cannot take."""


MOST_NUMBERS, LEAST_ROWS = 2_000_000, 300
"""The numbers that a recorder keeps, 16 MB of them, and the rows for which it has room in any case."""


class Recorder:
    """Records an existing training loop with one line inside it.

    `x` (N,) or (N, D) and `y` (N,) or (N, 1) are the data; with a `y` (1, N), the samples are the columns of `x`
    (D, N). `predict` maps any number of inputs, an array shaped like `x`, to one prediction each, from the loop's
    current parameters. A `predict` in plain Python that fails on arrays is called with one input at a time, a float or
    an array (D,), on a coarser grid, which is slower. Columns of `x` that never change, such as one of ones, are left
    out of the picture, and labels -1 and 1 become the classes 0 and 1.

    A loop may have any number of steps: where they no longer fit into a few megabytes, those are kept between which the
    predictions change by equal amounts, with their own numbers, and the first and the last. With `every`, only every
    so many calls of `record` are looked at, from the first.

    ::

        recorder = sgdviz.Recorder(x, y, predict=lambda xs: m * xs + b)
        for ...:
            ...
            recorder.record(m=m, b=b, loss=loss, sample=i)
        sgdviz.animate(recorder.recording()).save("mine.gif")

    `loss_kind` is the kind of the loop's own loss (see `Recording`); by default it is "residual" where the recorded
    losses equal the residuals of the recorded samples, "sum", "half sum" or "half square" where they are that of the
    cost over all data, and "loss" elsewhere. `cost_kind` is the kind of the average over all data; by default it is the
    cross-entropy where `y` holds 0 and 1 only and the predictions lie between them, and the mean squared error
    elsewhere. `formula` is the prediction as a reader writes it, such as ``"y = {m} x + {b}"``, which is also the
    default where the predictions are a line whose slope and intercept are parameters. `feature_names` (D of them) and
    `target_name` label the axes, and `class_names` are those of the classes 0 and 1; `date_units` says which of them
    are dates, as in `Dataset`. `coarse` keeps the curve or the surface at fewer inputs, for a slow `predict`. Raises
    `InputError`.
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
        every: int = 1,
        coarse: bool = False,
    ) -> None:
        names = feature_names, target_name, class_names, date_units
        self._data = LoopData(numbers_on_host("x", x), numbers_on_host("y", y), *names)
        self._dataset = self._data.dataset
        self._predict = predict
        self._grid = input_grid(self._dataset, *COARSE) if flag("coarse", coarse) else input_grid(self._dataset)
        self._every = whole("every", every, least=1)
        for kind, given, known in (("loss kind", loss_kind, LOSS_KINDS), ("cost kind", cost_kind, COST_KINDS)):
            if given is not None:
                one_of(kind, given, known)
        self._loss_kind = loss_kind
        self._cost_kind = cost_kind
        self._one_by_one = False
        self._formula = formula
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._builder: RecordingBuilder | None = None
        self._thinning: Thinning | None = None
        self._step = -1
        self._calls = 0
        self._ahead: tuple[Step, NDArray[np.float64]] | None = None  # the last step, where it is not kept

    def record(
        self,
        *,
        params: Mapping[str, Any] | None = None,
        loss: ArrayLike | None = None,
        sample: int | None = None,
        pass_index: int = 0,
        step: int | None = None,
        **named: Any,
    ) -> None:
        """Copy the state of the loop after one update.

        The parameters are given by name, or in the dict `params` where a name is taken, such as ``loss``: numbers,
        arrays, tensors, lists of arrays, or objects that hold their number in `data`. `loss` is the loss that caused
        the update, where it is known; `sample` the index of the sample that caused it, `pass_index` the pass (epoch),
        from 1; `step` the number of the update, by default one more than that of the last call. A first call without
        `loss` records the start, step 0.

        Raises `InputError` for a name that is missing or new, a shape that changed, a value that is not a number, and a
        step that is not after the last.
        """
        number_of_step = self._number(step, has_loss=loss is not None)
        self._calls += 1
        if (self._calls - 1) % self._every:
            self._step = number_of_step
            return
        values = values_by_name({**(params or {}), **named})
        if not values:
            raise InputError("record() was given no parameters; give each by name, as in record(m=m, b=b, loss=loss)")
        number = float("nan") if loss is None else self._scalar("loss", loss)
        if sample is not None and not 0 <= whole("sample", sample, least=0) < len(self._dataset):
            raise InputError(f"sample is {sample}; the data have samples 0 to {len(self._dataset) - 1}")
        pass_index = whole("pass_index", pass_index, least=0, most=MOST_INDEX)
        shapes = {name: value.shape for name, value in values.items()}
        if self._builder is not None:
            self._check(shapes)
        one = Step(
            number_of_step, pass_index, None if sample is None else int(sample),
            np.concatenate([value.ravel() for value in values.values()]),
            np.full(sum(value.size for value in values.values()), np.nan), number,
        )  # fmt: skip
        self._add(one, shapes)
        self._step = number_of_step

    def _number(self, step: int | None, *, has_loss: bool) -> int:
        """Return the number of a step; raises `InputError` where it is not after the last."""
        if step is None:
            return 1 if self._builder is None and has_loss else self._step + 1
        number = whole("step", step, least=0, most=MOST_INDEX)
        if number <= self._step:
            raise InputError(f"step is {number}, and the last call had {self._step}; steps must grow")
        return number

    def _add(self, step: Step, shapes: dict[str, tuple[int, ...]]) -> None:
        """Keep a step, or hold it as the last one where it differs too little from the one kept before."""
        if self._builder is None or self._thinning is None:
            predictions = self.predictions(self._dataset.x, self._grid)
            builder = self._begin(shapes)
            numbers = len(self._dataset) + len(self._grid) + 2 * len(step.params)
            self._thinning = Thinning(self._dataset.y, max(MOST_NUMBERS // numbers, LEAST_ROWS))
            self._thinning.wants(predictions[: len(self._dataset)])
            builder.add(step, predictions)
            return
        if self._thinning.has_begun:
            own = self.predictions(self._dataset.x)
            if not self._thinning.wants(own):
                self._ahead = (step, own)
                return
            predictions = np.concatenate([own, self.predictions(self._grid)])
        else:
            predictions = self.predictions(self._dataset.x, self._grid)
            self._thinning.wants(predictions[: len(self._dataset)])
        self._builder.add(step, predictions)
        self._ahead = None
        kept = self._thinning.kept(self._builder)
        if kept is not None:
            self._builder.keep(kept)

    def recording(self) -> Recording:
        """Return the steps recorded so far; raises `RecordingError` where there are none.

        Warns when the parameters changed and the predictions did not: `predict` then does not use the parameters.
        """
        if self._builder is None:
            raise RecordingError("nothing was recorded; call record(...) after each update of the loop")
        recording = self._built(self._builder)
        if is_constant(recording.predictions) and not is_constant(recording.params):
            warnings.warn(
                "the parameters changed and the predictions never did; let predict use the loop's current parameters",
                stacklevel=2,
            )
        known = "mean squared error" if self._data.has_labels else infer_cost_kind(recording)
        cost_kind = self._cost_kind or known
        cost = cost_of(cost_kind, recording.predictions, recording.dataset.y)
        recording = replace(recording, cost_kind=cost_kind, cost=cost)
        kind, formula = self._loss_kind or infer_loss_kind(recording), self._formula or infer_formula(recording)
        return replace(recording, loss_kind=kind, formula=formula)

    def _built(self, builder: RecordingBuilder) -> Recording:
        """Return the rows that are kept, and the last step as well, unless the loop's parameters have changed since."""
        if self._ahead is None:
            return builder.build()
        step, own = self._ahead
        if not np.array_equal(self.predictions(self._dataset.x), own, equal_nan=True):
            return builder.build()
        kept = np.arange(len(builder))
        builder.add(step, np.concatenate([own, self.predictions(self._grid)]))
        recording = builder.build()
        builder.keep(kept)
        return recording

    def _begin(self, shapes: dict[str, tuple[int, ...]]) -> RecordingBuilder:
        """Start the recording with the parameters of the first call and return its builder."""
        names = [name + index for name, shape in shapes.items() for index in _indices(shape)]
        self._builder = RecordingBuilder(self._dataset, tuple(names), grid=self._grid, recipe={"loop": "recorded"})
        self._shapes = shapes
        return self._builder

    def _check(self, shapes: dict[str, tuple[int, ...]]) -> None:
        """Raise `InputError` for names and shapes that differ from those of earlier calls."""
        for name in self._shapes.keys() - shapes.keys():
            raise InputError(f"record() is missing {name!r}, which earlier calls gave; give the same names every time")
        for name in shapes.keys() - self._shapes.keys():
            raise InputError(f"record() got {name!r}, which earlier calls did not give; give the same names every time")
        for name, shape in shapes.items():
            if shape != self._shapes[name]:
                raise InputError(f"{name} has shape {shape} and had {self._shapes[name]} before; keep its shape")

    def predictions(self, *parts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the current predictions for all `parts`, (M, D) inputs with the columns of the recorded data set.

        They are made in one call, or one call an input where that fails: the first call decides, and with one call an
        input the grid becomes coarser.
        """
        rows = np.concatenate(parts)
        if not len(rows):
            return np.empty(0)
        with np.errstate(all="ignore"):
            if self._one_by_one:
                return self._data.as_recorded(np.array([self._prediction(row) for row in rows]))
            given = self._data.as_given(rows)
            try:
                answer = numbers_on_host("the result of predict", self._predict(given))
                if answer.size != len(rows):
                    count = f"predict returned {answer.size} numbers for {len(rows)} inputs"
                    raise InputError(f"{count}; return one for each")
            except PREDICT_ERRORS as error:
                if self._builder is None:
                    self._grid = input_grid(self._dataset, *COARSE)
                    rows = np.concatenate([self._dataset.x, self._grid])
                try:
                    answer = np.array([self._prediction(row) for row in rows])
                except PREDICT_ERRORS:
                    raise _predict_error(error, given) from error
                self._one_by_one = True
            return self._data.as_recorded(answer.ravel())

    def _prediction(self, row: NDArray[np.float64]) -> float:
        """Return the prediction for one input; NaN where a diverging loop overflows."""
        try:
            return self._scalar("the result of predict", self._predict(self._data.one_as_given(row)))
        except (OverflowError, ZeroDivisionError):
            return float("nan")

    @staticmethod
    def _scalar(name: str, value: ArrayLike) -> float:
        number = numbers_on_host(name, value)
        if number.size != 1:
            raise InputError(f"{name} has shape {number.shape}; give one number")
        return float(number.ravel()[0])


def _indices(shape: tuple[int, ...]) -> list[str]:
    return [f"[{','.join(map(str, index))}]" if index else "" for index in np.ndindex(shape)]


def _predict_error(error: Exception, inputs: NDArray[np.float64]) -> InputError:
    """Return the error for a `predict` that fails both ways; `error` was raised by the call with all inputs."""
    if isinstance(error, InputError):
        return error
    one = "a number" if inputs.ndim == 1 else f"{inputs.shape[1]} numbers"
    what = " ".join(str(error).split())
    return InputError(f"predict failed ({what}); let it take an array of shape {inputs.shape}, or {one} at a time")
