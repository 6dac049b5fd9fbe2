"""Outputs: whole or not at all, with nothing left behind."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from sgdviz import OutputError
from sgdviz.atomic import atomic_file, atomic_folder, output_errors

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    """Return what is in `folder`, hidden or not."""
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_takes_its_place_at_the_end(tmp_path: Path) -> None:
    """Until then the old one stands; afterwards there is one file, as readable as any other."""
    path = tmp_path / "a.gif"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with atomic_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.gif"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_a_file_that_fails_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """The old file stays, the new one is gone."""
    path = tmp_path / "a.gif"
    path.write_bytes(b"old")
    with pytest.raises(error), atomic_file(path) as file:  # noqa: PT012 - both blocks are under test
        file.write(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.gif"]


def test_refusals_name_the_output(tmp_path: Path) -> None:
    """A folder, a folder that is not there, and whatever the system says while writing."""
    with pytest.raises(OutputError, match="is a folder"), atomic_file(tmp_path):
        pass
    missing = tmp_path / "no" / "a.gif"
    with pytest.raises(OutputError, match=rf"cannot write {missing}: No such file"), atomic_file(missing):
        pass
    with (
        pytest.raises(OutputError, match=r"cannot write b\.gif: No space left"),
        output_errors("a.gif"),
        output_errors("b.gif"),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def ours(name: str) -> bool:
    """Tell the frames from everything else."""
    return name.startswith("frame_")


def test_a_folder_takes_its_place_whole(tmp_path: Path) -> None:
    """Frames of an earlier run are gone, and nothing is beside the folder."""
    place = tmp_path / "frames"
    for run, count in (("a", 3), ("b", 1)):
        with atomic_folder(f"{place}/", ours) as folder:
            for number in range(count):
                (folder / f"frame_{number}").write_text(run)
    assert names(place) == ["frame_0"]
    assert (place / "frame_0").read_text() == "b"
    assert names(tmp_path) == ["frames"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """Nobody's files are removed for frames, nor a file for a folder."""
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(OutputError, match="holds other files"), atomic_folder(f"{tmp_path}/", ours):
        pass
    with pytest.raises(OutputError, match="is a file"), atomic_folder(tmp_path / "thesis.txt", ours):
        pass
    assert names(tmp_path) == ["thesis.txt"]


def test_a_folder_that_fails_leaves_the_old_frames(tmp_path: Path) -> None:
    """Ctrl-C among the frames changes nothing."""
    place = tmp_path / "frames"
    with atomic_folder(place, ours) as folder:
        (folder / "frame_0").write_text("a")
    with pytest.raises(KeyboardInterrupt), atomic_folder(place, ours) as folder:  # noqa: PT012 - both blocks are under test
        (folder / "frame_0").write_text("b")
        raise KeyboardInterrupt
    assert (place / "frame_0").read_text() == "a"
    assert names(tmp_path) == ["frames"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    """What a link leads to is replaced; what is no file is refused."""
    target, link = tmp_path / "real.gif", tmp_path / "link.gif"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with atomic_file(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(OutputError, match="is a device"), atomic_file("/dev/null"):
        pass
