"""The model of a run: how it predicts, from which data, and with which of its parameters."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.capture.cells import overlaps, path_of, reads_of, root
from sgdviz.recording.capture.checked import used_leaves
from sgdviz.recording.capture.inputs import Inputs, candidates
from sgdviz.recording.capture.pool import Data
from sgdviz.recording.capture.predictor import Predictor
from sgdviz.recording.capture.rows import changing, values_of
from sgdviz.recording.capture.samples import (
    class_of,
    data_of,
    feature_names,
    named_array,
    target_name,
    with_what_counts,
)
from sgdviz.recording.capture.slices import Slice, Stage, element_source, slice_of, stages_of
from sgdviz.recording.capture.state import array_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.find import Find
    from sgdviz.recording.capture.replay import State
    from sgdviz.recording.capture.slices import Finder
    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.training_loop import Pair
    from sgdviz.recording.capture.watch import Session, Tap

KINDS = ("difference", "product", "negative product", "labels", "comparison", "call")
"""The kinds of pairs, the ones that say most about the prediction first."""


@dataclass
class Model:
    """What was found out about a run.

    `prediction` and `target` are the program's expressions, and `line` that of the prediction. `used` are the numbers
    of the leaves that the prediction reads. `pair` is the number of the pair, -1 where the user told the prediction.
    """

    prediction: ast.expr
    target: ast.expr | None
    line: int
    predictor: Predictor
    data: Data
    used: list[int]
    stages: list[Stage]
    pair: int = -1

    @property
    def goodness(self) -> tuple[int, int, int]:
        """How much of a run the model explains: by how many of its parameters, and from how few inputs."""
        return len(self.used), -self.inputs, -self.data.x.shape[1]

    @property
    def inputs(self) -> int:
        """The number of inputs that differ between samples."""
        return int((np.ptp(self.data.x, axis=0) > 0).sum())


class UnrecordedError(Exception):
    """A run of which no recording can be made, and why."""


class Models:
    """Looks for the model of a run."""

    def __init__(
        self,
        session: Session,
        rows: Sequence[Snapshot],
        state: State,
        effects: Effects,
        finder: Finder,
        find: Find,
    ) -> None:
        self._session = session
        self._loop = session.loop
        self._rows = rows
        self._state = state
        self._effects = effects
        self._finder = finder
        self._find = find

    def best(self) -> Model:
        """Return the model of the first pair that has one. Raises `UnrecordedError`."""
        pairs = sorted(self._loop.pairs, key=lambda pair: KINDS.index(pair.kind))
        seen = [pair for pair in pairs if any(tap.pair is pair for tap in self._session.taps)]
        for pair in seen:
            model = self._of_pair(pair)
            if model is not None:
                return model
        if not seen:
            raise UnrecordedError("no place was found where it compares a prediction with a target")
        raise UnrecordedError("its prediction could not be run again for other inputs")

    def told(self, scope: dict[str, object], shared: dict[str, object]) -> Model:
        """Return the model that a user gives as an expression. Raises `UnrecordedError`."""
        find, prediction = self._find, self._find.prediction
        stage = Stage(self._loop.function, self._loop.node, dict(scope), dict(shared))
        stages = [stage]
        x, y = named_array(find.x, stages), named_array(find.y, stages)
        for name, array in ((find.x, x), (find.y, y)):
            if array is None:
                raise UnrecordedError(f"it has no numbers called {name} where it ends")
        assert x is not None
        assert y is not None
        stage.scope[root(find.x)] = x if "." not in find.x else stage.scope.get(root(find.x))  # a list, as an array
        stage.needed = reads_of(prediction)
        layout = "flat" if x.ndim == 1 else "rows" if len(x) == y.size else "columns"
        inputs = Inputs("whole", ((0, find.x),), layout)
        predictor = Predictor(Slice(stages, prediction), inputs, self._state, stages)
        rows = inputs.rows_in(stages)
        if rows is None or len(rows) != y.size:
            raise UnrecordedError(f"{find.x} and {find.y} have different lengths")
        try:
            predictor.all(values_of(self._rows[-1], self._rows), rows)
        except Exception as error:  # noqa: BLE001 - the program's own code
            raise UnrecordedError(f"{find.predict} cannot be computed for all of {find.x}: {error}") from None
        used = [
            number
            for number in changing(self._rows)
            if overlaps(self._session.snapshots.leaves[number].cell, reads_of(prediction))
        ]
        if not used:
            raise UnrecordedError(f"{find.predict} has none of its parameters: {', '.join(self._loop.params)}")
        data = Data(rows, y.ravel(), feature_names(inputs, rows.shape[1]), find.y)
        return Model(prediction, None, self._loop.line, predictor, data, used, stages)

    def _of_pair(self, pair: Pair) -> Model | None:
        taps = [tap for tap in self._session.taps if tap.pair is pair]
        staged = [(tap, stages) for tap in taps if (stages := stages_of(tap, self._finder))]
        if not staged:
            return None
        first, stages = staged[0]
        if first.prediction.size == 1 and (lifted := element_source(stages[-1], pair.prediction)):
            source, loop = lifted
            model = self._lifted(pair, [(tap, _anchored(one, loop)) for tap, one in staged], source)
            if model is not None:
                return model
        models = self._models(pair, staged, "")
        for cell in [] if models else [one for one in self._loop.params if overlaps(one, reads_of(pair.prediction))]:
            models += self._models(pair, staged, cell)
        return max(models, key=lambda model: model.goodness, default=None)

    def _models(self, pair: Pair, staged: Sequence[tuple[Tap, list[Stage]]], carried: str) -> list[Model]:
        """Return the models that give what the program saw; `carried` is a prediction that the turn before made."""
        first, _ = staged[0]
        counts = list(dict.fromkeys([*first.prediction.shape[:1], *first.prediction.shape[-1:], first.prediction.size]))
        models = [model for count in counts for model in self._of_slices(pair, staged, count, carried, 0)]
        if models and all(model.inputs > 1 for model in models):  # features may be made of fewer inputs before the loop
            length = len(models[0].data.x)
            models += self._of_slices(pair, staged, length, carried, length)
        return models

    def _of_slices(
        self, pair: Pair, staged: Sequence[tuple[Tap, list[Stage]]], count: int, carried: str, early: int
    ) -> Iterator[Model]:
        """Yield the models of a prediction for `count` samples."""
        _, stages = staged[0]
        loop, effects = self._loop, self._effects
        piece = slice_of(stages, pair.prediction, loop, effects, carried=carried, early=early)
        for inputs in candidates(piece, loop, count, [one for _, one in staged]):
            if not self._may_be(inputs) or (early and not inputs.takes_several):
                continue
            own = slice_of(stages, pair.prediction, loop, effects, inputs.cut, carried, early) if inputs.cut else piece
            predictor = self._predictor(own, inputs, stages)
            used = [] if predictor is None else used_leaves(predictor, staged, self._rows)
            if predictor is None or not used:
                continue
            data = data_of(pair, inputs, staged, predictor.width, self._find)
            if data is not None:
                predictor.column = class_of(predictor.width)
                data = with_what_counts(data, predictor, values_of(self._rows[-1], self._rows))
                line = pair.node.lineno
                yield Model(pair.prediction, pair.target, line, predictor, data, used, stages, pair.number)

    def _may_be(self, inputs: Inputs) -> bool:
        """Return whether the data that a user names, if any, may be these inputs."""
        return (
            not self._find.x or root(self._find.x) in {root(name) for name in inputs.names} or not inputs.takes_several
        )

    def _predictor(self, piece: Slice, inputs: Inputs, stages: Sequence[Stage]) -> Predictor | None:
        try:
            return Predictor(piece, inputs, self._state, stages)
        except SyntaxError:  # a part that cannot run on its own
            return None

    def _lifted(self, pair: Pair, staged: Sequence[tuple[Tap, list[Stage]]], source: ast.expr) -> Model | None:
        """Return the model of predictions that are compared one by one after all of them were made."""
        _, stages = staged[0]
        target = element_source(stages[-1], pair.target)
        wanted = None if target is None else _evaluated(target[0], stages[-1])
        if target is None or wanted is None:
            return None
        piece = slice_of(stages, source, self._loop, self._effects)
        models = []
        for inputs in candidates(piece, self._loop, len(wanted), [one for _, one in staged]):
            own = slice_of(stages, source, self._loop, self._effects, inputs.cut) if inputs.cut else piece
            predictor = self._predictor(own, inputs, stages)
            used = [] if predictor is None else used_leaves(predictor, staged, self._rows, are_elements=True)
            x = inputs.rows_in(stages)
            if predictor is not None and used and x is not None:
                data = Data(x, wanted.ravel(), feature_names(inputs, x.shape[1]), target_name(target[0]))
                line = pair.node.lineno
                models.append(Model(pair.prediction, pair.target, line, predictor, data, used, stages, pair.number))
        return max(models, key=lambda model: model.goodness, default=None)


def _anchored(stages: Sequence[Stage], loop: ast.AST) -> list[Stage]:
    """Return stages of which the last is left at a loop, rather than inside it."""
    last = stages[-1]
    return [*stages[:-1], Stage(last.function, loop, last.scope, last.shared)]


def _evaluated(node: ast.expr, stage: Stage) -> NDArray[np.float64] | None:
    """Return the numbers of an expression of the program, such as the targets in ``zip(scores, y)``."""
    if not path_of(node):
        return None
    try:
        found = eval(compile(ast.Expression(node), "<slice>", "eval"), {**stage.shared, **stage.scope})  # noqa: S307
    except Exception:  # noqa: BLE001 - the program's own code
        return None
    array = array_of(found)
    return array if array is not None and array.ndim else None
