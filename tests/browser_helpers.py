"""Helpers of the tests of pages in Chromium: a page that asks for nothing and writes to no console."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@contextmanager
def opened(browser: Browser, path: Path, link: str = "", *, clock: bool = False, **settings: Any) -> Iterator[Page]:
    """Yield the page at `path`; at the end it must have asked for no other file and have written to no console.

    With `clock`, time passes for the page only in its `clock.run_for`. `settings` are those of the browser's context.
    """
    context = browser.new_context(**settings)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: faults.append(f"request: {request.url}"))
    if clock:
        page.clock.install(time=0)
        page.clock.pause_at(1)
    page.goto(f"{path.as_uri()}{link}")
    yield page
    context.close()
    assert [fault for fault in faults if not fault.startswith((f"request: {path.as_uri()}", "request: data:,"))] == []
