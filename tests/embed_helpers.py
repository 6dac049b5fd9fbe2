"""Helpers of the tests of snippets: hostile names and words, a folder of pictures, and pages that use several files."""

from __future__ import annotations

import functools
import http.server
import io
import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Locator, Page

ROOT = Path(__file__).parents[1]

HOSTILE_NAMES = (
    "plain",
    "two words  twice",
    "100% of #1 & more",
    "q'uote\"s<b>",
    "{{ site.title }}{% raw %}",
    "](a.png) `code` *star* _under_",
    "back\\slash^tilde~$x$",
    "a,b;c=d+e@f!(g)[h]",
    "&copy&amp;",
    "größe 漢字 😀",
    "- dash",
    "colon:name",
    "%41?query=1",
)
"""Names of files, without the suffix, that mean something else in one of the languages of the snippets."""

HOSTILE_WORDS = (
    "\"quotes\" and 'quotes'",
    "</p><script>alert(1)</script>",
    '" onload="alert(1)',
    "{{ site.title }} {% raw %} {%- include x -%}",
    "![a](b.png) ](c) `code` *star* _under_ | a | b |",
    "100 % of #1 & $x_1^2$ ~ \\input{x} {brace",
    "&copy; &#60; &lt;b&gt;",
    "größe 漢字 👩‍👩‍👧 שלום",
    "<!-- comment --> ]]> -->",
    "{:.class} {::nomarkdown}",
    "\\end{frame} % rest",
    "'''\"\"\"\\",
    "two\nlines\r\n and \x00\x1b[31m\x7f control\u2028characters",
)
"""Words that mean something else in one of the languages of the snippets."""

REVEAL = ROOT / "node_modules" / "reveal.js" / "dist"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of a server on this machine that gives the files of `folder`."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


SEEN = """() => Array.from(document.images)
  .filter((image) => image.offsetParent && image.getBoundingClientRect().top < innerHeight)
  .every((image) => image.complete && image.naturalWidth)"""
"""Whether all pictures in the window are there: those that load late are not part of a page's loading."""


@contextmanager
def shown(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """Yield the page at `address`; at the end it must have missed no file, and have run nothing that was smuggled in.

    `settings` are those of the browser's context.
    """
    context = browser.new_context(**settings)
    page = context.new_page()
    faults: list[str] = []

    def refuse(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", refuse)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url} {request.failure}"))
    page.goto(address)
    page.wait_for_function(SEEN)
    yield page
    context.close()
    assert faults == []


def page_of(body: str) -> str:
    """Return an HTML page with `body`."""
    return f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page</title>\n{body}\n'


def pixels_of(shot: Page | Locator) -> np.ndarray:
    """Return the (H, W, 3) pixels of a screenshot."""
    with Image.open(io.BytesIO(shot.screenshot())) as picture:
        return np.array(picture.convert("RGB"))


def frames_in(path: Path) -> list[np.ndarray]:
    """Return the (H, W, 3) pixels of each frame of a picture, as Pillow decodes it."""
    with Image.open(path) as picture:
        found = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            found.append(np.array(picture.convert("RGB")))
        return found


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean difference of two pictures of one size, in steps of a channel."""
    assert one.shape == other.shape
    return float(np.abs(one.astype(float) - other).mean())


def needed(path: Path, what: str) -> Path:
    """Return `path`; without it the test is skipped, or fails where SGDVIZ_NEEDS_TOOLS is set."""
    if not path.exists():
        lacks(f"{what} is not installed; run scripts/javascript")
    return path


def lacks(missing: str) -> None:
    """Skip the test for a reason, or fail where SGDVIZ_NEEDS_TOOLS is set."""
    if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
        pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
    pytest.skip(missing)
