"""What a file says of itself can be read from the file alone, in every format, whatever the words are."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import output_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import sgdviz
from sgdviz.export.about import MOST_SOURCE, About, read_about
from sgdviz.export.about.about import MOST_TEXT
from sgdviz.export.film import film_of
from sgdviz.export.png_chunks import chunk
from sgdviz.export.save import save
from sgdviz.export.stills import last_still

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sgdviz import Animation, Recording

SUFFIXES = (".gif", ".svg", ".apng", ".webp", ".mp4", ".webm", ".html", ".png", ".pdf")

HOSTILE = (
    "\"quoted\" 'and' <script>alert(1)</script> & ]]> --> ?>",
    "NUL \0 bell \a escape \x1b[31m and a lone \ud800 surrogate",
    "emoji 🙂🏽 é 漢字 مرحبا \u202e right to left",
    "(a) \\ (b) <FEFF0041> %PDF endobj stream endstream >> /Title",
    "line\nbreak\r\nand\ttab  and blanks   ",
    "{braces} $dollar ${template} %s %(name)s",
    "\nDescription: \nTitle: Description: ",
    "x" * 100_000,
)


def animation_of(run: Recording) -> Animation:
    """Return a small animation of few frames."""
    return sgdviz.animate(run, size=(400, 240), every=6, panels=("loss",))


def written(animation: Animation, about: About, path: Path) -> Path:
    """Write an animation that says `about` of itself."""
    film, stills = film_of(animation.chapters, 0), [last_still(animation.chapters[-1])]
    save(film, animation.chapters, [str(path)], stills=stills, abouts={str(path): about})
    return path


def test_a_file_says_what_the_picture_shows(tmp_path: Path, short_run: Recording) -> None:
    """The title and the alt text of each format are those of the animation, or of the still."""
    animation = sgdviz.animate(short_run, title="How a line is learned")
    paths = [tmp_path / f"a{suffix}" for suffix in SUFFIXES]
    animation.save(*paths)
    for path in paths:
        about = read_about(path)
        assert about is not None
        assert about.title == "How a line is learned"
        assert about.source == ""
        if path.suffix in (".png", ".pdf"):
            assert about.alt.startswith("A red line fitted to six points, at step 12 of 12; its slope is ")
        else:
            assert about.alt == animation.alt_text


def test_a_strip_and_a_page_for_each_moment_have_words_of_their_own(tmp_path: Path, short_run: Recording) -> None:
    """What a still says is about its moments, also of an SVG."""
    animation = sgdviz.animate(short_run)
    animation.save(tmp_path / "a.svg", tmp_path / "a.pdf", tmp_path / "a.png", strip=3)
    abouts = [read_about(tmp_path / name) for name in ("a.svg", "a.pdf", "a.png")]
    assert len(set(abouts)) == 1
    assert abouts[0] is not None
    assert "in three moments, from step 0 to step 12, " in abouts[0].alt
    animation.save(tmp_path / "a.pdf", at=(0, 2))
    pages = read_about(tmp_path / "a.pdf")
    assert pages is not None
    assert "in two moments, from step 0 to step 2, " in pages.alt


def test_a_folder_of_frames_and_other_files_say_nothing(tmp_path: Path, short_run: Recording) -> None:
    """A folder, a text, a JPEG and a picture without words have none."""
    animation_of(short_run).save(f"{tmp_path}/frames/")
    assert read_about(tmp_path / "frames") is None
    (tmp_path / "a.txt").write_text("no picture", encoding="utf-8")
    Image.fromarray(np.zeros((4, 4, 3), dtype=np.uint8)).save(tmp_path / "a.jpg")
    for name in ("a.gif", "a.png", "a.webp"):
        Image.fromarray(np.zeros((4, 4, 3), dtype=np.uint8)).save(tmp_path / name)
    (tmp_path / "page.html").write_text("<!doctype html><p>no picture</p></html>", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    for name in ("a.txt", "a.jpg", "a.gif", "a.png", "a.webp", "page.html", "empty"):
        assert read_about(tmp_path / name) is None, name


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].strip())
def test_hostile_words_come_back_as_they_were(suffix: str, text: str, tmp_path: Path, short_run: Recording) -> None:
    """Each format escapes what has a meaning in it; control characters are left out, and long words cut."""
    animation = sgdviz.animate(
        short_run, size=(400, 240), every=6, panels=("loss",), title=text[:1500].replace("\ud800", "").replace("\0", "")
    )
    source = json.dumps({"sgdviz": text})
    about = About(animation.scene.title or "", text, source)
    assert read_about(written(animation, about, tmp_path / f"a{suffix}")) == about


def test_the_words_are_cleaned_and_cut() -> None:
    """Both are one line without control characters, and end in an ellipsis where they are too long."""
    about = About(" a\0\nb\ud800  c ", "x" * 100_000)
    assert about.title == "a b c"
    assert about.alt == "x" * (MOST_TEXT - 1) + "…"
    assert not About()
    for source in ("a\nb", "é", "\0"):
        with pytest.raises(sgdviz.InputError, match="not one line of printable ASCII"):
            About(source=source)
    with pytest.raises(sgdviz.InputError, match="a file holds at most"):
        About(source="x" * (MOST_SOURCE + 1))


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Callable[[About, str], About | None]:
    """A function that writes an animation that says something of itself, and reads it back."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1)
    animation = sgdviz.animate(run, size=(200, 150), every=6, panels=("loss",), title=" ")
    folder = tmp_path_factory.mktemp("about")
    return lambda about, suffix: read_about(written(animation, about, folder / f"a{suffix}"))


words = st.text(st.characters(exclude_categories=("Cs", "Co")), max_size=300)


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".png", ".webp", ".webm", ".mp4"])
@settings(max_examples=25, deadline=None)
@given(title=words, alt=words, source=st.one_of(st.just(""), words.map(json.dumps)))
def test_any_words_come_back(
    rewritten: Callable[[About, str], About | None], suffix: str, title: str, alt: str, source: str
) -> None:
    """Title, alt text and source of any characters are read as they were written."""
    about = About(title, alt, source)
    assert (rewritten(about, suffix) or About()) == about


@pytest.mark.parametrize("suffix", [".svg", ".html", ".pdf"])
@settings(max_examples=25, deadline=None)
@given(alt=words, source=st.dictionaries(words, words, max_size=3).map(json.dumps))
def test_any_words_come_back_from_vectors(
    rewritten: Callable[[About, str], About | None], suffix: str, alt: str, source: str
) -> None:
    """The title of a vector file is that of its scene."""
    about = About("Loss", alt or "x", source)
    found = rewritten(about, suffix)
    assert found is not None
    assert (found.alt, found.source) == (about.alt, about.source) or not about.alt


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_large_source_comes_back(suffix: str, tmp_path: Path, short_run: Recording) -> None:
    """A source of a megabyte that cannot be compressed is whole in every format."""
    data = np.random.default_rng(0).integers(33, 126, 1_000_000, dtype=np.uint8).tobytes().decode()
    about = About("Loss", "An alt text", json.dumps({"data": data}))
    assert read_about(written(animation_of(short_run), about, tmp_path / f"a{suffix}")) == about


def test_the_words_cost_few_bytes(tmp_path: Path, short_run: Recording) -> None:
    """Title and alt text add less than twice their length and 700 bytes to any format."""
    about = About("One neuron learns a line", "A red line fitted to six points; " * 5)
    animation = animation_of(short_run)
    for suffix in SUFFIXES:
        plain, said = (written(animation, own, tmp_path / f"a{suffix}").stat().st_size for own in (About(), about))
        assert 0 < said - plain < 700 + 2 * len(about.title + about.alt), suffix


def test_a_source_is_compressed_where_that_helps(tmp_path: Path, short_run: Recording) -> None:
    """A source of ten thousand equal letters takes a few hundred bytes in a GIF, a PNG, an MP4 and a PDF."""
    about = About("Loss", "x", json.dumps("a" * 10_000))
    animation = animation_of(short_run)
    for suffix in (".gif", ".apng", ".png", ".mp4", ".pdf"):
        plain, said = (written(animation, own, tmp_path / f"a{suffix}").stat().st_size for own in (About(), about))
        assert said - plain < 700, suffix


@pytest.mark.decoders
def test_other_programs_find_the_words(tmp_path: Path, short_run: Recording) -> None:
    """Pillow reads those of GIF, PNG and WebP, and ffprobe those of videos."""
    about = About("A <title>", "The alt & text", '{"a":1}')
    animation = animation_of(short_run)
    with Image.open(written(animation, about, tmp_path / "a.gif")) as gif:
        assert gif.info["comment"] == b"Title: A <title>\nDescription: The alt & text"
        assert gif.n_frames > 1  # type: ignore[attr-defined]
    for suffix in (".png", ".apng"):
        with Image.open(written(animation, about, tmp_path / f"a{suffix}")) as png:
            assert (png.info["Title"], png.info["Description"]) == ("A <title>", "The alt & text")
            assert png.info["sgdviz"] == about.source
    with Image.open(written(animation, about, tmp_path / "a.webp")) as webp:
        assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &lt;title&gt;</rdf:li>' in webp.info["xmp"]
    for suffix in (".mp4", ".webm"):
        path = written(animation, about, tmp_path / f"a{suffix}")
        found = json.loads(output_of("ffprobe", "-v", "error", "-show_format", "-of", "json", path))["format"]["tags"]
        tags = {key.lower(): value for key, value in found.items()}
        assert (tags["title"], tags["comment"]) == (about.title, about.alt)


def test_texts_of_other_programs_are_read(tmp_path: Path) -> None:
    """The standard keywords of a PNG and the elements of an SVG are read whoever wrote them."""
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    texts = chunk(b"iTXt", b"Title\0\0\0en\0Titel\0A picture") + chunk(b"iTXt", b"Description\0\1\0\0\0" + b"packed")
    end = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    (tmp_path / "a.png").write_bytes(head + texts + end)
    assert read_about(tmp_path / "a.png") == About("A picture")
    text = (
        '<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg:svg xmlns:svg="http://www.w3.org/2000/svg">'
        "<svg:title>A  picture</svg:title><svg:desc>\n  Of a line.\n More.</svg:desc>"
        "<svg:metadata><rdf xmlns='x'>{}</rdf></svg:metadata><svg:g/></svg:svg>"
    )
    (tmp_path / "a.svg").write_text(text, encoding="utf-8")
    assert read_about(tmp_path / "a.svg") == About("A picture", "Of a line.")
