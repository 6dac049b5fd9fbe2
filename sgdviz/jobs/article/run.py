"""Running the code of an article, recorded: with the modules that it never imports, and with a seed."""

from __future__ import annotations

import linecache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.errors import InputError
from sgdviz.jobs.article.names import (
    draws_random_numbers,
    imported_modules,
    line_of_seed,
    missing_modules,
    parsed,
)
from sgdviz.jobs.article.seeds import seeded

if TYPE_CHECKING:
    from sgdviz.jobs.article.article import Article
    from sgdviz.recording.capture import CapturedRun

SEED = 0
"""The seed of an article that sets none."""


PYPLOT = "matplotlib.pyplot"


class Ran(NamedTuple):
    """The runs of an article's loops, the exit code of its code, and what is to be said of them.

    `seed` is the seed that it was given, None for code that needs none, and `modules` the names of those imported for
    it.
    """

    runs: tuple[CapturedRun, ...]
    exit_code: int
    notes: tuple[str, ...]
    seed: int | None
    modules: tuple[str, ...]


def run_article(article: Article, seed: int | None = None) -> Ran:
    """Run the code of an article in its folder, as one program. Raises `InputError` for code that is no Python.

    `seed` is `SEED` where none is given. A failing program prints its own traceback.
    """
    from sgdviz.recording.capture import capture

    program = article.program()
    tree = parsed(program.text)
    given, notes = _given(article, tree)
    imported = imported_modules(tree) | {module.__name__.partition(".")[0] for module in given.values()}
    own = line_of_seed(tree)
    used = None
    if own is not None:
        if seed is not None:
            notes.append(f"{article.path}:{own}: the code sets a seed of its own, which --seed does not change")
    elif draws_random_numbers(tree):
        used = SEED if seed is None else seed
        notes.append(f"{article.path}: the code draws random numbers and sets no seed; --seed {used} is set for it")
    lines = program.text.splitlines(keepends=True)
    linecache.cache[program.name] = len(program.text), None, lines, program.name  # a notebook has other lines
    try:
        with seeded(SEED if seed is None else seed, imported):
            captured = capture(program, given=given, folder=article.path.absolute().parent)
    except SyntaxError as error:
        raise InputError(f"{article.path}:{error.lineno}: {error.msg}; mend the code, or leave the block out") from None
    finally:
        linecache.cache.pop(program.name, None)
    return Ran(captured.runs, captured.exit_code, (*notes, *captured.notes), used, tuple(given))


def _given(article: Article, tree: Any) -> tuple[dict[str, Any], list[str]]:
    """Return the modules that the code uses and never imports, and a line about each."""
    given: dict[str, Any] = {}
    notes: list[str] = []
    for missing in missing_modules(tree):
        where = f"{article.path}:{missing.line}: {missing.name} is used and never imported"
        called = missing.module if missing.module == missing.name else f"{missing.module} as {missing.name}"
        try:
            given[missing.name] = module = import_module(missing.module)
        except ImportError:
            package = {"sklearn": "scikit-learn"}.get(missing.module, missing.module.partition(".")[0])
            notes.append(f"{where}, and it is not installed; type: pip install {package}")
        else:
            notes.append(f"{where}; the module {called} is imported for it")
            if missing.module == PYPLOT:
                module.switch_backend("agg")  # without windows
    return given, notes
