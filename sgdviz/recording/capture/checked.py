"""The check of a prediction: it must give what the program itself saw, for each input alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.capture.predictor import same
from sgdviz.recording.capture.rows import changing, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.predictor import Predictor
    from sgdviz.recording.capture.rows import Values
    from sgdviz.recording.capture.slices import Stage
    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.watch import Tap

    Case = tuple[Values, NDArray[np.float64]]
    """Parameters, and (M, D) inputs."""

MOST_CHECKED, MOST_IN_A_TURN = 8, 3
"""The sightings with which a prediction is compared, and those of one turn."""


def used_leaves(
    predictor: Predictor,
    staged: Sequence[tuple[Tap, list[Stage]]],
    rows: Sequence[Snapshot],
    *,
    are_elements: bool = False,
) -> list[int]:
    """Return the numbers of the leaves that a prediction reads, where it is what the program saw; [] where it is not.

    Where the program compares predictions one by one after it made all of them, the sightings `are_elements` of them.
    """
    cases: list[Case] = []
    turns: dict[int, int] = {}
    varies = False
    for tap, stages in staged:
        turns[tap.turn] = turns.get(tap.turn, 0) + 1
        if turns[tap.turn] > MOST_IN_A_TURN or len(cases) >= MOST_CHECKED:
            continue
        own = predictor.inputs.rows_in(stages)
        if own is None or not len(own):
            return []
        values = values_of(tap.snapshot, rows)
        found = _predicted(predictor, values, own)
        if found is None or not _is_seen(found, tap, are_elements=are_elements):
            return []
        varies = varies or len(found) < 2 or bool(np.any(found != found[:1]))
        cases.append((values, own))
    if not varies or not all(_is_pointwise(predictor, case) for case in cases[-1:]):
        return []
    last = values_of(rows[-1], rows)
    return _read(predictor, [*cases[-3:], *((last, own) for _, own in cases[-2:])], rows)


def _predicted(predictor: Predictor, values: Values, rows: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return the (M, K) predictions, by single calls where the program makes one at a time; None where that fails."""
    try:
        if predictor.inputs.takes_several:
            return predictor.all(values, rows)
        return np.array([predictor.one(values, rows, row) for row in range(len(rows))])
    except Exception:  # noqa: BLE001 - the program's own code may raise anything
        return None


def _is_seen(found: NDArray[np.float64], tap: Tap, *, are_elements: bool) -> bool:
    """Return whether (M, K) predictions are those of a sighting, in whatever shape the program had them."""
    seen = tap.prediction
    if are_elements:
        return any(same(one, seen) for one in found)
    return same(found, seen) or (seen.ndim == 2 and same(found, seen.T))


def _is_pointwise(predictor: Predictor, case: Case) -> bool:
    """Return whether each prediction depends on its own input alone, and any number of inputs is taken."""
    values, rows = case
    if not predictor.inputs.takes_several or len(rows) == 1:
        return True
    few = rows[: max(len(rows) // 2, 1)].copy()
    found = [_predicted(predictor, values, some) for some in (rows, rows[::-1].copy(), few)]
    if any(one is None for one in found):
        return False
    together, backwards, first = (one for one in found if one is not None)
    return same(together[::-1], backwards) and same(together[: len(first)], first)


def _read(predictor: Predictor, cases: Sequence[Case], rows: Sequence[Snapshot]) -> list[int]:
    """Return the leaves that the run changed, and a change of which changes a prediction."""
    states = [values_of(row, rows) for row in (rows[0], rows[len(rows) // 2], rows[-1])]
    return [
        number
        for number in changing(rows)
        if any(_changes(predictor, case, number, [state[number] for state in states]) for case in cases)
    ]


def _changes(predictor: Predictor, case: Case, number: int, others: Sequence[NDArray[np.float64]]) -> bool:
    values, rows = case
    before = _predicted(predictor, values, rows)
    own = values[number]
    for trial in (own + 0.37 * (1 + np.abs(own)), own - 1.9 * (1 + np.abs(own)), *others):
        after = _predicted(predictor, [*values[:number], np.asarray(trial), *values[number + 1 :]], rows)
        if before is not None and after is not None and not np.array_equal(after, before, equal_nan=True):
            return True
    return False
