"""Verifying a picture: the same, another one, or that it cannot be said, each with a line that says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.export.about import About, read_about
from sgdviz.export.film import film_of
from sgdviz.export.save import save
from sgdviz.export.stills import last_still
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names
from sgdviz.jobs.source import verify
from sgdviz.jobs.source.verify import DIFFERS, SAME, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Animation

SUFFIXES = (".gif", ".svg", ".apng", ".webp", ".mp4", ".webm", ".html", ".png", ".pdf")


def small(**settings: Any) -> Animation:
    """Return a small animation of lesson line."""
    return animate_lesson(
        find_lesson("line"), training={"passes": 2}, settings={"size": (500, 300), "every": 6, **settings}
    )


def changed(path: Path, animation: Animation, **entries: Any) -> Path:
    """Write an animation again with other entries in its source; None leaves one out."""
    animation.save(path)
    about = read_about(path)
    assert about is not None
    table = {**json.loads(about.source), **entries}
    said = About(about.title, about.alt, json.dumps({key: value for key, value in table.items() if value is not None}))
    stills = [last_still(animation.chapters[-1])]
    film = film_of(animation.chapters, animation.plays)
    save(film, animation.chapters, [str(path)], stills=stills, abouts={str(path): said})
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("embed", [False, True])
def test_a_picture_as_it_was_made_is_the_same(suffix: str, embed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """In every format, from the lesson, and with the recording; from any number of processes."""
    path = tmp_path / f"a{suffix}"
    small().save(path, embed_recording=embed, workers=2)
    assert verify(path) == (SAME, f"{path}: the run is the same, and so is every byte")


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_is_the_same(name: str, tmp_path: Path) -> None:
    """Also those of several runs and chapters; a strip is drawn with its moments."""
    animate_lesson(find_lesson(name)).save(tmp_path / "a.svg", strip=3)
    assert verify(tmp_path / "a.svg").code == SAME


@pytest.mark.parametrize(
    ("suffix", "saved"),
    [
        (".gif", {"compatible": True}),
        (".gif", {"max_size": 15_000}),
        (".pdf", {"at": (0, "50%", "last")}),
        (".svg", {"at": "2:backward"}),
        (".png", {"strip": 2, "at": (0, 3), "strip_size": (900, 400)}),
    ],
)
def test_a_picture_is_made_again_as_it_was_saved(suffix: str, saved: dict[str, Any], tmp_path: Path) -> None:
    """Its moments, its limits and its kind are in its source."""
    small(every=1).save(tmp_path / f"a{suffix}", **saved)
    assert verify(tmp_path / f"a{suffix}").code == SAME


def test_a_recording_of_ones_own_is_drawn_again(tmp_path: Path, short_run: Recording) -> None:
    """The run cannot be made again, but the picture can."""
    path = tmp_path / "a.gif"
    sgdviz.animate(short_run, size=(400, 240), every=6).save(path, embed_recording=True)
    assert verify(path) == (SAME, f"{path}: it is drawn from the recording that it holds, byte for byte")


def test_another_picture_differs(tmp_path: Path) -> None:
    """A changed pixel is found, and where."""
    path = tmp_path / "a.gif"
    small().save(path)
    data = bytearray(path.read_bytes())
    place = len(data) - 40
    data[place] ^= 1
    path.write_bytes(data)
    says = f"{path} differs: the run is the same, but its bytes are others from byte {place:,} on"
    assert verify(path) == (DIFFERS, says)


def test_another_run_differs(tmp_path: Path) -> None:
    """The numbers of the run are compared to 1e-9, whatever the bytes."""
    animation = small()
    animation.save(tmp_path / "a.gif")
    about = read_about(tmp_path / "a.gif")
    assert about is not None
    rows, first, last, total = json.loads(about.source)["runs"][0]
    near = changed(tmp_path / "near.gif", animation, runs=[[rows, first * (1 + 1e-12), last, total]])
    assert verify(near).text.startswith(f"{near} differs: the run is the same, but its bytes are others from byte ")
    far = changed(tmp_path / "far.gif", animation, runs=[[rows, first, last * (1 + 1e-7), total]])
    assert verify(far) == (DIFFERS, f"{far} differs: the last cost is {last!r}, and was {last * (1 + 1e-7)!r}")
    short = changed(tmp_path / "short.gif", animation, runs=[[rows - 1, first, last, total]])
    assert verify(short).text.endswith("differs: the number of rows is 13.0, and was 12")
    none = changed(tmp_path / "none.gif", animation, runs=None)
    assert verify(none).code == UNKNOWN


def test_another_recording_in_the_file_differs(tmp_path: Path, short_run: Recording) -> None:
    """That of a lesson is compared with the run that is made again, array by array."""
    animation = small()
    animation.save(tmp_path / "a.svg", embed_recording=True)
    sgdviz.animate(short_run).save(tmp_path / "b.svg", embed_recording=True)
    about = read_about(tmp_path / "b.svg")
    assert about is not None
    other = json.loads(about.source)["chapters"]
    path = changed(tmp_path / "c.svg", animation, chapters=other)
    finding = verify(path)
    assert finding.code in (SAME, DIFFERS)
    twisted = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.0101), passes=2, seed=0)
    sgdviz.animate(twisted).save(tmp_path / "b.svg", embed_recording=True)
    about = read_about(tmp_path / "b.svg")
    assert about is not None
    path = changed(tmp_path / "c.svg", animation, chapters=json.loads(about.source)["chapters"])
    assert verify(path) == (DIFFERS, f"{path} differs: the params of the recording")


def test_other_versions_compare_the_run_alone(tmp_path: Path, short_run: Recording) -> None:
    """The line names the versions; without a lesson nothing can be said."""
    path = changed(tmp_path / "a.gif", small(), numpy="1.0", matplotlib="")
    code, text = verify(path)
    assert code == SAME
    assert text.startswith(f"{path}: the run is the same; its bytes were not compared: they are of NumPy 1.0 (here ")
    assert ", Matplotlib of an unknown version (here " in text
    sgdviz.animate(short_run).save(tmp_path / "b.svg", embed_recording=True)
    text = (tmp_path / "b.svg").read_text(encoding="utf-8")
    (tmp_path / "b.svg").write_text(text.replace(f'"{sgdviz.__version__}"', '"0.0.1"', 1), encoding="utf-8")
    assert verify(tmp_path / "b.svg").code == UNKNOWN


def test_formats_of_other_programs_cannot_differ_for_certain(tmp_path: Path) -> None:
    """A WebP is compressed by Pillow, whose version is not in the file: only the run is sure."""
    path = tmp_path / "a.webp"
    small().save(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    says = "the run is the same; its bytes differ, as they do with another version of Pillow"
    assert verify(path) == (SAME, f"{path}: {says}")


def test_what_cannot_be_said_has_a_reason(tmp_path: Path, short_run: Recording) -> None:
    """No source, data that are missing, and sources that sgdviz would not have written."""
    path = tmp_path / "a.gif"
    sgdviz.animate(short_run).save(path)
    assert verify(path) == (UNKNOWN, f"{path} does not say how it was made; lessons do, and --embed-recording")
    (tmp_path / "a.txt").write_text("no picture", encoding="utf-8")
    assert verify(tmp_path / "a.txt").code == UNKNOWN
    own = animate_lesson(find_lesson("line"), dataset=sgdviz.data.noisy_line(9), training={"passes": 1})
    own.save(path)
    assert verify(path) == (
        UNKNOWN,
        (
            f"cannot say: {path}: it was made from a data file, which it does not hold; make it again with "
            "--embed-recording"
        ),
    )
    strange = changed(path, small(), lesson="tomorrow")
    assert verify(strange).code == UNKNOWN
    assert verify(strange).text.startswith(f"cannot say: {path}: unknown lesson 'tomorrow'; ")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """One that is missing, or cut short."""
    with pytest.raises(InputError, match=r"cannot read .*: No such file"):
        verify(tmp_path / "none.gif")
    small().save(tmp_path / "a.gif")
    (tmp_path / "a.gif").write_bytes((tmp_path / "a.gif").read_bytes()[:2000])
    with pytest.raises(InputError, match=r"cannot read .*: it is cut short, or damaged"):
        verify(tmp_path / "a.gif")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture that is made for the comparison is removed."""
    import tempfile

    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    small().save(tmp_path / "a.gif")
    assert verify(tmp_path / "a.gif").code == SAME
    assert list(folder.iterdir()) == []
