"""The connection that reads one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from sgdviz.data.files.database import connect, quoted

if TYPE_CHECKING:
    from pathlib import Path


def test_a_connection_reads_one_file_and_nothing_else(tmp_path: Path) -> None:
    """Another file, a URL, an extension and a change of the settings are refused."""
    mine, other = tmp_path / "it's.csv", tmp_path / "other.csv"
    for path in (mine, other):
        path.write_text("a\n1\n")
    with connect(mine) as connection:
        assert connection.execute(f"SELECT * FROM read_csv({quoted(str(mine))})").fetchall() == [(1,)]  # noqa: S608
        for query in (
            f"SELECT * FROM read_csv({quoted(str(other))})",  # noqa: S608
            "SELECT * FROM read_csv('https://example.org/a.csv')",
            f"COPY (SELECT 1) TO {quoted(str(tmp_path / 'new.csv'))}",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(query)
    assert sorted(tmp_path.iterdir()) == [mine, other]
