"""The gallery in Chromium: play on hover, by keys and by a click, filters, the table, the commands, and axe-core."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from gallery_helpers import animation_of, files_of, result_of, sweep_of
from PIL import Image

from sgdviz.jobs.gallery import still_of, write_gallery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

    from sgdviz import Recording

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"

READERS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "less motion": {"reduced_motion": "reduce"},
}
"""Settings of readers."""

pytestmark = [pytest.mark.slow, pytest.mark.decoders]


@contextmanager
def opened(browser: Browser, folder: Path, link: str = "", **settings: Any) -> Iterator[Page]:
    """Yield the gallery in `folder`; at the end it must have asked for its outputs alone, and written to no console."""
    context = browser.new_context(**settings)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", lambda request: faults.append(f"request: {request.url}"))
    page.goto(f"{(folder / 'index.html').as_uri()}{link}")
    yield page
    context.close()
    own = (f"request: {folder.as_uri()}/out/", f"request: {folder.as_uri()}/index.html", "request: data:")
    assert [fault for fault in faults if not fault.startswith(own)] == []


def until(page: Page, expression: str) -> None:
    """Wait until `expression` is true; the policy of the page forbids Playwright's own way, which evaluates text."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came true: {expression}")


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory, short_run: Recording) -> Path:
    """The folder of a gallery of six jobs, the last of which failed."""
    folder = tmp_path_factory.mktemp("sweep")
    write_gallery(sweep_of(folder, short_run), folder, title="Line")
    return folder


def shown(page: Page) -> list[str]:
    """Return the names of the cards that are shown."""
    return page.locator(".card h2").all_inner_texts()


def moving(page: Page) -> list[str]:
    """Return the addresses of what plays."""
    return [str(place) for place in page.locator(".moving").evaluate_all("all => all.map(own => own.src)")]


def test_a_picture_plays_while_the_pointer_is_on_it(browser: Browser, sweep: Path) -> None:
    """The still gives way to the file, which is loaded, and comes back when the pointer leaves."""
    with opened(browser, sweep) as page:
        assert shown(page) == [f"sweep-{size}-{seed}" for size in (0.003, 0.01, 0.02) for seed in (0, 1)]
        assert moving(page) == []
        page.get_by_role("button", name="Play sweep-0.01-0").hover()
        page.wait_for_selector(".moving")
        assert moving(page) == [f"{sweep.as_uri()}/out/line.gif"]
        until(page, "document.querySelector('.moving').naturalWidth === 400")
        page.get_by_role("button", name="Play sweep-0.01-1").hover()
        until(page, "document.querySelectorAll('.card')[3].querySelector('.moving')")
        assert len(moving(page)) == 1
        page.mouse.move(0, 0)
        until(page, "!document.querySelector('.moving')")


def pixels_of(png: bytes) -> NDArray[np.int64]:
    """Return the pixels of a screenshot."""
    with Image.open(io.BytesIO(png)) as picture:
        return np.array(picture.convert("RGB")).astype(np.int64)


def test_a_picture_begins_anew_each_time(tmp_path: Path, browser: Browser, short_run: Recording) -> None:
    """The second time that the pointer comes, the first frame is shown again."""
    animation = animation_of(short_run, hold_first=3.0)
    files = files_of(tmp_path, animation, "out/a.gif")
    write_gallery([result_of("one", outputs=files, still=still_of(animation))], tmp_path)
    with opened(browser, tmp_path) as page:
        box, cover = page.locator(".picture"), page.get_by_role("button", name="Play one")
        seen = []
        for _ in range(2):
            cover.hover()
            until(page, "(own => own?.complete && own.naturalWidth > 0)(document.querySelector('.moving'))")
            page.wait_for_timeout(300)
            first = pixels_of(box.screenshot())
            page.wait_for_timeout(3500)
            seen.append((first, pixels_of(box.screenshot())))
            page.mouse.move(0, 0)
            until(page, "!document.querySelector('.moving')")
        assert np.abs(seen[0][0] - seen[1][0]).mean() < 0.5
        assert all(np.abs(first - later).mean() > 1 for first, later in seen)


def test_a_picture_plays_while_the_focus_of_the_keyboard_is_on_it(browser: Browser, sweep: Path) -> None:
    """The Tab key plays one after another, Escape stops, and Enter keeps a picture playing."""
    with opened(browser, sweep) as page:
        page.locator(".controls button[type=reset]").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.ariaLabel") == "Play sweep-0.003-0"
        assert len(moving(page)) == 1
        page.keyboard.press("Escape")
        assert moving(page) == []
        page.keyboard.press("Enter")
        assert len(moving(page)) == 1
        assert page.evaluate("document.activeElement.ariaPressed") == "true"
        page.keyboard.press("Tab")
        assert len(moving(page)) == 1
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert moving(page) == []


def test_a_tap_plays_and_stops(browser: Browser, sweep: Path) -> None:
    """A finger has no hover: a tap plays, and the next one stops."""
    with opened(browser, sweep, **READERS["phone"]) as page:
        cover = page.get_by_role("button", name="Play sweep-0.003-0")
        cover.tap()
        assert len(moving(page)) == 1
        cover.tap()
        assert moving(page) == []


def test_less_motion_plays_by_a_click_alone(browser: Browser, sweep: Path) -> None:
    """Neither pointer nor focus plays for readers who asked for less motion."""
    with opened(browser, sweep, **READERS["less motion"]) as page:
        cover = page.get_by_role("button", name="Play sweep-0.003-0")
        cover.hover()
        cover.focus()
        page.wait_for_timeout(300)
        assert moving(page) == []
        cover.click()
        assert len(moving(page)) == 1


@pytest.mark.parametrize("suffix", [".gif", ".svg", ".webp", ".apng", ".mp4", ".webm"])
def test_every_moving_format_plays(tmp_path: Path, browser: Browser, short_run: Recording, suffix: str) -> None:
    """The policy of the page lets each format in, and Chromium shows it in its size; a name may need escapes."""
    animation = animation_of(short_run)
    files = files_of(tmp_path, animation, f"out/50% #1{suffix}")
    write_gallery([result_of("one", outputs=files, still=still_of(animation))], tmp_path)
    with opened(browser, tmp_path) as page:
        page.get_by_role("button", name="Play one").hover()
        until(page, "(own => (own?.naturalWidth || own?.videoWidth) === 400)(document.querySelector('.moving'))")


def test_a_page_is_opened(tmp_path: Path, browser: Browser, short_run: Recording) -> None:
    """A job whose output does not play in place has a link over its still."""
    animation = animation_of(short_run)
    files = files_of(tmp_path, animation, "out/a.html")
    write_gallery([result_of("one", outputs=files, still=still_of(animation))], tmp_path)
    with opened(browser, tmp_path) as page:
        page.get_by_role("link", name="Open one").click()
        page.wait_for_url(f"{tmp_path.as_uri()}/out/a.html")


def test_filters_and_order(browser: Browser, sweep: Path) -> None:
    """Each control chooses, the count says how many, the address keeps the choice, and a reset ends it."""
    with opened(browser, sweep) as page:
        assert page.locator(".count").inner_text() == "6 jobs, 1 failed"
        page.get_by_role("combobox", name="step_size", exact=True).select_option("0.01")
        assert shown(page) == ["sweep-0.01-0", "sweep-0.01-1"]
        assert page.locator(".count").inner_text() == "2 of 6 jobs, 1 failed"
        assert page.url.endswith("#values.step_size=0.01")
        page.get_by_label("Find").fill("seed=1")
        assert shown(page) == ["sweep-0.01-1"]
        page.reload()
        assert shown(page) == ["sweep-0.01-1"]
        page.get_by_role("button", name="Reset").click()
        until(page, "document.querySelectorAll('.card').length === 6")
        page.get_by_role("combobox", name="Order").select_option("cost")
        assert shown(page)[0] == "sweep-0.02-0"
        assert shown(page)[-1] == "sweep-0.02-1"
        page.get_by_label("State").select_option("failed")
        assert shown(page) == ["sweep-0.02-1"]
        assert "d.csv: no such file" in page.locator(".card").inner_text()
        page.get_by_label("Find").fill("nothing")
        assert page.locator(".note").inner_text() == "No job is of this choice."


def test_a_range_chooses_numbers(tmp_path: Path, browser: Browser) -> None:
    """A parameter of many numbers is chosen from one to another."""
    write_gallery([result_of(f"job {seed}", settings={"seed": seed}) for seed in range(20)], tmp_path)
    with opened(browser, tmp_path) as page:
        page.get_by_label("seed from").fill("4")
        page.get_by_label("seed to").fill("6")
        assert shown(page) == ["job 4", "job 5", "job 6"]


def test_the_table_is_over_two_parameters(browser: Browser, sweep: Path) -> None:
    """Rows and columns are values, cells play, and the axes can be exchanged."""
    with opened(browser, sweep) as page:
        page.get_by_label("Table").check()
        assert page.locator("thead th").all_inner_texts() == ["0", "1"]
        assert page.locator("tbody th").all_inner_texts() == ["0.003", "0.01", "0.02"]
        page.get_by_role("row", name="0.01").get_by_role("button").nth(1).hover()
        page.wait_for_selector("td .moving")
        assert page.locator("td", has_text="failed").count() == 1
        page.get_by_label("Rows").select_option("seed")
        assert page.locator(".note").inner_text() == "Rows and columns are the same parameter; choose two."
        page.get_by_label("Columns").select_option("step_size")
        assert page.locator("thead th").all_inner_texts() == ["0.003", "0.01", "0.02"]


def test_a_cell_of_several_jobs_says_so(tmp_path: Path, browser: Browser) -> None:
    """It shows the first, and a filter on the third parameter shows another."""
    results = [
        result_of(f"{a}{b}{c}", settings={"a": a, "b": b, "c": c}, final_cost=float(c + 1))
        for a in range(2)
        for b in range(2)
        for c in range(2)
    ]
    write_gallery(results, tmp_path)
    with opened(browser, tmp_path, "#view=grid&row=a&column=b") as page:
        assert page.locator("td p").last.inner_text() == "cost 1 · 1 of 2"
        assert "Cells with several jobs show the first" in page.locator(".note").inner_text()
        page.get_by_role("combobox", name="c", exact=True).select_option("1")
        assert page.locator("td p").last.inner_text() == "cost 2"
        assert page.locator(".note").is_hidden()


def test_a_command_is_copied(browser: Browser, sweep: Path) -> None:
    """The button puts the command into the clipboard, and says so."""
    with opened(browser, sweep, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.get_by_role("button", name="Copy the command of sweep-0.01-0").click()
        until(page, "document.querySelector('.said').textContent === 'The command is copied.'")
        assert page.evaluate("navigator.clipboard.readText()") == "sgdviz lesson line -o sweep-0.01-0.gif"


def test_a_command_that_cannot_be_copied_is_selected(browser: Browser, sweep: Path) -> None:
    """Where the browser refuses, the command is selected whole."""
    with opened(browser, sweep) as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
        page.get_by_role("button", name="Copy the command of sweep-0.01-0").click()
        until(page, "getSelection().toString() === 'sgdviz lesson line -o sweep-0.01-0.gif'")


def test_many_jobs_are_shown_in_parts(tmp_path: Path, browser: Browser) -> None:
    """Of 300 jobs 120 are shown; a button shows more, and the focus goes to the first of these."""
    files = sweep_files(300)
    write_gallery(files, tmp_path)
    with opened(browser, tmp_path) as page:
        assert page.locator(".card").count() == 120
        page.get_by_role("button", name="Show 120 more of 180").click()
        assert page.locator(".card").count() == 240
        assert page.evaluate("document.activeElement.closest('.card').querySelector('h2').textContent") == "job 120"
        page.get_by_role("button", name="Show 60 more of 60").click()
        assert page.locator(".card").count() == 300
        assert page.locator(".more").is_hidden()


def sweep_files(count: int) -> list[Any]:
    """Return results without files."""
    return [result_of(f"job {number}", settings={"seed": number}) for number in range(count)]


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; without it the test is skipped, or fails where SGDVIZ_NEEDS_TOOLS is set."""
    if not AXE.exists():
        missing = "axe-core is not installed; run scripts/javascript"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing)
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Return the rules, best practices too, that a page violates, each with the first element that does."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert len(found["passes"]) > 15
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]]


@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_no_violation(browser: Browser, sweep: Path, axe: str, reader: str) -> None:
    """No rule of axe-core is violated by cards, while a picture plays, and by the table."""
    with opened(browser, sweep, **READERS[reader]) as page:
        page.locator("summary").evaluate("own => (own.parentElement.open = true)")
        assert violations(page, axe) == []
        page.locator("button.cover").first.click()
        assert violations(page, axe) == []
    with opened(browser, sweep, "#view=grid", **READERS[reader]) as page:
        assert page.locator("table").is_visible()
        assert violations(page, axe) == []


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
@pytest.mark.parametrize("link", ["", "#view=grid"])
def test_the_page_is_as_wide_as_the_window(browser: Browser, sweep: Path, width: int, link: str) -> None:
    """Nothing makes the page scroll sideways; a wide table does inside itself."""
    with opened(browser, sweep, link, viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_page_says_so(browser: Browser, sweep: Path) -> None:
    """A reader without JavaScript is sent to the report."""
    with opened(browser, sweep, java_script_enabled=False) as page:
        assert "report.json" in page.locator("main").inner_text()
