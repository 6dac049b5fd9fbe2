"""PDF stills, read by poppler and qpdf: pages, words, fonts, and the picture held against the PNG of the same step."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import OWN_THEMES
from helpers import installed_font_for, output_of, system_tool
from picture_helpers import assert_only_antialiasing_differs
from PIL import Image

import sgdviz
from sgdviz import cli
from sgdviz.errors import InputError
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from sgdviz import Animation, Recording

PIXELS_PER_INCH = 96
"""At this resolution a pixel of the page is one of the picture."""

MOVED, SEAMS = 25, 0.004
"""Pixels of a small sign that the PNG moves to a whole pixel, and the share of those where poppler shows the seams
between areas that touch."""


def info(path: Path) -> dict[str, str]:
    """Return what pdfinfo says of a file."""
    lines = output_of("pdfinfo", path).decode().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def words(path: Path, page: int = 1) -> str:
    """Return the text of a page in one line."""
    return " ".join(output_of("pdftotext", "-f", page, "-l", page, path, "-").decode().split())


def by_poppler(path: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of the first page, as poppler draws it on white paper."""
    output_of("pdftocairo", "-png", "-r", PIXELS_PER_INCH, "-singlefile", path, path.with_suffix(""))
    return pixels(path.with_suffix(".png"))


def by_mupdf(path: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of the first page, as MuPDF draws it on white paper."""
    target = path.with_suffix(".png")
    command = [system_tool("mutool"), "draw", "-q", "-r", str(PIXELS_PER_INCH), "-o", str(target), str(path), "1"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"error" not in done.stderr
    return pixels(target)


def pixels(path: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of a PNG laid on white paper."""
    with Image.open(path) as picture:
        paper = Image.new("RGBA", picture.size, "#ffffff")
        return np.array(Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")).astype(np.int64)


def check_picture(folder: Path, animation: Animation, at: str) -> None:
    """Assert that the PDF of a moment shows what its PNG shows, and that qpdf finds no fault."""
    animation.save(folder / "still.pdf", folder / "expected.png", at=at)
    assert b"No syntax or stream encoding errors" in output_of("qpdf", "--check", folder / "still.pdf")
    expected = pixels(folder / "expected.png")
    assert_only_antialiasing_differs(by_mupdf(folder / "still.pdf"), expected, most=MOVED)
    assert_only_antialiasing_differs(by_poppler(folder / "still.pdf"), expected, most=MOVED, share=SEAMS)


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize("lesson", lesson_names())
def test_a_page_shows_what_the_png_shows(tmp_path: Path, lesson: str) -> None:
    """The page of each lesson's middle and last step differs from its PNG in antialiasing only."""
    animation = animate_lesson(find_lesson(lesson))
    for at in ("40%", "last"):
        check_picture(tmp_path, animation, at)


GROUNDS: list[dict[str, Any]] = [{}, {"transparent": True, "card": True}]
"""A background, and a card; without either, only dark words can be told apart on white paper."""


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize(
    ("theme", "ground"),
    [
        *((theme, ground) for theme in OWN_THEMES for ground in GROUNDS),
        *((theme, {"transparent": True}) for theme in ("light", "print")),
    ],
)
def test_every_theme_and_ground_is_drawn(tmp_path: Path, run: Recording, theme: str, ground: dict[str, Any]) -> None:
    """The same holds in every theme, without a background and on a card, for a told moment of a step."""
    check_picture(tmp_path, sgdviz.animate(run, theme=theme, explain=2, **ground), "2:update")


@pytest.mark.decoders
def test_a_line_that_has_moved_would_be_found(tmp_path: Path, short_run: Recording) -> None:
    """The comparison fails for the picture of the next step."""
    sgdviz.animate(short_run).save(tmp_path / "still.pdf", at=4)
    sgdviz.animate(short_run).save(tmp_path / "expected.png", at=5)
    expected = pixels(tmp_path / "expected.png")
    with pytest.raises(AssertionError):
        assert_only_antialiasing_differs(by_poppler(tmp_path / "still.pdf"), expected, most=MOVED, share=SEAMS)


@pytest.mark.decoders
def test_a_page_for_each_moment(tmp_path: Path, run: Recording) -> None:
    """Pages come in the order in which the moments are given, each of the picture's size and with its own words."""
    path = tmp_path / "steps.pdf"
    (output,) = sgdviz.animate(run, size=(640, 320), title="Title").save(path, at="last,0,10,50%")
    assert (output.frames, output.seconds) == (4, 0.0)
    facts = info(path)
    assert facts["Pages"] == "4"
    assert facts["Page size"] == "480 x 240 pts"
    assert [re.search(r"step (\d+)", words(path, page))[1] for page in (1, 2, 3, 4)] == ["300", "0", "10", "150"]  # type: ignore[index] # every page has a step


@pytest.mark.decoders
def test_text_can_be_searched_and_fonts_are_embedded(tmp_path: Path, run: Recording) -> None:
    """Numbers are whole words although their digits stand in cells, and every font is an embedded subset."""
    path = tmp_path / "still.pdf"
    sgdviz.animate(run, title="A line").save(path)
    text = words(path)
    assert "A line" in text
    assert "y = 1.89 x − 0.01" in text
    assert "mean squared error 7.26 → 0.283" in text
    fonts = output_of("pdffonts", path).decode().splitlines()[2:]
    assert {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in fonts} == {"Inter-Regular", "Inter-SemiBold"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


@pytest.mark.decoders
def test_the_title_and_the_description_are_in_the_file(tmp_path: Path, run: Recording) -> None:
    """Title and subject are the words of the file; the alt text of each page is its own."""
    path = tmp_path / "still.pdf"
    sgdviz.animate(run, title='<script> & "A" \\ ) line').save(path, at=(0, "last"))
    facts = info(path)
    assert facts["Title"] == '<script> & "A" \\ ) line'
    assert facts["Subject"].startswith("A red line fitted to six points; in two moments, from step 0 to step 300, ")
    assert "CreationDate" not in facts
    assert facts["Tagged"] == "yes"
    tree = output_of("pdfinfo", "-struct", path).decode()
    assert tree.count("Figure") == 2


@pytest.mark.decoders
@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("漢字かな 日本語", "漢字かな"),
        ("한국어 loss", "한국어"),
        ("مرحبا loss", "مرحبا"),
        ("שלום loss", "שלום"),
        ("x\u0304 = 1", "x\u0304"),
    ],
)
def test_other_scripts_can_be_seen_and_searched(tmp_path: Path, short_run: Recording, title: str, found: str) -> None:
    """Shaped glyphs are characters of embedded fonts that stand for their text, also from right to left."""
    installed_font_for("".join(character for character in title if not character.isascii()))
    animation = sgdviz.animate(short_run, caption=title)
    check_picture(tmp_path, animation, "last")
    text = re.sub("[\u202a-\u202e]", "", words(tmp_path / "still.pdf"))
    assert found in text
    fonts = output_of("pdffonts", tmp_path / "still.pdf").decode().splitlines()[2:]
    assert {line.split()[-5] for line in fonts} == {"yes"}


@pytest.mark.decoders
def test_another_program_reads_the_file_without_a_word(tmp_path: Path, run: Recording) -> None:
    """MuPDF, which repairs files that break the rules, finds nothing to mend."""
    sgdviz.animate(run).save(tmp_path / "still.pdf", at="0,last")
    tool = system_tool("mutool")
    done = subprocess.run([tool, "info", str(tmp_path / "still.pdf")], capture_output=True, check=True)
    assert b"Pages: 2" in done.stdout
    assert b"repair" not in done.stderr
    assert b"error" not in done.stderr


def test_the_same_stills_give_the_same_bytes(here: Path, short_run: Recording) -> None:
    """A file has no clock and no order of chance in it."""
    for name in ("a.pdf", "b.pdf"):
        sgdviz.animate(short_run).save(name, at="0,last")
    assert (here / "a.pdf").read_bytes() == (here / "b.pdf").read_bytes()


def test_a_page_that_is_too_large_is_refused(here: Path, short_run: Recording) -> None:
    """A side of more than 200 inches is one line, and no file is left."""
    large = sgdviz.animate(short_run, size=(19_210, 400))
    with pytest.raises(InputError, match="a page of a PDF has at most 19200 pixels a side, and the picture has 19210x"):
        large.save("still.pdf")
    assert not list(here.iterdir())


def test_the_command_line_writes_pages(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o steps.pdf --at 0,10,50%,last` writes four pages and says so."""
    assert cli.main(["lesson", "line", "-o", "steps.pdf", "--at", "0,10,50%,last"]) == 0
    assert capsys.readouterr().out.startswith("steps.pdf: 4 stills, ")
    assert (here / "steps.pdf").read_bytes().startswith(b"%PDF-1.7\n")
