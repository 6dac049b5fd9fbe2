"""Pictures drawn anew from the source in their files."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording
from sgdviz.errors import InputError, RecordingError
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names
from sgdviz.jobs.source import checked_source, remade, saved_moments, source_in

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Animation

SUFFIXES = (".gif", ".svg", ".apng", ".webp", ".mp4", ".webm", ".html", ".png", ".pdf")


def pixels(animation: Animation) -> list[np.ndarray]:
    """Return the first and the last frame."""
    frames = [frame.rgb for frame in animation.frames()]
    return [frames[0], frames[-1]]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("embed", [False, True])
def test_every_format_can_be_drawn_anew(suffix: str, embed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """From the lesson, or from the recording in the file: the frames are the same."""
    animation = animate_lesson(find_lesson("line"), training={"passes": 2}, settings={"size": (500, 300), "every": 4})
    path = tmp_path / f"a{suffix}"
    animation.save(path, embed_recording=embed)
    source = source_in(path)
    assert source is not None
    assert bool(source.chapters) == embed
    again = remade(source)
    assert again.cues == animation.cues
    for one, other in zip(pixels(again), pixels(animation), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_can_be_drawn_anew(name: str, tmp_path: Path) -> None:
    """Also those of several runs and of several chapters."""
    animation = animate_lesson(find_lesson(name))
    animation.save(tmp_path / "a.pdf")
    source = source_in(tmp_path / "a.pdf")
    assert source is not None
    again = remade(source)
    assert [part.scene for part in again.parts] == [part.scene for part in animation.parts]
    assert again.cues == animation.cues
    assert again.origin == animation.origin


def test_settings_take_the_place_of_those_in_the_file(tmp_path: Path, short_run: Recording) -> None:
    """A pace that contradicts a given one gives way, as that of a lesson does."""
    sgdviz.animate(short_run, every=3, theme="dark", title="T").save(tmp_path / "a.svg", embed_recording=True)
    source = source_in(tmp_path / "a.svg")
    assert source is not None
    again = remade(source, {"theme": "print", "frames": 4})
    assert (again.scene.theme.name, again.scene.title, len(again.cues)) == ("print", "T", 4)
    lesson = animate_lesson(find_lesson("line"), training={"passes": 2}, settings={"every": 3, "words": "de"})
    lesson.save(tmp_path / "b.svg")
    source = source_in(tmp_path / "b.svg")
    assert source is not None
    again = remade(source, {"frames": 4, "words": "es"})
    assert (again.scene.words.name, len(again.cues), again.scene.title) == ("es", 4, "Una neurona aprende una recta")


def test_words_and_themes_of_ones_own_come_back(tmp_path: Path) -> None:
    """Without the files that they came from."""
    (tmp_path / "fr.toml").write_text("rise = 'hausse'\n[lessons.line]\ntitle = 'Une droite'", encoding="utf-8")
    (tmp_path / "mine.toml").write_text("base = 'dark'\nline = '#00ff00'", encoding="utf-8")
    own = {"words": str(tmp_path / "fr.toml"), "theme": str(tmp_path / "mine.toml"), "every": 6}
    animation = animate_lesson(find_lesson("line"), training={"passes": 2}, settings=own)
    for name, embed in (("a.svg", False), ("b.svg", True)):
        animation.save(tmp_path / name, embed_recording=embed)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert str(tmp_path) not in text
    for file in tmp_path.glob("*.toml"):
        file.unlink()
    for name in ("a.svg", "b.svg"):
        source = source_in(tmp_path / name)
        assert source is not None
        assert remade(source).scene == animation.scene


def test_chapters_and_comparisons_come_back_from_their_recordings(tmp_path: Path, short_run: Recording) -> None:
    """Each chapter has its own settings, runs and labels."""
    both = sgdviz.animate([short_run, short_run], labels=("a", "b"), size=(800, 500), plays=2)
    both = both.then(sgdviz.animate(short_run, size=(800, 500), title="Second"))
    both.save(tmp_path / "a.webp", embed_recording=True)
    source = source_in(tmp_path / "a.webp")
    assert source is not None
    again = remade(source)
    assert (len(again.chapters), again.plays, again.scene.title) == (2, 2, "Second")
    for one, other in zip(pixels(again), pixels(both), strict=True):
        np.testing.assert_array_equal(one, other)


def test_data_of_ones_own_need_the_recording(tmp_path: Path) -> None:
    """Without it the error says what is missing; with it the picture is drawn again."""
    data = sgdviz.data.noisy_line(9)
    animation = animate_lesson(find_lesson("line"), dataset=data, training={"passes": 2}, settings={"every": 9})
    animation.save(tmp_path / "a.svg")
    source = source_in(tmp_path / "a.svg")
    assert source is not None
    with pytest.raises(InputError, match="made from a data file, which it does not hold; make it again with --embed-"):
        remade(source)
    animation.save(tmp_path / "a.svg", embed_recording=True)
    source = source_in(tmp_path / "a.svg")
    assert source is not None
    assert source.lesson is None
    assert remade(source).cues == animation.cues


def test_a_panel_of_ones_own_is_named(tmp_path: Path, short_run: Recording) -> None:
    """No file can draw it, and the error says which panel is missing."""
    from sgdviz.drawing.panels.loss import LossPanel

    class Mine(LossPanel):
        """A panel that no file can draw."""

    sgdviz.animate(short_run, panels=("fit", Mine)).save(tmp_path / "a.png", embed_recording=True)
    with pytest.raises(InputError, match=r"a\.png: unknown panel 'Mine'"):
        source_in(tmp_path / "a.png")


def test_moments_are_those_of_the_still(tmp_path: Path, short_run: Recording) -> None:
    """They are kept where every output can be a still, and are of no use for others."""
    sgdviz.animate(short_run).save(tmp_path / "a.pdf", at=(0, "50%"), embed_recording=True)
    source = source_in(tmp_path / "a.pdf")
    assert source is not None
    assert saved_moments(source, ["b.pdf", "b.svg"]) == {"at": "0,50%"}
    assert saved_moments(source, ["b.gif"]) == {}


def embedded(data: bytes) -> Any:
    """Return a source whose recording is a file of these bytes."""
    return checked_source(json.dumps({"chapters": [{"recordings": [b64encode(data).decode()]}]}))


def archive(**members: bytes) -> bytes:
    """Return a zip file of members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(f"{name}.npy", data)
    return file.getvalue()


def array(values: Any, **options: Any) -> bytes:
    """Return an array as a .npy file."""
    file = io.BytesIO()
    np.save(file, values, **options)
    return file.getvalue()


class Evil:
    """An object that does something when it is unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return eval, ("__import__('sys').exit('unpickled')",)


def test_recordings_of_strangers_are_data(short_run: Recording) -> None:
    """Pickles, headers that lie, archives that grow and cut files are errors of one line; no code is run."""
    file = io.BytesIO()
    short_run.write(file)
    whole = file.getvalue()
    lying = (
        np.lib.format.magic(1, 0)
        + b"\x76\x00"
        + (b"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }".ljust(117) + b"\n")
    )
    for data in (
        b"", b"PK\x03\x04", whole[:-30], pickle.dumps(Evil()), archive(sgdviz=pickle.dumps(Evil())),
        archive(sgdviz=array(np.array([Evil()], dtype=object), allow_pickle=True)), archive(x=lying),
        archive(step=b"\x93NUMPY\x01\x00\x76\x00" + bytes(1 << 20)), archive(sgdviz=array(np.arange(3))),
    ):  # fmt: skip
        with pytest.raises(RecordingError) as caught:
            remade(embedded(data))
        assert str(caught.value).startswith("the recording in its source ")
        assert "\n" not in str(caught.value)


def test_a_recording_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any array is read."""
    from sgdviz.jobs.source import remake

    monkeypatch.setattr(remake, "MOST_UNPACKED", 1000)
    with pytest.raises(RecordingError, match=r"unpacks to .* recordings hold at most"):
        remade(embedded(archive(step=array(np.zeros(1000)))))
    monkeypatch.setattr(remake, "MOST_RECORDING", 10)
    with pytest.raises(InputError, match="has more than 10 bytes"):
        remade(embedded(archive(step=array(np.zeros(1000)))))
    with pytest.raises(InputError, match="is not in base64"):
        remade(checked_source(json.dumps({"chapters": [{"recordings": ["%%%"]}]})))
