"""The command line, one verb a file: parse, call, print."""

from sgdviz.cli.main import main

__all__ = ["main"]
