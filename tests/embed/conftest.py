"""A folder of small files of every kind, made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import sgdviz

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

SIZE = (400, 200)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, short_run: Recording) -> Path:
    """A folder with the short run in every format, as `a`, and as a dark GIF."""
    folder = tmp_path_factory.mktemp("made")
    suffixes = (".gif", ".apng", ".webp", ".mp4", ".webm", ".png", ".svg", ".html", ".pdf")
    light = sgdviz.animate(short_run, size=SIZE, title="A <line>")
    light.save(*(folder / f"a{suffix}" for suffix in suffixes))
    sgdviz.animate(short_run, size=SIZE, theme="dark", title="A <line>").save(folder / "dark.gif")
    return folder


@pytest.fixture
def folder(made: Path, here: Path) -> Path:
    """The working folder, with a copy of these files."""
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here
