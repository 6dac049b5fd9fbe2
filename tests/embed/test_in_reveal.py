"""Snippets in a deck of reveal.js: what moves begins again when its slide is entered."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from embed_helpers import HOSTILE_NAMES, HOSTILE_WORDS, REVEAL, difference, needed, pixels_of, served, shown

import sgdviz
from sgdviz.embed.embed import embed
from sgdviz.embed.words import clean

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from playwright.sync_api import Browser, Page

    from sgdviz import Recording

pytestmark = [pytest.mark.slow, pytest.mark.decoders]

DECK = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A deck</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="reveal.css">
</head>
<body>
<div class="reveal"><div class="slides">
<section>first</section>
<section>
{slide}
</section>
<section>last</section>
</div></div>
<script src="reveal.js"></script>
<script>
Reveal.initialize({{ width: 800, height: 600, margin: 0, minScale: 1, maxScale: 1, transition: "none", center: false }})
</script>
</body>
</html>
"""

FIRST = 2.0
"""The seconds of the first frame, which is shown long enough to be seen."""


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory, short_run: Recording) -> Path:
    """A folder with a short run in formats that move, and with reveal.js."""
    folder = tmp_path_factory.mktemp("deck")
    for name in ("reveal.js", "reveal.css"):
        shutil.copy(needed(REVEAL / name, "reveal.js"), folder)
    suffixes = (".gif", ".svg", ".apng", ".webp", ".webm", ".html")
    sgdviz.animate(short_run, size=(400, 200), hold_first=FIRST, hold_last=0.5, fps=5).save(
        *(folder / f"a{suffix}" for suffix in suffixes)
    )
    return folder


def entered(page: Page, place: int) -> None:
    """Go to the slide at `place`."""
    page.evaluate(f"Reveal.slide({place})")


def picture(page: Page) -> np.ndarray:
    """Return the pixels of the picture on the slide that is shown."""
    return pixels_of(page.locator("section.present img"))


def begins_again(page: Page) -> list[bool]:
    """Return whether each of two slides with one picture shows its first frame when it is entered.

    They are entered while the picture shows another frame.
    """
    entered(page, 1)
    page.wait_for_timeout(200)
    first = picture(page)
    found = []
    for place in (2, 1):
        page.wait_for_timeout(1000 * FIRST + 200)
        assert difference(picture(page), first) > 1
        entered(page, place)
        page.wait_for_timeout(200)
        found.append(difference(picture(page), first) < 0.5)
    return found


@pytest.mark.parametrize(
    ("name", "over"),
    [
        ("a.gif", "file"),
        ("a.apng", "file"),
        ("a.webp", "file"),
        ("a.svg", "file"),
        ("a.gif", "http"),
        ("a.svg", "http"),
    ],
)
def test_a_picture_begins_again_when_its_slide_is_entered(moving: Path, browser: Browser, name: str, over: str) -> None:
    """A picture on two slides shows its first frame whenever one of them is entered, from a file and from a server."""
    deck = moving / f"deck-{name}.html"
    snippet = embed(moving / name, "reveal", page=deck).snippet
    deck.write_text(DECK.format(slide=f"{snippet}</section><section>{snippet}"))
    with served(moving) as site, shown(browser, f"{site}/{deck.name}" if over == "http" else deck.as_uri()) as page:
        assert begins_again(page) == [True, True]


def test_without_the_script_a_picture_goes_on(moving: Path, browser: Browser) -> None:
    """The test above fails for a snippet that only shows a WebP. reveal.js itself begins GIFs again."""
    deck = moving / "plain.html"
    snippet = embed(moving / "a.webp", "reveal", page=deck).snippet
    assert "<script>" not in embed(moving / "a.gif", "reveal", page=deck).snippet
    snippet = snippet[: snippet.index("<script>")]
    deck.write_text(DECK.format(slide=f"{snippet}</section><section>{snippet}"))
    with shown(browser, deck.as_uri()) as page:
        entered(page, 1)
        page.wait_for_timeout(200)
        first = picture(page)
        page.wait_for_timeout(1000 * FIRST + 600)  # into the middle of the other frames
        entered(page, 2)
        page.wait_for_timeout(200)
        assert difference(picture(page), first) > 0.5


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_a_picture_in_a_fragment_begins_when_it_is_shown(moving: Path, browser: Browser, name: str) -> None:
    """A slide whose picture comes later shows it from its first frame."""
    deck = moving / "fragment.html"
    snippet = embed(moving / name, "reveal", page=deck).snippet
    deck.write_text(DECK.format(slide=f'{snippet}</section><section><div class="fragment">{snippet}</div>'))
    with shown(browser, deck.as_uri()) as page:
        entered(page, 1)
        page.wait_for_timeout(200)
        first = picture(page)
        entered(page, 2)
        page.wait_for_timeout(1000 * FIRST + 200)
        page.evaluate("Reveal.nextFragment()")
        page.wait_for_timeout(700)
        assert difference(picture(page), first) < 0.5


def test_a_video_plays_from_its_start_only_on_its_slide(moving: Path, browser: Browser) -> None:
    """A video stands while another slide is shown, and begins when its slide is entered, unless motion is unwanted."""
    deck = moving / "video.html"
    deck.write_text(DECK.format(slide=embed(moving / "a.webm", "reveal", page=deck).snippet))
    state = "video => [video.paused, video.currentTime]"
    with shown(browser, deck.as_uri()) as page:
        page.wait_for_timeout(300)
        assert page.eval_on_selector("video", state) == [True, 0]
        entered(page, 1)
        page.wait_for_function("document.querySelector('video').currentTime > 0.7")
        entered(page, 2)
        page.wait_for_timeout(200)
        assert page.eval_on_selector("video", "video => video.paused")
        entered(page, 1)
        page.wait_for_timeout(200)
        paused, seconds = page.eval_on_selector("video", state)
        assert not paused
        assert seconds < 0.6
    with shown(browser, deck.as_uri(), reduced_motion="reduce") as page:
        entered(page, 1)
        page.wait_for_timeout(300)
        assert page.eval_on_selector("video", state) == [True, 0]


def test_a_page_is_loaded_when_its_slide_is_entered(moving: Path, browser: Browser) -> None:
    """The deck gives the frame its address then, and takes it away after."""
    deck = moving / "page.html"
    deck.write_text(DECK.format(slide=embed(moving / "a.html", "reveal", page=deck).snippet))
    with shown(browser, deck.as_uri()) as page:
        assert page.eval_on_selector("iframe", "frame => frame.getAttribute('src')") is None
        entered(page, 1)
        page.frame_locator("iframe").locator(".controls button.play").wait_for()
        entered(page, 2)
        page.wait_for_function("document.querySelector('iframe').getAttribute('src') !== 'a.html'")


def test_hostile_names_and_words_stay_in_their_attributes(moving: Path, browser: Browser) -> None:
    """Every picture loads, has the alt text that was given, and no script runs but the snippet's."""
    slides = []
    for name, words in zip(HOSTILE_NAMES, HOSTILE_WORDS, strict=True):
        shutil.copy(moving / "a.gif", moving / f"{name}.gif")
        slides.append(embed(moving / f"{name}.gif", "reveal", page=moving / "deck.html", alt=words).snippet)
    deck = moving / "hostile.html"
    deck.write_text(DECK.format(slide="\n".join(slides)), encoding="utf-8")
    with shown(browser, deck.as_uri()) as page:
        entered(page, 1)
        page.wait_for_function("Array.from(document.images).every((image) => image.naturalWidth === 400)")
        found = page.eval_on_selector_all("img", "images => images.map((image) => image.alt)")
        assert found == list(map(clean, HOSTILE_WORDS))
