"""Tables from files, read by DuckDB: CSV in any dialect, Parquet and JSON, also compressed by gzip."""

from sgdviz.data.files.read import Table, read_csv, read_table

__all__ = ["Table", "read_csv", "read_table"]
