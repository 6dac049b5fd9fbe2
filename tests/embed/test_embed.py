"""Snippets: what each target says of each kind of file, and what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers import names
from PIL import Image

import sgdviz
from sgdviz.embed.embed import embed
from sgdviz.embed.targets import TARGETS
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

ALT = "A red line fitted to six points; over 12 steps its slope goes from"


def test_the_snippet_of_a_gif(folder: Path) -> None:
    """The picture has its size, its words and a still; a Markdown paragraph has the same."""
    (folder / "posts").mkdir()
    found = embed("a.gif", "html", page="posts/a.html", dark="dark.gif")
    alt = re.search(r'alt="([^"]*)"', found.snippet)
    assert alt is not None
    assert alt[1].startswith(ALT)
    reduced = "(prefers-reduced-motion: reduce)"
    rest = 'loading="lazy" decoding="async" style="max-width: 100%; height: auto"'
    assert found.snippet.splitlines() == [
        "<picture>",
        f'  <source srcset="../dark-still.png" media="(prefers-color-scheme: dark) and {reduced}">',
        f'  <source srcset="../a-still.png" media="{reduced}">',
        '  <source srcset="../dark.gif" media="(prefers-color-scheme: dark)">',
        f'  <img src="../a.gif" alt="{alt[1]}" width="400" height="200" {rest}>',
        "</picture>",
    ]
    markdown = embed("a.gif", "markdown", page="posts/a.md", dark="dark.gif")
    assert markdown.snippet == f"<p>\n{found.snippet}\n</p>"
    assert markdown.written == (folder / "a-still.png", folder / "dark-still.png")
    assert markdown.notes == ()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", ["a.gif", "a.apng", "a.webp", "a.png", "a.svg", "a.mp4", "a.webm", "a.html", "a.pdf"])
def test_every_target_shows_every_kind(folder: Path, target: str, name: str) -> None:
    """A snippet has the words of the file and no empty line, except in Python; LaTeX refuses what it cannot show."""
    (folder / "_config.yml").touch()
    if target == "beamer" and name in ("a.svg", "a.html"):
        with pytest.raises(InputError, match="LaTeX cannot show"):
            embed(name, target)
        return
    found = embed(name, target)
    assert ("A &lt;line&gt;" if name == "a.html" else "A red line fitted to six points") in found.snippet
    assert found.snippet.strip() == found.snippet
    assert target == "jupyter" or "\n\n" not in found.snippet
    moves = name in ("a.gif", "a.apng", "a.webp", "a.mp4", "a.webm")
    made = {"a-still.png"} if moves and target != "jupyter" else set()
    assert set(names(folder)) - {"_config.yml", "dark.gif"} - {f"a{s}" for s in SUFFIXES} == made | (
        {"a-frames"} if moves and target == "beamer" else set()
    )


SUFFIXES = (".gif", ".apng", ".webp", ".png", ".svg", ".mp4", ".webm", ".html", ".pdf")


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_file_gives_the_same_bytes(folder: Path, target: str) -> None:
    """A second call prints the same and writes the same."""
    (folder / "_config.yml").touch()

    def all_of() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    first = embed("a.gif", target), all_of()
    assert (embed("a.gif", target), all_of()) == first


def test_a_file_without_words_is_called_by_its_name(here: Path) -> None:
    """A note says so, unless words are given; none at all may be given as well."""
    Image.new("RGB", (30, 20)).save(here / "my <b>.png")
    found = embed("my <b>.png", "html")
    assert 'alt="my &lt;b&gt;.png (PNG)"' in found.snippet
    assert found.notes == ("my <b>.png says nothing of itself, so its alt text is its name; say more with --alt",)
    assert embed("my <b>.png", "html", alt="a square").notes == ()
    assert 'alt=""' in embed("my <b>.png", "html", alt="").snippet


def test_a_dark_variant_of_a_still_and_of_a_drawing(folder: Path, short_run: Recording) -> None:
    """Neither needs stills."""
    sgdviz.animate(short_run, size=(400, 200), theme="dark").save("dark.svg", "dark.png")
    for suffix in (".svg", ".png"):
        found = embed(f"a{suffix}", "html", dark=f"dark{suffix}")
        assert found.written == ()
        assert f'<source srcset="dark{suffix}" media="(prefers-color-scheme: dark)">' in found.snippet
    assert names(folder).count("a-still.png") == 0


@pytest.mark.parametrize("suffix", [".gif", ".svg", ".png"])
def test_a_dark_variant_is_drawn_from_the_source_in_the_file(here: Path, suffix: str) -> None:
    """It is what the lesson draws in the dark theme; the next call finds it, and draws nothing."""
    settings = {"passes": 2}, {"size": (600, 300)}
    lesson = find_lesson("line")
    step = None if suffix == ".gif" else 3
    animate_lesson(lesson, training=settings[0], settings=settings[1]).save(f"a{suffix}", at=step)
    dark = animate_lesson(lesson, training=settings[0], settings={**settings[1], "theme": "dark"})
    dark.save(f"expected{suffix}", at=step)
    found = embed(f"a{suffix}", "html", dark=f"b{suffix}")
    assert (here / f"b{suffix}").read_bytes() == (here / f"expected{suffix}").read_bytes()
    made = ["a-still.png", f"b{suffix}", "b-still.png"] if suffix == ".gif" else [f"b{suffix}"]
    assert [place.name for place in found.written] == made
    again = embed(f"a{suffix}", "html", dark=f"b{suffix}")
    assert (again.snippet, len(again.written)) == (found.snippet, len(made) - 1)


@pytest.mark.parametrize(
    ("target", "name", "dark", "said"),
    [
        ("reveal", "a.gif", "dark.gif", "reveal has one look: leave it out"),
        ("beamer", "a.gif", "dark.gif", "beamer has one look: leave it out"),
        ("jupyter", "a.gif", "dark.gif", "jupyter has one look: leave it out"),
        ("html", "a.webm", "dark.gif", "a.webm is no picture, and only pictures have dark variants"),
        ("html", "a.gif", "a.pdf", "a.pdf is no picture, and only pictures have dark variants"),
        (
            "html",
            "a.gif",
            "wide.png",
            "a.gif has 400x200 pixels and wide.png has 400x100 pixels; draw both in one shape",
        ),
        ("html", "a.gif", "a.webp", "a.gif and a.webp would have the same still, a-still.png"),
        ("html", "a.gif", "none.pdf", "none.pdf is no picture"),
        ("html", "a.gif", "none.gif", "none.gif does not exist, and a.gif does not say how it was made"),
    ],
)
def test_a_dark_variant_that_cannot_be_is_refused(folder: Path, target: str, name: str, dark: str, said: str) -> None:
    """The error says why, and nothing is written."""
    Image.new("RGB", (400, 100)).save("wide.png")
    before = names(folder)
    with pytest.raises(InputError, match=re.escape(said)):
        embed(name, target, dark=dark)
    assert names(folder) == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"target": "powerpoint"}, "unknown target 'powerpoint'; choose from: beamer, html, jekyll, jupyter"),
        ({"width": 0}, "width is 0; give a whole number of at least 1"),
        ({"width": 10**6}, "width is 1000000; give a whole number from 1 to 100,000"),
        ({"alt": "a" * 3000}, "alt has 3,000 characters; give at most 2,000"),
        ({"alt": 5}, "alt is 5; give text"),
        ({"path": 5}, "path is 5; give a path"),
        ({"path": "a\0.gif"}, "cannot read a\0.gif: embedded null byte"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_bad_arguments_are_refused(settings: dict[str, Any], said: str) -> None:
    """The error says what, the value, and how to mend it."""
    arguments = {"path": "a.gif", "target": "html", **settings}
    with pytest.raises((InputError, UnknownNameError), match=re.escape(said)):
        embed(**arguments)


def test_names_that_are_one_for_latex_stay_two(folder: Path) -> None:
    """Files that are made for LaTeX have safe names, each its own."""
    written = set()
    for name in ("50 %", "50 #", "50-", "plain_1"):
        (folder / f"{name}.gif").write_bytes((folder / "a.gif").read_bytes())
        written |= set(embed(f"{name}.gif", "beamer").written)
    assert len(written) == 8
    assert folder / "plain_1-still.png" in written
    assert all(re.fullmatch(r"[\w.-]+", place.name) for place in written)
