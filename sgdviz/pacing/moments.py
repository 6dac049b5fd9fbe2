"""Moments of a run: the steps that stills show, by number, by their share of the run, or as the last."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from sgdviz.checks import whole
from sgdviz.errors import InputError
from sgdviz.pacing.cue import PARTS
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.pacing.cue import Part
    from sgdviz.recording import Comparison, Recording

    At = int | str | Sequence[int | str]
    """A moment or several: the number of a step, "50%" or "last", and after a colon a part of the step; in one text
    with commas between them, or as a sequence."""

LAST = "last"

MOST_DIGITS = 40
"""Digits of the longest number of a step."""


class Moment(NamedTuple):
    """A moment as it was asked for in `text`: a `step`, or a `share` of the run, and the part of the step, if any."""

    text: str
    step: int | None
    share: float
    part: Part | None


def moments_of(at: At) -> tuple[Moment, ...]:
    """Return the moments that `at` asks for, in its order. Raises `InputError`."""
    if isinstance(at, list | tuple):
        if not at:
            raise InputError("at names no step; give one, as in at=15, or several, as in at=(0, '50%', 'last')")
        return tuple(_moment(one, str(at)) for one in at)
    if isinstance(at, str):
        return tuple(_moment(one, at) for one in at.split(","))
    return (_moment(cast("int", at), ""),)


def _moment(one: int | str, whole_text: str) -> Moment:
    if not isinstance(one, str):
        step = whole("at", one, least=0)
        return Moment(str(step), step, 0.0, None)
    text = one.strip()
    if not text:
        where = "" if not whole_text.strip() else f" in {whole_text!r}"
        raise InputError(f"a step is empty{where}; write steps with commas between them, as in 0,10,50%,{LAST}")
    name, _, part = text.partition(":")
    known = next((own for own in PARTS if own == part), None)
    number = re.fullmatch(r"(\d+)|(\d+(?:\.\d+)?)\s*%", name, flags=re.ASCII)
    if (number is None and name != LAST) or (part and known is None):
        ways = f"write its number, as in 15, a share of the run, as in 50%, or {LAST}"
        raise InputError(f"{text!r} is not a step; {ways}; or a part of it, as in 2:backward ({', '.join(PARTS)})")
    if len(name) > MOST_DIGITS:
        raise InputError(f"the step has {len(name):,} digits; give a number of at most {MOST_DIGITS}")
    if number is None:
        return Moment(text, None, 1.0, known)
    if number[1]:
        return Moment(text, int(name), 0.0, known)
    share = float(number[2]) / 100
    if share > 1:
        raise InputError(f"{text} lies past the end of the run; give a share of 0% to 100%")
    return Moment(text, None, share, known)


def row_of(recording: Recording | Comparison, moment: Moment, last: int) -> int:
    """Return the row of `moment` in a run that is shown up to the row `last`; of a share, the nearest recorded one.

    Raises `InputError` for a step that was not recorded, or is not shown.
    """
    leader = leader_of(recording)
    if moment.step is not None:
        row = leader.row_of(moment.step)
        if row > last:
            diverged = leader.step[last]
            raise InputError(f"step {moment.step} lies past the divergence at step {diverged}; give a step up to that")
        return row
    if math.isclose(moment.share, 1.0):
        return last
    rows = np.flatnonzero(leader.recorded[: last + 1])
    steps = leader.step[rows]
    return int(rows[np.abs(steps - moment.share * steps[-1]).argmin()])
