"""The player in Chromium: it plays, and goes where keys, pointers, touches and links say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from browser_helpers import opened
from picture_helpers import assert_only_antialiasing_differs, pixels_of

import sgdviz
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

    from sgdviz import Recording

pytestmark = [pytest.mark.slow, pytest.mark.decoders]

STILL = {"reduced_motion": "reduce"}
NEWEST = 25
"""Pixels of the newest dot of a loss, which a clip cuts where the next dot overlaps it."""

AT_SIZE: dict[str, Any] = {"viewport": {"width": 824, "height": 900}}
"""A window in which the picture has its own size."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pages."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def even(folder: Path, short_run: Recording) -> Path:
    """A page of 13 steps, the first and last of a second and the others of 0.5 seconds: 7.5 seconds in all."""
    path = folder / "even.html"
    sgdviz.animate(short_run, fps=2, hold_first=1, hold_last=1).save(path)
    return path


@pytest.fixture(scope="module")
def told(folder: Path, short_run: Recording) -> Path:
    """A page of which the first two steps are told."""
    path = folder / "told.html"
    sgdviz.animate(short_run, explain=2).save(path)
    return path


def moment(page: Page) -> str:
    """Return what the page says where it is."""
    return page.inner_text(".moment")


def seconds(page: Page) -> float:
    """Return the time that the SVG shows."""
    return float(page.evaluate("document.querySelector('.picture > svg').getCurrentTime()"))


def numbers(page: Page) -> list[list[str]]:
    """Return the table of numbers, line by line."""
    return [line.locator("th, td").all_inner_texts() for line in page.locator(".numbers tr").all()]


def is_playing(page: Page) -> bool:
    """Return what the button says that a press would end."""
    return page.get_attribute(".play", "aria-label") == "Pause"


def picture(page: Page) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of the picture."""
    return pixels_of(page.locator(".picture > svg").screenshot())


def png(animation: sgdviz.Animation, step: int, path: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of the PNG of a step."""
    animation.save(path, at=step)
    return pixels_of(path)


def test_it_plays_from_the_start_and_again(browser: Browser, even: Path) -> None:
    """The page plays when it is opened, frame after frame, and begins anew at the end."""
    with opened(browser, even, clock=True) as page:
        assert is_playing(page)
        assert moment(page).startswith("Step 0 of 12")
        page.clock.run_for(2200)
        assert moment(page) == "Step 3 of 12 · pass 1"
        assert 2 < seconds(page) < 2.5
        assert numbers(page)[0] == ["m", "b", "error² of this step", "mean squared error"]
        page.clock.run_for(5000)
        assert moment(page) == "Step 12 of 12 · pass 2"
        page.clock.run_for(1000)
        assert moment(page).startswith("Step 0 of 12")


def test_its_clock_follows_the_speed(browser: Browser, even: Path) -> None:
    """At a quarter of the speed a quarter of the time passes, and at four times the speed four times as much."""
    with opened(browser, even, clock=True) as page:
        page.select_option("select", "0.25")
        page.clock.run_for(5000)
        assert moment(page).startswith("Step 1 of 12")
        page.select_option("select", "4")
        page.clock.run_for(1000)
        assert moment(page).startswith("Step 9 of 12")


def test_a_film_of_one_play_stays_at_its_end(browser: Browser, folder: Path, short_run: Recording) -> None:
    """After the last play the last frame stays, and the button plays it from the start again."""
    path = folder / "once.html"
    sgdviz.animate(short_run, fps=2, hold_first=1, hold_last=1, plays=2).save(path)
    with opened(browser, path, clock=True) as page:
        page.clock.run_for(8700)
        assert moment(page).startswith("Step 1 of 12")
        page.clock.run_for(8000)
        assert (moment(page), is_playing(page)) == ("Step 12 of 12 · pass 2", False)
        page.click(".play")
        page.clock.run_for(1200)
        assert (moment(page), is_playing(page)) == ("Step 1 of 12 · pass 1", True)


def test_keys_play_and_go_from_moment_to_moment(browser: Browser, even: Path) -> None:
    """Space plays and pauses; arrows go to the next and the previous moment, Home and End to the ends, and stay."""
    with opened(browser, even, clock=True) as page:
        for key, step in (("End", 12), ("ArrowRight", 12), ("ArrowLeft", 11), ("Home", 0), ("ArrowLeft", 0)):
            page.keyboard.press(key)
            assert moment(page).startswith(f"Step {step} of 12")
            assert not is_playing(page)
        page.keyboard.press("Space")
        assert is_playing(page)
        page.clock.run_for(1200)
        page.keyboard.press("Space")
        page.clock.run_for(3000)
        assert (moment(page).split(" ·")[0], is_playing(page)) == ("Step 1 of 12", False)
        page.keyboard.press("Control+ArrowRight")
        assert moment(page).startswith("Step 1 of 12")


def test_the_buttons_do_the_same(browser: Browser, even: Path) -> None:
    """The buttons step and play, by pointer and by the Space key, which then belongs to the button."""
    with opened(browser, even, clock=True) as page:
        page.click(".play")
        assert not is_playing(page)
        page.click(".on")
        page.click(".on")
        page.click(".back")
        assert moment(page).startswith("Step 1 of 12")
        page.focus(".on")
        page.keyboard.press("Space")
        assert (moment(page).split(" ·")[0], is_playing(page)) == ("Step 2 of 12", False)


def test_the_slider_scrubs(browser: Browser, even: Path) -> None:
    """A press on the slider goes to that time; its keys go by moments, and it says where it is."""
    with opened(browser, even, clock=True) as page:
        box = page.locator(".position").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert moment(page).startswith("Step 6 of 12")
        assert not is_playing(page)
        for key, step in (("ArrowUp", 7), ("ArrowRight", 8), ("ArrowDown", 7), ("PageDown", 0), ("PageUp", 10)):
            page.keyboard.press(key)
            assert page.get_attribute(".position", "aria-valuetext") == moment(page).replace(" · ", ", ")
            assert moment(page).startswith(f"Step {step} of 12")


@pytest.mark.parametrize("touch", [False, True])
def test_a_point_of_the_loss_curve_is_a_step(browser: Browser, even: Path, *, touch: bool) -> None:
    """A click or a tap inside the plot of the loss goes to the nearest step, and a drag along it scrubs."""
    with opened(browser, even, clock=True, has_touch=touch, **AT_SIZE) as page:
        box = page.locator(".area").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"], box["y"] + 0.3 * box["height"]
        if touch:
            page.touchscreen.tap(x - 2, y)
        else:
            page.mouse.click(x - 2, y)
        assert moment(page).startswith("Step 12 of 12")
        assert not is_playing(page)
        if not touch:
            page.mouse.move(x - 2, y)
            page.mouse.down()
            page.mouse.move(box["x"] + 1, y, steps=5)
            page.mouse.up()
            assert moment(page).startswith("Step 0 of 12")
            page.mouse.move(x - 2, y)
            assert moment(page).startswith("Step 0 of 12")


def test_a_link_leads_to_a_moment(browser: Browser, told: Path) -> None:
    """A page that is opened with a step shows it and stays; a link on it leads to what it shows."""
    with opened(browser, told, "#step=7") as page:
        assert (moment(page), is_playing(page)) == ("Step 7 of 12 · pass 2", False)
        page.evaluate("location.hash = '#step=2:backward'")
        page.get_by_text("Step 2 of 12 · pass 1 · backward", exact=True).wait_for()
        assert moment(page) == "Step 2 of 12 · pass 1 · backward"
        assert page.get_attribute(".link", "href") == "#step=2:backward"
        page.keyboard.press("ArrowRight")
        assert page.get_attribute(".link", "href") == "#step=2"
        page.click(".link")
        assert page.evaluate("location.hash") == "#step=2"
        for wrong in ("#step=x", "#other", "#chapter=9&step=1"):
            page.evaluate("(hash) => { location.hash = hash }", wrong)
            assert moment(page) == "Step 2 of 12 · pass 1 · update"


@pytest.mark.parametrize("step", [0, 5, 12])
def test_it_shows_what_the_png_of_the_step_shows(
    browser: Browser, folder: Path, even: Path, short_run: Recording, step: int
) -> None:
    """The picture at a step is that of the PNG, but for antialiasing, and unlike that of the next step."""
    with opened(browser, even, f"#step={step}", **AT_SIZE) as page:
        shown = picture(page)
    own, other = (png(sgdviz.animate(short_run), number, folder / "a.png") for number in (step, (step + 1) % 13))
    assert_only_antialiasing_differs(shown, own, NEWEST)
    with pytest.raises(AssertionError):
        assert_only_antialiasing_differs(shown, other, NEWEST)


def test_less_motion_stands_still_on_the_last_frame(
    browser: Browser, folder: Path, even: Path, short_run: Recording
) -> None:
    """A reader who asked for less motion sees the last frame stand still, and can step, scrub and play."""
    with opened(browser, even, clock=True, **STILL, **AT_SIZE) as page:
        page.clock.run_for(3000)
        assert (moment(page), is_playing(page)) == ("Step 12 of 12 · pass 2", False)
        assert_only_antialiasing_differs(picture(page), png(sgdviz.animate(short_run), 12, folder / "a.png"), NEWEST)
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Home")
        assert_only_antialiasing_differs(picture(page), png(sgdviz.animate(short_run), 0, folder / "a.png"), NEWEST)
        page.click(".play")
        page.clock.run_for(1200)
        assert (moment(page), is_playing(page)) == ("Step 1 of 12 · pass 1", True)


def test_it_pauses_when_less_motion_is_asked_for(browser: Browser, even: Path) -> None:
    """A player that plays pauses when the setting of the system changes."""
    with opened(browser, even) as page:
        assert is_playing(page)
        page.emulate_media(reduced_motion="reduce")
        page.locator(".player:not(.playing)").wait_for()


def test_only_where_a_reader_rests_is_read_aloud(browser: Browser, even: Path) -> None:
    """The live region is silent while the animation plays and steps pass, and then has the step and its numbers."""
    with opened(browser, even, clock=True) as page:
        said = page.locator("[role=status]")
        page.clock.run_for(3000)
        for _ in range(5):
            page.keyboard.press("ArrowRight")
            page.clock.run_for(100)
        assert said.inner_text() == ""
        page.clock.run_for(1000)
        cells = numbers(page)[1]
        assert said.inner_text().startswith(f"{moment(page).replace(' · ', ', ')}. m {cells[0]}, b {cells[1]}, ")
        page.focus(".position")
        page.keyboard.press("ArrowRight")
        page.clock.run_for(1000)
        assert said.inner_text().startswith("m ")  # the slider itself says which step it is


def test_the_parts_of_a_told_step_are_moments(browser: Browser, told: Path) -> None:
    """The arrow keys stop at the end of each part of a told step, whose words stand below the numbers."""
    with opened(browser, told, "#step=0") as page:
        shown = []
        for _ in range(7):
            page.keyboard.press("ArrowRight")
            shown.append((moment(page), page.inner_text(".note") if page.is_visible(".note") else ""))
    assert [place for place, _ in shown] == [
        *(f"Step {step} of 12 · pass 1 · {part}" for step in (1, 2) for part in ("forward", "backward", "update")),
        "Step 3 of 12 · pass 1",
    ]
    notes = [note for _, note in shown]
    assert all(word in note for word, note in zip(("error", "gradient for m", "m 0.84 → "), notes, strict=False))
    assert notes[-1] == ""


def test_a_comparison_has_a_line_of_numbers_for_each_run(browser: Browser, folder: Path) -> None:
    """Runs side by side have a table with their names, and each of their loss curves can be pointed at."""
    path = folder / "compared.html"
    runs = [
        sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=size), passes=2, seed=0)
        for size in (0.001, 0.01)
    ]
    sgdviz.animate(runs, labels=("step size 0.001", "step size 0.01")).save(path)
    with opened(browser, path, "#step=4", **AT_SIZE) as page:
        table = numbers(page)
        assert table[0] == ["step size", "m", "b", "error² of this step", "mean squared error"]
        assert [line[0] for line in table[1:]] == ["0.001", "0.01"]
        assert [line[1] for line in table[1:]] == [f"{run.params[4, 0]:.2f}" for run in runs]
        assert page.locator(".area").count() == 2
        page.locator(".area").nth(1).click(position={"x": 3, "y": 10})
        assert moment(page) == "Step 0 of 12"


def test_chapters_have_their_own_numbers(browser: Browser, folder: Path) -> None:
    """In an animation of two chapters the steps say which one, and the table changes with it."""
    path = folder / "chapters.html"
    animate_lesson(find_lesson("forward-backward")).save(path)
    with opened(browser, path) as page:
        page.keyboard.press("Home")
        first = (moment(page), numbers(page)[0])
        page.keyboard.press("End")
        second = (moment(page), numbers(page)[0])
        link = page.get_attribute(".link", "href")
    assert first[0].startswith("Chapter 1 of 2 · Step 0 of 1")
    assert second[0].startswith("Chapter 2 of 2 · Step ")
    assert first[1] != second[1]
    assert link is not None
    with opened(browser, path, link) as page:
        assert moment(page) == second[0]


def test_one_frame_has_no_controls(browser: Browser, folder: Path) -> None:
    """A recording of one row is a picture with its numbers: there is nothing to play."""
    recorder = sgdviz.Recorder([1.0, 2.0], [1.0, 3.0], predict=lambda x: x)
    recorder.record(m=1.0)
    sgdviz.animate(recorder.recording()).save(folder / "one.html")
    with opened(browser, folder / "one.html") as page:
        assert not page.is_visible(".controls")
        assert numbers(page)[1][0] == "1.00"


def test_without_script_the_picture_moves_by_itself(browser: Browser, even: Path) -> None:
    """Where scripts are off, the SVG plays as it does elsewhere, and no control stands there for nothing."""
    with opened(browser, even, java_script_enabled=False) as page:
        assert page.is_visible(".picture > svg")
        assert not page.is_visible(".controls")
        assert not page.is_visible(".foot")


HOSTILE = "</script><script>alert(1)</script> <!-- \"'&amp; <img src=x onerror=alert(1)> ]]> $title {step}"


def test_hostile_words_are_words(browser: Browser, folder: Path, short_run: Recording) -> None:
    """Titles, captions and names of runs are text, whatever is in them, in the page, the table and what is said."""
    path = folder / "hostile.html"
    runs = [short_run, sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.02), passes=2, seed=0)]
    sgdviz.animate(runs, labels=(HOSTILE, "</title>"), title=HOSTILE, caption=HOSTILE, size=(1600, 800)).save(path)
    with opened(browser, path, "#step=3") as page:
        assert page.title() == HOSTILE
        assert page.inner_text("h1") == HOSTILE
        assert [line[0] for line in numbers(page)[1:]] == [HOSTILE, "</title>"]
        assert page.locator("script").count() == 2
        assert page.locator("img").count() == 0
        page.locator("[role=status]:not(:empty)").wait_for(state="attached")
        assert HOSTILE in page.inner_text("[role=status]")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("page_name", ["even", "told"])
def test_nothing_leaves_the_window(
    browser: Browser, width: int, page_name: str, request: pytest.FixtureRequest
) -> None:
    """The page never scrolls sideways, and what is touched is at least 44 pixels high."""
    with opened(browser, request.getfixturevalue(page_name), viewport={"width": width, "height": 700}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        heights = page.locator("button, select, .position").evaluate_all("all => all.map(one => one.offsetHeight)")
        assert min(heights) >= 44
        assert re.fullmatch(r"\d+px", page.evaluate("getComputedStyle(document.querySelector('.moment')).fontSize"))
