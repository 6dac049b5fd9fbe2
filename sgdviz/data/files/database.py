"""A DuckDB connection that reads one file, without network, extensions or patterns in paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from duckdb import DuckDBPyConnection

SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "2",
    "memory_limit": "1GB",
    "temp_directory": "",
}


def needed() -> ModuleType:
    """Return the module duckdb. Raises `InputError` where it is not installed."""
    try:
        import duckdb
    except ImportError:
        raise InputError('reading data files needs DuckDB; install it with: pip install "sgdviz[data]"') from None
    return duckdb


def connect(path: Path) -> DuckDBPyConnection:
    """Return a connection that can read `path` and no other file."""
    connection: DuckDBPyConnection = needed().connect(":memory:", config=SETTINGS)
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET allowed_paths = [{quoted(str(path))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def quoted(text: str) -> str:
    """Return `text` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
