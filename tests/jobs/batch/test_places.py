"""The places of outputs, which stay below the output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import names

from sgdviz import OutputError
from sgdviz.jobs.batch.places import Places, remove_temporary

if TYPE_CHECKING:
    from pathlib import Path


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    """A linked folder and a linked file are refused, also where the link is made later; inside, links of folders do."""
    folder, outside = tmp_path / "out", tmp_path / "outside"
    (folder / "in").mkdir(parents=True)
    outside.mkdir()
    places = Places(folder)
    assert places.make_folder("in/a.gif") == str(folder / "in" / "a.gif")
    (folder / "leads").symlink_to(outside)
    (folder / "inner").symlink_to(folder / "in")
    (folder / "a.gif").symlink_to(outside / "a.gif")
    for output in ("leads/a.gif", "leads/new/a.gif", "a.gif"):
        with pytest.raises(OutputError, match=f"cannot write {output}: a link leads out of the output folder"):
            places.make_folder(output)
    assert places.path("inner/a.gif") == str(folder / "inner" / "a.gif")
    assert names(outside) == []


def test_an_output_folder_may_be_a_link(tmp_path: Path) -> None:
    """What it leads to is the output folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert Places(tmp_path / "link").make_folder("a/b.gif") == str(tmp_path / "real" / "a" / "b.gif")


def test_temporary_files_of_own_outputs_are_removed(tmp_path: Path) -> None:
    """Those of other outputs, and files with like names, stay."""
    (tmp_path / "a").mkdir()
    mine = [".x.gif.0123456789abcdef.part", "a/.y.gif.0123456789abcdef.part"]
    others = [".z.gif.0123456789abcdef.part", ".x.gif.part", "x.gif", "a/.x.gif.0123456789abcdef.part"]
    for name in (*mine, *others):
        (tmp_path / name).write_bytes(b"")
    remove_temporary(Places(tmp_path), {"x.gif", "a/y.gif", "missing/z.gif"})
    assert [name for name in mine if (tmp_path / name).exists()] == []
    assert all((tmp_path / name).exists() for name in others)
