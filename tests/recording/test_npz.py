"""The .npz file of a recording: what is written is read, and damaged and foreign files are refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz import Recording, RecordingError
from sgdviz.recording import npz

if TYPE_CHECKING:
    from numpy.typing import NDArray


def replaced(path: Path, member: str, values: NDArray[np.generic]) -> None:
    """Rewrite the archive at `path` with `values` as the array `member`."""
    array = io.BytesIO()
    np.save(array, values)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**members, f"{member}.npy": array.getvalue()}.items():
            archive.writestr(name, content)


def test_arrays_and_facts_come_back(tmp_path: Path) -> None:
    """`opened` yields the arrays and the facts that `write` wrote."""
    arrays = {"a": np.arange(5), "b": np.array([[np.nan, -np.inf, 0.1]])}
    with (tmp_path / "a.npz").open("wb") as file:
        npz.write(file, arrays, {"names": ["x", "π"], "count": 3, "nothing": None})
    with npz.opened(tmp_path / "a.npz") as (read, facts, shapes):
        assert facts == {"format": npz.FORMAT, "names": ["x", "π"], "count": 3, "nothing": None}
        for name, array in arrays.items():
            np.testing.assert_array_equal(read[name], array)
            assert read[name].dtype == array.dtype
            assert shapes[name] == array.shape


@pytest.mark.parametrize("keep", [0, 1, 100, 0.5, -1])
def test_a_truncated_file_is_refused(short_run: Recording, tmp_path: Path, keep: float) -> None:
    """A file cut at any length raises a `RecordingError` of one line."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(keep if keep == int(keep) else keep * len(content))])
    with pytest.raises(RecordingError, match="recording") as caught:
        Recording.load(path)
    assert "\n" not in str(caught.value)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """Text, another .npz, a pickle inside an .npz, a missing file and a folder are refused by their paths."""
    text, other, pickled = tmp_path / "a.npz", tmp_path / "b.npz", tmp_path / "c.npz"
    text.write_text("hello")
    np.savez(other, x=np.ones(3))
    np.savez(pickled, sgdviz=np.array([{"format": npz.FORMAT}], dtype=object))
    for path in (text, other, pickled):
        with pytest.raises(RecordingError, match=path.name):
            Recording.load(path)
    with pytest.raises(RecordingError, match="No such file"):
        Recording.load(tmp_path / "nothing.npz")
    with pytest.raises(RecordingError, match="cannot read"):
        Recording.load(tmp_path)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (npz.FORMAT + 1, "a newer sgdviz .* upgrade sgdviz"),
        (npz.FORMAT - 1, "an older sgdviz .* record the run again"),
    ],
)
def test_a_file_of_another_format_is_refused(short_run: Recording, tmp_path: Path, version: int, said: str) -> None:
    """The error for a file of another format says which sgdviz wrote it and what to do."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    replaced(path, "sgdviz", np.frombuffer(json.dumps({"format": version}).encode(), dtype=np.uint8))
    with pytest.raises(RecordingError, match=said):
        Recording.load(path)


class Trap:
    """An object whose pickle, when it is loaded, makes a file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("member", ["sgdviz", "loss"])
def test_no_pickle_is_loaded(short_run: Recording, tmp_path: Path, member: str) -> None:
    """An array of objects is refused without running the code in its pickle."""
    path, trace = tmp_path / "run.npz", tmp_path / "trace"
    short_run.save(path)
    trap = np.empty(1, dtype=object)
    trap[0] = Trap(trace)
    replaced(path, member, trap)
    with pytest.raises(RecordingError, match=r"run\.npz"):
        Recording.load(path)
    assert not trace.exists()
    with np.load(path, allow_pickle=True) as archive:
        archive[member]
    assert trace.exists()  # the pickle does have code to run


def test_an_array_that_contradicts_the_others_is_refused(short_run: Recording, tmp_path: Path) -> None:
    """An array of another shape, or with values that no recording has, is refused by its name."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    replaced(path, "loss", np.zeros(2))
    with pytest.raises(RecordingError, match="loss has shape"):
        Recording.load(path)
    short_run.save(path)
    replaced(path, "x", np.full((6, 1), np.nan))
    with pytest.raises(RecordingError, match=r"run\.npz is damaged: x\[0\] is nan"):
        Recording.load(path)


def test_a_file_that_unpacks_to_too_much_is_refused_unread(
    short_run: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unpacked size is checked before any array is read."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    monkeypatch.setattr(npz, "MOST_BYTES", 1000)
    monkeypatch.setattr(np, "load", None)  # an attempt to read would raise a TypeError
    with pytest.raises(RecordingError, match="unpacks to"):
        Recording.load(path)
