"""Depth of calls: a program may call as deeply as it may by itself, although it runs inside other functions."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def own_depth(more: int) -> Iterator[None]:
    """Let the limit of recursion count from the program on; `more` calls lie between the block and the program.

    The program gets and sets the limit as if nothing were around it.
    """
    around = more + (1 if sys.version_info < (3, 12) else 0)  # exec itself counts, too
    frame = sys._getframe(2)  # noqa: SLF001
    while frame is not None:
        around += 1
        frame = frame.f_back  # type: ignore[assignment]
    get_limit, set_limit = sys.getrecursionlimit, sys.setrecursionlimit
    before = get_limit()

    def getrecursionlimit() -> int:
        return get_limit() - around

    def setrecursionlimit(limit: int, /) -> None:
        set_limit(limit + around if limit > 0 else limit)

    set_limit(before + around)
    sys.getrecursionlimit, sys.setrecursionlimit = getrecursionlimit, setrecursionlimit
    try:
        yield
    finally:
        sys.getrecursionlimit, sys.setrecursionlimit = get_limit, set_limit
        set_limit(before)
