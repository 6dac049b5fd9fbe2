"""SVG stills, held against the PNG of the same step by programs that show both."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers import output_of, system_tool
from picture_helpers import assert_only_antialiasing_differs, pixels_of, shown_by

import sgdviz
from sgdviz import cli
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Browser

    from sgdviz import Animation, Recording


def in_librsvg(folder: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of still.svg as librsvg draws it."""
    return pixels_of(output_of("rsvg-convert", folder / "still.svg"))


def written(folder: Path, animation: Animation, step: int) -> NDArray[np.int64]:
    """Write still.svg and still.png of a step and return the (H, W, 3) pixels of the latter."""
    animation.save(folder / "still.svg", folder / "still.png", at=step)
    return pixels_of(folder / "still.png")


LESSONS = [("line", 40, {}), ("line", 0, {"theme": "dark", "scale": 2.0}), ("classes", 750, {}), ("batch", 48, {}),
           ("neuron", 100, {"theme": "dark"}), ("optimizers", 84, {}), ("houses", 36, {})]  # fmt: skip


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize(("lesson", "step", "look"), LESSONS)
def test_an_svg_still_shows_what_the_png_shows(
    tmp_path: Path, browser: Browser, lesson: str, step: int, look: dict[str, Any]
) -> None:
    """The SVG of a step differs from its PNG in antialiasing only, in Chromium and in librsvg."""
    drawn = written(tmp_path, animate_lesson(find_lesson(lesson), settings=look), step)
    assert_only_antialiasing_differs(in_librsvg(tmp_path), drawn)
    height, width = drawn.shape[:2]
    with browser.new_page(viewport={"width": width, "height": height}) as page:
        page.goto((tmp_path / "still.svg").as_uri())
        assert_only_antialiasing_differs(shown_by(page, width, height), drawn)


@pytest.mark.slow
@pytest.mark.decoders
def test_a_line_that_is_off_by_three_pixels_would_be_found(tmp_path: Path, run: Recording) -> None:
    """The comparison above fails for a picture in which one mark has moved."""
    drawn = written(tmp_path, sgdviz.animate(run), 40)
    system_tool("rsvg-convert")
    source = (tmp_path / "still.svg").read_text()
    line = next(part for part in source.split("<path ") if 'data-role="fit.line"' in part)
    moved = line.replace('data-role="fit.line"', 'data-role="fit.line" transform="translate(0 30)"')
    (tmp_path / "still.svg").write_text(source.replace(line, moved))
    with pytest.raises(AssertionError):
        assert_only_antialiasing_differs(in_librsvg(tmp_path), drawn)


@pytest.mark.decoders
@pytest.mark.parametrize("step", [None, 40])
def test_xmllint_finds_an_svg_well_formed(tmp_path: Path, run: Recording, step: int | None) -> None:
    """A strict parser of XML reads a still and an animation without a word."""
    sgdviz.animate(run, title="<&>").save(tmp_path / "run.svg", at=step)
    tool = system_tool("xmllint")
    done = subprocess.run([tool, "--noout", tmp_path / "run.svg"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_command_line_writes_a_still_of_a_step(here: Path) -> None:
    """`-o still.svg --at 15` shows step 15."""
    assert cli.main(["lesson", "line", "-q", "-o", "still.svg", "--at", "15"]) == 0
    text = (here / "still.svg").read_text()
    assert "<desc" in text
    assert "Step 15 of 300" in text


def test_a_still_that_cannot_be_drawn_leaves_the_old_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step that does not exist is one line on stderr, and the old file stays."""
    (here / "still.svg").write_text("old")
    assert cli.main(["lesson", "line", "-q", "-o", "still.svg", "--at", "999"]) == 2
    assert "there is no step 999" in capsys.readouterr().err
    assert (here / "still.svg").read_text() == "old"
    assert [entry.name for entry in here.iterdir()] == ["still.svg"]


@pytest.mark.parametrize("at", [(), ("--at", "15")])
def test_vectors_need_no_pixels(here: Path, at: tuple[str, ...]) -> None:
    """Writing an SVG alone, a still or an animation, does not import Matplotlib."""
    code = "import sys; from sgdviz.cli import main; main(sys.argv[1:]); sys.exit('matplotlib' in sys.modules)"
    arguments = ["lesson", "line", "-q", "-o", "still.svg", *at]
    assert subprocess.run([sys.executable, "-c", code, *arguments], cwd=here, check=False).returncode == 0
    assert (here / "still.svg").exists()
