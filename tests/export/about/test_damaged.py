"""Files of strangers: cut short, damaged, or made to take memory or time, they are an error of one line or nothing."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest

import sgdviz
from sgdviz.errors import InputError
from sgdviz.export.about import About, read_about
from sgdviz.export.about.gif import APPLICATION
from sgdviz.export.about.mp4 import OWN
from sgdviz.export.film import film_of
from sgdviz.export.png_chunks import SIGNATURE, chunk
from sgdviz.export.save import save
from sgdviz.export.stills import last_still

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".gif", ".svg", ".apng", ".webp", ".mp4", ".webm", ".html", ".png", ".pdf")

BOMB = zlib.compress(b"x" * 100_000_000, 9)
"""A hundred megabytes in a hundred kilobytes."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small picture of each format that says something of itself."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1)
    animation = sgdviz.animate(run, size=(200, 150), every=6, panels=("loss",))
    about = About("Loss", "An alt text", '{"sgdviz":"0"}')
    folder = tmp_path_factory.mktemp("pictures")
    paths = [folder / f"a{suffix}" for suffix in SUFFIXES]
    film = film_of(animation.chapters, 0)
    abouts = dict.fromkeys(map(str, paths), about)
    stills = [last_still(animation.chapters[-1])]
    save(film, animation.chapters, list(abouts), stills=stills, abouts=abouts)
    return {path.suffix: path.read_bytes() for path in paths}


def read(path: Path, data: bytes) -> About | None:
    """Return what a file of these bytes says, with the memory that this took below 80 megabytes."""
    path.write_bytes(data)
    tracemalloc.start()
    try:
        return read_about(path)
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 80_000_000


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_short_is_one_clear_error(suffix: str, pictures: dict[str, bytes], tmp_path: Path) -> None:
    """Cut anywhere behind its first bytes it is refused with its name."""
    data, path = pictures[suffix], tmp_path / f"a{suffix}"
    places = range(32, len(data) - 20, max(len(data) // 60, 1))
    found = [outcome(path, data[:place]) for place in places]
    errors = [error for error in found if isinstance(error, str)]
    assert all(error.startswith(f"cannot read {path}: ") for error in errors)
    assert len(errors) > len(places) * 0.9
    assert not any(isinstance(about, About) for about in found)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_bytes_are_an_error_or_other_words(suffix: str, pictures: dict[str, bytes], tmp_path: Path) -> None:
    """Bytes changed at random raise nothing else than `InputError`, which has one line."""
    rng, path = random.Random(7), tmp_path / f"a{suffix}"
    for _ in range(300):
        data = bytearray(pictures[suffix])
        for _ in range(rng.choice((1, 3, 20))):
            data[rng.randrange(len(data) if rng.random() < 0.5 else min(len(data), 600))] = rng.randrange(256)
        assert "\n" not in str(outcome(path, bytes(data)))


def outcome(path: Path, data: bytes) -> About | str | None:
    """Return what a file of these bytes says, or the error."""
    path.write_bytes(data)
    try:
        return read_about(path)
    except InputError as error:
        return str(error)


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box of an MP4."""
    return struct.pack(">I", 8 + len(content)) + kind + content


BOMBS = {
    "gif": b"GIF89a" + bytes(7) + bytes([0x21, 0xFF, len(APPLICATION)]) + APPLICATION
    + b"".join(bytes([len(part)]) + part for part in (BOMB[at : at + 255] for at in range(0, len(BOMB), 255))) + b"\0;",
    "png": SIGNATURE + chunk(b"iTXt", b"sgdviz\0\1\0\0\0" + BOMB) + chunk(b"IEND", b""),
    "mp4": box(b"ftyp", b"isom") + box(b"uuid", OWN + BOMB),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{' + b"x" * 30_000_000 + b"}</metadata></svg>",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_source_that_grows_is_refused(name: str, tmp_path: Path) -> None:
    """One that unpacks to more than the limit is refused before it has taken the memory."""
    with pytest.raises(InputError, match="has more than 24,000,000 characters"):
        read(tmp_path / f"a.{name}", BOMBS[name])


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><title>&b;</title></svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><title>&a;</title></svg>',
    ],
)
def test_an_svg_that_defines_entities_is_refused(text: str, tmp_path: Path) -> None:
    """No entity is expanded, and no file is opened."""
    with pytest.raises(InputError, match="it defines entities of its own"):
        read(tmp_path / "a.svg", text.encode())


@pytest.mark.parametrize("encoding", ["shift_jis", "nothing", "utf-7", "utf-16"])
def test_an_svg_in_an_unknown_encoding_is_refused(encoding: str, tmp_path: Path) -> None:
    """Also where the bytes are not in the encoding that is named."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><svg><title>a</title></svg>'
    with pytest.raises(InputError, match="its words cannot be read"):
        read(tmp_path / "a.svg", text.encode())


def test_words_without_limit_are_cut_or_refused(tmp_path: Path) -> None:
    """Deep nesting, long texts and long names end in an error or in words of the usual length."""
    deep = b"<svg><desc>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</desc></svg>"
    assert read(tmp_path / "a.svg", deep) is None
    long = b"<svg><title>" + b"x" * 500_000 + b"</title></svg>"
    about = read(tmp_path / "a.svg", long)
    assert about is not None
    assert len(about.title) == 2000
    with pytest.raises(InputError, match="its title has more than 1,000,000 characters"):
        read(tmp_path / "a.svg", b"<svg><title>" + b"x" * 1_500_000 + b"</title></svg>")
    comment = b"!\xfe" + b"\xff" + b"x" * 255
    gif = b"GIF89a" + bytes(7) + comment + (b"\xff" + b"x" * 255) * 100_000 + b"\0;"
    assert read(tmp_path / "a.gif", gif) is None


def test_boxes_that_do_not_end_are_an_error(tmp_path: Path) -> None:
    """Lengths past the file, of nothing, and elements of unknown length in each other neither hang nor crash."""
    for data in (
        struct.pack(">I", 8) + b"ftyp" + struct.pack(">I4sQ", 1, b"moov", 1 << 62),
        struct.pack(">I", 8) + b"ftyp" + struct.pack(">I", 4) + b"moov",
        b"\x1aE\xdf\xa3\x80" + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xfe",
        b"RIFF\xff\xff\xff\xffWEBP",
        b"%PDF-1.7\nstartxref\n999999\n%%EOF /Info 1 0 R /Root 2 0 R startxref 99999 %%EOF",
    ):
        with pytest.raises(InputError, match="it is cut short, or damaged"):
            read(tmp_path / "a", data)
    unknown = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"
    assert read(tmp_path / "a", b"\x1aE\xdf\xa3\x80" + unknown * 9) is None


def test_places_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file, and a path of another kind."""
    with pytest.raises(InputError, match=r"cannot read .*none.gif: No such file"):
        read_about(tmp_path / "none.gif")
    with pytest.raises(InputError, match="path is 3; give a path"):
        read_about(3)  # type: ignore[arg-type]
