"""The comparison of a run with the digest in a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sgdviz
from sgdviz.jobs.source.code import checked_code, code_origin
from sgdviz.jobs.source.compare import difference_from_digest

if TYPE_CHECKING:
    from sgdviz import Recording
    from sgdviz.jobs.source.code import CodeSource


def code_of(run: Recording) -> CodeSource:
    """Return the code of a picture that shows `run`."""
    return checked_code(code_origin("script", "a.py", "pass", run, {})["code"])


def test_a_run_that_is_made_again_is_the_same(run: Recording, diverging_run: Recording) -> None:
    """Also one whose last numbers are not finite, and one that differs by less than 1e-9."""
    assert difference_from_digest(run, code_of(run)) == ""
    assert difference_from_digest(diverging_run, code_of(diverging_run)) == ""
    near = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01 * (1 + 1e-13)), passes=50, seed=0)
    assert near.params[-1].tolist() != run.params[-1].tolist()
    assert difference_from_digest(near, code_of(run)) == ""


def test_another_run_is_named_by_its_first_difference(run: Recording, short_run: Recording) -> None:
    """By its steps, by its parameters, or by a number and its step."""
    assert difference_from_digest(run, code_of(short_run)) == "the run has 300 steps, and had 12"
    wide = replace(code_of(run), digest=tuple((*row, 0.0) for row in code_of(run).digest))
    assert difference_from_digest(run, wide) == "the number of its parameters"
    other = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.010001), passes=50, seed=0)
    assert difference_from_digest(other, code_of(run)).startswith("the loss at step 38 is ")
    rows = code_of(run).digest
    moved = replace(code_of(run), digest=(*rows[:-1], (*rows[-1][:-1], 9.0)))
    assert (
        difference_from_digest(run, moved) == f"a parameter at step 300 is {float(run.params[-1, -1])!r}, and was 9.0"
    )
