"""Presentations as python-pptx reads them back: the GIF inside, alt text, titles, captions, notes, and their bytes."""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import names
from PIL import Image
from pptx import Presentation
from slides_helpers import part_of, read_slides

import sgdviz
from sgdviz.drawing.colors import contrast
from sgdviz.errors import InputError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(\"x\")</script> & 'q'\n]]> 🎉 \x00\x07\x1b\x7f\ud800 {} % _x0041_"
KEPT = "<script>alert(\"x\")</script> & 'q' ]]> 🎉  {} % _x0041_"
SIZES = [(800, 400), (480, 800), (400, 400), (1600, 400)]


def test_one_slide_with_the_gif_of_its_own_format(run: sgdviz.Recording, here: Path) -> None:
    """The picture has the bytes of a .gif saved beside it or alone, and its alt text is the animation's."""
    animation = sgdviz.animate(run, size=(400, 200), frames=12, title="A line", caption="Says what is seen.")
    output, _ = animation.save("both.pptx", "both.gif")
    animation.save("alone.pptx")
    assert (output.frames, output.seconds) == (12, animation.seconds)
    assert output.bytes == (here / "both.pptx").stat().st_size
    for path in ("both.pptx", "alone.pptx"):
        (slide,) = read_slides(here / path)
        assert slide.picture == (here / "both.gif").read_bytes()
        assert slide.alt == animation.alt_text
        assert slide.title == "A line"
        assert slide.texts == ["Fit", "Says what is seen."]  # over the title and the caption in the picture
        assert slide.notes == f"A line\nSays what is seen.\n{animation.alt_text}"
    assert (here / "both.pptx").read_bytes() == (here / "alone.pptx").read_bytes()


def test_a_compatible_gif_is_put_on_the_slide(run: sgdviz.Recording, here: Path) -> None:
    """It has the bytes of a compatible .gif."""
    animation = sgdviz.animate(run, size=(400, 200), frames=5)
    animation.save("a.pptx", compatible=True)
    animation.save("a.gif", compatible=True)
    assert read_slides(here / "a.pptx")[0].picture == (here / "a.gif").read_bytes()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("deck", [False, True])
def test_the_picture_keeps_its_shape(run: sgdviz.Recording, here: Path, size: tuple[int, int], *, deck: bool) -> None:
    """The slide is 16 by 9, and the picture lies on it, below the title, undistorted at any size."""
    animation = sgdviz.animate(run, size=size, frames=3, title="A line", caption="A caption. " * 12)
    animation.save("a.pptx", deck=deck, at="50%" if deck else None)
    opened: Any = Presentation("a.pptx")
    assert opened.slide_width / opened.slide_height == pytest.approx(16 / 9)
    left, top, width, height = read_slides(here / "a.pptx")[0].area
    assert width / height == pytest.approx(size[0] / size[1], rel=1e-3)
    assert left >= 0
    assert left + width <= 960
    assert top >= 100
    assert top + height <= 540


def test_a_deck_has_a_slide_a_moment(run: sgdviz.Recording, here: Path) -> None:
    """Title, notes and alt text say the step; the picture has twice the pixels, and does without title and caption."""
    animation = sgdviz.animate(run, size=(400, 200), title="A line", caption="Says what is seen.")
    (output,) = animation.save("deck.pptx", deck=True, at="0,2:backward,last")
    assert (output.frames, output.seconds) == (3, 0.0)
    slides = read_slides(here / "deck.pptx")
    assert [slide.title for slide in slides] == ["A line\nStep 0", "A line\nStep 2, backward", "A line\nStep 300"]
    assert [slide.texts for slide in slides] == [["Says what is seen."]] * 3
    assert slides[1].alt.startswith("Step 2, backward. Step 1 of 300, mean squared error ")
    assert slides[2].alt.startswith("Step 300 of 300, mean squared error 0.283")
    assert slides[1].notes == f"A line\n{slides[1].alt}\nSays what is seen."
    expected = sgdviz.animate(run, size=(400, 200), scale=2)
    for slide, at in zip(slides, ("0", "2:backward", "last"), strict=True):
        expected.save("still.png", at=at)
        with Image.open(io.BytesIO(slide.picture)) as shown, Image.open("still.png") as still:
            assert shown.size == (800, 400)
            np.testing.assert_array_equal(np.array(shown.convert("RGB")), np.array(still.convert("RGB")))


def test_a_deck_chooses_its_moments(run: sgdviz.Recording, here: Path) -> None:
    """Without steps to show, it has the told parts and moments of equal change; other outputs stay as they are."""
    animation = sgdviz.animate(run, size=(400, 200), explain=1, frames=6)
    outputs = animation.save("deck.pptx", "a.gif", "a.png", "a.svg", deck=True)
    assert [output.frames for output in outputs] == [11, len(animation.cues), 1, len(animation.cues)]
    titles = [slide.title for slide in read_slides(here / "deck.pptx")]
    assert titles[:4] == ["Step 0", "Step 1, forward", "Step 1, backward", "Step 1, update"]
    assert titles[-1] == "Step 300"
    animation.save("alone.gif", "alone.png")
    assert (here / "a.gif").read_bytes() == (here / "alone.gif").read_bytes()
    assert (here / "a.png").read_bytes() == (here / "alone.png").read_bytes()


def test_each_chapter_has_its_title_and_caption(short_run: sgdviz.Recording, here: Path) -> None:
    """The slides of a deck have those of their chapter; on one slide for all, captions that differ are only drawn."""
    both = sgdviz.animate(short_run, size=(400, 200), title="One", caption="First.")
    both = both.then(sgdviz.animate(short_run, size=(400, 200), title="Two"))
    both.save("deck.pptx", deck=True)
    slides = read_slides(here / "deck.pptx")
    assert (slides[0].title, slides[0].texts) == ("One\nStep 0", ["First."])
    assert (slides[-1].title, slides[-1].texts) == ("Two\nStep 12", [])
    both.save("one.pptx")
    assert read_slides(here / "one.pptx")[0].texts == []


@pytest.mark.parametrize("deck", [False, True])
def test_the_bytes_do_not_depend_on_the_time(
    run: sgdviz.Recording, here: Path, monkeypatch: pytest.MonkeyPatch, *, deck: bool
) -> None:
    """Two presentations made at different times are equal, and no file inside has a time or a person's name."""
    animation = sgdviz.animate(run, size=(400, 200), frames=3, title="A line")
    animation.save("a.pptx", deck=deck)
    later = time.time() + 1e7
    monkeypatch.setattr(time, "time", lambda: later)
    animation.save("b.pptx", deck=deck)
    assert (here / "a.pptx").read_bytes() == (here / "b.pptx").read_bytes()
    with zipfile.ZipFile("a.pptx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    properties = part_of(here / "a.pptx", "docProps/core.xml")
    assert not re.search(r"dcterms:(created|modified)|\d{4}-\d\d-\d\d|Canny", properties)
    assert "<dc:title>A line</dc:title>" in properties


@pytest.mark.parametrize("theme", ["light", "dark", "print", "contrast"])
def test_words_can_be_read_on_the_theme(run: sgdviz.Recording, here: Path, theme: str) -> None:
    """Background, title and quiet words have the colours of the theme, as those of the presentation's own theme."""
    sgdviz.animate(run, size=(400, 200), frames=3, theme=theme).save("a.pptx")
    scheme = part_of(here / "a.pptx", "ppt/theme/theme1.xml")
    colors = dict(re.findall(r'<a:(\w+)><a:srgbClr val="(\w{6})"/></a:\1>', scheme))
    names_ = dict(re.findall(r'(bg1|tx1|tx2)="(\w+)"', part_of(here / "a.pptx", "ppt/slideMasters/slideMaster1.xml")))
    background, title, quiet = (f"#{colors[names_[name]].lower()}" for name in ("bg1", "tx1", "tx2"))
    own = sgdviz.animate(run, theme=theme).scene.theme
    assert background == own.background.lower()
    assert contrast(title, background) >= 7
    assert contrast(quiet, background) >= own.text_contrast
    assert part_of(here / "a.pptx", "ppt/theme/theme1.xml").count('<a:latin typeface="Arial"/>') == 2


@pytest.mark.filterwarnings("ignore::sgdviz.MissingCharacterWarning")
@pytest.mark.parametrize("deck", [False, True])
def test_hostile_titles_are_text(run: sgdviz.Recording, here: Path, *, deck: bool) -> None:
    """Markup, quotes and emoji are kept as they are; characters that XML cannot hold are left out."""
    title = HOSTILE.replace("\ud800", "")
    animation = sgdviz.animate(run, size=(800, 400), frames=3, title=title, caption=title)
    animation.save("a.pptx", "m/", deck=deck, moments=True, at="last" if deck else None)
    (slide, *_) = read_slides(here / "a.pptx")
    assert slide.title == (f"{KEPT}\nStep 300" if deck else KEPT)
    assert KEPT in slide.texts
    assert KEPT in slide.notes
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", slide.alt)


@pytest.mark.filterwarnings("ignore::sgdviz.MissingCharacterWarning")
def test_a_lone_surrogate_is_left_out(run: sgdviz.Recording, here: Path) -> None:
    """Half of a character cannot be written, and the presentation can be opened."""
    sgdviz.animate(run, size=(400, 200), frames=3, caption="a\ud800b").save("a.pptx", "m/", moments=True)
    assert "ab" in read_slides(here / "a.pptx")[0].texts


def test_a_long_title_is_cut_and_the_notes_have_all_of_it(run: sgdviz.Recording, here: Path) -> None:
    """The title has two lines at most, in smaller type, and ends in an ellipsis."""
    title = "A title that goes on and on. " * 30
    sgdviz.animate(run, size=(800, 400), frames=3, title=title).save("a.pptx")
    (slide,) = read_slides(here / "a.pptx")
    assert slide.title is not None
    assert slide.title.endswith("…")
    assert 60 < len(slide.title) < 250
    assert title.strip() in slide.notes


def test_a_title_from_right_to_left_begins_at_the_right(run: sgdviz.Recording, here: Path) -> None:
    """Title and caption have the direction of their text."""
    sgdviz.animate(run, size=(400, 200), frames=3, title="שלום", caption="עולם").save("a.pptx", deck=True, at="last")
    slide = part_of(here / "a.pptx", "ppt/slides/slide1.xml")
    assert len(re.findall(r'<a:pPr algn="r" rtl="1"/?>', slide)) == 3  # the title, the step and the caption


@pytest.mark.parametrize(
    ("paths", "settings", "said"),
    [
        (("a.gif",), {"deck": True}, r"deck is for a \.pptx, and no output is one; add one, or leave deck out"),
        (("a.pptx",), {"deck": 1}, "deck is 1; give True or False"),
        (("a.pptx",), {"at": 3}, "step 3 was asked for, and no output is a still; give deck, for a slide of each"),
        (("a.pptx",), {"deck": True, "strip": 3}, "a strip was asked for, and no output is a still"),
        (("a.pptx",), {"deck": True, "at": 500}, "no step 500"),
        (("a.pptx",), {"deck": True, "at": list(range(301))}, "301 moments are too many for slides"),
        (("a.pptx",), {"max_size": 100_000}, r"only a \.gif can be made to fit a size, not a\.pptx"),
        (("a.pptx",), {"deck": True, "compatible": True}, "compatible is for a .gif"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: sgdviz.Recording, here: Path, paths: tuple[str, ...], settings: dict[str, Any], said: str
) -> None:
    """The error names it, and nothing is written."""
    with pytest.raises(InputError, match=said):
        sgdviz.animate(run, size=(400, 200), frames=3).save(*paths, **settings)
    assert names(here) == []


def test_a_theme_of_the_readers_page_is_refused(run: sgdviz.Recording, here: Path) -> None:
    """A slide has colours of its own."""
    with pytest.raises(InputError, match=r"a\.pptx cannot follow the reader's page"):
        sgdviz.animate(run, size=(400, 200), theme="auto").save("a.pptx")
    assert names(here) == []


@pytest.mark.parametrize("deck", [False, True])
def test_a_missing_extra_is_said_before_anything_is_drawn(
    run: sgdviz.Recording, here: Path, monkeypatch: pytest.MonkeyPatch, *, deck: bool
) -> None:
    """The error has the exact command to type."""
    for name in [name for name in sys.modules if name == "pptx" or name.startswith(("pptx.", "sgdviz.export.slides."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    drawn: list[int] = []
    with pytest.raises(InputError) as caught:
        sgdviz.animate(run, size=(400, 200)).save("a.pptx", "a.gif", deck=deck, on_frame=lambda: drawn.append(1))
    assert str(caught.value).endswith('needs pptx, which is not installed; type: pip install "sgdviz[slides]"')
    assert drawn == []
    assert names(here) == []


def test_an_old_presentation_stays_where_a_new_one_fails(
    run: sgdviz.Recording, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written beside its place and moved there whole."""
    (here / "a.pptx").write_bytes(b"old")
    from sgdviz.export.slides import show

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(show, "write_package", fail)
    with pytest.raises(OutputError, match=r"cannot write a\.pptx: No space left on device"):
        sgdviz.animate(run, size=(400, 200), frames=3).save("a.pptx")
    assert names(here) == ["a.pptx"]
    assert (here / "a.pptx").read_bytes() == b"old"
