"""A log: parameters that a program in any language wrote, a row a step, as a recording."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import shown
from sgdviz.data.columns.choose import listed, without_unit
from sgdviz.errors import InputError
from sgdviz.recording import Recorder
from sgdviz.recording.arithmetic import Arithmetic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.data.files.source import Source
    from sgdviz.recording import Recording

FACTS = {"step": "step", "pass": "pass_index", "epoch": "pass_index", "sample": "sample", "loss": "loss"}
"""Columns of a log that are no parameters, and the arguments of `Recorder.record` that they are."""

LONGEST_EQUATION = 40
"""Characters of the longest formula that is written over a picture."""


def recording_of_log(path: str | PathLike[str], dataset: Dataset, predict: str) -> Recording:
    """Return the recording of a log in the file `path`, a table with a row for each step.

    `predict` is the prediction as arithmetic (see `Arithmetic`) of the log's columns, which are then parameters, and of
    the inputs, called ``x``, or ``x1``, ``x2`` ..., or by their names. Columns called step, pass or epoch, sample and
    loss are these; others are left out. Raises `InputError`.
    """
    from sgdviz.data.files.read import table_of

    formula = Arithmetic(predict)
    inputs = _inputs(dataset)
    with table_of(path) as (_, source):
        columns = {_identifier(name): place for place, name in enumerate(source.names)}
        both = sorted(columns.keys() & inputs.keys() & set(formula.names))
        if both:
            raise InputError(f"{both[0]} is a column of {path} and an input; rename one of them")
        unknown = [name for name in formula.names if name not in columns and name not in inputs]
        if unknown:
            have = f"{path} has {listed(list(columns))}, and the inputs are {listed(list(inputs))}"
            raise InputError(f"the formula names {unknown[0]!r}, which is neither; {have}")
        parameters = [name for name in columns if name in formula.names]
        if not parameters:
            raise InputError(f"the formula {shown(predict)} names no column of {path}: {listed(list(columns))}")
        facts = [name for name in FACTS if name in columns and name not in parameters]
        current: dict[str, float] = {}
        recorder = Recorder(
            dataset.inputs,
            dataset.y,
            _prediction(formula, inputs, current),
            formula=_equation(formula, dataset.target_name, parameters),
            feature_names=dataset.feature_names,
            target_name=dataset.target_name,
            class_names=dataset.class_names,
            date_units=dataset.date_units,
        )
        for number, row in enumerate(_rows(source, str(path), [columns[name] for name in (*parameters, *facts)]), 1):
            current.update(zip(parameters, row, strict=False))
            given = dict(zip(facts, row[len(parameters) :], strict=True))
            try:
                recorder.record(params=current, **_facts(given))
            except InputError as error:
                raise InputError(f"{path}, {source.row_name(number)}: {error}") from None
    if not current:
        raise InputError(f"{path} has a header and no rows; a log has a row for each step")
    return recorder.recording()


def _identifier(name: str) -> str:
    """Return the name of a column as a formula writes it: without a unit, and with lines for what no name may have."""
    return re.sub(r"\W+", "_", without_unit(name).strip()).strip("_")


def _inputs(dataset: Dataset) -> dict[str, int]:
    """Return the names of the inputs in a formula, with their columns."""
    own = {_identifier(name): column for column, name in enumerate(dataset.feature_names)}
    features = len(dataset.feature_names)
    return own | ({"x": 0} if features == 1 else {f"x{column + 1}": column for column in range(features)})


def _prediction(
    formula: Arithmetic, inputs: dict[str, int], current: dict[str, float]
) -> Callable[[Any], NDArray[np.float64]]:
    """Return the function that predicts with the `current` parameters."""

    def predict(xs: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = xs[:, None] if xs.ndim == 1 else xs
        values = {name: rows[:, column] for name, column in inputs.items()}
        return np.broadcast_to(formula({**values, **current}), (len(rows),))

    return predict


def _equation(formula: Arithmetic, target: str, parameters: Sequence[str]) -> str:
    """Return a short formula as a reader writes it, each parameter in braces."""
    text = ast.unparse(ast.parse(formula.text.replace("^", "**"), mode="eval"))
    if len(text) > LONGEST_EQUATION or "{" in target or "}" in target:
        return ""
    text = re.sub(r"\b[A-Za-z_]\w*", lambda word: f"{{{word[0]}}}" if word[0] in parameters else word[0], text)
    return f"{target} = {text.replace(' * ', ' ')}"


def _rows(source: Source, where: str, places: Sequence[int]) -> Iterator[list[float]]:
    """Yield the numbers of the columns at `places`, row by row; NaN for a missing one."""
    for number, row in enumerate(source.all_rows(places), 1):
        try:
            yield [float("nan") if cell is None else float(cell) for cell in row]
        except ValueError:
            column, cell = next(
                (source.names[place], cell) for place, cell in zip(places, row, strict=True) if not _is_number(cell)
            )
            what = f"{where}: column {column!r} has {shown(cell)} in {source.row_name(number)}, which is not a number"
            raise InputError(what) from None


def _is_number(cell: str | None) -> bool:
    try:
        float(cell or 0)
    except ValueError:
        return False
    return True


def _facts(given: dict[str, float]) -> dict[str, Any]:
    """Return what `Recorder.record` is told of a step; what is missing is left out, and whole numbers are whole."""
    known = {FACTS[name]: value for name, value in given.items() if not np.isnan(value)}
    return {name: int(value) if name != "loss" and value == int(value) else value for name, value in known.items()}
