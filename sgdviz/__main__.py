"""``sgdviz`` and ``python -m sgdviz``."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLLECT_EVERY = 50_000
"""New objects between two garbage collections: LZW tables are thousands of short lists, none of them in a cycle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        with _rare_garbage_collection():
            from sgdviz import cli
            from sgdviz.cli.streams import open_missing

            open_missing()
            return cli.main(arguments)
    except KeyboardInterrupt:  # before the command line handles it
        return 130


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """Collect garbage rarely from here on, and not at all when the interpreter exits.

    Imports create many objects that stay; collecting garbage among them takes a sixth of the time of a short command.
    """
    gc.set_threshold(COLLECT_EVERY)
    try:
        yield
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
