"""The watch for imports."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sgdviz.recording.hooks.imports import ImportWatcher

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that can be imported."""
    (tmp_path / "watched_module.py").write_text("ready = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "watched_module", raising=False)
    return "watched_module"


def test_the_action_runs_after_the_import(module: str) -> None:
    """The action of a module runs once, when the module's code has run, and not before it is imported."""
    seen = []
    watcher = ImportWatcher({module: lambda: seen.append(sys.modules[module].ready)})
    watcher.start()
    try:
        assert seen == []
        __import__(module)
        __import__(module)
        assert seen == [True]
    finally:
        watcher.stop()
    assert watcher not in sys.meta_path


def test_the_action_of_an_imported_module_runs_at_once(module: str) -> None:
    """A module that has been imported before has its action at the start."""
    __import__(module)
    seen: list[int] = []
    watcher = ImportWatcher({module: lambda: seen.append(1)})
    watcher.start()
    watcher.stop()
    assert seen == [1]


def test_a_module_that_is_not_there_raises_as_ever() -> None:
    """The watch changes no import error."""
    watcher = ImportWatcher({"no_such_module": lambda: None})
    watcher.start()
    try:
        with pytest.raises(ModuleNotFoundError, match="No module named 'no_such_module'"):
            __import__("no_such_module")
    finally:
        watcher.stop()


def test_the_hooks_import_no_library() -> None:
    """A program that uses none of the libraries has none of them imported by the hooks."""
    code = (
        "import sys; from sgdviz.recording.hooks import LibraryHooks\n"
        "with LibraryHooks() as hooks: pass\n"
        "assert hooks.runs() == []\n"
        "sys.exit(any(name.split('.')[0] in ('torch', 'sklearn', 'keras', 'scipy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
