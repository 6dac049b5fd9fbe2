"""Recordings that are crafted: refused by the name of what is wrong, or harmless."""

from __future__ import annotations

import io
import json
import resource
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, RecordingError
from sgdviz.recording.soundness import check_counts, check_shapes, check_span, check_texts, numbers_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = 13


@pytest.fixture
def crafted(short_run: Recording, tmp_path: Path) -> Callable[..., Path]:
    """A function that saves the short run with other arrays and facts, and returns the path."""

    def craft(arrays: dict[str, Any] | None = None, **facts: Any) -> Path:
        path = tmp_path / "run.npz"
        short_run.save(path)
        with np.load(path) as archive:
            members = {name: archive[name] for name in archive.files} | (arrays or {})
        known = json.loads(members["sgdviz"].tobytes()) | facts
        members["sgdviz"] = np.frombuffer(json.dumps(known).encode(), dtype=np.uint8)
        np.savez(path, **members)
        return path

    return craft


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("grid", np.full((2, 1), np.nan), "grid has places that are not finite"),
        ("grid", np.array([[-1e308], [1e308]]), "grid has places that are not finite, or too far apart"),
        ("landscape", np.full((81 * 81, 2), np.inf), "landscape has places"),
        ("loss", np.zeros(ROWS, dtype=complex), "'loss' is an array of complex128, not of numbers"),
        ("loss", np.zeros(ROWS, dtype="M8[s]"), "'loss' is an array of datetime64"),
        ("loss", np.zeros(ROWS, dtype=[("a", "f8")]), "'loss' is an array of "),
        ("step", np.array(["1"] * ROWS), "'step' is an array of <U1"),
        ("step", np.arange(ROWS) + (1 << 62), "it must be from 0 to 9007199254740992"),
        ("step", -np.arange(ROWS), "step goes from -12 to 0"),
        ("step", np.arange(ROWS)[::-1], "step goes back"),
        ("step", np.full(ROWS, np.nan), "step holds something that is not a whole number"),
        ("step", np.full(ROWS, 2**63, dtype=np.uint64), "step holds something that is not a whole number"),
        ("sample", np.full(ROWS, np.nan), "sample holds something that is not a whole number"),
        ("pass_index", np.full(ROWS, 1e300), "pass_index holds something that is not a whole number"),
        ("pass_index", np.full(ROWS, -5), "pass_index goes from -5 to -5"),
        ("blend", np.full(ROWS, 0.5), "blend must be 0 in the first row"),
        ("blend", np.full(ROWS, np.nan), "blend must be 0 in the first row"),
        ("step", np.int64(3), "the recording has no steps"),
    ],
)
def test_an_array_that_no_recording_has_is_refused(
    crafted: Callable[..., Path], name: str, values: Any, said: str
) -> None:
    """The error names the file and the array."""
    with pytest.raises(RecordingError, match=said) as caught:
        Recording.load(crafted({name: values}))
    assert "run.npz is damaged: " in str(caught.value)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"param_names": [1, 2]}, "parameter name is 1; give text"),
        ({"param_names": "mb"}, "param_names is 'mb'"),
        ({"param_names": ["m", "m"]}, "two parameters are called 'm'"),
        ({"param_names": ["m" * 100_000, "b"]}, "parameter name has 100,000 characters"),
        ({"feature_names": [3]}, "feature_names is "),
        ({"feature_names": "x"}, "feature_names is 'x'"),
        ({"target_name": 4}, "target_name is 4; give text"),
        ({"class_names": [1, 2]}, "class_names is "),
        ({"date_units": ["weeks", ""]}, "a text in date_units is 'weeks'"),
        ({"formula": 5}, "formula is 5; give text"),
        ({"formula": "y" * 100_000}, "formula has 100,000 characters"),
        ({"model": [1]}, "model is .1.; give text"),
        ({"standardized": "no"}, "standardized is 'no'; give True or False"),
        ({"recipe": [1]}, "recipe is .1.; give a dict"),
        ({"loss_kind": [1]}, "the loss kind is .1.; it must be one of"),
        ({"cost_kind": {}}, "the cost kind is .*; it must be one of"),
        ({"format": "5"}, "its format is no number"),
    ],
)
def test_facts_that_no_recording_has_are_refused(
    crafted: Callable[..., Path], facts: dict[str, Any], said: str
) -> None:
    """Names that are no text, and kinds that are none, are refused in one short line that names the file."""
    with pytest.raises(RecordingError, match=said) as caught:
        Recording.load(crafted(**facts))
    assert "run.npz is damaged: " in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("predictions", np.full((ROWS, 6), 1e308)),
        ("grid_predictions", np.full((ROWS, 2), -1e308)),
        ("params", np.full((ROWS, 2), np.nan)),
        ("params", np.full((ROWS, 2), 1e308)),
        ("gradients", np.full((ROWS, 2), 1e308)),
        ("loss", np.full(ROWS, np.inf)),
        ("cost", np.full(ROWS, np.nan)),
        ("x", np.full((6, 1), 1e308)),
    ],
)
def test_values_past_all_bounds_are_drawn_without_a_warning(
    crafted: Callable[..., Path], tmp_path: Path, name: str, values: Any
) -> None:
    """A run that diverged has such values; NumPy's warnings, which are errors here, would show lines of its source."""
    recording = Recording.load(crafted({name: values}))
    (output,) = sgdviz.animate(recording, size=(400, 200)).save(tmp_path / "a.gif", workers=1)
    assert output.frames >= 1
    assert (tmp_path / "a.gif").stat().st_size == output.bytes


def test_two_arrays_of_one_name_are_refused(short_run: Recording, tmp_path: Path) -> None:
    """An archive may hold a name twice, and readers differ in which of the two they take."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("loss.npy", archive.read("loss.npy"))
    with pytest.raises(RecordingError, match=r"run\.npz is damaged: it has two arrays 'loss'"):
        Recording.load(path)


def test_an_array_that_unpacks_to_gigabytes_is_refused_by_its_header(short_run: Recording, tmp_path: Path) -> None:
    """A member of 800 MB whose shape contradicts the others takes no memory; nor does a header that lies."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "predictions.npy"}
    header = io.BytesIO()
    kind: Any = {"descr": "<f8", "fortran_order": False, "shape": (ROWS, 8_000_000)}
    np.lib.format.write_array_header_1_0(header, kind)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        with archive.open("predictions.npy", "w") as file:
            file.write(header.getvalue())
            for _ in range(ROWS):
                file.write(bytes(64_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(RecordingError, match=r"predictions has shape \(13, 8000000\) where the rest"):
        Recording.load(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**members, "predictions.npy": header.getvalue()}.items():
            archive.writestr(name, content)
    with pytest.raises(RecordingError, match="'predictions' does not have the size that its header gives"):
        Recording.load(path)


def test_whole_floats_are_whole_numbers() -> None:
    """Floats and unsigned integers are taken as counts where none of them changes."""
    owned = numbers_for("step", [0.0, 2.0], np.int64)
    assert owned.dtype == np.int64
    assert owned.tolist() == [0, 2]
    assert numbers_for("loss", [1, 2], np.float64).tolist() == [1.0, 2.0]
    with pytest.raises(RecordingError, match="step holds something that is not a whole number"):
        numbers_for("step", [0.5], np.int64)


def test_checks_pass_what_recordings_have() -> None:
    """Interpolated rows lie between recorded ones, and an empty grid has no places."""
    check_counts(np.array([0, 0, 3]), np.array([0, 0, 1]), np.array([0.0, 1.5, 0.0]))
    check_counts(np.array([4]), np.array([0]), np.empty(0))
    check_span("grid", np.empty((0, 0)))
    check_texts(formula="y = {m} x")
    with pytest.raises(RecordingError, match="step goes back"):
        check_counts(np.array([0, 4, 3]), np.array([0, 0, 1]), np.empty(0))


def test_shapes_are_compared_without_arrays(short_run: Recording) -> None:
    """The shapes alone tell that an array contradicts the others."""
    found = {
        name: getattr(short_run, name).shape
        for name in (
            "step", "pass_index", "sample", "loss", "cost", "params", "gradients", "predictions", "grid",
            "grid_predictions", "landscape", "landscape_cost", "blend", "carried", "batch",
        )
    }  # fmt: skip
    check_shapes(found, names=2, points=6, features=1)
    with pytest.raises(RecordingError, match=r"params has shape \(13, 2\) where the rest of the recording makes it"):
        check_shapes(found, names=3, points=6, features=1)
