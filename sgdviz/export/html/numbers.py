"""The numbers of each frame as texts, in columns: parameters, the loss of the step, and the cost of each run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sgdviz.drawing.panels.loss import words_of_loss
from sgdviz.drawing.panels.own_units import own_values
from sgdviz.drawing.plot.numbers import fixed, significant
from sgdviz.drawing.plot.slope_names import slope_names
from sgdviz.export.html.moments import told_row
from sgdviz.recording import Comparison
from sgdviz.recording.weights import input_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.words import Words
    from sgdviz.export.film import Chapter
    from sgdviz.recording import Recording

MOST_PARAMETERS = 4
"""The largest number of parameters that have columns."""

NONE = "\u2013"
"""A dash, which stands where there is no number."""

APART = "|"
"""Stands between two texts of a column."""


class Column(NamedTuple):
    """A column: its name, and the text of each frame; None where the number before it still holds."""

    name: str
    texts: list[str | None]


def numbers_of(chapter: Chapter) -> dict[str, Any]:
    """Return the names of runs and columns, and for each run the texts of each column in every frame.

    The runs have names where there are several, and `kind` is what their names have in common.
    """
    layout, cues = chapter
    recording, words = layout.recording, layout.scene.words
    told = [told_row(layout, cue) for cue in cues]
    runs = recording.recordings if isinstance(recording, Comparison) else (recording,)
    tables = []
    for run in runs:
        own = recording.rows(run) if isinstance(recording, Comparison) else range(len(run))
        rows = [int(own[cue.row]) for cue in cues]
        costs = [
            None if cue.phase is not None and cue.phase.part == "update" and cue.phase.progress < 1 else row
            for cue, row in zip(cues, rows, strict=True)
        ]
        steps = [row if run.recorded[row] else None for row in (int(own[row]) for row in told)]
        tables.append([*_parameters(run, rows, words), _losses(run, steps, words), _costs(run, costs, words)])
    shared = [name for name in (column.name for column in tables[0]) if all(_has(name, table) for table in tables)]
    kind, labels = recording.short_labels if isinstance(recording, Comparison) else ("", ())
    return {
        "kind": kind or words.player_run,
        "runs": list(labels),
        "names": shared,
        "numbers": [[_joined(column.texts) for column in table if column.name in shared] for table in tables],
    }


def _has(name: str, table: Iterable[Column]) -> bool:
    return any(column.name == name for column in table)


def _parameters(run: Recording, rows: list[int], words: Words) -> list[Column]:
    """Return a column for each parameter, in the units of the data where it has such; none of more than a few."""
    own, names = own_values(run), input_weights(run)
    if own is not None:
        titles, values = slope_names(run.dataset, words), own
    else:
        form = words.standardized_axis if run.standardized else "{name}"
        titles = tuple(form.format(name=names.get(name, name)) for name in run.param_names)
        values = run.params
    if len(titles) > MOST_PARAMETERS:
        return []
    return [
        Column(title, _written(column, rows, run.shown_rows, words))
        for title, column in zip(titles, values.T, strict=True)
    ]


def _written(values: NDArray[np.float64], rows: list[int], shown: int, words: Words) -> list[str | None]:
    write = fixed(values[:shown])
    return [words.number(write(float(values[row]))) for row in rows]


def _losses(run: Recording, rows: list[int | None], words: Words) -> Column:
    """Return the loss that caused each step, in the unit of the cost; a row before any step has none."""
    losses = run.sample_loss
    texts = [
        None if row is None else NONE if np.isnan(losses[row]) else words.number(significant(float(losses[row])))
        for row in rows
    ]
    last = int(np.flatnonzero(run.recorded[: run.shown_rows])[-1])
    loss = words_of_loss(run, last, words).format(number="").strip()
    return Column(words.player_of_step.format(loss=loss), texts)


def _costs(run: Recording, rows: list[int | None], words: Words) -> Column:
    """Return the cost over all data; on the way of an update it is that before."""
    texts = [None if row is None else words.number(significant(float(run.cost[row]))) for row in rows]
    return Column(words.cost(run.cost_kind), texts)


def _joined(texts: list[str | None]) -> str:
    """Return the texts as one, `APART` between them, and nothing for a text that is that of the frame before."""
    short, before = [], NONE
    for text in (text and text.replace(APART, "¦") for text in texts):
        short.append("" if text is None or text == before else text)
        before = text or before
    return APART.join(short)
