"""Snippets in a site that Jekyll builds, with a `baseurl`, as Chromium shows it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from embed_helpers import HOSTILE_NAMES, HOSTILE_WORDS, difference, frames_in, pixels_of, served, shown
from helpers import system_tool

from sgdviz.embed.embed import embed
from sgdviz.embed.words import clean
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title><link rel="icon" href="data:,"></head>
<body>{{ content }}</body></html>
"""

POST = """---
layout: post
title: A post
---
Some *words* before.

%s

Some *words* after.
"""


@pytest.fixture
def site(folder: Path) -> Path:
    """The working folder as a site with a `baseurl`, with the pictures in assets/img."""
    (folder / "assets" / "img").mkdir(parents=True)
    for name in ("a.gif", "dark.gif", "a.svg", "a.webm"):
        shutil.copy(folder / name, folder / "assets" / "img")
    for inner in ("_layouts", "_posts"):
        (folder / inner).mkdir()
    (folder / "_layouts" / "post.html").write_text(LAYOUT)
    (folder / "_config.yml").write_text("title: hostile\nbaseurl: /my-blog\nurl: http://example.org\n")
    return folder


def built(site: Path, text: str) -> Path:
    """Build the site with a post of `text`, and return a folder in which it stands under its `baseurl`."""
    (site / "_posts" / "2024-02-03-learning.md").write_text(POST % text, encoding="utf-8")
    web = site.parent / f"{site.name}-web"
    web.mkdir(exist_ok=True)
    command = [system_tool("jekyll"), "build", "--disable-disk-cache", "-q", "-s", f"{site}", "-d", f"{web}/my-blog"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return web


PAGE = "my-blog/2024/02/03/learning.html"


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize(("scheme", "name"), [("light", "a.gif"), ("dark", "dark.gif")])
def test_a_post_shows_the_picture_at_its_size(site: Path, browser: Browser, scheme: str, name: str) -> None:
    """The built post has the animation, or its dark variant, under the site's `baseurl`."""
    snippet = embed("assets/img/a.gif", "jekyll", page="_posts/x.md", dark="assets/img/dark.gif").snippet
    with served(built(site, snippet)) as web, shown(browser, f"{web}/{PAGE}", color_scheme=scheme) as page:
        source = f"{web}/my-blog/assets/img/{name}"
        found = page.eval_on_selector(
            "img", "image => [image.currentSrc, image.naturalWidth, image.width, image.height]"
        )
        assert found == [source, 400, 400, 200]
        picture = pixels_of(page.locator("img"))
        assert min(difference(picture, frame) for frame in frames_in(site / name)) < 1
        assert page.eval_on_selector_all("em", "found => found.length") == 2


@pytest.mark.slow
@pytest.mark.decoders
def test_a_post_shows_a_drawing_and_a_video(site: Path, browser: Browser) -> None:
    """The built post has both, each found under the site's `baseurl`."""
    snippets = [embed(f"assets/img/{name}", "jekyll").snippet for name in ("a.svg", "a.webm")]
    with served(built(site, "\n\n".join(snippets))) as web, shown(browser, f"{web}/{PAGE}") as page:
        page.wait_for_function("document.querySelector('img').naturalWidth === 400")
        page.wait_for_function("document.querySelector('video').currentTime > 0.2")
        assert page.eval_on_selector("img", "image => image.currentSrc") == f"{web}/my-blog/assets/img/a.svg"
        assert page.eval_on_selector("video", "video => video.currentSrc") == f"{web}/my-blog/assets/img/a.webm"


@pytest.mark.slow
@pytest.mark.decoders
def test_hostile_names_and_words_pass_through_liquid_and_kramdown(site: Path, browser: Browser) -> None:
    """Every picture loads and has the alt text that was given."""
    snippets = []
    images = site / "assets" / "img"
    for name, words in zip(HOSTILE_NAMES, HOSTILE_WORDS, strict=True):
        place = images / f"{name.replace('%41', '%')}.gif"  # a name that Jekyll changes is refused
        shutil.copy("a.gif", place)
        snippets.append(embed(place, "jekyll", alt=words).snippet)
    with served(built(site, "\n\n".join(snippets))) as web, shown(browser, f"{web}/{PAGE}") as page:
        page.eval_on_selector_all("img", "images => images.forEach((image) => { image.loading = 'eager' })")
        page.wait_for_function("Array.from(document.images).every((image) => image.naturalWidth === 400)")
        found = page.eval_on_selector_all("img", "images => images.map((image) => image.alt)")
        assert found == list(map(clean, HOSTILE_WORDS))
        assert page.eval_on_selector_all("script, code, strong, a", "found => found.length") == 0


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", ["_posts/a.gif", ".hidden/a.gif", "#a.gif", "_site/assets/a.gif"])
def test_a_file_that_jekyll_leaves_out_is_refused(name: str) -> None:
    """Nothing is written for a file that would not be in the site."""
    place = Path(name)
    place.parent.mkdir(exist_ok=True, parents=True)
    shutil.copy("a.gif", place)
    with pytest.raises(InputError, match="Jekyll does not publish"):
        embed(place, "jekyll")
    assert not list(place.parent.glob("*-still.png"))


def test_a_file_outside_of_a_site_is_refused(folder: Path) -> None:
    """A site is known by its settings."""
    with pytest.raises(InputError, match=r"has Jekyll's _config.yml; put the file into the site"):
        embed(folder / "a.gif", "jekyll")
