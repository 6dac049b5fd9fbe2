"""Pacing: which rows, for how long."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sgdviz import InputError, Pacing, Recording


@pytest.mark.parametrize(
    ("every", "rows"),
    [
        ("step", list(range(13))),
        ("pass", [0, 6, 12]),
        (5, [0, 5, 10, 12]),
        (12, [0, 12]),
        (100, [0, 12]),
        (1, list(range(13))),
    ],
)
def test_every_chooses_rows_and_keeps_both_ends(short_run: Recording, every: str | int, rows: list[int]) -> None:
    """The first and the last row are always there, each once."""
    assert [cue.row for cue in Pacing(every=every).cues(short_run)] == rows


def test_frames_last_as_asked(short_run: Recording) -> None:
    """Holds at both ends, one frame's time between."""
    seconds = [cue.seconds for cue in Pacing(fps=10, hold_first=0.5, hold_last=2).cues(short_run)]
    assert seconds == [0.5] + [0.1] * 11 + [2]


def test_a_hold_is_at_least_a_frame(short_run: Recording) -> None:
    """A hold of nothing does not make a frame that nobody sees."""
    seconds = [cue.seconds for cue in Pacing(fps=4, hold_first=0, hold_last=0.1).cues(short_run)]
    assert seconds[0] == seconds[-1] == 0.25


def test_a_diverged_run_ends_where_it_diverged(diverging_run: Recording) -> None:
    """What comes after cannot be seen."""
    assert [cue.row for cue in Pacing().cues(diverging_run)] == list(range(8))
    assert [cue.row for cue in Pacing(every="pass").cues(diverging_run)] == [0, 6, 7]


def test_one_row_is_one_frame(short_run: Recording) -> None:
    """A recording of one row is shown for the longer of the holds: the last."""
    arrays = {
        name: getattr(short_run, name)[:1]
        for name in ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions")
    }
    one = replace(short_run, **arrays, grid_predictions=short_run.grid_predictions[:1])
    assert [(cue.row, cue.seconds) for cue in Pacing().cues(one)] == [(0, 3.0)]


def test_passes_must_be_known(short_run: Recording) -> None:
    """A loop that recorded no passes cannot be shown pass by pass."""
    with pytest.raises(InputError, match="knows no passes"):
        Pacing(every="pass").cues(replace(short_run, pass_index=np.zeros(13, dtype=np.int64)))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"fps": 0}, "fps is 0"),
        ({"fps": math.inf}, "fps is inf"),
        ({"hold_first": -1}, "hold first is -1"),
        ({"hold_last": math.nan}, "hold last is nan"),
        ({"plays": -1}, "plays is -1"),
        ({"plays": 1.5}, r"plays is 1\.5"),
        ({"every": 0}, "every is 0"),
        ({"every": "stpe"}, "unknown pace 'stpe'; did you mean 'step'"),
    ],
)
def test_bad_settings_are_named(settings: dict[str, Any], said: str) -> None:
    """Each says what it is and what it should be."""
    with pytest.raises(InputError, match=said):
        Pacing(**settings)
