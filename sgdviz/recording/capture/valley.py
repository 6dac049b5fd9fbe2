"""Valleys: a loop without data that walks down a function of one or two numbers."""

from __future__ import annotations

from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.replay import Replay
from sgdviz.recording.capture.slices import Stage, slice_of
from sgdviz.recording.capture.state import array_of, like
from sgdviz.recording.objective import objective_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.replay import State
    from sgdviz.recording.capture.training_loop import TrainingLoop
    from sgdviz.recording.recording import Recording

    Array = NDArray[np.float64]

MOST_NUMBERS = 2
"""The numbers over which a valley can be drawn."""

MOST_COMPARED = 60
"""The steps whose direction is compared with a function's slope."""

LEAST_AGREEMENT = 0.9
"""The least correlation of the steps with the downward slope; momentum makes it less than 1."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
"""Where a slope is taken to sum it up to heights (Gauss-Legendre quadrature)."""


class Valley:
    """A function of which a loop takes the slope.

    `height` maps (P,) parameters to a number, `name` is what the program calls the function, and `is_summed` says that
    the program has its slope alone: the heights are then sums of the slope, from 0 at the run's end.
    """

    def __init__(self, height: Callable[[Array], float], name: str, *, is_summed: bool) -> None:
        self.height = height
        self.name = name
        self.is_summed = is_summed

    def recording(self, params: Array, names: Sequence[str], steps: Sequence[int]) -> Recording:
        """Return the recording of a walk over (T, P) `params`."""
        return objective_recording(self.height, params, names, steps)


def valley_of(
    loop: TrainingLoop,
    params: Array,
    used: Sequence[int],
    state: State,
    scopes: Sequence[Mapping[str, Any]],
    effects: Effects,
) -> Valley | None:
    """Return the function down which (T, P) `params` walk; None where the program has none.

    `used` are the numbers of the leaves in `params`, and `scopes` the names of the loop's function and of its module.
    """
    if not 0 < params.shape[1] <= MOST_NUMBERS or len(params) < 3:
        return None
    old = [state.places[number].old for number in used]
    moves = np.diff(params, axis=0)
    chosen = np.unique(np.linspace(0, len(moves) - 1, MOST_COMPARED).astype(int))
    best: tuple[float, Valley] | None = None
    for name, function in _functions(scopes, effects):
        for given in _calls(function, old, params.shape[1]):
            heights = _height(given)
            agreement = _agreement(partial(_slope, heights), params[chosen], moves[chosen])
            if agreement > (best[0] if best else LEAST_AGREEMENT):
                best = agreement, Valley(heights, name, is_summed=False)
    if best is not None:
        return best[1]
    slopes = [
        *(
            (name, given)
            for name, function in _functions(scopes, effects)
            for given in _calls(function, old, params.shape[1])
        ),
        *_own_slopes(loop, used, state, scopes, effects),
    ]
    for name, slope in slopes:
        if _agreement(partial(_vector, slope), params[chosen], moves[chosen]) > LEAST_AGREEMENT:
            return Valley(_summed(slope, params[-1]), name, is_summed=True)
    return None


def _functions(scopes: Sequence[Mapping[str, Any]], effects: Effects) -> Iterator[tuple[str, Any]]:
    """Yield the program's own functions in sight."""
    files = {function.program.name for function in effects.functions.all}
    seen: set[int] = set()
    for scope in scopes:
        for name, value in list(scope.items()):
            if isinstance(value, FunctionType) and value.__code__.co_filename in files and id(value) not in seen:
                seen.add(id(value))
                yield name, value


def _calls(function: FunctionType, old: Sequence[Any], count: int) -> Iterator[Callable[[Array], Any]]:
    """Yield the ways in which a function may take the parameters: each a number, or all in one array."""
    most = function.__code__.co_argcount
    needed = most - len(function.__defaults__ or ())

    def of_one(at: Array) -> Any:
        return function(like(old[0], at.reshape(np.shape(old[0]))))

    def of_each(at: Array) -> Any:
        return function(*(like(one, np.array(value)) for one, value in zip(old, at, strict=True)))

    def of_numbers(at: Array) -> Any:
        return function(*at.tolist())

    if needed <= 1 <= most and len(old) == 1:
        yield of_one
    if needed <= count <= most and count > 1:
        yield of_each if len(old) == count else of_numbers


def _height(given: Callable[[Array], Any]) -> Callable[[Array], float]:
    def height(at: Array) -> float:
        try:
            value = array_of(given(at))
        except Exception:  # noqa: BLE001 - the program's own code
            return float("nan")
        return float(value.ravel()[0]) if value is not None and value.size == 1 else float("nan")

    return height


def _slope(height: Callable[[Array], float], at: Array) -> Array:
    """Return the slope of a function, by central differences."""
    slope = np.empty(len(at))
    for place in range(len(at)):
        step = np.zeros(len(at))
        step[place] = 1e-5 * max(1.0, abs(float(at[place])))
        slope[place] = (height(at + step) - height(at - step)) / (2 * step[place])
    return slope


def _vector(slope: Callable[[Array], Any], at: Array) -> Array:
    try:
        value = slope(at)
        found = np.array([float(one) for one in value]) if isinstance(value, tuple) else array_of(value)
    except Exception:  # noqa: BLE001
        found = None
    return found.ravel() if found is not None and found.size == len(at) else np.full(len(at), np.nan)


def _agreement(slope: Callable[[Array], Array], params: Array, moves: Array) -> float:
    """Return the correlation of steps with the downward slope where they begin: 1 where each is a multiple of it."""
    slopes = np.array([slope(at) for at in params])
    with np.errstate(all="ignore"):
        both = np.isfinite(slopes).all(axis=1) & np.isfinite(moves).all(axis=1)
        if both.sum() < max(2, len(params) // 2):
            return 0.0
        down, moved = -slopes[both].ravel(), moves[both].ravel()
        size = float(np.sqrt((down @ down) * (moved @ moved)))
        direct = float(down @ moved) / size if size else 0.0
        cosines = np.sum(-slopes[both] * moves[both], axis=1) / np.maximum(
            np.linalg.norm(slopes[both], axis=1) * np.linalg.norm(moves[both], axis=1), 1e-300
        )
        # Step sizes that change, and momentum, leave the direction of most steps.
        return max(direct, float(np.median(cosines)) if params.shape[1] > 1 else direct)


def _own_slopes(
    loop: TrainingLoop, used: Sequence[int], state: State, scopes: Sequence[Mapping[str, Any]], effects: Effects
) -> Iterator[tuple[str, Callable[[Array], Any]]]:
    """Yield the slope that the loop itself computes, such as ``2 * x - 4`` in ``x -= 0.1 * (2 * x - 4)``."""
    cells = [state.places[number].leaf.cell for number in used]
    nodes = [loop.gradients.get(cell) for cell in cells]
    if any(node is None for node in nodes):
        return
    replays = []
    for node in nodes:
        assert node is not None
        stage = Stage(loop.function, node, dict(scopes[0]), dict(scopes[-1]))
        try:
            replays.append(Replay(slice_of([stage], node, loop, effects), None, state))
        except SyntaxError:
            return
    values = [np.asarray(array_of(place.old), dtype=np.float64) for place in state.places]

    def slope(at: Array) -> Any:
        start = 0
        given = list(values)
        for number in used:
            size = values[number].size
            given[number] = at[start : start + size].reshape(values[number].shape)
            start += size
        parts = [array_of(replay.run(given, {})) for replay in replays]
        return np.concatenate([part.ravel() for part in parts if part is not None])

    yield " and ".join(cells), slope


def _summed(slope: Callable[[Array], Any], end: Array) -> Callable[[Array], float]:
    """Return the function with a slope, 0 at `end`: the slope summed along the straight line from there."""

    def height(at: Array) -> float:
        way = at - end
        total = 0.0
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            total += 0.5 * weight * float(_vector(slope, end + 0.5 * (node + 1) * way) @ way)
        return total

    return height
