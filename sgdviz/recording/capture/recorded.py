"""From a watched run to a recording: its parameters, its data and its prediction, accepted only where they are checked."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.errors import SgdvizError
from sgdviz.recording.capture.cells import path_of, root
from sgdviz.recording.capture.found import evidence_of, parameter_names
from sgdviz.recording.capture.inputs import Inputs, candidates
from sgdviz.recording.capture.pool import Data, columns_in, data_with
from sgdviz.recording.capture.predictor import Predictor, same
from sgdviz.recording.capture.replay import State, undisturbed
from sgdviz.recording.capture.run import CapturedRun
from sgdviz.recording.capture.slices import Stage, element_source, slice_of, stages_of
from sgdviz.recording.infer import with_line
from sgdviz.recording.landscape import with_landscape
from sgdviz.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.loops import Pair, TrainingLoop
    from sgdviz.recording.capture.slices import Finder
    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.state import Leaf
    from sgdviz.recording.capture.watch import Session, Tap
    from sgdviz.recording.recording import Recording

KINDS = ("difference", "product", "labels", "comparison", "call")
"""The kinds of pairs, the ones that say most about the prediction first."""

MOST_CHECKED = 8
"""The sightings with which a prediction is compared."""

MOST_CALLS, CALLS_A_STEP, LEAST_ROWS = 60_000, 300, 60
"""Where a prediction takes one input at a time: the calls in all, those of a step's grid, and the least steps."""

MOST_SAMPLES = 48
"""The samples that are looked for in the program's arrays."""


@dataclass
class Model:
    """What was found out about a run: how it predicts, from which data, and with which of its leaves."""

    pair: Pair
    predictor: Predictor
    data: Data
    used: list[int]
    stages: list[Stage]


def _goodness(model: Model) -> tuple[int, int]:
    """Return how much of a run a model explains: by how many of its parameters, and from how few inputs."""
    return len(model.used), -model.data.x.shape[1]


class Unrecorded(Exception):
    """A run of which no recording can be made, and why."""


class Analyst:
    """Makes recordings of the runs of a program."""

    def __init__(self, effects: Effects, finder: Finder) -> None:
        self._effects = effects
        self._finder = finder

    def run(self, session: Session) -> CapturedRun:
        """Return the recording of a run whose loop has just ended. Raises `Unrecorded`."""
        rows = session.snapshots.all()
        if len(rows) < 2 or session.frame is None:
            raise Unrecorded("its parameters never changed")
        scope, shared = dict(session.frame.f_locals), session.frame.f_globals
        state = State(session.snapshots.leaves, scope, shared)
        with undisturbed([scope, shared, *_other_scopes(session)], state):
            model = self._model(session, rows, state)
            recording = _recording(model, session, rows)
        loop = session.loop
        file = loop.function.program.name
        return CapturedRun(recording, file, loop.line, evidence_of(session.loop, model))

    def _model(self, session: Session, rows: Sequence[Snapshot], state: State) -> Model:
        pairs = sorted(session.loop.pairs, key=lambda pair: KINDS.index(pair.kind))
        seen = [pair for pair in pairs if any(tap.pair is pair for tap in session.taps)]
        for pair in seen:
            taps = [tap for tap in session.taps if tap.pair is pair]
            model = self._model_of(pair, taps, session.loop, rows, state)
            if model is not None:
                return model
        if not seen:
            raise Unrecorded("no place was found where it compares a prediction with a target")
        raise Unrecorded("its prediction could not be run again for other inputs")

    def _model_of(
        self, pair: Pair, taps: Sequence[Tap], loop: TrainingLoop, rows: Sequence[Snapshot], state: State
    ) -> Model | None:
        staged = [(tap, stages) for tap in taps if (stages := stages_of(tap, loop, self._finder))]
        if not staged:
            return None
        first, stages = staged[0]
        prediction: ast.expr = pair.prediction
        if first.prediction.size == 1:
            lifted = element_source(stages[-1], prediction)
            if lifted is not None:
                for _, one in staged:
                    one[-1].anchor = lifted[1]
                model = self._lifted(pair, staged, lifted[0], loop, rows, state)
                if model is not None:
                    return model
                for tap, one in staged:
                    one[-1].anchor = tap.pair.node
        piece = slice_of(stages, prediction, loop, self._effects)
        all_stages = [one for _, one in staged]
        models: list[Model] = []
        for count in dict.fromkeys([*first.prediction.shape[:1], *first.prediction.shape[-1:], first.prediction.size]):
            for inputs in candidates(piece, loop, count, all_stages):
                own = slice_of(stages, prediction, loop, self._effects, inputs.cut) if inputs.cut else piece
                try:
                    predictor = Predictor(own, inputs, state, stages)
                except SyntaxError:
                    continue
                used = _accepted(predictor, inputs, staged, rows)
                data = None if used is None else _data(pair, inputs, staged)
                if used is not None and data is not None:
                    models.append(Model(pair, predictor, data, used, stages))
        return max(models, key=_goodness, default=None)

    def _lifted(
        self,
        pair: Pair,
        staged: Sequence[tuple[Tap, list[Stage]]],
        source: ast.expr,
        loop: TrainingLoop,
        rows: Sequence[Snapshot],
        state: State,
    ) -> Model | None:
        """Return the model of predictions that are compared one by one after all of them were made."""
        _, stages = staged[0]
        target = element_source(stages[-1], pair.target)
        if target is None:
            return None
        piece = slice_of(stages, source, loop, self._effects)
        wanted = _evaluated(target[0], stages[-1])
        if wanted is None:
            return None
        for inputs in candidates(piece, loop, len(wanted), [one for _, one in staged]):
            own = slice_of(stages, source, loop, self._effects, inputs.cut) if inputs.cut else piece
            try:
                predictor = Predictor(own, inputs, state, stages)
            except SyntaxError:
                continue
            used = _accepted(predictor, inputs, staged, rows, elements=True)
            x = inputs.rows_in(stages)
            if used is not None and x is not None:
                names = _feature_names(inputs, x.shape[1])
                return Model(pair, predictor, Data(x, wanted.ravel(), names, _target_name(target[0])), used, stages)
        return None


def _evaluated(node: ast.expr, stage: Stage) -> NDArray[np.float64] | None:
    from sgdviz.recording.capture.state import array_of

    try:
        found = eval(compile(ast.Expression(node), "<slice>", "eval"), {**stage.shared, **stage.scope})  # noqa: S307
    except Exception:  # noqa: BLE001 - the program's own code
        return None
    return array_of(found)


def _other_scopes(session: Session) -> list[dict[str, Any]]:
    return [level.scope for tap in session.taps[:1] for level in tap.levels] + [
        level.shared for tap in session.taps[:1] for level in tap.levels
    ]


def _arrays(values: Sequence[Any]) -> list[NDArray[np.float64]]:
    return [np.asarray(value, dtype=np.float64) for value in values]


def _complete(values: Sequence[Any], rows: Sequence[Snapshot]) -> list[NDArray[np.float64]]:
    """Return the values of a snapshot; places that came later have those that they had first."""
    arrays = _arrays(values)
    later = _arrays(rows[min(1, len(rows) - 1)].values)
    return arrays + later[len(arrays) :]


def _accepted(
    predictor: Predictor,
    inputs: Inputs,
    staged: Sequence[tuple[Tap, list[Stage]]],
    rows: Sequence[Snapshot],
    *,
    elements: bool = False,
) -> list[int] | None:
    """Return which leaves a prediction reads, if it gives what the program itself saw; None where it does not."""
    turns: dict[int, int] = {}
    checked = 0
    last: tuple[list[NDArray[np.float64]], NDArray[np.float64]] | None = None
    varies = False
    for tap, stages in staged:
        turns[tap.turn] = turns.get(tap.turn, 0) + 1
        if turns[tap.turn] > 3 or checked >= MOST_CHECKED:
            continue
        own = inputs.rows_in(stages)
        if own is None or not len(own):
            return None
        values = _complete(tap.snapshot.values, rows)
        try:
            found = predictor.all(values, own) if inputs.kind == "whole" else predictor.one(values, own, 0)[None]
        except Exception:  # noqa: BLE001 - the program's own code may raise anything
            return None
        if elements:
            if not any(same(one, tap.prediction) for one in found):
                return None
        elif not _agree(found, tap.prediction):
            return None
        checked += 1
        varies = varies or len(found) < 2 or bool(np.any(found != found[:1]))
        last = values, own
    if last is None or not varies:
        return None
    values, own = last
    if inputs.kind == "whole" and len(own) > 1 and not _is_pointwise(predictor, values, own):
        return None
    used = _used(predictor, values, own, rows)
    return used or None


def _agree(found: NDArray[np.float64], seen: NDArray[np.float64]) -> bool:
    """Return whether (M, K) predictions are the ones that a program saw, in whatever shape it had them."""
    if found.size != seen.size:
        return False
    return same(found, seen) or (seen.ndim == 2 and same(found, seen.T))


def _is_pointwise(predictor: Predictor, values: Any, rows: NDArray[np.float64]) -> bool:
    """Return whether each prediction depends on its own input alone, and any number of inputs is taken."""
    try:
        together = predictor.all(values, rows)
        backwards = predictor.all(values, rows[::-1].copy())
        few = predictor.all(values, rows[: max(len(rows) // 2, 1)].copy())
    except Exception:  # noqa: BLE001
        return False
    return same(together[::-1], backwards) and same(together[: len(few)], few)


def _used(
    predictor: Predictor, values: list[NDArray[np.float64]], own: NDArray[np.float64], rows: Sequence[Snapshot]
) -> list[int]:
    """Return the leaves that the run changed and that change the prediction."""

    def predicted(current: list[NDArray[np.float64]]) -> NDArray[np.float64] | None:
        try:
            return predictor.all(current, own) if predictor.inputs.kind == "whole" else predictor.one(current, own, 0)
        except Exception:  # noqa: BLE001
            return None

    before = predicted(values)
    used = []
    states = [_complete(row.values, rows) for row in (rows[0], rows[len(rows) // 2], rows[-1])]
    for number, value in enumerate(values):
        if all(np.array_equal(state[number], states[0][number], equal_nan=True) for state in states[1:]):
            continue
        changed = list(values)
        others = [state[number] for state in states if not np.array_equal(state[number], value, equal_nan=True)]
        trials = [value + 0.37 * (1 + np.abs(value)), value - 1.9 * (1 + np.abs(value)), *others]
        for trial in trials:
            changed[number] = np.asarray(trial)
            after = predicted(changed)
            if after is not None and before is not None and not np.array_equal(after, before, equal_nan=True):
                used.append(number)
                break
    predicted(values)
    return used


def _feature_names(inputs: Inputs, count: int) -> tuple[str, ...]:
    names = [name.rpartition(".")[2] for name in inputs.names]
    if len(names) == count:
        return tuple(names)
    return tuple(f"{names[0]}[{place}]" for place in range(count))


def _target_name(node: ast.expr) -> str:
    return path_of(node).rpartition(".")[2] or "y"


def _data(pair: Pair, inputs: Inputs, staged: Sequence[tuple[Tap, list[Stage]]]) -> Data | None:
    """Return all data of a run: those that every step sees, or those in the program's arrays that hold its samples."""
    first, stages = staged[0]
    target = _target_name(pair.target)
    if inputs.kind == "whole":
        x = inputs.rows_in(stages)
        if x is None:
            return None
        whole = all(
            (own := inputs.rows_in(others)) is not None
            and np.array_equal(own, x)
            and np.array_equal(tap.target, first.target)
            for tap, others in staged
        )
        if whole and len(x) > 1:
            y = first.target.reshape(len(x), -1) if first.target.size % len(x) == 0 and first.target.size else None
            if y is None:
                return None
            if first.target.ndim == 2 and first.target.shape[1] == len(x) != first.target.shape[0]:
                y = first.target.T
            return Data(x, y[:, 0], _feature_names(inputs, x.shape[1]), target)
    elif inputs.kind == "indexed":
        found = _indexed_data(pair, inputs, staged, target)
        if found is not None:
            return found
    samples: list[tuple[NDArray[np.float64], float]] = []
    for tap, others in staged:
        own = inputs.rows_in(others)
        if own is not None and own.size and tap.target.size % len(own) == 0:
            wanted = tap.target.reshape(len(own), -1)[:, 0]
            samples += [(row, float(value)) for row, value in zip(own, wanted, strict=True)]
    names = _feature_names(inputs, len(samples[0][0])) if samples else ()
    found = data_with(columns_in(stages), samples[:MOST_SAMPLES], [*inputs.names, *names], target)
    if found is not None:
        plain = names if len(names) == len(inputs.names) else found.names
        return Data(found.x, found.y, plain, target if target != "y" or found.target == "" else found.target)
    unique = list({(*row.tolist(), wanted): (row, wanted) for row, wanted in samples}.values())
    if len(unique) < 2:
        return None
    x = np.array([row for row, _ in unique])
    return Data(x, np.array([wanted for _, wanted in unique]), names, target)


def _indexed_data(
    pair: Pair, inputs: Inputs, staged: Sequence[tuple[Tap, list[Stage]]], target: str
) -> Data | None:
    _, stages = staged[0]
    x = inputs.all_rows(stages)
    assert inputs.index is not None
    number, name = inputs.index
    if x is None:
        return None
    places = [int(others[number].scope.get(name, others[number].shared.get(name, -1))) for _, others in staged]
    wanted = np.array([float(tap.target.ravel()[0]) for tap, _ in staged])
    columns = [c for c in columns_in(stages) if len(c.values) == len(x) and np.array_equal(c.values[places], wanted)]
    columns.sort(key=lambda column: column.name != target)
    if not columns:
        return None
    return Data(x, columns[0].values, _feature_names(inputs, x.shape[1]), columns[0].name)


def _recording(model: Model, session: Session, rows: Sequence[Snapshot]) -> Recording:
    """Return the recording of a run."""
    predictor, data = model.predictor, model.data
    leaves = session.snapshots.leaves
    chosen = [leaves[number] for number in model.used]
    names = parameter_names(chosen)
    current: list[NDArray[np.float64]] = []

    def predict(xs: NDArray[np.float64] | float) -> NDArray[np.float64]:
        given = np.asarray(xs, dtype=np.float64)
        single = given.ndim == 0 or (given.ndim == 1 and data.x.shape[1] > 1)
        inputs = given.reshape(1, -1) if single else given.reshape(len(given), -1)
        if len(inputs) > 1 and not predictor.can_take_all(current, data.x[:3]):
            raise TypeError("one input at a time")
        try:
            return predictor.all(current, inputs)[:, predictor.column]
        except (ArithmeticError, ValueError) as error:
            if single or isinstance(error, ArithmeticError):
                return np.full(len(inputs), np.nan)
            raise

    x = data.x[:, 0] if data.x.shape[1] == 1 else data.x
    flat = [" ".join(name.split()) for name in data.names]
    current[:] = _complete(rows[0].values, rows)
    if not predictor.can_take_all(current, data.x[:3]):
        rows = _fewer(rows, MOST_CALLS // (len(data.x) + CALLS_A_STEP))
    recorder = Recorder(x, data.y, predict, feature_names=tuple(flat), target_name=data.target)
    for place, row in enumerate(rows):
        values = _complete(row.values, rows)
        current[:] = values
        before = rows[place - 1] if place and rows[place - 1].step == row.step - 1 else None
        params = {name: values[number] for name, number in zip(names, model.used, strict=True)}
        recorder.record(
            params=params, loss=row.loss, sample=_sample(model, row, before), pass_index=row.passes if place else 0,
            step=row.step,
        )  # fmt: skip
    recording = recorder.recording()
    recording = _with_gradients(recording, rows, model.used)
    recording = with_line(recording)

    def predict_with(parameters: NDArray[np.float64], inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        start = 0
        for number in model.used:
            size = current[number].size
            current[number] = parameters[start : start + size].reshape(current[number].shape)
            start += size
        return recorder.predictions(inputs)

    current[:] = _complete(rows[-1].values, rows)
    if predictor.is_vectorized:
        recording = with_landscape(recording, predict_with)
    return recording


def _fewer(rows: Sequence[Snapshot], room: int) -> Sequence[Snapshot]:
    """Return at most about `room` snapshots: the first ones, and others between which equal numbers are left out."""
    room = max(room, LEAST_ROWS)
    if len(rows) <= room:
        return rows
    kept = {*range(room // 4), *np.linspace(0, len(rows) - 1, room - room // 4).astype(int).tolist()}
    return [rows[place] for place in sorted(kept)]


def _sample(model: Model, row: Snapshot, before: Snapshot | None) -> int | None:
    """Return the index of the sample that caused an update; None where it is not known."""
    inputs = model.predictor.inputs
    if inputs.kind == "whole" or before is None:
        return None
    targets = _loop_names(model)
    if inputs.index is not None:
        name = inputs.index[1]
        value = (before if name in targets else row).names.get(name)
        return int(value) if isinstance(value, int | np.integer) and 0 <= value < len(model.data.x) else None
    value = before.names.get(inputs.names[0]) if inputs.names[0] in targets else None
    if value is None:
        return None
    known = np.ravel(np.asarray(value, dtype=np.float64))
    if known.size != model.data.x.shape[1]:
        return None
    found = np.flatnonzero((model.data.x == known).all(axis=1))
    return int(found[0]) if len(found) == 1 else None


def _loop_names(model: Model) -> set[str]:
    from sgdviz.recording.capture.cells import names_in

    node = model.stages[0].anchor
    found: set[str] = set()
    for one in ast.walk(model.stages[0].function.node):
        if isinstance(one, ast.For) and any(inner is node for inner in ast.walk(one)):
            found |= set(names_in(one.target))
    return found


def _with_gradients(recording: Recording, rows: Sequence[Snapshot], used: Sequence[int]) -> Recording:
    """Return the recording with the gradients that the program itself has as names."""
    by_step = {row.step: row for row in rows}
    gradients = recording.gradients.copy()
    for place, step in enumerate(recording.step.tolist()):
        row = by_step[step]
        if row.gradients is None:
            continue
        start = 0
        for number in used:
            size = int(np.size(row.values[number]))
            found = row.gradients[number] if number < len(row.gradients) else None
            if found is not None and found.size == size:
                gradients[place, start : start + size] = found.ravel()
            start += size
    return replace(recording, gradients=gradients)


def is_error(error: Exception) -> bool:
    """Return whether an error is one of sgdviz's own, with a line for the user."""
    return isinstance(error, SgdvizError)


def names_of(leaf: Leaf) -> str:
    """Return the first name of a leaf."""
    return root(leaf.cell)
