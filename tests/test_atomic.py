"""Atomic output: a file or folder is there whole or not at all, and nothing is left behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import names

from sgdviz import OutputError
from sgdviz.atomic import Transaction, atomic_file, atomic_folder, output_errors

if TYPE_CHECKING:
    from collections.abc import Callable

NOBODY = 65534
"""The user and the group without any rights of their own."""


def test_a_file_takes_its_place_at_the_end(tmp_path: Path) -> None:
    """The old file stays until the block ends; the new one has its mode, and nothing is beside it."""
    path = tmp_path / "a.gif"
    path.write_bytes(b"old")
    path.chmod(0o751)
    with atomic_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert names(tmp_path) == ["a.gif"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_a_file_that_fails_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """Where the block fails, the old file stays and the temporary one is gone."""
    path = tmp_path / "a.gif"
    path.write_bytes(b"old")
    with pytest.raises(error), atomic_file(path) as file:  # noqa: PT012 - both blocks are under test
        file.write(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.gif"]


def test_refusals_name_the_output(tmp_path: Path) -> None:
    """A folder, a missing folder and a full disk are refused by the path of the output."""
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
    """Return whether `name` is that of a frame."""
    return name.startswith("frame_")


def test_a_folder_takes_its_place_whole(tmp_path: Path) -> None:
    """A new folder replaces the old one with all of its frames, and nothing is beside it."""
    place = tmp_path / "frames"
    for run, count in (("a", 3), ("b", 1)):
        with atomic_folder(f"{place}/", ours) as folder:
            for number in range(count):
                (folder / f"frame_{number}").write_text(run)
    assert names(place) == ["frame_0"]
    assert (place / "frame_0").read_text() == "b"
    assert names(tmp_path) == ["frames"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A folder with other files, and a file in place of a folder, are refused and kept."""
    (tmp_path / "thesis.txt").write_text("kept")
    with pytest.raises(OutputError, match="holds other files"), atomic_folder(f"{tmp_path}/", ours):
        pass
    with pytest.raises(OutputError, match="is a file"), atomic_folder(tmp_path / "thesis.txt", ours):
        pass
    assert names(tmp_path) == ["thesis.txt"]


def test_a_folder_that_fails_leaves_the_old_frames(tmp_path: Path) -> None:
    """Where the block fails, the old folder stays."""
    place = tmp_path / "frames"
    with atomic_folder(place, ours) as folder:
        (folder / "frame_0").write_text("a")
    with pytest.raises(KeyboardInterrupt), atomic_folder(place, ours) as folder:  # noqa: PT012 - both blocks are under test
        (folder / "frame_0").write_text("b")
        raise KeyboardInterrupt
    assert (place / "frame_0").read_text() == "a"
    assert names(tmp_path) == ["frames"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    """A symbolic link keeps its place and its target is replaced; a device is refused."""
    target, link = tmp_path / "real.gif", tmp_path / "link.gif"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with atomic_file(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(OutputError, match="is a device"), atomic_file("/dev/null"):
        pass


def test_outputs_of_a_transaction_are_replaced_together(tmp_path: Path) -> None:
    """No output of a transaction is replaced before all of them are complete."""
    (tmp_path / "a").write_text("old")
    with Transaction() as outputs:
        outputs.file(tmp_path / "a").write(b"new")
        (outputs.folder(tmp_path / "f", ours) / "frame_1").write_text("new")
        assert (tmp_path / "a").read_text() == "old"
        assert not (tmp_path / "f").exists()
    assert (tmp_path / "a").read_text() == "new"
    assert (tmp_path / "f" / "frame_1").read_text() == "new"
    assert names(tmp_path) == ["a", "f"]


def test_a_transaction_that_cannot_finish_one_output_replaces_none(tmp_path: Path) -> None:
    """A file that cannot be flushed, as on a full disk, leaves the others as they were."""
    for name in "ab":
        (tmp_path / name).write_text("old")

    def one_fails() -> None:
        with Transaction() as outputs:
            outputs.file(tmp_path / "a").write(b"new")
            last = outputs.file(tmp_path / "b")
            last.write(b"new")
            os.close(last.fileno())  # what is buffered cannot be written any more

    with pytest.raises(OutputError, match=r"cannot write .*b: Bad file descriptor"):
        one_fails()
    assert [(tmp_path / name).read_text() for name in "ab"] == ["old", "old"]
    assert names(tmp_path) == ["a", "b"]


def test_a_block_that_fails_keeps_its_error_where_the_buffer_cannot_be_written(tmp_path: Path) -> None:
    """The error of the block comes out, not that of its last bytes, which a full disk refuses too; nothing is left."""
    with pytest.raises(RuntimeError, match="of the block"), atomic_file(tmp_path / "a.gif") as file:  # noqa: PT012 - both blocks are under test
        file.write(b"new")
        os.close(file.fileno())  # what is buffered cannot be written any more
        raise RuntimeError("of the block")
    assert names(tmp_path) == []


def test_a_name_that_is_too_long_is_an_output_error(tmp_path: Path) -> None:
    """A file and a folder whose names the system refuses are named in an `OutputError`."""
    name = tmp_path / ("a" * 300)
    with pytest.raises(OutputError, match=r"cannot write .*: File name too long"), atomic_file(name):
        pass
    with pytest.raises(OutputError, match=r"cannot write .*: File name too long"), atomic_folder(name, ours):
        pass


def test_a_folder_that_cannot_be_moved_leaves_the_old_one_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second of the two renames fails, the first one is undone, and nothing is beside the old folder."""
    place = tmp_path / "frames"
    place.mkdir()
    (place / "frame_0").write_text("old")
    real = os.replace

    def second_fails(source: str | Path, target: str | Path) -> None:
        if str(source).endswith(".part"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(OutputError, match="frames: Input/output error"), atomic_folder(place, ours) as folder:
        (folder / "frame_0").write_text("new")
    assert (place / "frame_0").read_text() == "old"
    assert names(tmp_path) == ["frames"]


@pytest.mark.parametrize(
    ("mask", "of_file", "of_folder"), [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750), (0o077, 0o600, 0o700)]
)
def test_new_outputs_have_the_modes_that_the_mask_leaves(
    tmp_path: Path, mask: int, of_file: int, of_folder: int
) -> None:
    """A new file and a new folder are as readable as any other that the user makes; the mask itself stays."""
    before = os.umask(mask)
    try:
        with Transaction() as outputs:
            outputs.file(tmp_path / "a.gif").write(b"new")
            outputs.folder(tmp_path / "frames", ours)
    finally:
        after = os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.gif", "frames")]
    assert modes == [of_file, of_folder]
    assert after == mask


def said_without_root(path: Path) -> str:
    """Return the error of writing `path` in a process of a user who is not root; empty where it can be written."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def write() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            with atomic_file(path) as file:
                file.write(b"new")
            theirs.send("")
        except OutputError as error:
            theirs.send(str(error))

    process = context.Process(target=write)
    process.start()
    theirs.close()
    said: str = ours.recv()
    process.join()
    return said


@pytest.mark.parametrize(("mode", "is_refused"), [(0o444, True), (0o666, False)])
def test_a_read_only_file_is_refused_and_kept(mode: int, is_refused: bool) -> None:  # noqa: FBT001
    """A file without write permission is not replaced, although its folder can be written; root may replace it."""
    with tempfile.TemporaryDirectory() as folder:  # the folders of pytest are closed to other users
        Path(folder).chmod(0o777)
        path = Path(folder) / "a.gif"
        path.write_bytes(b"old")
        path.chmod(mode)
        assert said_without_root(path) == (f"cannot write {path}: it is read-only" if is_refused else "")
        assert path.read_bytes() == (b"old" if is_refused else b"new")
        assert names(Path(folder)) == ["a.gif"]


def test_a_long_name_has_room_for_its_temporary_one(tmp_path: Path) -> None:
    """Files and folders whose names have all of 255 bytes are written, in any script."""
    for name in ("n" * 255, "日" * 85):
        with atomic_file(tmp_path / name) as file:
            file.write(b"new")
        assert (tmp_path / name).read_bytes() == b"new"
        (tmp_path / name).unlink()
        for number in range(2):
            with atomic_folder(tmp_path / name, ours) as folder:
                (folder / f"frame_{number}").write_text("new")
        assert names(tmp_path / name) == ["frame_1"]
        (tmp_path / name / "frame_1").unlink()
        (tmp_path / name).rmdir()
    assert names(tmp_path) == []


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o777])
def test_a_folder_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    """A private folder stays private when its frames are replaced."""
    place = tmp_path / "frames"
    place.mkdir()
    place.chmod(mode)
    with atomic_folder(place, ours) as folder:
        (folder / "frame_1").write_text("new")
    assert stat.S_IMODE(place.stat().st_mode) == mode
    assert names(place) == ["frame_1"]


def test_a_folder_with_folders_links_or_pipes_is_left_alone(tmp_path: Path) -> None:
    """What has the name of a frame and is no file of its own is kept."""
    makers: dict[str, Callable[[Path], object]] = {
        "folder": lambda path: path.mkdir(),
        "link": lambda path: path.symlink_to("x"),
        "pipe": os.mkfifo,
    }
    for name, make in makers.items():
        place = tmp_path / name
        place.mkdir()
        make(place / "frame_1")
        with pytest.raises(OutputError, match=r"holds other files \(frame_1\)"), atomic_folder(place, ours):
            pass
        assert names(place) == ["frame_1"]
    assert names(tmp_path) == sorted(makers)


def test_a_file_that_comes_while_a_folder_is_written_stays(tmp_path: Path) -> None:
    """The old folder is looked at again before it is replaced."""
    place = tmp_path / "frames"
    place.mkdir()
    with pytest.raises(OutputError, match="holds other files"), atomic_folder(place, ours):
        (place / "thesis.txt").write_text("kept")
    assert names(place) == ["thesis.txt"]
    assert names(tmp_path) == ["frames"]


@pytest.mark.parametrize("path", ["./", "../work/", "."])
def test_the_working_folder_is_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """The folder of the shell would be moved away under it."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with pytest.raises(OutputError, match="is the working folder, or holds it"), atomic_folder(path, ours):
        pass
    assert names(tmp_path) == ["work"]


def test_a_name_that_the_system_cannot_encode_is_an_output_error() -> None:
    """The error of the encoding names the output."""
    with pytest.raises(OutputError, match=r"cannot write a\.gif: the file system cannot encode its name"):  # noqa: SIM117
        with output_errors("a.gif"):
            "日".encode("ascii")


def test_a_signal_at_the_moment_a_temporary_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made is known before it is made, so an interruption that follows at once still finds it."""

    def interrupted(make: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object) -> None:
            make(*arguments)
            raise KeyboardInterrupt

        return made

    def folder_too() -> None:
        with Transaction() as outputs:
            outputs.folder(tmp_path / "frames", lambda _name: True)

    def file_too() -> None:
        with Transaction() as outputs:
            outputs.file(tmp_path / "a.gif")

    for writing, name, what in ((file_too, "open", os), (folder_too, "mkdir", Path)):
        with monkeypatch.context() as patched:
            patched.setattr(what, name, interrupted(getattr(what, name)))
            with pytest.raises(KeyboardInterrupt):
                writing()
        assert list(tmp_path.iterdir()) == []
