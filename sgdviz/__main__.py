"""``sgdviz`` and ``python -m sgdviz``."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    # Imports make thousands of objects that stay: looking through them for garbage is a sixth of the time to start.
    gc.disable()
    try:
        from sgdviz import cli

        return cli.main(arguments)
    except KeyboardInterrupt:  # before the command line has taken over
        return 130
    finally:
        gc.freeze()  # nor is there a reason to look through them at the end


if __name__ == "__main__":
    sys.exit(main())
