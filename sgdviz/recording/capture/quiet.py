"""Quiet: windows and waits of a program that would stop its run return at once."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sgdviz.recording.hooks.imports import ImportWatcher
from sgdviz.recording.hooks.patches import Patches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAITS: dict[str, dict[str, Any]] = {
    "matplotlib": {"use": None},
    "matplotlib.pyplot": {
        "show": None, "pause": None, "waitforbuttonpress": None, "ginput": [],
    },
    "matplotlib.figure": {"Figure.show": None, "Figure.waitforbuttonpress": None, "Figure.ginput": []},
}  # fmt: skip
"""Functions and methods that wait for a person or open a window, by module, with what they return instead."""


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let functions that wait for a person return at once, in the block."""
    patches = Patches()

    def ready(module: str) -> Callable[[], None]:
        def at_once() -> None:
            for name, result in WAITS[module].items():
                *owners, own = name.split(".")
                owner = vars(sys.modules[module])[owners[0]] if owners else sys.modules[module]
                patches.replace(owner, own, _returning(result))

        return at_once

    backend = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    watcher = ImportWatcher({module: ready(module) for module in WAITS})
    watcher.start()
    try:
        yield
    finally:
        watcher.stop()
        patches.undo()
        if backend is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = backend


def _returning(result: Any) -> Callable[..., Any]:
    def at_once(*_arguments: Any, **_named: Any) -> Any:
        return result

    return at_once
