"""The digest of a run: a few rows and parameters, however many there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

import sgdviz
from sgdviz.export.source.digest import MOST_PARAMETERS, MOST_ROWS, digest_of

if TYPE_CHECKING:
    from sgdviz import Recording


def test_a_digest_has_rows_at_equal_distances(run: Recording) -> None:
    """The first and the last among them, each with its step, loss, cost and parameters; the first has no loss."""
    rows = digest_of(run)
    assert [row[0] for row in rows] == np.linspace(0, 300, MOST_ROWS).round().tolist()
    assert rows[0][1] == "nan"
    assert rows[-1] == [300, run.loss[-1], run.cost[-1], *run.params[-1]]


def test_a_digest_stays_small() -> None:
    """Of many parameters it has some, and it is JSON."""
    model = sgdviz.MLP(inputs=1, hidden=(9, 9))
    run = sgdviz.fit(model, sgdviz.data.post(), sgdviz.SGD(0.01), passes=40)
    rows = digest_of(run)
    assert {len(row) for row in rows} == {3 + MOST_PARAMETERS}
    assert rows[-1][-1] == run.params[-1, -1]
    assert len(json.dumps(rows)) < 5000


def test_a_run_that_diverged_ends_where_it_does(diverging_run: Recording) -> None:
    """The rows after that are not shown, and not in the digest."""
    assert digest_of(diverging_run)[-1][0] == diverging_run.step[diverging_run.shown_rows - 1]
