"""The data of a run: what every step sees, or the program's arrays that hold the samples of its steps."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.capture.cells import path_of
from sgdviz.recording.capture.pool import Data, columns_in, data_with
from sgdviz.recording.capture.state import MISSING, array_of, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.find import Find
    from sgdviz.recording.capture.inputs import Inputs
    from sgdviz.recording.capture.predictor import Predictor
    from sgdviz.recording.capture.rows import Values
    from sgdviz.recording.capture.slices import Stage
    from sgdviz.recording.capture.training_loop import Pair
    from sgdviz.recording.capture.watch import Tap

    Staged = Sequence[tuple[Tap, list[Stage]]]

MOST_SAMPLES = 48
"""The samples that are looked for in the program's arrays."""

MOST_TRIED, TRIED_ROWS = 32, 16
"""The inputs that are tried one by one, and the samples for which they are."""


def class_of(width: int) -> int:
    """Return which of several outputs is shown: the last class, against all others."""
    return width - 1


def data_of(pair: Pair, inputs: Inputs, staged: Staged, width: int, find: Find) -> Data | None:
    """Return all data of a run with `width` outputs; None where they are not found. `find` may name them."""
    first, stages = staged[0]
    if find.x or find.y:
        return _named(inputs, stages, find, pair, first, width)
    target = target_name(pair.target)
    if inputs.kind == "whole":
        x = inputs.rows_in(stages)
        if x is None:
            return None
        if len(x) > 1 and all(_sees(inputs, tap, others, x, first) for tap, others in staged):
            y = _targets(pair, first, len(x), width)
            return None if y is None else Data(x, y, feature_names(inputs, x.shape[1]), target)
    elif inputs.index is not None and inputs.kind != "selected":
        found = _indexed(inputs, staged, target)
        if found is not None:
            return found
    return _searched(pair, inputs, staged, width, target)


def _sees(inputs: Inputs, tap: Tap, stages: Sequence[Stage], x: NDArray[np.float64], first: Tap) -> bool:
    own = inputs.rows_in(stages)
    return own is not None and np.array_equal(own, x) and np.array_equal(tap.target, first.target)


def _searched(pair: Pair, inputs: Inputs, staged: Staged, width: int, target: str) -> Data | None:
    """Return the program's arrays that hold the samples that were seen, or these samples where there are none."""
    samples: list[tuple[NDArray[np.float64], float]] = []
    for tap, stages in staged:
        own = inputs.rows_in(stages)
        wanted = None if own is None or not own.size else _targets(pair, tap, len(own), width)
        if own is not None and wanted is not None:
            samples += [(row, float(value)) for row, value in zip(own, wanted, strict=True)]
    if not samples:
        return None
    names = feature_names(inputs, len(samples[0][0]))
    found = data_with(columns_in(staged[0][1]), samples[:MOST_SAMPLES], [*inputs.names, *names], target)
    if found is not None:
        plain = not any("[" in name for name in found.names)
        return Data(found.x, found.y, found.names if plain or len(names) != len(inputs.names) else names, found.target)
    unique = list({(*row.tolist(), wanted): (row, wanted) for row, wanted in samples}.values())
    if len(unique) == 1:
        return None
    return Data(np.array([row for row, _ in unique]), np.array([wanted for _, wanted in unique]), names, target)


def _indexed(inputs: Inputs, staged: Staged, target: str) -> Data | None:
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
    name = columns[0].name if columns[0].place < 0 else target
    return Data(x, columns[0].values, feature_names(inputs, x.shape[1]), name)


def _named(
    inputs: Inputs, stages: Sequence[Stage], find: Find, pair: Pair | None, first: Tap | None, width: int
) -> Data | None:
    """Return the data that a user names, and of the other part what the first sighting has."""
    x = named_array(find.x, stages) if find.x else inputs.rows_in(stages)
    y = named_array(find.y, stages) if find.y else None
    if y is None and pair is not None and first is not None and x is not None:
        y = _targets(pair, first, len(x), width)
    if x is None or y is None:
        return None
    x = x.reshape(len(x), -1)
    y = y.ravel()
    if len(x) != len(y):
        x = x.T
    if len(x) != len(y):
        return None
    names = (find.x,) if find.x and x.shape[1] == 1 else feature_names(inputs, x.shape[1])
    return Data(x, y, names, find.y or target_name(pair.target if pair else None))


def named_array(name: str, stages: Sequence[Stage]) -> NDArray[np.float64] | None:
    """Return the array with a name in one of the stages, inner ones first; None where there is none."""
    for stage in reversed(stages):
        value = value_of(name, stage.scope, stage.shared)
        found = None if value is MISSING else array_of(value)
        if found is not None and found.ndim:
            return found
    return None


def _targets(pair: Pair, tap: Tap, count: int, width: int) -> NDArray[np.float64] | None:
    """Return the (M,) targets of a sighting with `count` samples; None where they are not one a sample."""
    column = class_of(width)
    target = tap.target
    if pair.kind == "labels":
        return (target.ravel() == column).astype(np.float64) if target.size == count else None
    if target.ndim > 1 and target.shape[1] == count != target.shape[0]:
        target = target.T
    if not target.size or target.size % count:
        return None
    rows = target.reshape(count, -1)
    if rows.shape[1] != width:
        return None
    return rows[:, column]


def with_what_counts(data: Data, predictor: Predictor, values: Values) -> Data:
    """Return the data without inputs on which no prediction depends, such as a target that lies beside them."""
    count = data.x.shape[1]
    if not 1 < count <= MOST_TRIED:
        return data
    some = data.x[:TRIED_ROWS]
    try:
        before = predictor.all(values, some)
        columns = []
        for column in range(count):
            changed = some.copy()
            changed[:, column] = changed[:, column] * 1.7 + 0.9
            if not np.array_equal(predictor.all(values, changed), before, equal_nan=True):
                columns.append(column)
    except Exception:  # noqa: BLE001 - the program's own code
        return data
    if not columns or len(columns) == count:
        return data
    x = np.repeat(data.x[:1], len(data.x), axis=0)
    x[:, columns] = data.x[:, columns]
    return Data(x, data.y, data.names, data.target)


def feature_names(inputs: Inputs, count: int) -> tuple[str, ...]:
    """Return the names of `count` inputs, as the program has them."""
    names = [name.rpartition(".")[2] for name in inputs.names]
    if len(names) == count:
        return tuple(names)
    return tuple(f"{names[0]}[{place}]" for place in range(count))


def target_name(node: ast.expr | None) -> str:
    """Return the name of a target, a column of a sample as in ``row[2]`` with its number; y where it has none."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant | ast.UnaryOp):
        return ast.unparse(node)
    return (path_of(node).rpartition(".")[2] if node is not None else "") or "y"
