"""What the design says of the whole package, held by reading its source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sgdviz

PACKAGE = Path(sgdviz.__file__).parent

ORDER = (
    "errors < checks, atomic < data < recording < training, pacing, theme, marks, grid < typesetting < panels"
    " < captions < scene < rendering < exporters < pipeline < fitting < animation < lessons < cli_values"
    " < cli_options < cli < __main__"
)
"""The packages and modules of sgdviz: each imports only those to its left, and none beside it."""

PLACE = {name: place for place, names in enumerate(ORDER.split(" < ")) for name in names.split(", ")}


def local_imports(path: Path) -> set[str]:
    """Return the parts of sgdviz that the module at `path` imports, for real or for its types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sgdviz":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("sgdviz.")}
    return found - {"__version__"}


def modules() -> list[tuple[str, Path]]:
    """Return each module but the package's face, under the name of its part of the flow."""
    files = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
    return [(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path) for path in files]


@pytest.mark.parametrize(("part", "path"), modules(), ids=lambda value: getattr(value, "stem", value))
def test_imports_go_in_one_direction(part: str, path: Path) -> None:
    """A module imports its own package and packages to the left of it."""
    assert {name for name in local_imports(path) - {part} if PLACE[name] >= PLACE[part]} == set()


@pytest.mark.parametrize(
    "path", [path for part, path in modules() if PLACE["training"] <= PLACE[part] < PLACE["lessons"]]
)
def test_training_and_drawing_never_meet(path: Path) -> None:
    """A recording is all that the drawing side reads, and training draws nothing."""
    part = path.relative_to(PACKAGE).parts[0]
    assert "training" not in local_imports(path) or part == "training"


def test_errors_import_nothing_local() -> None:
    """The error tree stands alone."""
    assert local_imports(PACKAGE / "errors.py") == set()


def test_every_public_name_is_there_and_no_other() -> None:
    """`__all__` is what the package offers, sorted as ruff sorts it, and each name can be had."""
    assert all(hasattr(sgdviz, name) for name in sgdviz.__all__)
    offered = {name for names in sgdviz._HOMES.values() for name in names} | {"data"}
    assert set(sgdviz.__all__) == offered
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sgdviz.nothing


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    """The docstring of `errors` shows every error, and further in than its parent."""
    from sgdviz import errors

    assert errors.__doc__ is not None
    depth = {
        name: line.index(name)
        for line in errors.__doc__.splitlines()
        for name in re.findall(r"\w+Error", line)
        if "def" not in line
    }
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SgdvizError)]
    assert len(kinds) == 6
    for kind in kinds:
        assert depth[kind.__name__] > depth.get(kind.__bases__[0].__name__, -1)


def test_help_waits_for_no_renderer() -> None:
    """What is slow to import is imported where it is used."""
    code = "import sys, sgdviz.cli; sys.exit(any(name.split('.')[0] == 'matplotlib' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
