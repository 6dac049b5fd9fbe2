"""Fixtures of many test files: the post's run and its variants, and an empty working folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sgdviz

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def run() -> sgdviz.Recording:
    """The post's run: 301 rows."""
    return sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=50, seed=0)


@pytest.fixture(scope="session")
def short_run() -> sgdviz.Recording:
    """Two passes over the post's data: 13 rows."""
    return sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=2, seed=0)


@pytest.fixture(scope="session")
def diverging_run() -> sgdviz.Recording:
    """The post's run with a step size that is far too large: 301 rows, diverged at row 7."""
    return sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.5), passes=50, seed=0)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
