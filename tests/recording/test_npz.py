"""The .npz file of a recording: what is written is read, and damaged and foreign files are refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fuzz_helpers import folder_of, json_values, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes, unicode_string_dtypes

import sgdviz
from sgdviz import Recording, RecordingError
from sgdviz.recording import npz
from sgdviz.recording.listing import LineMark, Listing

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


def test_arrays_are_compressed(short_run: Recording, tmp_path: Path) -> None:
    """A file takes less than its arrays: every member is deflated."""
    path = tmp_path / "run.npz"
    short_run.save(path)
    with zipfile.ZipFile(path) as archive:
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert path.stat().st_size < sum(member.file_size for member in archive.infolist())


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


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (4 * 2**30, "is not a whole sgdviz recording"),
        (4 * 2**30 + 1, r"unpacks to 4\.3 GB; recordings hold at most 4\.3 GB"),
    ],
)
def test_recordings_hold_at_most_four_gibibytes(tmp_path: Path, size: int, said: str) -> None:
    """A file that says that it unpacks to one byte more is refused for that, and one at the limit is looked into."""
    path = tmp_path / "run.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("loss.npy", b"")
        archive.infolist()[0].file_size = size  # what the directory at the end of the file will say
    with pytest.raises(RecordingError, match=said):
        Recording.load(path)


def archive_of(members: dict[str, bytes]) -> bytes:
    """Return an archive with `members`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def member_of(values: NDArray[np.generic]) -> bytes:
    """Return an array as a member of an archive."""
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def any_members() -> st.SearchStrategy[bytes]:
    """Return a strategy of members: arrays of any type and shape, headers of arrays that are not there, and bytes."""
    shapes = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=14)
    values = arrays(scalar_dtypes() | unicode_string_dtypes(max_len=3), shapes)
    claims = st.lists(st.sampled_from([0, 1, 13, -1, 10**9, 2**62, 10**30]), max_size=3).map(
        lambda shape: "{'descr': '<f8', 'fortran_order': False, 'shape': (" + "".join(f"{n}, " for n in shape) + ")}"
    )
    headers = claims.map(lambda text: b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode())
    return values.map(member_of) | headers | st.binary(max_size=40)


def archive_members(run: Recording) -> dict[str, bytes]:
    """Return the members of the archive of `run` by their names."""
    file = io.BytesIO()
    run.write(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


RUN = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, landscape=False)
LISTING = Listing(("for x in xs:", "    w -= x"), (1, 2), (LineMark(1, "update", "parameter", "w"),))
SMALL = archive_members(replace(RUN, listing=LISTING))
FACTS = json.loads(np.load(io.BytesIO(SMALL["sgdviz.npy"])).tobytes())


@st.composite
def crafted_recordings(draw: st.DrawFn) -> bytes:
    """Return the file of a run with other facts, other members or fewer of them, and other bytes."""
    listing = FACTS["listing"] | draw(
        st.dictionaries(st.sampled_from(list(FACTS["listing"])), json_values(), max_size=1)
    )
    changes = draw(st.dictionaries(st.sampled_from(list(FACTS)), json_values(), max_size=2))
    facts = FACTS | {"listing": listing} | changes
    text = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    others = st.dictionaries(st.sampled_from(list(SMALL)), st.none() | any_members(), max_size=2)
    members = SMALL | {"sgdviz.npy": member_of(text)} | draw(others)
    whole = bytearray(archive_of({name: content for name, content in members.items() if content is not None}))
    for place in draw(st.lists(st.integers(0, len(whole) - 1), max_size=2)):
        whole[place] = draw(st.integers(0, 255))
    return bytes(whole)


@settings(max_examples=200, deadline=None)
@given(content=crafted_recordings() | st.binary(max_size=100))
def test_any_file_is_a_recording_or_refused(content: bytes) -> None:
    """A file is a recording, which is written again as it was read, or raises a `RecordingError` with its path."""
    with folder_of("run.npz", content) as path:
        run = loaded(Recording.load, path, RecordingError)
    if run is not None:
        members = archive_members(run)
        with folder_of("again.npz", archive_of(members)) as path:
            assert archive_members(Recording.load(path)) == members
