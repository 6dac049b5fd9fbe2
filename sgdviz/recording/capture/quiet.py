"""Quiet: windows and waits of a program that would stop its run return at once."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

WAITS: dict[str, dict[str, Any]] = {
    "matplotlib.pyplot": {"show": None, "pause": None, "waitforbuttonpress": None, "ginput": []},
}
"""Functions that wait for a person, by module, with what they return instead."""


class AfterImport:
    """Calls a function with each module of a table right after it was imported, or at once where it already was."""

    def __init__(self, names: Sequence[str], ready: Callable[[ModuleType], None]) -> None:
        self._waiting = set(names)
        self._ready = ready

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """Find a module as the finders after this one do, and watch its loader."""
        if name not in self._waiting:
            return None
        self._waiting.discard(name)
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                loader = spec.loader
                run = getattr(loader, "exec_module", None)
                if run is not None:

                    def exec_module(module: ModuleType) -> None:
                        run(module)
                        self._ready(module)

                    spec.loader = _Loader(loader, exec_module)
                return spec
        return None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch imports in the block."""
        for name in list(self._waiting):
            if name in sys.modules:
                self._waiting.discard(name)
                self._ready(sys.modules[name])
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]
        try:
            yield
        finally:
            sys.meta_path.remove(self)  # type: ignore[arg-type]


class _Loader:
    """A loader that runs a module in another way."""

    def __init__(self, loader: Any, exec_module: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self.exec_module = exec_module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let functions that wait for a person return at once, in the block."""
    import os

    old: list[tuple[ModuleType, str, Any]] = []

    def ready(module: ModuleType) -> None:
        for name, result in WAITS[module.__name__].items():
            if hasattr(module, name):
                old.append((module, name, getattr(module, name)))
                setattr(module, name, _returning(result))

    backend = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    try:
        with AfterImport(list(WAITS), ready).watching():
            yield
    finally:
        for module, name, function in reversed(old):
            setattr(module, name, function)
        if backend is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = backend


def _returning(result: Any) -> Callable[..., Any]:
    def at_once(*_arguments: Any, **_named: Any) -> Any:
        return result

    return at_once
