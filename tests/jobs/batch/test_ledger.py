"""The ledger of a folder of outputs."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sgdviz import InputError, OutputError
from sgdviz.jobs.batch.fingerprint import Fingerprint
from sgdviz.jobs.batch.ledger import VERSION, Entry, Ledger, NotedFile
from sgdviz.jobs.batch.places import LEDGER

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = Entry(Fingerprint("1", "o", "i"), (NotedFile("a.gif", 3, "ab", 5),), 1.5, None, 7, ("said",))


def test_what_is_kept_is_there_in_the_next_call(tmp_path: Path) -> None:
    """Entries, stills, facts and hashes are those that were kept last; what is not known is empty."""
    with Ledger(tmp_path) as ledger:
        ledger.keep("a.gif", ENTRY._replace(frames=1), b"")
        ledger.keep("a.gif", ENTRY, b"still")
        ledger.keep_fact("f", "1")
        ledger.keep_input_hash("/in", 1, 2, "ab")
    with Ledger(tmp_path) as ledger:
        assert ledger.entry("a.gif") == ENTRY
        assert ledger.still("a.gif") == b"still"
        assert (ledger.fact("f"), ledger.input_hash("/in")) == ("1", (1, 2, "ab"))
        assert (ledger.entry("b"), ledger.still("b"), ledger.fact("b"), ledger.input_hash("b")) == (None, b"", "", None)
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER]


def test_a_second_call_waits_for_the_first(tmp_path: Path) -> None:
    """It says once that it waits, and then sees what the first has kept."""
    said: list[float] = []
    with Ledger(tmp_path) as first:
        seen: list[Entry | None] = []

        def second() -> None:
            with Ledger(tmp_path, on_wait=lambda: said.append(time.monotonic())) as ledger:
                seen.append(ledger.entry("a.gif"))

        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.6)
        assert len(said) == 1
        assert seen == []
        first.keep("a.gif", ENTRY, b"")
    thread.join(10)
    assert seen == [ENTRY]


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    """The error names both versions and what to do, and the database stays."""
    Ledger(tmp_path).close()
    with sqlite3.connect(tmp_path / LEDGER) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    before = (tmp_path / LEDGER).read_bytes()
    with pytest.raises(InputError, match=rf"is of a newer sgdviz \(its version is {VERSION + 1}.*; install that, or"):
        Ledger(tmp_path)
    assert (tmp_path / LEDGER).read_bytes() == before


def test_another_database_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    """Neither is touched, and the error says what to do."""
    with sqlite3.connect(tmp_path / LEDGER) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    with pytest.raises(InputError, match="is no ledger of sgdviz; remove it, or give another --output-dir"):
        Ledger(tmp_path)
    (tmp_path / LEDGER).write_bytes(b"no database" * 1000)
    with pytest.raises(InputError, match=r"is damaged \(.*\); remove it, and all is made again"):
        Ledger(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file in its place is one line."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"cannot write .*file: "):
        Ledger(tmp_path / "file")


def test_to_look_makes_nothing(tmp_path: Path) -> None:
    """A plan of a folder that is not there leaves it so."""
    with Ledger(tmp_path / "none", read_only=True) as ledger:
        assert ledger.entry("a") is None
        ledger.keep_input_hash("/in", 1, 2, "ab")
    assert not (tmp_path / "none").exists()
