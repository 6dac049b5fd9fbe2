"""Storing what was made: noted first, moved after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from batch_helpers import TINY
from helpers import names

from sgdviz import OutputError
from sgdviz.jobs.batch.fingerprint import Fingerprint
from sgdviz.jobs.batch.ledger import Entry, Ledger
from sgdviz.jobs.batch.places import Places
from sgdviz.jobs.batch.read import read_jobs
from sgdviz.jobs.batch.store import store
from sgdviz.jobs.batch.task import Made

if TYPE_CHECKING:
    from pathlib import Path

MADE = Made({"a/1.gif": b"one", "a/2.gif": b"two"}, 0.5, 0.25, 3, ("said",), b"still")


def test_outputs_are_noted_before_they_are_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the ledger has the entry, the old outputs are still there; the new ones have the noted size and time."""
    (job,) = read_jobs([{**TINY, "output": [*MADE.outputs]}], tmp_path).jobs
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.gif").write_bytes(b"old")
    seen: list[bytes] = []
    with Ledger(tmp_path) as ledger:
        keep = ledger.keep

        def kept(key: str, entry: Entry, still: bytes) -> None:
            seen.append((tmp_path / "a" / "1.gif").read_bytes())
            keep(key, entry, still)

        monkeypatch.setattr(ledger, "keep", kept)
        entry = store(job, MADE, Fingerprint("1", "o", "i"), ledger, Places(tmp_path))
        assert seen == [b"old"]
        assert ledger.entry(job.key) == entry
        assert ledger.still(job.key) == b"still"
    for file, data in zip(entry.files, (b"one", b"two"), strict=True):
        path = tmp_path / file.path
        assert path.read_bytes() == data
        assert (path.stat().st_size, path.stat().st_mtime_ns) == (file.bytes, file.changed)


def test_an_output_that_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    """Where one of two outputs is a folder, neither is written, and nothing is noted."""
    (job,) = read_jobs([{**TINY, "output": [*MADE.outputs]}], tmp_path).jobs
    (tmp_path / "a" / "2.gif").mkdir(parents=True)
    with Ledger(tmp_path) as ledger:
        with pytest.raises(OutputError, match=r"2\.gif is a folder; give a file's name"):
            store(job, MADE, Fingerprint("1", "o", "i"), ledger, Places(tmp_path))
        assert ledger.entry(job.key) is None
    assert names(tmp_path / "a") == ["2.gif"]
