"""Snippets in a document of Beamer, as pdfLaTeX sets it and poppler shows it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from embed_helpers import HOSTILE_NAMES, HOSTILE_WORDS, frames_in, lacks
from helpers import output_of, system_tool
from PIL import Image

import sgdviz
from sgdviz.embed.embed import embed
from sgdviz.embed.words import LATEX
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from sgdviz import Recording

DOCUMENT = r"""\documentclass%s{beamer}
%s
\begin{document}
%s
\end{document}
"""

ANIMATE = r"\usepackage{animate}"


@pytest.fixture(scope="module")
def latex() -> str:
    """The path of pdfLaTeX, which must have Beamer and the package animate."""
    command = [system_tool("kpsewhich"), "beamer.cls", "animate.sty"]
    if len(subprocess.run(command, capture_output=True, check=False).stdout.split()) < 2:
        lacks("Beamer or animate is not installed")
    return system_tool("pdflatex")


def compiled(folder: Path, snippet: str, *, preamble: str = ANIMATE, options: str = "") -> Path:
    """Return the PDF of a document with `snippet`; LaTeX must not stop at it."""
    document = folder / "talk.tex"
    document.write_text(DOCUMENT % (options, preamble, snippet), encoding="utf-8")
    command = [system_tool("pdflatex"), "-interaction=nonstopmode", "-halt-on-error", document.name]
    for _ in range(2 if preamble else 1):  # the package counts the pages of its animations in a first run
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300)
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, "\n".join(said[said.find("\n!") :].splitlines()[:12])
    return document.with_suffix(".pdf")


def page_of(pdf: Path, number: int = 1) -> np.ndarray:
    """Return the (H, W, 3) pixels of a page."""
    name = pdf.with_suffix("")
    output_of("pdftoppm", "-png", "-r", 150, "-f", number, "-singlefile", pdf, name)
    with Image.open(name.with_suffix(".png")) as picture:
        return np.array(picture.convert("RGB"))


def shows(page: np.ndarray, picture: np.ndarray) -> bool:
    """Return whether a page shows `picture`, as wide as its text: the picture is found by its dark background."""
    dark = np.argwhere((page.astype(int).sum(2) < 150) & (np.ptp(page, axis=2) < 20))
    (top, left), (bottom, right) = dark.min(0), dark.max(0) + 1
    assert right - left > 0.8 * page.shape[1]
    size = (picture.shape[1], picture.shape[0])
    seen = np.array(Image.fromarray(page[top:bottom, left:right]).resize(size, Image.Resampling.BICUBIC))
    return float(np.abs(seen.astype(float) - picture).mean()) < 8


def facts_of(pdf: Path) -> dict[str, str]:
    """Return what poppler says of a PDF."""
    lines = output_of("pdfinfo", pdf).decode().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
@pytest.mark.parametrize("name", ["dark.gif", "a.apng", "a.webm"])
def test_a_frame_has_every_picture_and_shows_the_last(folder: Path, name: str) -> None:
    """The animation stands in the PDF with a script for viewers that have one; others show the last frame."""
    found = embed(name, "beamer")
    pdf = compiled(folder, found.snippet)
    facts = facts_of(pdf)
    assert (facts["Pages"], facts["JavaScript"]) == ("1", "yes")
    assert "% A red line" in found.snippet
    assert r"\begin{frame}{A \textless{}line\textgreater{}}" in found.snippet
    if name == "dark.gif":
        frames = frames_in(Path(name))
        assert len(list((folder / "dark-frames").glob("*.png"))) == len(frames)
        assert shows(page_of(pdf), frames[-1])


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
def test_without_the_package_the_still_stands_in_its_place(folder: Path) -> None:
    """The same snippet is set in a document that does not know the package."""
    pdf = compiled(folder, embed("dark.gif", "beamer").snippet, preamble="")
    assert facts_of(pdf)["JavaScript"] == "no"
    assert shows(page_of(pdf), frames_in(folder / "dark.gif")[-1])


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
@pytest.mark.parametrize("options", ["", "[aspectratio=169]"])
def test_a_still_is_set_as_large_as_the_slide_has_room_for(folder: Path, short_run: Recording, options: str) -> None:
    """A wide picture and a high one lie inside the page, as pixels and as vectors."""
    for name, size in (("wide", (800, 200)), ("high", (300, 600))):
        still = sgdviz.animate(short_run, size=size, theme="dark", panels=["fit"])
        still.save(folder / f"{name}.png", folder / f"{name}.pdf")
        for suffix in (".png", ".pdf"):
            page = page_of(compiled(folder, embed(f"{name}{suffix}", "beamer").snippet, preamble="", options=options))
            rows, columns = np.nonzero(page.astype(int).sum(2) < 150)
            assert rows.min() > 0
            assert rows.max() < page.shape[0] - 1
            assert columns.min() > 0
            assert columns.max() < page.shape[1] - 1
            ratio = (columns.max() - columns.min()) / (rows.max() - rows.min())
            assert ratio == pytest.approx(size[0] / size[1], rel=0.05)


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
def test_a_pdf_of_several_pages_is_shown_page_by_page(folder: Path, short_run: Recording) -> None:
    """Each click shows the next page."""
    sgdviz.animate(short_run, size=(400, 200)).save("pages.pdf", at="0,3,last")
    assert facts_of(compiled(folder, embed("pages.pdf", "beamer").snippet, preamble=""))["Pages"] == "3"


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
@pytest.mark.parametrize("suffix", [".gif", ".png"])
def test_hostile_names_and_words_are_set(folder: Path, suffix: str) -> None:
    """LaTeX finds every file, or is given another name for it, and reads nothing else out of names and words."""
    snippets = []
    for name, words in zip(HOSTILE_NAMES, HOSTILE_WORDS, strict=True):
        if suffix == ".png" and '"' in name:
            shutil.copy("a.png", f"{name}.png")
            with pytest.raises(InputError, match="LaTeX cannot read the path"):
                embed(f"{name}.png", "beamer")
            continue
        shutil.copy(f"a{suffix}", f"{name}{suffix}")
        snippets.append(embed(f"./{name}{suffix}", "beamer", alt=words).snippet)
    assert len(set(snippets)) == len(snippets)
    pdf = compiled(folder, "\n\n".join(snippets))
    assert facts_of(pdf)["Pages"] == str(len(snippets))


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.usefixtures("latex")
def test_hostile_titles_are_words(folder: Path, short_run: Recording) -> None:
    """The title of each frame has the characters of the picture's title, but for those that LaTeX's fonts lack."""
    letters = ["".join(map(chr, range(start, start + 32))) for start in range(0xC0, 0x17F, 32)]
    titles = [*HOSTILE_WORDS[:-1], "".join(LATEX), *letters]
    snippets = []
    for number, title in enumerate(titles):
        sgdviz.animate(short_run, title=title, size=(400, 200), every="pass").save(f"{number}.pdf")
        snippets.append(embed(f"{number}.pdf", "beamer").snippet)
    pdf = compiled(folder, "\n".join(snippets), preamble="")
    assert facts_of(pdf)["Pages"] == str(len(titles))
    said = output_of("pdftotext", "-layout", pdf, "-").decode()
    assert "100 % of #1 & $x" in said
    assert "</p><script>alert(1)</script>" in said


def test_a_file_in_a_folder_with_spaces_is_refused(folder: Path) -> None:
    """The package cannot read such a path, and nothing is written."""
    (folder / "my pictures").mkdir()
    shutil.copy("a.gif", "my pictures/a.gif")
    with pytest.raises(InputError, match="animate cannot read the path 'my pictures/a-frames'"):
        embed("my pictures/a.gif", "beamer")
    assert [entry.name for entry in Path("my pictures").iterdir()] == ["a.gif"]
    assert "{a-frames/frame-}" in embed("my pictures/a.gif", "beamer", page="my pictures/talk.tex").snippet


@pytest.mark.parametrize("name", ["a.svg", "a.html"])
def test_what_latex_cannot_show_is_refused(folder: Path, name: str) -> None:
    """The error says which formats LaTeX shows."""
    with pytest.raises(
        InputError, match=rf"LaTeX cannot show {name}; write the animation as .gif or a still of it as .pdf"
    ):
        embed(name, "beamer")
    assert not (folder / "a-frames").exists()
