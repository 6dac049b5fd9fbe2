"""The ledger of a folder of outputs: what is known of finished jobs, in an SQLite database beside the outputs.

It is open for one call at a time; another waits. A row is written before its outputs replace the old ones, with their
sizes and times of change, so that at any moment a killed call leaves either outputs as they are noted, or others, which
are made again.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Self

from sgdviz.errors import InputError, OutputError
from sgdviz.jobs.batch.fingerprint import Fingerprint
from sgdviz.jobs.batch.places import LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

VERSION = 1
"""Of the tables; a database with a higher one is of a newer sgdviz."""

APPLICATION = 0x5364567A
"""The number by which the database says whose it is."""

_WAIT = 0.2
"""Seconds between two attempts to open a ledger that another call has open."""

_TABLES = """
CREATE TABLE jobs (
    key TEXT PRIMARY KEY, version TEXT, options TEXT, inputs TEXT, files TEXT, seconds REAL, final_cost REAL,
    frames INTEGER, notes TEXT
) WITHOUT ROWID;
CREATE TABLE stills (key TEXT PRIMARY KEY, still BLOB);
CREATE TABLE inputs (path TEXT PRIMARY KEY, bytes INTEGER, changed INTEGER, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class NotedFile(NamedTuple):
    """A file of a finished job: its path below the output folder, size, SHA-256, and time of change in nanoseconds."""

    path: str
    bytes: int
    sha256: str
    changed: int


class Entry(NamedTuple):
    """What is known of a finished job."""

    fingerprint: Fingerprint
    files: tuple[NotedFile, ...]
    seconds: float
    final_cost: float | None
    frames: int
    notes: tuple[str, ...]


class Ledger:
    """The ledger of the output folder `folder`, which is made; `on_wait` is called once where another call has it.

    With `read_only` nothing is made: the ledger of a folder without one is empty. Raises `OutputError` for a folder
    that cannot be written, and `InputError` for a database of a newer version or of something else.
    """

    def __init__(self, folder: Path, *, on_wait: Callable[[], object] | None = None, read_only: bool = False) -> None:
        self._path = folder / LEDGER
        self._read_only = read_only
        if not read_only:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"cannot write {folder}: {error.strerror or error}") from None
        is_there = self._path.exists()
        with self._errors():
            self._database = sqlite3.connect(
                ":memory:" if read_only and not is_there else self._path, timeout=0, isolation_level=None
            )
        try:
            with self._errors():
                self._open(on_wait)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and let another call have it."""
        self._database.close()

    def entry(self, key: str) -> Entry | None:
        """Return what is known of the job with these outputs."""
        with self._errors():
            row = self._database.execute("SELECT * FROM jobs WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        _, version, options, inputs, files, seconds, final_cost, frames, notes = row
        noted = tuple(NotedFile(*file) for file in json.loads(files))
        return Entry(
            Fingerprint(version, options, inputs), noted, seconds, final_cost, frames, tuple(json.loads(notes))
        )

    def still(self, key: str) -> bytes:
        """Return the last frame of the job with these outputs, for the gallery; empty where there is none."""
        with self._errors():
            row = self._database.execute("SELECT still FROM stills WHERE key = ?", (key,)).fetchone()
        return row[0] if row else b""

    def fact(self, name: str) -> str:
        """Return a fact about the folder; empty where it is not known."""
        with self._errors():
            row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact about the folder."""
        with self._errors():
            self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def keep(self, key: str, entry: Entry, still: bytes) -> None:
        """Note a job that is about to be finished: its outputs are written, under their temporary names."""
        with self._errors(), self._database:
            self._database.execute("BEGIN")
            self._database.execute("INSERT OR REPLACE INTO stills VALUES (?, ?)", (key, still))
            self._database.execute(
                "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    *entry.fingerprint,
                    json.dumps(entry.files),
                    entry.seconds,
                    entry.final_cost,
                    entry.frames,
                    json.dumps(entry.notes, ensure_ascii=False),
                ),
            )

    def input_hash(self, path: str) -> tuple[int, int, str] | None:
        """Return the size, the time of change and the SHA-256 of an input, as they were last seen."""
        with self._errors():
            row = self._database.execute("SELECT bytes, changed, sha256 FROM inputs WHERE path = ?", (path,)).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    def keep_input_hash(self, path: str, size: int, changed: int, sha256: str) -> None:
        """Keep the SHA-256 of an input of that size and time of change."""
        if not self._read_only:
            with self._errors():
                self._database.execute(
                    "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?)", (path, size, changed, sha256)
                )

    def _open(self, on_wait: Callable[[], object] | None) -> None:
        """Take the lock, which ends with the process, and make the tables of a new database."""
        while True:
            try:
                self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._database.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                if on_wait is not None:
                    on_wait()
                    on_wait = None
                time.sleep(_WAIT)
        application, version = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        tables = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != APPLICATION:
            raise InputError(f"{self._path} is no ledger of sgdviz; remove it, or give another --output-dir")
        if version > VERSION:
            what = f"{self._path} is of a newer sgdviz (its version is {version}, and this one knows {VERSION})"
            raise InputError(f"{what}; install that, or remove the file, and all is made again")
        if not tables:
            for statement in _TABLES.split(";"):
                self._database.execute(statement)
            self._database.execute(f"PRAGMA application_id = {APPLICATION}")
            self._database.execute(f"PRAGMA user_version = {VERSION}")
        self._database.execute("COMMIT")
        # The lock stays until the database is closed. After a crash of the whole machine the last rows may be missing,
        # and their jobs are made again.
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Convert errors of SQLite into those of this package."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode if hasattr(error, "sqlite_errorcode") else 0
            if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise InputError(f"{self._path} is damaged ({error}); remove it, and all is made again") from None
            if code & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):  # no fault of the input
                error.__context__ = OSError(errno.EIO, str(error))
            raise OutputError(f"cannot write {self._path}: {error}; mend that, and call again") from None
