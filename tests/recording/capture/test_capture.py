"""Tests of what capture does besides finding: checks, fallbacks, units, notes, and several runs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz.recording.capture import Captured, Find, Program, capture

if TYPE_CHECKING:
    from pathlib import Path


def captured(folder: Path, source: str, find: Find | None = None, **given: object) -> Captured:
    """Return what a script does that has NumPy as np."""
    path = folder / "script.py"
    path.write_text("import numpy as np\n" + textwrap.dedent(source))
    return capture(Program(str(path), path.read_text()), find=find, given=given)


LINE = """
x = np.linspace(0, 1, 12)
y = 3 * x + 1 + 0.1 * np.sin(20 * x)
w, b = 0.0, 0.0
for step in range(40):
    error = w * x + b - y
    w -= 0.3 * np.mean(error * x)
    b -= 0.3 * np.mean(error)
"""


def test_a_run_is_recorded_bit_for_bit(tmp_path: Path) -> None:
    """Parameters, predictions and the cost are those of the same loop without sgdviz."""
    (run,) = captured(tmp_path, LINE).runs
    names: dict[str, object] = {"np": np}
    exec(LINE, names)  # noqa: S102 - the script above
    recording = run.recording
    assert recording.params[-1].tolist() == [names["w"], names["b"]]
    assert recording.predictions[-1].tolist() == (names["w"] * names["x"] + names["b"]).tolist()  # type: ignore[operator]
    assert recording.formula == "y = {w} x + {b}"
    assert recording.pass_index.tolist() == recording.step.tolist()  # each step sees all data
    assert len(recording.landscape)
    assert recording.listing.lines[0].startswith("for step in")


def test_a_prediction_that_cannot_be_run_again_is_shown_without_a_curve(tmp_path: Path) -> None:
    """A prediction with random numbers in it is not what the program saw; its points are, and that is said."""
    (run,) = captured(
        tmp_path,
        """
        rng = np.random.default_rng(3)
        x = np.linspace(-1, 1, 20)
        y = 2 * x
        w = 0.0
        for step in range(30):
            noisy = w * x + rng.normal(size=20)
            error = noisy - y
            w -= 0.1 * np.mean(error * x)
        """,
    ).runs
    assert len(run.recording.grid) == 0
    assert "without a curve" in run.evidence
    assert run.recording.predictions.shape == (30, 20)


def test_data_are_drawn_in_their_own_units(tmp_path: Path) -> None:
    """A program that trains on scaled copies of its data has them drawn as it read them, and that is said."""
    (run,) = captured(
        tmp_path,
        """
        size = np.array([40.0, 60.0, 75.0, 90.0, 120.0])
        price = np.array([110.0, 150.0, 190.0, 210.0, 300.0])
        x = (size - size.mean()) / size.std()
        y = (price - price.mean()) / price.std()
        w, b = 0.0, 0.0
        for step in range(50):
            error = w * x + b - y
            w -= 0.1 * np.mean(error * x)
            b -= 0.1 * np.mean(error)
        """,
    ).runs
    dataset = run.recording.dataset
    assert (dataset.feature_names, dataset.target_name) == (("size",), "price")
    assert dataset.inputs.tolist() == [40.0, 60.0, 75.0, 90.0, 120.0]
    assert run.recording.standardized
    assert "trained on scaled data" in run.evidence
    assert abs(run.recording.predictions[-1] - dataset.y).mean() < 15  # in the unit of the price


def test_a_parameter_that_changes_its_shape_ends_the_recording(tmp_path: Path) -> None:
    """What was recorded before is kept, and a note says why there is no more."""
    found = captured(
        tmp_path,
        """
        x = np.linspace(0, 1, 10)
        y = 2 * x
        w = np.zeros(1)
        for step in range(20):
            error = x * w.sum() - y
            w = w - 0.1 * np.mean(error * x)
            if step == 9:
                w = np.append(w, 0.0)
        """,
    )
    assert found.exit_code == 0
    assert any("shape" in note for note in found.notes)
    assert found.runs[0].recording.step[-1] <= 10


def test_a_run_that_diverges_is_recorded(tmp_path: Path) -> None:
    """Inf and NaN are data."""
    (run,) = captured(tmp_path, LINE.replace("0.3", "40.0").replace("range(40)", "range(300)")).runs
    assert run.recording.status == "diverged"


def test_the_user_can_name_the_prediction(tmp_path: Path) -> None:
    """An expression of the program's names is the prediction, with the data that are named as well."""
    find = Find(x="x", y="y", predict="w * x ** 2 + b")
    (run,) = captured(tmp_path, LINE, find).runs
    x, params = run.recording.dataset.inputs, run.recording.params[-1]
    assert np.allclose(run.recording.predictions[-1], params[0] * x**2 + params[1])


def test_what_the_user_names_and_is_not_there_is_said(tmp_path: Path) -> None:
    """A name without numbers is a note, and there is no run."""
    found = captured(tmp_path, LINE, Find(x="q", y="y", predict="w * q"))
    assert found.runs == ()
    assert any("no numbers called q" in note for note in found.notes)


def test_names_may_be_given(tmp_path: Path) -> None:
    """Names that the program never makes can be given to it."""
    source = LINE.replace("np.linspace(0, 1, 12)", "inputs")
    (run,) = captured(tmp_path, source, None, inputs=np.linspace(0, 2, 9)).runs
    assert len(run.recording.dataset) == 9


@pytest.mark.parametrize("kind", ["+ 0.5 * np.abs(x)", "* np.cos(3 * x)"])
def test_a_curve_is_recorded_at_a_grid(tmp_path: Path, kind: str) -> None:
    """A prediction that is no line has many points, each what the program's code gives there."""
    (run,) = captured(tmp_path, LINE.replace("w * x + b - y", f"w * x {kind} + b - y")).runs
    recording = run.recording
    assert len(recording.grid) > 2
    w, b = recording.params[-1]
    x = recording.grid[:, 0]
    expected = w * x + 0.5 * np.abs(x) + b if "abs" in kind else w * x * np.cos(3 * x) + b
    assert np.allclose(recording.grid_predictions[-1], expected)
