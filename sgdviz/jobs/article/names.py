"""The names of a program: modules that it uses and never imports, and seeds that it sets or lacks."""

from __future__ import annotations

import ast
import builtins
import warnings
from typing import NamedTuple

MODULES = {
    "collections": "collections", "copy": "copy", "itertools": "itertools", "json": "json", "math": "math", "os": "os",
    "random": "random", "re": "re", "statistics": "statistics", "sys": "sys", "time": "time",
    "np": "numpy", "numpy": "numpy", "plt": "matplotlib.pyplot", "matplotlib": "matplotlib", "pd": "pandas",
    "pandas": "pandas", "sns": "seaborn", "scipy": "scipy", "sklearn": "sklearn", "torch": "torch", "nn": "torch.nn",
    "F": "torch.nn.functional", "optim": "torch.optim", "tf": "tensorflow", "keras": "keras",
}  # fmt: skip
"""The modules that a name means by custom, where an article uses it and never says what it is."""

SEEDING = ("seed", "manual_seed", "manual_seed_all", "set_seed", "set_random_seed", "PRNGKey", "seed_everything")
"""The functions that set a seed."""

GENERATORS = ("default_rng", "RandomState", "Random", "Generator", "SeedSequence", "PCG64")
"""The functions that set a seed if they are given one."""

SEED_ARGUMENTS = ("random_state", "seed")

RANDOM = ("random", "sklearn", "torch", "tensorflow", "tf", "keras", "jax", *GENERATORS)
"""Names by which a program draws random numbers."""


class Missing(NamedTuple):
    """A name that a program uses and never says what it is: the line of its first use, and the module that it means."""

    name: str
    line: int
    module: str


def parsed(code: str) -> ast.Module:
    """Return the syntax tree of `code`; an empty one for code that cannot be compiled, which running it says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def missing_modules(tree: ast.AST) -> tuple[Missing, ...]:
    """Return the modules that a program uses and never imports, in the order of their first use."""
    used: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used[node.id] = min(node.lineno, used.get(node.id, node.lineno))
    unknown = {name for name in used if not hasattr(builtins, name)} - _bound(tree)
    found = [Missing(name, used[name], MODULES[name]) for name in unknown if name in MODULES]
    return tuple(sorted(found, key=lambda missing: (missing.line, missing.name)))


def imported_modules(tree: ast.AST) -> set[str]:
    """Return the first names of the modules that a program imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def line_of_seed(tree: ast.AST) -> int | None:
    """Return the first line in which a program sets a seed; None where it sets none."""
    return min((node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _seeds(node)), default=None)


def draws_random_numbers(tree: ast.AST) -> bool:
    """Return whether a program names a generator of random numbers, or a library that draws them."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return not imported_modules(tree).union(names).isdisjoint(RANDOM)


def _seeds(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if name in SEEDING:
        return bool(given)
    if name in GENERATORS and call.args:
        return True
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return any(
        argument in named and not (isinstance(named[argument], ast.Constant) and named[argument].value is None)  # type: ignore[attr-defined]
        for argument in SEED_ARGUMENTS
    )


def _bound(tree: ast.AST) -> set[str]:
    """Return all names that a program gives a value anywhere."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found
