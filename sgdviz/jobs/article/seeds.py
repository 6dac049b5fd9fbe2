"""One seed for all generators of random numbers that a program may use without a seed of its own."""

from __future__ import annotations

import random
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LARGEST = 2**32 - 1
"""The largest seed that every generator takes."""

OF_LIBRARIES = {"torch": ("torch", "manual_seed"), "keras": ("keras.utils", "set_random_seed")}
"""The function that sets the seed of a library, by the module that a program imports for it."""


@contextmanager
def seeded(seed: int, imported: Collection[str]) -> Iterator[None]:
    """Begin all random numbers with `seed` in the block, and restore the generators of Python and NumPy afterwards.

    Those are ``random``, ``numpy.random``, generators that ``numpy.random.default_rng()`` makes without a seed, and the
    generators of the libraries among the modules `imported` by the program: it would import them anyway. A seed that
    the program sets takes precedence.
    """
    own, numpys, default_rng = random.getstate(), np.random.get_state(), np.random.default_rng  # noqa: NPY002
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - the program may use it
    for library, (module, function) in OF_LIBRARIES.items():
        if library in imported:
            try:
                getattr(import_module(module), function)(seed)
            except ImportError:  # the program says so, with its own traceback
                continue
    children = np.random.SeedSequence(seed)

    @wraps(default_rng)
    def generator(seed: Any = None) -> np.random.Generator:
        return default_rng(children.spawn(1)[0] if seed is None else seed)

    np.random.default_rng = generator
    try:
        yield
    finally:
        np.random.default_rng = default_rng
        random.setstate(own)
        np.random.set_state(numpys)  # noqa: NPY002
