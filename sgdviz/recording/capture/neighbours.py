"""Neighbours: the modules beside a script that it imports, which are recorded as well."""

from __future__ import annotations

import ast
import sys
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture.program import Program, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec

MOST_MODULES = 50
"""The largest number of modules that are read."""


def neighbours_of(program: Program) -> dict[str, Program]:
    """Return the modules beside a program that it imports, also by others of them, by their names."""
    folder = Path(program.name).resolve().parent
    found: dict[str, Program] = {}
    queue = [("", program)]
    while queue and len(found) < MOST_MODULES:
        package, importing = queue.pop(0)
        for name in _imported(importing.tree, package):
            place = _file_of(folder, name)
            if place is None or name in found or name in sys.stdlib_module_names:
                continue
            try:
                one = Program(str(place), decoded(place.read_bytes(), str(place)))
                _ = one.tree
            except (OSError, SyntaxError):
                continue  # the import itself will say so
            found[name] = one
            queue.append((name if place.name == "__init__.py" else name.rpartition(".")[0], one))
    return found


def _imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Yield the names of the modules that a module in `package` may import, and of the packages around them."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)] if base else []
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _base(node: ast.ImportFrom, package: str) -> str:
    """Return the module from which names are imported, also by ``from .. import``; empty where there is none."""
    if not node.level:
        return node.module or ""
    around = package.split(".")[: len(package.split(".")) - node.level + 1] if package else []
    return ".".join([*around, *([node.module] if node.module else [])]) if around else ""


def _file_of(folder: Path, name: str) -> Path | None:
    base = folder.joinpath(*name.split("."))
    for place in (base.with_suffix(".py"), base / "__init__.py"):
        if place.is_file():
            return place
    return None


class _Finder:
    """Finds the neighbours, and loads their instrumented code."""

    def __init__(self, modules: Mapping[str, Program], code: Callable[[Program], Any]) -> None:
        self._modules = modules
        self._code = code

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: Any = None) -> ModuleSpec | None:
        """Return how a neighbour is loaded; None for any other module."""
        program = self._modules.get(name)
        if program is None or not _is_as_read(program):
            return None
        is_package = Path(program.name).name == "__init__.py"
        return spec_from_file_location(
            name,
            program.name,
            loader=_Loader(name, program, self._code),
            submodule_search_locations=[str(Path(program.name).parent)] if is_package else None,
        )


def _is_as_read(program: Program) -> bool:
    """Return whether the file of a module is still what was read: a script may write its modules itself."""
    try:
        return decoded(Path(program.name).read_bytes(), program.name) == program.text
    except (OSError, SyntaxError):
        return False


class _Loader(SourceFileLoader):
    """Loads instrumented code in the place of a file's own."""

    def __init__(self, name: str, program: Program, code: Callable[[Program], Any]) -> None:
        super().__init__(name, program.name)
        self._program = program
        self._instrumented = code

    def get_code(self, _fullname: str) -> Any:
        return self._instrumented(self._program)


@contextmanager
def watched_imports(modules: Mapping[str, Program], code: Callable[[Program], Any]) -> Iterator[None]:
    """Load the neighbours in `modules` with instrumented code in the block, and forget them after it."""
    finder = _Finder(modules, code)
    before = {name: sys.modules.pop(name) for name in modules if name in sys.modules}
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in modules:
            sys.modules.pop(name, None)
        sys.modules.update(before)
