"""Waits for a script's imports: runs an action when a module has been imported."""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class ImportWatcher(MetaPathFinder):
    """Runs the action of a module as soon as it has been imported, at once where it was imported before.

    `actions` maps full names of modules to functions without arguments. `stop` ends the watch. No module is imported
    that the program does not import.
    """

    def __init__(self, actions: Mapping[str, Callable[[], None]]) -> None:
        self._waiting = dict(actions)

    def start(self) -> None:
        """Watch imports from now on."""
        sys.meta_path.insert(0, self)
        for name in list(self._waiting):
            if name in sys.modules:
                self._waiting.pop(name)()

    def stop(self) -> None:
        """Watch no more."""
        sys.meta_path.remove(self)
        self._waiting.clear()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec that the other finders find, with a loader that runs the action afterwards."""
        del path, target
        action = self._waiting.pop(fullname, None)  # the search below comes here again, and finds no action
        if action is None:
            return None
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            _run_after(spec.loader, fullname, action)
        return spec


def _run_after(loader: Any, name: str, action: Callable[[], None]) -> None:
    """Let `loader` run `action` once after it has run a module's code."""
    execute = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        vars(loader).pop("exec_module", None)
        execute(module)
        if module.__name__ == name:
            action()

    loader.exec_module = exec_module
