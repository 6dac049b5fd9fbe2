"""The page of the player: what it holds, and what it must not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from packing_helpers import unpacked
from words_helpers import unmarked, write_marked_words

import sgdviz
from sgdviz.cli import main
from sgdviz.drawing.words import ENGLISH
from sgdviz.export.film import film_of
from sgdviz.export.html.page import data_of
from sgdviz.export.html.parts import in_script

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

MOST_BYTES = 25_000
"""The most that the page of the post's run may have beyond its SVG."""


def page_of(folder: Path, animation: sgdviz.Animation) -> str:
    """Return the page of an animation."""
    animation.save(folder / "run.html")
    return (folder / "run.html").read_text(encoding="utf-8")


def data_in(page: str) -> Any:
    """Return the data in a page."""
    found = re.search(r'<script type="application/json" id="frames">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("pace", [[], ["--every", "step"]])
def test_it_is_small(here: Path, pace: list[str]) -> None:
    """The page of the post's run, told or in even steps, is the same SVG and at most 25 KB more."""
    assert main(["lesson", "line", "-q", "-o", "a.html", "-o", "a.svg", *pace]) == 0
    page, svg = ((here / name).read_text(encoding="utf-8") for name in ("a.html", "a.svg"))
    assert svg in page
    assert len(page.encode()) - len(svg.encode()) <= MOST_BYTES


def test_it_asks_for_nothing(tmp_path: Path, short_run: Recording) -> None:
    """The page names no other file, and its policy lets it load nothing and run no script but its own."""
    page = page_of(tmp_path, sgdviz.animate(short_run))
    addresses = re.findall(r"""(?:src|href)=["'](.*?)["']|url\((.*?)\)|@import(.*)""", page)
    assert {address[:1] for found in addresses for address in found if address and address != "data:,"} == {"#"}
    assert set(re.findall(r"https?://[^\"' )]*", page)) == {
        "http://www.w3.org/2000/svg",
    }
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    assert policy is not None
    assert script is not None
    digest = b64encode(sha256(script[1].encode()).digest()).decode()
    assert policy[1].startswith("default-src 'none';")
    assert policy[1].endswith(f"script-src 'sha256-{digest}'")


def test_the_data_say_what_is_shown(short_run: Recording) -> None:
    """The milliseconds, the steps and the frame for less motion are those of the animation."""
    animation = sgdviz.animate(short_run, fps=30, plays=3, rewind=True)
    data = data_of(film_of(animation.chapters, animation.plays), animation.chapters)
    frames = unpacked(data["frames"])
    assert len(frames) == len(animation.cues) == len(data["chapters"][0]["kinds"])
    assert sum(frames) == round(animation.seconds * 1000)
    assert set(frames) >= {33, 34}  # a thirtieth of a second, without a drift
    assert data["plays"] == 3
    assert animation.cues[data["still"]].row == 12
    assert data["still"] < len(animation.cues) - 1


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script>", "\u2028", '"\\'])
def test_data_in_a_script_end_nothing(text: str) -> None:
    """JSON in the page has no character that an HTML parser looks for, and says the same."""
    written = in_script({"title": text})
    assert "<" not in written
    assert json.loads(written) == {"title": text}


def test_hostile_titles_are_escaped(tmp_path: Path, short_run: Recording) -> None:
    """A title of markup is text in the head, the heading and the SVG, and adds no element."""
    hostile = "</title></script><script>alert(1)</script><!-- \"'& $script ${data}"
    page, plain = (page_of(tmp_path, sgdviz.animate(short_run, title=title)) for title in (hostile, "Plain"))
    assert page.count("<script") == plain.count("<script") == 2
    assert "<!--" not in page
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert heading is not None
    assert unescape(heading[1]) == hostile


@pytest.mark.parametrize(("words", "language", "play"), [("en", "en", "Play"), ("de", "de", "Abspielen")])
def test_it_speaks_the_language_of_the_picture(
    tmp_path: Path, short_run: Recording, words: str, language: str, play: str
) -> None:
    """The controls, the numbers and the page's language are those of the words."""
    page = page_of(tmp_path, sgdviz.animate(short_run, words=words))
    assert f'<html lang="{language}">' in page
    assert f'aria-label="{play}"' in page
    number = data_in(page)["chapters"][0]["numbers"][0][0].split("|")[0]
    assert number == {"en": "0.84", "de": "0,84"}[words]


def test_no_english_is_left_in_another_language(tmp_path: Path, short_run: Recording) -> None:
    """Every word and number of a page is of its language, in its texts, its labels and its data."""
    words = write_marked_words(tmp_path / "marked.toml")
    page = page_of(tmp_path, sgdviz.animate([short_run, short_run], words=words, explain=1))
    assert '<html lang="en">' in page  # a file that is named after no language
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page[page.index("<body") :], flags=re.DOTALL)
    texts = [*re.findall(r">([^<>]+)<", body), *re.findall(r'(?:aria-label|title)="([^"]*)"', body)]
    data = data_in(page)
    chapter = data["chapters"][0]
    texts += [chapter["kind"], *chapter["names"], *chapter["runs"], *(note for _, note in chapter["notes"])]
    texts += [text for run in chapter["numbers"] for column in run for text in column.split("|")]
    for phrase in data["words"].values():
        texts += [re.sub(r"\{\w+\}", "", own) for own in (phrase if isinstance(phrase, list) else [phrase])]
    left = {text: unmarked(unescape(text)) for text in texts if unmarked(unescape(text))}
    assert {word for found in left.values() for word in found} <= {"0.25", "0.5"} - {ENGLISH.decimal_mark}
    assert sum("«" in text for text in texts) > 15


def test_on_dark_pages_a_picture_for_both_lies_on_dark_paper(tmp_path: Path, short_run: Recording) -> None:
    """The paper behind the picture is that of its theme; with the theme for both, dark on a dark page."""
    dark = page_of(tmp_path, sgdviz.animate(short_run, theme="dark"))
    assert "--paper:#11161c" in dark
    assert "--dark-paper:#11161c" in dark
    both = page_of(tmp_path, sgdviz.animate(short_run, theme="auto"))
    assert "--paper:#ffffff" in both
    assert "--dark-paper:#11161c" in both


def test_a_player_is_no_still(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A step is asked of a still; beside one, the player has the whole run."""
    assert main(["lesson", "line", "-q", "-o", "a.html", "--at", "5"]) == 2
    assert "no output is a still" in capsys.readouterr().err
    assert main(["lesson", "line", "-q", "-o", "a.html", "-o", "a.png", "--at", "5"]) == 0
    assert len(data_in((here / "a.html").read_text(encoding="utf-8"))["chapters"][0]["kinds"]) > 100


def test_the_same_animation_is_the_same_page(tmp_path: Path, short_run: Recording) -> None:
    """Two pages of one animation have the same bytes."""
    assert page_of(tmp_path, sgdviz.animate(short_run)) == page_of(tmp_path, sgdviz.animate(short_run))


def test_a_player_needs_no_pixels(here: Path) -> None:
    """Writing a page alone does not import Matplotlib."""
    code = "import sys; from sgdviz.cli import main; main(sys.argv[1:]); sys.exit('matplotlib' in sys.modules)"
    arguments = ["lesson", "line", "-q", "-o", "a.html"]
    assert subprocess.run([sys.executable, "-c", code, *arguments], cwd=here, check=False).returncode == 0
    assert (here / "a.html").exists()
