"""The player and its rules of accessibility, as axe-core checks them in Chromium."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser_helpers import opened

import sgdviz
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from sgdviz import Animation, Recording

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"

PAGES = ("even", "told", "compared", "chapters")
"""The kinds of pages."""

READERS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "less motion": {"reduced_motion": "reduce"},
}
"""Settings of readers."""

pytestmark = [pytest.mark.slow, pytest.mark.decoders]


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; without it the test is skipped, or fails where SGDVIZ_NEEDS_TOOLS is set."""
    if not AXE.exists():
        missing = "axe-core is not installed; run scripts/javascript"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing)
    return AXE.read_text(encoding="utf-8")


def animation_of(kind: str, run: Recording) -> Animation:
    """Return an animation for a kind of page."""
    if kind == "chapters":
        return animate_lesson(find_lesson("forward-backward"))
    runs = [run, sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.02), passes=2, seed=0)]
    return sgdviz.animate(runs) if kind == "compared" else sgdviz.animate(run, explain=2 * (kind == "told"))


def violations(page: Page, axe: str) -> list[str]:
    """Return the rules, best practices too, that a page violates, each with the first element that does."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert len(found["passes"]) > 15
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_no_violation(
    tmp_path: Path, browser: Browser, axe: str, short_run: Recording, kind: str, reader: str
) -> None:
    """No rule of axe-core is violated, while the player plays and while it stands still."""
    path = tmp_path / "page.html"
    animation_of(kind, short_run).save(path)
    with opened(browser, path, **READERS[reader]) as page:
        assert violations(page, axe) == []
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert violations(page, axe) == []


def test_a_button_without_a_name_would_be_found(
    tmp_path: Path, browser: Browser, axe: str, short_run: Recording
) -> None:
    """The check above fails for a page with a fault."""
    path = tmp_path / "page.html"
    sgdviz.animate(short_run).save(path)
    with opened(browser, path) as page:
        page.evaluate("document.querySelector('.on').removeAttribute('aria-label')")
        page.evaluate("document.querySelector('.on').removeAttribute('title')")
        assert [fault.split(":")[0] for fault in violations(page, axe)] == ["button-name"]
