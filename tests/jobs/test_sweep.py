"""Sweeps: the runs of every combination of settings."""

from __future__ import annotations

import pytest

from sgdviz import InputError
from sgdviz.jobs.sweep import sweep


def test_a_sweep_has_a_run_for_every_combination() -> None:
    """A label names the settings that vary, with the values of its run."""
    settings = {"passes": (5,), "step_size": (0.01, 0.1), "seed": (0, 1)}
    assert sweep(settings) == {
        "step size 0.01, seed 0": {"passes": 5, "step_size": 0.01, "seed": 0},
        "step size 0.01, seed 1": {"passes": 5, "step_size": 0.01, "seed": 1},
        "step size 0.1, seed 0": {"passes": 5, "step_size": 0.1, "seed": 0},
        "step size 0.1, seed 1": {"passes": 5, "step_size": 0.1, "seed": 1},
    }


def test_a_small_step_size_is_written_as_in_print() -> None:
    """Powers of ten have superscripts; words and whole numbers stay as they are."""
    labels = list(sweep({"step_size": (1e-08, 2.5e-07), "optimizer": ("sgd", "adam")}))
    assert labels[0] == "step size 10⁻⁸, optimizer sgd"
    assert labels[3] == "step size 2.5×10⁻⁷, optimizer adam"


def test_one_value_each_is_one_run_without_a_label() -> None:
    """The label of a sweep in which nothing varies is empty."""
    assert sweep({}) == {"": {}}
    assert sweep({"seed": (4,)}) == {"": {"seed": 4}}


def test_equal_values_and_too_many_runs_are_refused() -> None:
    """A value may be given once, and there are at most six runs."""
    with pytest.raises(InputError, match=r"step size is 0\.1,0\.1: a value is given twice; give each once"):
        sweep({"step_size": (0.1, 0.1)})
    assert len(sweep({"seed": tuple(range(6))})) == 6
    with pytest.raises(InputError, match="8 runs were asked for; give values for at most 6"):
        sweep({"seed": (0, 1, 2, 3), "step_size": (0.1, 0.2)})
