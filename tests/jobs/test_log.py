"""A log of parameters, from a program in any language, as a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Dataset, InputError
from sgdviz.jobs.log import recording_of_log

if TYPE_CHECKING:
    from pathlib import Path

HOUSES = Dataset(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 5.0]), ("size (m2)",), "price")
PAIRS = Dataset(
    np.array([[1.0, 5.0], [2.0, 3.0], [4.0, 4.0]]),
    np.array([0.0, 1.0, 1.0]),
    ("width", "how high"),
    "sold",
    ("no", "yes"),
)


def log(folder: Path, text: str, name: str = "log.csv") -> Path:
    """Write a log and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_log_is_what_a_recorder_would_have_recorded(tmp_path: Path) -> None:
    """Parameters, losses, samples, passes and steps of a loop that writes them equal those of one that is recorded."""
    w, b, lines = 0.5, 0.0, ["step;epoch;loss;sample;w;b"]
    recorder = sgdviz.Recorder(HOUSES.inputs, HOUSES.y, predict=lambda xs: w * xs + b)
    for turn in range(12):
        place = turn % 3
        error = w * HOUSES.inputs[place] + b - HOUSES.y[place]
        w, b = w - 0.1 * error * HOUSES.inputs[place], b - 0.1 * error
        recorder.record(w=w, b=b, loss=error, sample=place, pass_index=turn // 3 + 1)
        lines.append(f"{turn + 1};{turn // 3 + 1};{float(error)!r};{place};{float(w)!r};{float(b)!r}")
    mine = recording_of_log(log(tmp_path, "\n".join(lines)), HOUSES, "w*x + b")
    theirs = recorder.recording()
    for name in ("step", "pass_index", "sample", "params", "loss", "cost", "predictions", "grid_predictions"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name), err_msg=name)
    assert mine.loss_kind == "residual"
    assert mine.formula == "price = {w} x + {b}"


@pytest.mark.parametrize(
    ("text", "predict", "params", "last"),
    [
        ("a\n1\n2\n", "a * size", ("a",), [2, 4, 6]),
        ("a,b\n1,\n2,3\n", "a*x^2 + b", ("a", "b"), [5, 11, 21]),
        ("slope [1],off set\n1,0\n0.5,1\n", "slope*size + off_set", ("slope", "off_set"), [1.5, 2, 2.5]),
        ('[{"a": 1, "z": "text"}, {"a": 2, "z": "more"}]', "max(a*x, 3)", ("a",), [3, 4, 6]),
    ],
)
def test_columns_that_the_formula_names_are_parameters(
    tmp_path: Path, text: str, predict: str, params: tuple[str, ...], last: list[float]
) -> None:
    """Names go without units and blanks, columns of no use are left out, and inputs have two names."""
    recording = recording_of_log(
        log(tmp_path, text, "log.json" if text.startswith("[") else "log.csv"), HOUSES, predict
    )
    assert recording.param_names == params
    assert recording.predictions[-1].tolist() == last


def test_two_inputs_have_numbers_and_names(tmp_path: Path) -> None:
    """Inputs of several columns are x1 and x2, or their names with lines for blanks; classes keep their names."""
    path = log(tmp_path, "w1,w2,b\n0,0,0\n1,-1,0.5\n")
    numbered = recording_of_log(path, PAIRS, "1/(1+exp(-(w1*x1 + w2*x2 + b)))")
    named = recording_of_log(path, PAIRS, "1/(1+exp(-(w1*width + w2*how_high + b)))")
    np.testing.assert_array_equal(numbered.predictions, named.predictions)
    assert numbered.dataset.class_names == ("no", "yes")
    assert numbered.cost_kind == "cross-entropy"
    assert sgdviz.animate(numbered).scene.panels == ("boundary", "loss")


def test_a_run_that_diverges_has_no_numbers(tmp_path: Path) -> None:
    """What a program writes once it has left all bounds is infinite, or no number."""
    recording = recording_of_log(log(tmp_path, "w\n1\n1e9\n1e300\ninf\nnan\n"), HOUSES, "w*x")
    assert recording.status == "diverged"
    assert np.isnan(recording.params[-1, 0])


def test_a_long_log_is_thinned(tmp_path: Path) -> None:
    """A log of 50,000 steps has a recording of bounded size, which ends where the log does."""
    rows = "\n".join(f"{number * 10},{1 - 0.9999**number!r}" for number in range(50_000))
    recording = recording_of_log(log(tmp_path, f"step,w\n{rows}\n"), HOUSES, "w*x")
    assert len(recording) < 20_000
    assert recording.step[-1] == 499_990


@pytest.mark.parametrize(
    ("text", "predict", "said"),
    [
        (
            "w\n1\n",
            "w*z",
            r"the formula names 'z', which is neither; .*log.csv has w, and the inputs are size, x",
        ),
        ("w\n1\n", "2*x", r"the formula '2\*x' names no column of .*log.csv: w"),
        ("size\n1\n", "size*x", "size is a column of .*log.csv and an input; rename one of them"),
        ("w\n1\nsteep\n", "w*x", r"log.csv: column 'w' has 'steep' in line 3, which is not a number"),
        ("w,b\n1,2\n", "w*x+__import__('os')", "unknown function '__import__'"),
        ("w,step\n1,5\n2,5\n", "w*x", r"log.csv, line 3: step is 5, and the last call had 5; steps must grow"),
        ("w,sample\n1,7\n", "w*x", "line 2: sample is 7; the data have samples 0 to 2"),
        ("w,step\n1,1.5\n", "w*x", "line 2: step is 1.5"),
    ],
)
def test_what_cannot_be_read_is_an_error(tmp_path: Path, text: str, predict: str, said: str) -> None:
    """Names that nothing has, cells that are no numbers, and steps that go back are told with their line."""
    with pytest.raises(InputError, match=said):
        recording_of_log(log(tmp_path, text), HOUSES, predict)


def test_a_log_without_rows_is_an_error(tmp_path: Path) -> None:
    """A header alone is no log, and an input file that does not exist is named."""
    arguments: dict[str, Any] = {"dataset": HOUSES, "predict": "w*x"}
    with pytest.raises(InputError, match="no rows"):
        recording_of_log(log(tmp_path, "w,b\n"), **arguments)
    with pytest.raises(InputError, match=r"missing\.csv"):
        recording_of_log(tmp_path / "missing.csv", **arguments)
