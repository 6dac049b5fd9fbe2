"""One training by a library: its states are held until its data are known, then recorded as they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

import numpy as np

from sgdviz.errors import InputError, RecordingError
from sgdviz.recording.cost import cost_of
from sgdviz.recording.loop_data import LABELS, LEAST_LABELS
from sgdviz.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sgdviz.recording.capture.run import CapturedRun
    from sgdviz.recording.cost import CostKind
    from sgdviz.recording.hooks.gathered import GatheredData
    from sgdviz.recording.hooks.script_frame import Place
    from sgdviz.recording.hooks.session import Session

    Array = NDArray[np.float64]

MOST_HELD, OVERHEAD = 64_000_000, 1000
"""The largest number of bytes of the states that are held until the data are known, and of each beside its numbers."""

DENSE = 1024
"""The number of first steps that are all looked at: of the next as many every second one, and so on."""

MOST_SHOWN = 100
"""The largest number of parameters that are recorded: more could not be told apart."""


@dataclass(frozen=True)
class Kind:
    """What a prediction is: the kind of its cost, None where the recorder finds it, and the names of two classes.

    `note` says in words what is shown, such as one class of several against the others.
    """

    cost: CostKind | None = None
    class_names: tuple[str, ...] = ()
    note: str = ""


class Learner(Protocol):
    """What learns: its state can be copied, shown and asked for predictions. A state of None is the present one."""

    def state(self) -> Any:
        """Return a copy of everything that the predictions depend on."""

    def named(self, state: Any) -> Mapping[str, Array]:
        """Return the parameters by name."""

    def predict(self, state: Any, rows: Array) -> Array:
        """Return the (M,) predictions for (M, D) rows."""

    def mark(self) -> Any:
        """Return something that differs after the parameters have changed, at little cost."""


AnyLearner = TypeVar("AnyLearner", bound=Learner)


class _Held(NamedTuple):
    step: int
    rows_before: int
    sample: int | None
    loss: float | None
    state: Any


class Training(Generic[AnyLearner]):
    """One training: `learner` learns at `place`, from `data` that may still grow.

    For the evidence, `what` names the learner, `names` its parameters, `source` its data, and `unit` what one step is.
    `prepare` is called before the recording is asked for, and `is_given` is whether the data are known to be complete.
    """

    def __init__(self, session: Session, place: Place, learner: AnyLearner, data: GatheredData) -> None:
        self.place = place.without_frame()
        self.learner, self.data = learner, data
        self.kind = Kind()
        self.names = self.what = self.source = self.unit = ""
        self.fault = self.note = ""
        self.feature_names: tuple[str, ...] = ()
        self.prepare: Callable[[], None] | None = None
        self.is_given = False
        self.last_rows = 0
        self._session = session
        self._held: list[_Held] = []
        self._held_bytes = 0
        self._state: Any = None
        self._step = self._rows = 0
        self._has_start = False
        self._loss_scale = 1.0
        self._recorder: Recorder | None = None
        self._passed: tuple[_Held, Any] | None = None  # the last step, where it was only counted

    @property
    def is_recording(self) -> bool:
        """Whether the data are known, and no state is held any more."""
        return self._recorder is not None

    @property
    def step(self) -> int:
        """The number of updates so far."""
        return self._step

    @property
    def looks_at_next(self) -> bool:
        """Whether the next step is recorded, rather than only counted."""
        if self._recorder is None or self.fault:
            return not self.fault
        number = self._step + 1
        return number % (1 << (number // DENSE).bit_length()) == 0

    def start(self) -> None:
        """Hold the present state as that before any update."""
        self.start_at(self.learner.state())

    def start_at(self, state: Any) -> None:
        """Hold `state` as that before any update; only the first call counts."""
        if not self._has_start and not self._step:
            self._has_start = True
            self._hold(_Held(0, 0, None, None, state))

    def add(self, rows: int = 0, sample: int | None = None, loss: float | None = None, steps: int = 1) -> None:
        """Take the state after an update, which saw so many rows and had a loss before it, or after several `steps`."""
        if self.fault:
            return
        looks = self.looks_at_next
        self._step += steps
        rows_before, self._rows = self._rows, self._rows + rows
        live = self._recorder is not None
        if not looks:
            self._passed = (_Held(self._step, rows_before, None, None, None), self.learner.mark())
            return
        self._passed = None
        one = _Held(self._step, rows_before, sample, loss, None if live else self.learner.state())
        if live:
            self._try(self._record, one)
            return
        self._hold(one)
        if len(self.data) and (self.data.is_complete or self.is_given or self._held_bytes > MOST_HELD):
            self._try(self._begin)
        elif self._held_bytes > MOST_HELD:
            self.fail("no data were found that its predictions could be compared with")

    def fail(self, why: str) -> None:
        """Record no more, and say why."""
        self.fault = why
        self._held.clear()
        self._session.add_fault(f"{self.place}: the training of {self.what or 'the model'} is not shown: {why}")

    def run(self) -> CapturedRun | None:
        """Return what has been recorded; None where there is nothing."""
        if self.prepare is not None:
            prepare, self.prepare = self.prepare, None
            self._try(prepare)
        if not self.fault and self._recorder is None and self._step:
            if len(self.data):
                self._try(self._begin)
            else:
                self.fail("no data were found that its predictions could be compared with")
        if self._passed is not None and self._passed[1] == self.learner.mark():
            self._try(self._record, self._passed[0])
            self._passed = None
        if self.fault or self._recorder is None:
            return None
        with self._session.quiet():
            recording = self._recorder.recording()
        from sgdviz.recording.capture.run import CapturedRun  # capture itself imports the hooks

        return CapturedRun(recording, self.place.file, self.place.line, self.evidence())

    def evidence(self) -> str:
        """Return the line that says what was found, and where."""
        note = "".join(f", {note}" for note in (self.note, self.kind.note) if note)
        data = f"data from {self.source} ({self.data})"
        return f"{self.place}: parameters {self.names} of {self.what}{note}; {data}; one step = {self.unit}"

    def _hold(self, one: _Held) -> None:
        self._held.append(one)
        self._held_bytes += OVERHEAD + _size(one.state)

    def _try(self, act: Any, *args: Any) -> None:
        try:
            with self._session.quiet():
                act(*args)
        except (InputError, RecordingError) as error:
            self.fail(str(error))
        except Exception as error:  # noqa: BLE001, whatever a model's code may raise
            self.fail(" ".join(f"{type(error).__name__}: {error}".split()))

    def _begin(self) -> None:
        """Make the recorder, now that the data are known, and give it the states that were held."""
        x, y = self.data.x, self.data.y
        if _are_labels(y):  # the recorder has their predictions on the scale of the classes 0 and 1
            self._loss_scale = 0.25 if self.kind.cost == "mean squared error" else 0.5
        self._recorder = Recorder(
            x, y, lambda rows: self._predict(rows, x.shape[1]), cost_kind=self.kind.cost,
            feature_names=self.feature_names, class_names=self.kind.class_names if _are_classes(y) else (),
        )  # fmt: skip
        for one in self._held:
            self._state = one.state
            self._record(one)
        self._state = None
        self._held.clear()

    def _record(self, one: _Held) -> None:
        assert self._recorder is not None
        size = self.data.pass_size
        self._recorder.record(
            params=bounded(self.learner.named(self._state)),
            loss=None if one.loss is None else one.loss * self._loss_scale,
            step=one.step,
            sample=one.sample,
            pass_index=1 + one.rows_before // size if size and one.step else 0,
        )

    def _predict(self, rows: Array, inputs: int) -> Array:
        return self.learner.predict(self._state, np.asarray(rows, dtype=np.float64).reshape(-1, inputs))


def loss_of(kind: Kind, predictions: Array, targets: Array) -> float | None:
    """Return the cost of a batch, as the picture measures it; None where that is not known."""
    if kind.cost is None or not len(targets):
        return None
    return float(cost_of(kind.cost, predictions[None], targets)[0])


def _are_classes(y: Array) -> bool:
    """Return whether targets are those of two classes, which may have names."""
    return set(y.tolist()) <= {0.0, 1.0} or _are_labels(y)


def _are_labels(y: Array) -> bool:
    return len(y) >= LEAST_LABELS and set(y.tolist()) == {*LABELS}


def bounded(params: Mapping[str, Array]) -> dict[str, Array]:
    """Return parameters as they are recorded: without needless axes, and of many those at even distances.

    Each of those has its index in its name, such as ``fc.weight[3,0]``.
    """
    slim = {name: np.asarray(value).squeeze() for name, value in params.items()}
    total = sum(value.size for value in slim.values())
    if total <= MOST_SHOWN:
        return slim
    shown: dict[str, Array] = {}
    wanted = np.linspace(0, total - 1, MOST_SHOWN).astype(np.int64)
    first = 0
    for name, value in slim.items():
        inside = wanted[(wanted >= first) & (wanted < first + value.size)] - first
        first += value.size
        for place in inside:
            index = ",".join(map(str, np.unravel_index(int(place), value.shape)))
            shown[f"{name}[{index}]" if index else name] = value.reshape(-1)[place]
    return shown


def names_of(params: Mapping[str, Array]) -> str:
    """Return the names of parameters for the evidence, and how many are recorded where not all are."""
    total = sum(np.size(value) for value in params.values())
    names = list(params)
    text = ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"
    return text if total <= MOST_SHOWN else f"{text} ({MOST_SHOWN} of {total:,} numbers)"


def _size(state: Any) -> int:
    """Return the number of bytes of the arrays in a state."""
    if isinstance(state, dict):
        return sum(map(_size, state.values()))
    if isinstance(state, list | tuple):
        return sum(map(_size, state))
    return int(getattr(state, "nbytes", 0))
