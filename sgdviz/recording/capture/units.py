"""The units of the data: those in which a program has them, where it trains on a scaled copy."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.cells import names_in, reads_of, root
from sgdviz.recording.capture.pool import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.functions import Function
    from sgdviz.recording.capture.pool import Column, Data
    from sgdviz.recording.capture.slices import Stage

EXACT = 1e-9
"""How far a scaled value may lie from a straight line over the unscaled ones, as a share of their range."""

MOST_STEPS = 4
"""The assignments from which scaled data are followed back."""


@dataclass(frozen=True)
class Scale:
    """A column in the program's own units: what the program trains on is ``factor * values + offset``."""

    name: str
    values: NDArray[np.float64]
    factor: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True)
class Shown:
    """The data as they are drawn: a scale for each input, and one for the target."""

    inputs: tuple[Scale, ...]
    target: Scale

    @property
    def x(self) -> NDArray[np.float64]:
        """The (N, D) inputs."""
        return np.stack([scale.values for scale in self.inputs], axis=1)

    @property
    def is_scaled(self) -> bool:
        """Whether the program trains on other numbers than these."""
        return any((scale.factor, scale.offset) != (1.0, 0.0) for scale in (*self.inputs, self.target))

    @property
    def is_standardized(self) -> bool:
        """Whether inputs and target have mean 0 and standard deviation 1 where the program trains."""
        return self.is_scaled and all(_is_standard(scale) for scale in (*self.inputs, self.target))

    def trained(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (M, D) inputs as the program trains on them."""
        if not self.is_scaled:
            return rows
        return rows * [scale.factor for scale in self.inputs] + [scale.offset for scale in self.inputs]

    def predicted(self, predictions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the program's predictions in the unit of the target."""
        if (self.target.factor, self.target.offset) == (1.0, 0.0):
            return predictions
        return (predictions - self.target.offset) / self.target.factor


def _is_standard(scale: Scale) -> bool:
    trained = scale.factor * scale.values + scale.offset
    return abs(float(trained.mean())) < EXACT and abs(float(trained.std()) - 1) < EXACT


def shown_data(data: Data, stages: Sequence[Stage]) -> Shown:
    """Return data in the units that the program has them in before it scales them."""
    target = _unscaled(data.target, data.y, stages, data.x.T)
    if set(data.y.tolist()) <= {-1.0, 0.0, 1.0}:  # classes have no unit
        target = Scale(data.target, data.y)
    inputs = [_unscaled(name, column, stages, [data.y]) for name, column in zip(data.names, data.x.T, strict=True)]
    if len({scale.name for scale in inputs}) < len(inputs):
        inputs = [Scale(name, column) for name, column in zip(data.names, data.x.T, strict=True)]
    return Shown(tuple(inputs), target)


def _unscaled(
    name: str, values: NDArray[np.float64], stages: Sequence[Stage], others: Iterable[NDArray[np.float64]]
) -> Scale:
    """Return the column from which the program made a scaled one; the column itself where there is none.

    It is none of `others`: a target may be made of the inputs, as in ``y = 3 * x + 1``, and is another quantity.
    """
    if np.ptp(values) == 0:
        return Scale(name, values)
    taken = list(others)
    for column in _origins(name.partition("[")[0], stages):
        if len(column.values) != len(values) or any(np.array_equal(column.values, one) for one in (values, *taken)):
            continue
        span = np.ptp(column.values)
        if not np.isfinite(span) or span == 0:
            continue
        factor = float((values[np.argmax(column.values)] - values[np.argmin(column.values)]) / span)
        offset = float(np.mean(values - factor * column.values))
        off = np.abs(factor * column.values + offset - values).max()
        if factor > 0 and off <= EXACT * np.ptp(values):
            return Scale(
                column.name if column.place < 0 else f"{column.name}[{column.place}]", column.values, factor, offset
            )
    return Scale(name, values)


def _origins(name: str, stages: Sequence[Stage]) -> Iterator[Column]:
    """Yield the columns of the arrays from which the assignments of a name were made, nearest first."""
    for function, names in _scopes(stages):
        seen: set[str] = set()
        queue = [(one, 0) for one in _aliases(name, stages, names)]
        while queue:
            cell, depth = queue.pop(0)
            if cell in seen or depth > MOST_STEPS:
                continue
            seen.add(cell)
            for source in _sources(cell, function):
                queue.append((source, depth + 1))
                if source != name and source in names:
                    yield from columns_of(source, names[source])


def _scopes(stages: Sequence[Stage]) -> Iterator[tuple[Function, Mapping[str, Any]]]:
    """Yield the functions in which a name may have been bound, with the names of each."""
    for stage in stages:
        yield stage.function, {**stage.shared, **stage.scope}


def _aliases(name: str, stages: Sequence[Stage], names: Mapping[str, Any]) -> list[str]:
    """Return the names that the value of `name` has: a function's argument has another one outside."""
    values = [stage.scope.get(name, stage.shared.get(name)) for stage in stages]
    same = [other for other, value in names.items() if any(value is one for one in values if one is not None)]
    return list(dict.fromkeys([name, *same]))


def _sources(name: str, function: Function) -> list[str]:
    """Return the names that the assignments of a name in a function's module read."""
    found: list[str] = []
    for node in ast.walk(function.program.tree):
        if isinstance(node, ast.Assign) and any(name in names_in(target) for target in node.targets):
            found += [root(cell) for cell in sorted(reads_of(node.value))]
    return list(dict.fromkeys(found))
