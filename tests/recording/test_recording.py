"""Recordings: frozen, checked, and kept whole in a file."""

from __future__ import annotations

import json
import zipfile
from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, RecordingError
from sgdviz.recording.cost import cost_of
from sgdviz.recording.npz import FORMAT
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_recording_cannot_be_changed(short_run: Recording) -> None:
    """Neither its fields nor its arrays, nor through the array it was made from."""
    with pytest.raises(FrozenInstanceError):
        short_run.formula = "y = x"  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        short_run.params[0, 0] = 1
    mine = short_run.cost.copy()
    other = replace(short_run, cost=mine)
    mine[0] = -1
    assert other.cost[0] == short_run.cost[0]


def test_shapes_that_contradict_each_other_are_named(short_run: Recording) -> None:
    """The field and both shapes stand in the error."""
    with pytest.raises(RecordingError, match=r"loss has shape \(3,\) where the rest of the recording makes it \(13,\)"):
        replace(short_run, loss=np.zeros(3))
    with pytest.raises(RecordingError, match="sample goes outside the 6 points"):
        replace(short_run, sample=np.full(13, 6))
    with pytest.raises(RecordingError, match="loss kind is 'squared'"):
        replace(short_run, loss_kind="squared")  # type: ignore[arg-type]


def test_a_residual_is_squared_and_a_loss_is_not(short_run: Recording) -> None:
    """What the loss panel shows shrinks to zero either way."""
    np.testing.assert_array_equal(short_run.sample_loss[1:], short_run.loss[1:] ** 2)
    plain = replace(short_run, loss_kind="loss")
    np.testing.assert_array_equal(plain.sample_loss[1:], short_run.loss[1:])


def test_rows_are_found_by_step(short_run: Recording) -> None:
    """A step that was not recorded is an error that says which were."""
    assert short_run.row_of(7) == 7
    with pytest.raises(sgdviz.InputError, match="no step 99; the recording has steps 0 to 12"):
        short_run.row_of(99)


def test_a_file_brings_back_every_bit(diverging_run: Recording, tmp_path: Path) -> None:
    """NaN and infinity too, and the same run gives the same bytes."""
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    diverging_run.save(first)
    diverging_run.save(second)
    loaded = Recording.load(first)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(loaded, name), getattr(diverging_run, name))
        assert getattr(loaded, name).dtype == getattr(diverging_run, name).dtype
    np.testing.assert_array_equal(loaded.dataset.x, diverging_run.dataset.x)
    for name in ("param_names", "formula", "loss_kind", "recipe"):
        assert getattr(loaded, name) == getattr(diverging_run, name)
    assert first.read_bytes() == second.read_bytes()


def damaged(path: Path, **changes: bytes) -> None:
    """Rewrite the archive at `path` with other contents for the members named."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, changes.get(name.removesuffix(".npy"), content))


@pytest.mark.parametrize("keep", [0, 1, 100, 0.5, -1])
def test_a_truncated_file_is_refused(short_run: Recording, tmp_path: Path, keep: float) -> None:
    """At any length: a clear error, on one line."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(keep if keep == int(keep) else keep * len(content))])
    with pytest.raises(RecordingError, match="recording") as caught:
        Recording.load(path)
    assert "\n" not in str(caught.value)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """Text, another zip, another npz, an npz with a pickle in it, no file at all."""
    text, other, pickled = tmp_path / "a.npz", tmp_path / "b.npz", tmp_path / "c.npz"
    text.write_text("hello")
    np.savez(other, x=np.ones(3))
    np.savez(pickled, sgdviz=np.array([{"format": FORMAT}], dtype=object))
    for path in (text, other, pickled):
        with pytest.raises(RecordingError, match=path.name):
            Recording.load(path)
    with pytest.raises(RecordingError, match="No such file"):
        Recording.load(tmp_path / "nothing.npz")
    with pytest.raises(RecordingError, match="cannot read"):
        Recording.load(tmp_path)


@pytest.mark.parametrize(
    ("version", "said"),
    [(FORMAT + 1, "a newer sgdviz .* upgrade sgdviz"), (FORMAT - 1, "an older sgdviz .* record the")],
)
def test_a_file_of_another_format_says_what_to_do(
    short_run: Recording, tmp_path: Path, version: int, said: str
) -> None:
    """What it means is not guessed at."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    about = np.frombuffer(json.dumps({"format": version}).encode(), dtype=np.uint8)
    np.save(tmp_path / "about.npy", about)
    damaged(path, sgdviz=(tmp_path / "about.npy").read_bytes())
    with pytest.raises(RecordingError, match=said):
        Recording.load(path)


def test_a_damaged_array_is_refused(short_run: Recording, tmp_path: Path) -> None:
    """An array of another shape contradicts the rest."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    np.save(tmp_path / "loss.npy", np.zeros(2))
    damaged(path, loss=(tmp_path / "loss.npy").read_bytes())
    with pytest.raises(RecordingError, match="loss has shape"):
        Recording.load(path)


def test_a_bomb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, short_run: Recording) -> None:
    """Sizes are checked before memory is taken."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    monkeypatch.setattr("sgdviz.recording.npz.MOST_BYTES", 1000)
    with pytest.raises(RecordingError, match="unpacks to"):
        Recording.load(path)


def test_an_absolute_error_is_its_own_kind_of_cost() -> None:
    """Means of sizes, not of squares, and losses of samples beside them in the same unit."""
    predictions, y = np.array([[1.0, 2.0], [4.0, -2.0]]), np.array([0.0, 4.0])
    assert cost_of("mean absolute error", predictions, y).tolist() == [1.5, 5.0]
    run = sgdviz.fit(sgdviz.Proportion("absolute"), sgdviz.data.houses(), sgdviz.SGD(0.01), passes=2, start={"Y": 100})
    assert run.cost_kind == "mean absolute error"
    np.testing.assert_array_equal(run.sample_loss[1:], np.abs(run.loss[1:]))
    assert replace(run, loss_kind="half square").sample_loss[1] == np.sqrt(2 * run.loss[1])
