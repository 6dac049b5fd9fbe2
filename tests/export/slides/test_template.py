"""Templates: their layouts and placeholders are used, their slides are not, and files that are none are refused."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from helpers import names
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt
from slides_helpers import part_of, read_slides

import sgdviz
from sgdviz import cli
from sgdviz.errors import InputError
from sgdviz.export.slides import template as templates

TITLE_AND_CONTENT, TITLE_ONLY, BLANK, PICTURE = 1, 5, 6, 8
"""Layouts of the presentation that python-pptx starts from, which is 4 by 3."""


def make_template(path: Path | str, *layouts: int) -> Path:
    """Write a template with a slide of its own and only these of the layouts."""
    deck: Any = Presentation()
    for number in reversed(range(len(deck.slide_layouts))):
        if layouts and number not in layouts:
            deck.slide_layouts.remove(deck.slide_layouts[number])
    if layouts != (-1,):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.notes_slide.notes_text_frame.text = "of the template"
    deck.core_properties.author = "A. Author"
    deck.save(str(path))
    return Path(path)


@pytest.fixture
def animation(run: sgdviz.Recording) -> sgdviz.Animation:
    """An animation of three frames with a title and a caption."""
    return sgdviz.animate(run, size=(400, 200), frames=3, title="A line", caption="Says what is seen.")


def test_slides_take_size_layout_and_placeholders(animation: sgdviz.Animation, here: Path) -> None:
    """The title is in the title's placeholder, the picture where contents go, and no placeholder is left empty."""
    make_template("t.pptx", TITLE_AND_CONTENT, TITLE_ONLY)
    animation.save("a.pptx", deck=True, at="0,last", template="t.pptx")
    opened: Any = Presentation("a.pptx")
    assert (opened.slide_width, opened.slide_height) == (9144000, 6858000)
    assert [slide.slide_layout.name for slide in opened.slides] == ["Title and Content"] * 2
    for slide in opened.slides:
        assert [shape.placeholder_format.type for shape in slide.placeholders] == [PP_PLACEHOLDER.TITLE]
        (content,) = (shape for shape in slide.slide_layout.placeholders if shape.placeholder_format.idx == 1)
        (picture,) = (shape for shape in slide.shapes if hasattr(shape, "image"))
        assert content.left <= picture.left
        assert picture.left + picture.width <= content.left + content.width
        assert content.top <= picture.top
        assert picture.top + picture.height <= content.top + content.height
        assert picture.width / picture.height == pytest.approx(2, rel=1e-3)
    assert [slide.title for slide in read_slides(here / "a.pptx")] == ["A line\nStep 0", "A line\nStep 300"]
    assert part_of(here / "a.pptx", "ppt/theme/theme1.xml") == part_of(here / "t.pptx", "ppt/theme/theme1.xml")


def test_slides_of_the_template_are_left_out(animation: sgdviz.Animation, here: Path) -> None:
    """Nothing of them is in the file; who made the template stays, and no time does."""
    animation.save("a.pptx", template=make_template("t.pptx"))
    with zipfile.ZipFile("a.pptx") as archive:
        assert b"of the template" not in b"".join(map(archive.read, archive.namelist()))
        assert [name for name in archive.namelist() if name.startswith("ppt/slides/slide")] == ["ppt/slides/slide1.xml"]
    assert "A. Author" in part_of(here / "a.pptx", "docProps/core.xml")
    assert "dcterms:modified" not in part_of(here / "a.pptx", "docProps/core.xml")


def test_a_caption_has_its_placeholder(animation: sgdviz.Animation, here: Path) -> None:
    """A layout with a picture and a text has the caption in the text."""
    animation.save("a.pptx", deck=True, at="last", template=make_template("t.pptx", PICTURE))
    (slide,) = Presentation("a.pptx").slides
    kinds = {shape.placeholder_format.type: shape.text_frame.text for shape in slide.placeholders}
    assert kinds == {PP_PLACEHOLDER.TITLE: "A line\nStep 300", PP_PLACEHOLDER.BODY: "Says what is seen."}
    assert read_slides(here / "a.pptx")[0].area[2] == pytest.approx(432, abs=0.1)


def test_a_layout_without_contents_has_the_picture_below_the_title(animation: sgdviz.Animation, here: Path) -> None:
    """It keeps off the title and the footers."""
    animation.save("a.pptx", template=make_template("t.pptx", TITLE_ONLY))
    _, top, _, height = read_slides(here / "a.pptx")[0].area
    assert top >= 111.6
    assert top + height <= 500


def test_a_template_without_titles_is_used(animation: sgdviz.Animation, here: Path) -> None:
    """The picture has the whole slide, and the step is in the notes and in the alt text."""
    animation.save("a.pptx", deck=True, at="2:forward", template=make_template("t.pptx", BLANK))
    (slide,) = read_slides(here / "a.pptx")
    assert slide.title is None
    assert "Step 2, forward." in slide.notes
    assert slide.alt.startswith("Step 2, forward.")


def test_a_title_over_the_place_of_contents_is_not_covered(animation: sgdviz.Animation, here: Path) -> None:
    """Where both overlap, as in files that LibreOffice writes, the picture takes the larger room beside the title."""
    deck: Any = Presentation(str(make_template("t.pptx", TITLE_AND_CONTENT)))
    title = deck.slide_master.placeholders[0]
    title.top, title.height = Pt(170), Pt(100)
    deck.save("t.pptx")
    animation.save("a.pptx", template="t.pptx")
    assert read_slides(here / "a.pptx")[0].area[1] >= 270


def test_a_title_has_the_size_for_its_place(animation: sgdviz.Animation, here: Path) -> None:
    """A title that fits is left to the template; a longer one is smaller."""
    make_template("t.pptx")
    animation.save("a.pptx", template="t.pptx")
    assert 'sz="' not in part_of(here / "a.pptx", "ppt/slides/slide1.xml").split("</p:sp>")[0]
    assert isinstance(animation.recording, sgdviz.Recording)
    longer = sgdviz.animate(animation.recording, frames=3, title="A longer title " * 8)
    longer.save("b.pptx", template="t.pptx")
    assert 'sz="2800"' in part_of(here / "b.pptx", "ppt/slides/slide1.xml").split("</p:sp>")[0]


def test_a_see_through_picture_covers_nothing_of_a_template(run: sgdviz.Recording, here: Path) -> None:
    """Its ground is not known, so the title and the caption in the picture stay; in sgdviz's own theme it is."""
    animation = sgdviz.animate(run, size=(400, 200), frames=3, caption="Says.", transparent=True)
    animation.save("a.pptx", template=make_template("t.pptx"))
    animation.save("b.pptx")
    assert read_slides(here / "a.pptx")[0].texts == []
    assert read_slides(here / "b.pptx")[0].texts == ["Says."]


NO_PRESENTATION = "the template is no .pptx presentation; save one as .pptx in your slide program"


def bad_template(kind: str) -> None:
    """Write a file bad.pptx that is no presentation."""
    if kind == "text":
        Path("bad.pptx").write_text("not a presentation")
    elif kind == "empty":
        Path("bad.pptx").write_bytes(b"")
    elif kind == "cut":
        content = make_template("whole.pptx").read_bytes()
        Path("whole.pptx").unlink()
        Path("bad.pptx").write_bytes(content[: len(content) // 2])
    elif kind == "other":
        with zipfile.ZipFile("bad.pptx", "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types>wordprocessingml.document.main+xml</Types>")
    elif kind == "hollow":
        with zipfile.ZipFile("bad.pptx", "w") as archive:
            archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{templates.CONTENT}"/></Types>')
    else:
        make_template("bad.pptx", -1)


@pytest.mark.parametrize("kind", ["text", "empty", "cut", "other", "hollow", "no layouts"])
def test_files_that_are_no_presentation_are_refused(animation: sgdviz.Animation, here: Path, kind: str) -> None:
    """The error is one line with the path and what to do, and nothing is written."""
    bad_template(kind)
    with pytest.raises(InputError) as caught:
        animation.save("a.pptx", template="bad.pptx")
    assert str(caught.value) == f"bad.pptx: {NO_PRESENTATION}"
    assert names(here) == ["bad.pptx"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("gone.pptx", r"gone\.pptx: the template cannot be read: No such file or directory; check the path"),
        ("", "cannot be read|is a folder"),
        (".", "cannot read .: it is a folder; give a file"),
        (os.devnull, "it is a device or a pipe"),
        (3, "template is 3; give a path"),
        ("a.pptx", r"a\.pptx is an output, and the input a\.pptx would be lost; give another name"),
        ("./link.pptx", r"a\.pptx is an output, and the input \./link\.pptx would be lost"),
    ],
)
def test_templates_that_cannot_be_read_are_refused(
    animation: sgdviz.Animation, here: Path, given: Any, said: str
) -> None:
    """Each is an `InputError`, and the template stays as it was."""
    content = make_template("a.pptx").read_bytes()
    Path("link.pptx").symlink_to("a.pptx")
    with pytest.raises(InputError, match=said):
        animation.save("a.pptx", template=given)
    assert (here / "a.pptx").read_bytes() == content
    assert names(here) == ["a.pptx", "link.pptx"]


def test_a_template_that_would_fill_the_memory_is_refused(
    animation: sgdviz.Animation, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sizes that the archive states are added up before any file in it is unpacked."""
    monkeypatch.setattr(templates, "MOST_BYTES", 10_000)
    make_template("t.pptx")
    with pytest.raises(InputError, match=r"t\.pptx: the template has [\d,]+ bytes when unpacked; give one of at most"):
        animation.save("a.pptx", template="t.pptx")
    assert names(here) == ["t.pptx"]


def test_a_template_needs_a_presentation(animation: sgdviz.Animation, here: Path) -> None:
    """Without one, it is refused."""
    with pytest.raises(InputError, match=r"template is for a \.pptx, and no output is one"):
        animation.save("a.gif", template=make_template("t.pptx"))
    assert names(here) == ["t.pptx"]


@pytest.mark.usefixtures("here")
def test_the_command_line_refuses_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A bad template, and one that is an output, end with 2 before anything is trained."""
    make_template("t.pptx")
    Path("bad.pptx").write_text("not a presentation")
    for arguments, said in (
        (["-o", "a.pptx", "--template", "bad.pptx"], f"sgdviz: bad.pptx: {NO_PRESENTATION}\n"),
        (["-o", "t.pptx", "--template", "t.pptx"], "sgdviz: t.pptx is an output, and the input t.pptx would be lost"),
        (["-o", "a.gif", "--deck"], "sgdviz: deck is for a .pptx, and no output is one"),
    ):
        assert cli.main(["lesson", "line", "--frames", "3", *arguments]) == 2
        printed = capsys.readouterr()
        assert printed.err.startswith(said)
        assert printed.err.count("\n") == 1
    assert names(Path()) == ["bad.pptx", "t.pptx"]


@pytest.mark.usefixtures("here")
def test_the_command_line_writes_a_deck_and_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Both have the moments of --at, and a line says how many."""
    make_template("t.pptx")
    arguments = ["--deck", "--at", "0,2:backward,last", "--template", "t.pptx", "--moments"]
    assert cli.main(["lesson", "line", "-o", "a.pptx", "-o", "s/", *arguments]) == 0
    assert [line.partition(" stills")[0] for line in capsys.readouterr().out.splitlines()] == ["a.pptx: 3", "s/: 3"]
    assert names(Path("s")) == ["frames.json", "step-000.png", "step-002-backward.png", "step-300.png"]
