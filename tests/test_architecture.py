"""The architecture: the direction of imports, held by reading the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sgdviz

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDER = (
    "errors, held_signals < checks, atomic, inputs < data < recording < training, pacing < drawing < export"
    " < animation, option_texts < jobs < embed < cli < __main__"
)
"""The packages and modules of sgdviz: each imports only those to its left, and none beside it."""

WITHIN = {
    "drawing": (
        "clipping, colors, load_matplotlib, marks, sizes, words < card, pens, theme < text, theme_file < plot < panels"
        " < captions, grid, scene < cells, defaults, type_size, arrangement, sheet < compared, strips < room"
        " < strip_room < layout < layers, description < alt_text, missing, agg, pdf, svg"
    ),
    "export": "png_chunks < about < changes, film, in_time, places, source < stills < strip < format, limits"
    " < apng, gif, html, pdf, png, svg, video, webp, workers < png_folder, fit_size, slides, writing < save",
    "jobs.batch": "faults, notices, options, places, result, starter, warm < key_lines, matrix, pattern, tables, task"
    " < job, own_process < command, expand, fingerprint, recipes < ledger, read < inputs, make, store"
    " < plan, run < code, cluster, local, making, pages < batches",
}
"""The same for the modules and folders of one package."""

PACKAGE = Path(sgdviz.__file__).parent
DRAWING_SIDE = ("pacing", "drawing", "export", "animation")


def module_of(path: Path) -> str:
    """Return the dotted name of the module at `path`."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports_of(module: str, *, types: bool = True) -> set[str]:
    """Return the modules of sgdviz that `module` imports, also in functions; with `types`, also for its types only."""
    found: set[str] = set()
    for node in statements(ast.parse(MODULES[module].read_text(encoding="utf-8")), types=types):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys()
            if not inner <= MODULES.keys():  # a name of the module itself
                found.add(node.module)
    return found


def statements(tree: ast.AST, *, types: bool) -> Iterator[ast.AST]:
    """Yield all nodes of `tree`; without `types`, not those under ``if TYPE_CHECKING:``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not types:
            continue
        yield node
        yield from statements(node, types=types)


def places_in(order: str) -> dict[str, int]:
    """Return the place of each name in an order such as "a < b, c"."""
    return {name: place for place, names in enumerate(order.split(" < ")) for name in names.split(", ")}


def part_of(module: str, package: str) -> str:
    """Return the first part of `module` inside `package`; empty for the package itself and for other modules."""
    inside = module.removeprefix(f"{package}.")
    return "" if inside == module else inside.split(".")[0]


@pytest.mark.parametrize("package", ["sgdviz", *(f"sgdviz.{name}" for name in WITHIN)])
def test_imports_go_in_one_direction(package: str) -> None:
    """A module imports its own part of a package and the parts to the left of that."""
    places = places_in(WITHIN.get(package.removeprefix("sgdviz."), ORDER))
    modules = {module: part_of(module, package) for module in MODULES if part_of(module, package)}
    assert set(modules.values()) <= places.keys()
    against = [
        f"{module} imports {imported}"
        for module, part in modules.items()
        for imported in imports_of(module)
        if (other := part_of(imported, package)) not in ("", part) and places[other] >= places[part]
    ]
    assert against == []


def test_training_and_the_drawing_side_never_import_each_other() -> None:
    """Training imports nothing that draws, and a recording is all that the drawing side reads."""
    for module in MODULES:
        parts = {part_of(imported, "sgdviz") for imported in imports_of(module)}
        if part_of(module, "sgdviz") == "training":
            assert parts.isdisjoint(DRAWING_SIDE), module
        if part_of(module, "sgdviz") in DRAWING_SIDE:
            assert "training" not in parts, module


def test_the_backends_never_import_each_other() -> None:
    """The backends of pixels, of pages and of vectors import nothing of each other."""
    for one, other in permutations(("agg", "pdf", "svg"), 2):
        for module in MODULES:
            if part_of(module, "sgdviz.drawing") == one:
                assert other not in {part_of(imported, "sgdviz.drawing") for imported in imports_of(module)}, module


def test_no_modules_import_each_other_in_a_circle() -> None:
    """The graph of modules has no cycle; imports for types are left out, those in functions are not."""
    graph = {module: imports_of(module, types=False) for module in MODULES}
    assert sum(map(len, graph.values())) > len(graph)  # a graph without edges would have no cycle either
    assert sorted(TopologicalSorter(graph).static_order()) == sorted(MODULES)


def test_errors_and_the_file_of_recordings_stand_alone() -> None:
    """The errors import nothing of sgdviz, and the .npz file of a recording only errors and inputs."""
    assert imports_of("sgdviz.errors") == set()
    assert imports_of("sgdviz.recording.npz") == {"sgdviz.errors", "sgdviz.inputs"}


def test_only_save_knows_the_table_of_formats() -> None:
    """No other module of export imports `export.save`, and none names `FORMATS`."""
    for module, path in MODULES.items():
        if part_of(module, "sgdviz") == "export" and module != "sgdviz.export.save":
            assert "sgdviz.export.save" not in imports_of(module), module
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            assert "FORMATS" not in {node.id for node in tree if isinstance(node, ast.Name)}, module


def test_every_public_name_exists_and_has_a_home() -> None:
    """`__all__` equals what `_HOMES` offers, with the module `data`, and each name can be imported."""
    assert all(hasattr(sgdviz, name) for name in sgdviz.__all__)
    offered = [name for names in sgdviz._HOMES.values() for name in names] + ["data"]
    assert sorted(sgdviz.__all__) == sorted(offered) == dir(sgdviz)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sgdviz.nothing


def test_the_command_line_imports_no_matplotlib() -> None:
    """`import sgdviz.cli` leaves Matplotlib to the function that draws."""
    code = "import sys, sgdviz.cli; sys.exit(any(name.split('.')[0] == 'matplotlib' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
