"""One seed for all random numbers of a block."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz.jobs.article.seeds import seeded

if TYPE_CHECKING:
    from pathlib import Path


def drawn(seed: int) -> list[float]:
    """Return random numbers of all generators that `seeded` begins."""
    with seeded(seed, ()):
        rngs = np.random.default_rng(), np.random.default_rng()
        return [random.random(), np.random.random(), *(rng.random() for rng in rngs)]  # noqa: NPY002


def test_the_same_seed_gives_the_same_numbers() -> None:
    """Another seed gives others, and two generators of one program are not the same."""
    assert drawn(3) == drawn(3)
    assert not set(drawn(3)) & set(drawn(4))
    assert len(set(drawn(3))) == 4
    assert drawn(5)[:2] == [random.Random(5).random(), np.random.RandomState(5).random()]


def test_a_seed_of_the_program_takes_precedence() -> None:
    """For a generator that is given one."""
    with seeded(1, ()):
        assert np.random.default_rng(9).random() == np.random.Generator(np.random.PCG64(9)).random()


def test_the_generators_are_restored() -> None:
    """As they were before the block, also after an error."""
    random.seed(8)
    np.random.seed(8)  # noqa: NPY002
    expected = random.Random(8).random(), np.random.RandomState(8).random()
    default_rng = np.random.default_rng
    with pytest.raises(ZeroDivisionError), seeded(1, ()):
        _ = 1 / 0
    assert (random.random(), np.random.random()) == expected  # noqa: NPY002
    assert np.random.default_rng is default_rng


def test_a_library_is_seeded_only_if_the_program_imports_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the same name stands for the library; one that is missing is left to the program."""
    (tmp_path / "torch.py").write_text("seeds = []\nmanual_seed = seeds.append\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    for module in ("keras", "keras.utils"):
        monkeypatch.setitem(sys.modules, module, None)  # as where it is not installed
    with seeded(3, ("math", "keras")):
        assert "torch" not in sys.modules
    with seeded(3, ("torch",)):
        assert sys.modules["torch"].seeds == [3]
    monkeypatch.delitem(sys.modules, "torch")
