"""Snippets for pages and Markdown, as Chromium shows them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from embed_helpers import (
    HOSTILE_NAMES,
    HOSTILE_WORDS,
    ROOT,
    difference,
    frames_in,
    needed,
    page_of,
    pixels_of,
    shown,
)
from helpers import system_tool

import sgdviz
from sgdviz.embed.embed import embed
from sgdviz.embed.words import clean

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from sgdviz import Recording

pytestmark = [pytest.mark.slow, pytest.mark.decoders]

READERS: dict[str, tuple[dict[str, Any], str]] = {
    "light": ({"color_scheme": "light"}, "a.gif"),
    "dark": ({"color_scheme": "dark"}, "dark.gif"),
    "less motion": ({"reduced_motion": "reduce"}, "a-still.png"),
    "dark and less motion": ({"color_scheme": "dark", "reduced_motion": "reduce"}, "dark-still.png"),
}
"""Settings of readers, and the file that each sees."""

SHOWN = "image => [image.currentSrc.split('/').at(-1), image.naturalWidth, image.width, image.height]"

QUIET = ["--no-sandbox", "--force-prefers-reduced-motion", "--force-color-profile=srgb"]
"""Options of a Chromium whose reader asked for less motion: drawings in <img> do not see what Playwright emulates."""


def write_page(folder: Path, snippet: str, name: str = "page.html") -> str:
    """Write a page with `snippet` and return its address."""
    page = folder / name
    page.write_text(page_of(snippet), encoding="utf-8")
    return page.as_uri()


def rendered(text: str) -> str:
    """Return Markdown as the reference implementation of CommonMark renders it."""
    needed(ROOT / "node_modules" / "commonmark", "commonmark")
    command = [system_tool("node"), str(ROOT / "tests" / "embed" / "render.js")]
    return subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("target", ["html", "markdown"])
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_sees_the_file_for_them_at_its_size(
    folder: Path, browser: Browser, reader: str, target: str
) -> None:
    """The animation, its dark variant or a still of one of these is shown at the size of the animation."""
    snippet = embed("a.gif", target, dark="dark.gif").snippet
    settings, name = READERS[reader]
    address = write_page(folder, rendered(snippet) if target == "markdown" else snippet)
    with shown(browser, address, **settings) as page:
        assert page.eval_on_selector("img", SHOWN) == [name, 400, 400, 200]
        expected = frames_in(folder / name)
        picture = pixels_of(page.locator("img"))
        assert min(difference(picture, frame) for frame in expected) < 1
        assert difference(frames_in(folder / "a.gif")[-1], frames_in(folder / "dark.gif")[-1]) > 100


def test_a_browser_that_asks_for_less_motion_shows_the_still(folder: Path, browser: Browser) -> None:
    """Chromium itself, started with the setting of such a reader, shows the last frame."""
    address = write_page(folder, embed("a.gif", "html").snippet)
    opened = browser.browser_type.launch(executable_path=system_tool("chromium"), args=QUIET)
    with shown(opened, address, reduced_motion="null") as page:
        assert page.eval_on_selector("img", SHOWN)[0] == "a-still.png"
        assert difference(pixels_of(page.locator("img")), frames_in(folder / "a.gif")[-1]) < 1
    opened.close()


@pytest.mark.parametrize("name", ["a.gif", "a.apng", "a.webp", "a.png", "a.svg"])
def test_a_width_of_half_the_pixels_is_obeyed(folder: Path, browser: Browser, name: str) -> None:
    """A picture for sharp screens has half its size, and no more than a narrow page has room for."""
    address = write_page(folder, embed(name, "html", width=200).snippet)
    with shown(browser, address) as page:
        assert page.eval_on_selector("img", SHOWN)[2:] == [200, 100]
    with shown(browser, address, viewport={"width": 116, "height": 300}) as page:
        assert page.eval_on_selector("img", SHOWN)[2:] == [100, 50]


def test_a_drawing_that_follows_its_reader_is_one_image(folder: Path, browser: Browser) -> None:
    """An animated SVG needs no still: it stands still itself."""
    snippet = embed("a.svg", "html").snippet
    assert snippet.startswith("<img ")
    opened = browser.browser_type.launch(executable_path=system_tool("chromium"), args=QUIET)
    with shown(opened, write_page(folder, snippet), reduced_motion="null") as page:
        first = pixels_of(page.locator("img"))
        page.wait_for_timeout(1500)  # longer than the hold of the first frame
        assert (pixels_of(page.locator("img")) == first).all()
    opened.close()


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
def test_a_video_plays_unless_its_reader_asked_for_less_motion(folder: Path, browser: Browser, name: str) -> None:
    """A video plays by itself without sound; without motion, its poster is the last frame, and nothing is loaded."""
    address = write_page(folder, embed(name, "html").snippet)
    with shown(browser, address) as page:
        page.wait_for_function("document.querySelector('video').currentTime > 0.2")
        assert page.eval_on_selector("video", "video => [video.muted, video.loop]") == [True, True]
    with shown(browser, address, reduced_motion="reduce") as page:
        page.wait_for_timeout(300)
        state = page.eval_on_selector("video", "video => [video.currentSrc, video.currentTime, video.clientWidth]")
        assert state == ["", 0, 400]
        assert difference(pixels_of(page.locator("video")), frames_in(folder / "a-still.png")[0]) < 1
        assert difference(frames_in(folder / "a-still.png")[0], frames_in(folder / "a.gif")[-1]) < 3


@pytest.mark.parametrize(("size", "explain"), [((400, 200), 0), ((800, 400), 2)])
def test_a_page_in_a_frame_needs_no_scrolling(
    here: Path, browser: Browser, short_run: Recording, size: tuple[int, int], explain: int
) -> None:
    """The player fits into its frame, with the picture at its own size."""
    sgdviz.animate(short_run, size=size, explain=explain, title="A <line>").save("a.html")
    address = write_page(here, embed("a.html", "html").snippet)
    with shown(browser, address, viewport={"width": 1000, "height": 1000}) as page:
        inner = page.frames[1]
        inner.wait_for_selector(".controls:not([hidden])")
        root = (
            "[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]"
        )
        assert max(inner.evaluate(root)) <= 0
        assert inner.eval_on_selector(".picture", "picture => picture.clientWidth") == size[0]
        assert page.eval_on_selector("iframe", "frame => frame.title") == "A <line>"


@pytest.mark.parametrize("target", ["html", "markdown"])
def test_hostile_words_are_words(folder: Path, browser: Browser, target: str) -> None:
    """The alt text of each picture is the text that was given, and nothing else becomes of it."""
    snippets = [embed("a.gif", target, alt=words).snippet for words in HOSTILE_WORDS]
    text = "\n\n".join(snippets)
    address = write_page(folder, rendered(text) if target == "markdown" else text)
    with shown(browser, address) as page:
        found = page.eval_on_selector_all("img", "images => images.map((image) => image.alt)")
        assert found == list(map(clean, HOSTILE_WORDS))
        assert page.eval_on_selector_all("body script, em, strong, code, a", "found => found.length") == 0


@pytest.mark.parametrize("target", ["html", "markdown"])
def test_files_with_hostile_names_are_found(folder: Path, browser: Browser, target: str) -> None:
    """Each picture and its still load, from a page in another folder."""
    inner = folder / "pictures & more"
    inner.mkdir()
    (folder / "posts").mkdir()
    snippets = []
    for name in HOSTILE_NAMES:
        shutil.copy("a.gif", inner / f"{name}.gif")
        snippets.append(embed(inner / f"{name}.gif", target, page="posts/page.md").snippet)
    text = "\n\n".join(snippets)
    for motion in ("no-preference", "reduce"):
        address = write_page(folder / "posts", rendered(text) if target == "markdown" else text)
        with shown(browser, address, reduced_motion=motion) as page:
            page.eval_on_selector_all("img", "images => images.forEach((image) => { image.loading = 'eager' })")
            page.wait_for_function("Array.from(document.images).every((image) => image.naturalWidth === 400)")
            assert page.evaluate("document.images.length") == len(HOSTILE_NAMES)
            kinds = page.eval_on_selector_all("img", "images => images.map((image) => image.currentSrc.slice(-4))")
            assert set(kinds) == {".png" if motion == "reduce" else ".gif"}
