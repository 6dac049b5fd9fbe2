"""Animated SVGs, held against the frames of the PNG folder and the GIF by Chromium, which shows both."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import system_tool
from picture_helpers import assert_only_antialiasing_differs, pixels_of, shown_by

import sgdviz
from sgdviz.errors import InputError
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

    from sgdviz import Animation, Recording

NEWEST = 25
"""Pixels of the dot of a loss that comes next, where it overlaps the newest one, and of the newest piece of a curve,
which lies below the markers of other runs."""

NEAR = 25
"""The most that a channel of a pixel differs where marks of one colour in one theme are two elements in another."""

QUIET = ["--no-sandbox", "--force-color-profile=srgb", "--hide-scrollbars", "--force-prefers-reduced-motion"]
"""Options of a Chromium whose reader asked for less motion: pictures in <img> do not see what Playwright emulates."""

GO_TO = "time => { const svg = document.documentElement; svg.pauseAnimations(); svg.setCurrentTime(time) }"

LESSONS = [("line", {}), ("line", {"explain": 2, "theme": "dark"}), ("neuron", {"frames": 30, "tween": 2}),
           ("network", {"frames": 30}), ("classes", {"frames": 60, "theme": "print"}), ("batch", {}),
           ("optimizers", {}), ("saddle", {}), ("step-size", {"rewind": True}), ("houses", {}),
           ("logistic", {"frames": 40, "size": (480, 800)})]  # fmt: skip


def frame_of(folder: Path, number: int) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of frame `number` of the animation's folder of frames, from 0."""
    return pixels_of(sorted(folder.iterdir())[number])


def page_of(browser: Browser, animation: Animation, address: str, **context: Any) -> Page:
    """Open an address in a page as large as the animation."""
    width, height = animation.layout.size
    page = browser.new_page(viewport={"width": width, "height": height}, **context)
    page.goto(address)
    return page


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize(("lesson", "settings"), LESSONS)
def test_ten_times_show_what_the_frames_show(
    tmp_path: Path, browser: Browser, lesson: str, settings: dict[str, Any]
) -> None:
    """At ten times of an animated SVG, Chromium shows the frame of that time, but for antialiasing."""
    animation = animate_lesson(find_lesson(lesson), settings=settings)
    animation.save(tmp_path / "run.svg", f"{tmp_path / 'frames'}/")
    ends = list(accumulate(cue.seconds for cue in animation.cues))
    with page_of(browser, animation, (tmp_path / "run.svg").as_uri()) as page:
        for number in np.linspace(0, len(ends) - 1, 10).round().astype(int).tolist():
            page.evaluate(GO_TO, ends[number] - animation.cues[number].seconds / 2)
            shown = shown_by(page, *animation.layout.size)
            assert_only_antialiasing_differs(shown, frame_of(tmp_path / "frames", number), NEWEST)


@pytest.mark.slow
@pytest.mark.decoders
def test_a_frame_too_late_would_be_found(tmp_path: Path, browser: Browser, run: Recording) -> None:
    """The comparison above fails where the SVG shows the next frame but one."""
    animation = sgdviz.animate(run, every=1)
    animation.save(tmp_path / "run.svg", f"{tmp_path / 'frames'}/")
    with page_of(browser, animation, (tmp_path / "run.svg").as_uri()) as page:
        page.evaluate(GO_TO, animation.cues[0].seconds * 1.5 + animation.cues[1].seconds * 2)
        shown = shown_by(page, *animation.layout.size)
        with pytest.raises(AssertionError):
            assert_only_antialiasing_differs(shown, frame_of(tmp_path / "frames", 1))


@pytest.mark.slow
@pytest.mark.decoders
def test_it_moves_inside_an_image(tmp_path: Path, browser: Browser, run: Recording) -> None:
    """Inside <img> the SVG plays by itself, and stands on the last frame for a reader who asked for less motion."""
    animation = sgdviz.animate(run)
    animation.save(tmp_path / "run.svg", tmp_path / "last.png")
    size = animation.layout.size
    (tmp_path / "page.html").write_text('<!doctype html><body style="margin:0"><img src="run.svg" alt="">')
    address = (tmp_path / "page.html").as_uri()
    with page_of(browser, animation, address) as page:
        early = shown_by(page, *size)
        page.wait_for_timeout(2000)
        assert (shown_by(page, *size) != early).any()
    quiet = browser.browser_type.launch(executable_path=system_tool("chromium"), args=QUIET)
    with quiet, page_of(quiet, animation, address) as page:
        early = shown_by(page, *size)
        page.wait_for_timeout(1000)
        assert (shown_by(page, *size) == early).all()
        assert_only_antialiasing_differs(early, pixels_of(tmp_path / "last.png"))


@pytest.mark.slow
@pytest.mark.decoders
def test_plays_end_on_the_last_frame(tmp_path: Path, browser: Browser, short_run: Recording) -> None:
    """An SVG that plays twice stands on the last frame afterwards, also where the film is rewound at its end."""
    for rewind in (False, True):
        animation, folder = sgdviz.animate(short_run, plays=2, rewind=rewind), tmp_path / f"{rewind}"
        animation.save(tmp_path / "run.svg", f"{folder}/")
        with page_of(browser, animation, (tmp_path / "run.svg").as_uri()) as page:
            page.evaluate(GO_TO, 2 * animation.seconds + 1)
            shown = shown_by(page, *animation.layout.size)
            assert_only_antialiasing_differs(shown, frame_of(folder, -1), NEWEST)
            page.evaluate(GO_TO, animation.seconds + animation.cues[0].seconds / 2)
            shown = shown_by(page, *animation.layout.size)
            assert_only_antialiasing_differs(shown, frame_of(folder, 0))


def test_what_stays_is_there_once(tmp_path: Path, run: Recording) -> None:
    """Bytes grow with what changes: twice the frames are far less than twice the bytes, and no element is a frame's."""
    sizes, elements = [], []
    for frames in (75, 150):
        sgdviz.animate(run, frames=frames).save(tmp_path / "run.svg")
        text = (tmp_path / "run.svg").read_text()
        sizes.append(len(text))
        elements.append(len(re.findall(r"<[a-z]", text)))
    assert sizes[1] < 1.6 * sizes[0]
    assert elements[1] < 1.2 * elements[0]


def test_there_is_no_script_and_no_reference_to_elsewhere(tmp_path: Path, run: Recording) -> None:
    """An animated SVG runs in <img>: no script, no style sheet or font from elsewhere."""
    sgdviz.animate(run, title="</style><script>alert(1)</script>").save(tmp_path / "run.svg")
    text = (tmp_path / "run.svg").read_text()
    assert "<script" not in text
    assert set(re.findall(r'https?://[^"]+', text)) == {"http://www.w3.org/2000/svg"}
    assert all(reference.startswith("#") for reference in re.findall(r'href="([^"]*)"', text))


def test_the_same_run_has_the_same_bytes(tmp_path: Path, run: Recording) -> None:
    """An animated SVG is the same every time."""
    for name in ("a.svg", "b.svg"):
        sgdviz.animate(run).save(tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize("lesson", ["line", "optimizers", "network"])
def test_auto_is_light_or_dark_as_the_page_is(tmp_path: Path, browser: Browser, lesson: str) -> None:
    """An SVG of the theme auto shows on a dark page what one of the theme dark shows, and on a light page light."""
    shown = {}
    for theme, schemes in (("light", ["light"]), ("dark", ["light"]), ("auto", ["light", "dark"])):
        animation = animate_lesson(find_lesson(lesson), settings={"theme": theme})
        animation.save(tmp_path / "run.svg")
        for scheme in schemes:
            with page_of(browser, animation, (tmp_path / "run.svg").as_uri(), color_scheme=scheme) as page:
                page.evaluate(GO_TO, animation.seconds * 0.6)
                shown[theme, scheme] = shown_by(page, *animation.layout.size)
    for scheme in ("light", "dark"):
        assert np.abs(shown["auto", scheme] - shown[scheme, "light"]).max() <= NEAR
    assert (shown["auto", "light"] != shown["auto", "dark"]).mean() > 0.9


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.pdf", "a/"])
def test_other_formats_refuse_a_theme_that_follows_the_page(here: Path, name: str, short_run: Recording) -> None:
    """A format with colours of its own says which theme to give; nothing is written."""
    with pytest.raises(InputError, match="cannot follow the reader's page, as the theme 'auto' does"):
        sgdviz.animate(short_run, theme="auto").save("a.svg", name)
    assert not list(here.iterdir())
