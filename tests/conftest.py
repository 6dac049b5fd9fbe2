"""Fixtures of many test files: the post's run and its variants, an empty working folder, and the installed fonts."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from font_helpers import forget_fonts
from helpers import system_tool

import sgdviz
from sgdviz.drawing.text import installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from sgdviz.drawing.text.font_list import Installed


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands under test: a shell script has it ignored in what it runs in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture
def install_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A function that lets the faces that it is given be all that is installed, until the test ends."""

    def install(*faces: Installed) -> None:
        monkeypatch.setattr(installed, "installed_faces", lambda: faces)
        forget_fonts()

    yield install
    forget_fonts()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    path = system_tool("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--force-color-profile=srgb", "--hide-scrollbars"]
        )
        yield opened
        opened.close()
