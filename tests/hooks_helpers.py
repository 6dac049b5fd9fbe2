"""Helpers of the tests of hooks on libraries: the libraries, and runs with and without recording."""

from __future__ import annotations

import importlib
import os
import random
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sgdviz.recording.hooks import LibraryHooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.recording.capture.run import CapturedRun


def library(name: str) -> Any:
    """Return a library; without it the module's tests are skipped, or fail where SGDVIZ_NEEDS_TOOLS is set."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    try:
        return importlib.import_module(name)
    except ImportError as error:
        missing = f"{name} is not installed ({error}); pip install 'sgdviz[libraries]'"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing, allow_module_level=True)


def seed() -> None:
    """Seed the random generators of all libraries."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002, what scikit-learn uses
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


def drawn() -> list[float]:
    """Return the next random number of each generator."""
    numbers = [random.random(), float(np.random.rand())]  # noqa: NPY002, what scikit-learn uses
    if "torch" in sys.modules:
        numbers.append(float(sys.modules["torch"].rand(())))
    return numbers


def recorded(train: Callable[[], Any]) -> list[CapturedRun]:
    """Return the recordings of a training that gives arrays, and check that it is bit for bit what it is without."""
    seed()
    alone, alone_numbers = _bytes(train()), drawn()
    seed()
    with LibraryHooks() as hooks:
        watched = _bytes(train())
        runs = hooks.runs()
    assert watched == alone
    assert drawn() == alone_numbers
    assert not hooks.faults(), hooks.faults()
    return runs


def _bytes(values: Any) -> list[bytes]:
    return [np.asarray(value).tobytes() for value in values]
