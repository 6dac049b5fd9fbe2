"""``sgdviz`` and ``python -m sgdviz``."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNALLED = 128
"""Exit codes above this are those of a signal."""

COLLECT_EVERY = 50_000
"""New objects between two garbage collections: LZW tables are thousands of short lists, none of them in a cycle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        with _rare_garbage_collection():
            from sgdviz import cli
            from sgdviz.cli.signals import end_by_default, ignore_signals
            from sgdviz.cli.streams import open_missing

            open_missing()
            is_main = threading.current_thread() is threading.main_thread()
            if is_main:
                end_by_default()
            code = cli.main(arguments)
            if code > SIGNALLED and is_main:
                ignore_signals()
            return code
    except KeyboardInterrupt:  # before the command line handles it
        return 130
    except ImportError as error:  # a library is broken, or memory or descriptors ran out while it was loaded
        reason = " ".join(str(error).split())
        print(f"sgdviz: cannot be loaded: {reason}", file=sys.stderr)  # noqa: T201 - click may be what is missing
        return 1


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
