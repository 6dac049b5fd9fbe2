"""Names that a program uses and never imports, and its seeds."""

from __future__ import annotations

import ast

import pytest

from sgdviz.jobs.article.names import (
    draws_random_numbers,
    imported_modules,
    line_of_seed,
    missing_modules,
    parsed,
)


def test_modules_that_are_used_and_never_imported_are_named() -> None:
    """With the line of the first use, and the module that the name means."""
    found = missing_modules(parsed("x = 1\ny = np.zeros(3)\nm = random.random()\nz = np.ones(3)"))
    assert [tuple(missing) for missing in found] == [("np", 2, "numpy"), ("random", 3, "random")]


@pytest.mark.parametrize(
    "code",
    [
        "import random\nrandom.random()",
        "from numpy import random\nrandom.rand()",
        "import numpy as np\nnp.ones(1)",
        "random = 5\nprint(random)",
        "def f(random):\n    return random",
        "def random(): return 4\nrandom()",
        "for math in range(3): print(math)",
        "try: pass\nexcept ValueError as re: print(re)",
        "match x:\n    case {'a': 1, **copy}: print(copy)",
        "unknown.thing()",
        "print('random.random()')",
    ],
)
def test_other_names_are_none(code: str) -> None:
    """Those that are imported, that have a value, or that no module has by custom."""
    assert missing_modules(parsed(code)) == ()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("import random\nrandom.seed(3)", 2),
        ("np.random.seed(0)", 1),
        ("\n\nrng = np.random.default_rng(7)", 3),
        ("torch.manual_seed(1)", 1),
        ("model = MLPRegressor(random_state=0)", 1),
        ("make_data(seed=4)", 1),
        ("np.random.default_rng()", None),
        ("random.seed()", None),
        ("MLPRegressor(random_state=None)", None),
        ("random.random()  # random.seed(3)", None),
    ],
)
def test_a_seed_is_found_by_its_call(code: str, line: int | None) -> None:
    """A call without a seed is none, and neither is a comment."""
    assert line_of_seed(parsed(code)) == line


def test_random_numbers_are_drawn_by_generators_and_libraries() -> None:
    """Code that names none of them needs no seed."""
    assert draws_random_numbers(parsed("m = random.random()"))
    assert draws_random_numbers(parsed("import torch"))
    assert draws_random_numbers(parsed("from numpy.random import default_rng\nr = default_rng()"))
    assert not draws_random_numbers(parsed("import math\nm = math.pi"))


def test_imports_are_their_first_names() -> None:
    """Those inside functions too; relative ones are of the folder."""
    code = "import torch.nn as nn\ndef f():\n    from keras.layers import Dense\nfrom . import torchy"
    assert imported_modules(parsed(code)) == {"torch", "keras"}


def test_what_is_no_python_has_no_names() -> None:
    """Running it says what is wrong."""
    assert ast.dump(parsed("print 'x'")) == ast.dump(ast.Module([], []))
