"""What many tests need: the post, its run, and the system's own tools."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

import sgdviz

POST = Path(__file__).parents[2] / "shared" / "post.md"


@pytest.fixture(scope="session")
def post_code() -> list[str]:
    """The Python blocks of the blog post; skips where the post is not at hand, as on a user's machine."""
    if not POST.exists():
        pytest.skip("the blog post is not beside the project, so its own code cannot be run")
    return re.findall(r"```python\n(.*?)```", POST.read_text(encoding="utf-8"), flags=re.DOTALL)


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
    """A run whose step size is far too large."""
    return sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.5), passes=50, seed=0)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def system_tool(name: str) -> str:
    """Return the path of a system program; without it the test skips, or fails where CI has promised it."""
    path = shutil.which(name)
    if path is None:
        missing = f"{name} is not installed"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and here it must be")
        pytest.skip(missing)
    return path
