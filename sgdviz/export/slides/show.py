"""A presentation in the making: slides with a title, a picture, a caption and notes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from sgdviz.drawing.colors import channels
from sgdviz.drawing.text import reads_right_to_left
from sgdviz.export.slides.layouts import TEXTS, TITLES, Place, area_of, best_place, of_kind, without_slides
from sgdviz.export.slides.own_theme import themed
from sgdviz.export.slides.package import write_package
from sgdviz.export.slides.page import CAPTION_SIZES, LEADING, WIDE, Area, Placed, fitted_words, placed, wide_page
from sgdviz.export.slides.template import unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pptx.presentation import Presentation as Deck

    from sgdviz.export.slides.drawn import Drawn
    from sgdviz.export.slides.talk import Talk

SMALLER = (1.0, 0.86, 0.72, 0.64)
"""Sizes of a title, as shares of the usual one; a long title is set smaller."""

TITLE_LINES = 2
"""The most lines of a title."""

SIDE = 0.3
"""The room at both sides of a text that covers one in the picture, as a multiple of its size: edges are soft there."""

STEP = 0.64
"""The size of the step below a title, as a share of the usual title's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: the picture, its alt text, the title, the step below it, the caption, and the notes.

    With `over_drawn`, the picture has a title and a caption, and words of the slide stand in their places.
    """

    picture: bytes
    alt: str
    title: str
    caption: str
    notes: str
    step: str = ""
    over_drawn: bool = False


class Show:
    """The slides of a talk, from its template or in the colours of its theme, for pictures of one ratio of sides.

    With `captions`, slides have them outside the picture.
    """

    def __init__(self, talk: Talk, ratio: float, *, captions: bool) -> None:
        self._talk, self._ratio = talk, ratio
        self._deck, self._place = _opened(talk, ratio, talk.caption if captions else "")

    def add(self, slide: Slide) -> None:
        """Add a slide. Raises `InputError` where a template does not bear it."""
        with _template_errors(self._talk):
            self._add(slide)

    def write(self, file: BinaryIO) -> None:
        """Write the presentation to an open file."""
        write_package(file, self._deck, self._talk.title)

    def _add(self, slide: Slide) -> None:
        shown = self._deck.slides.add_slide(self._place.layout)
        own = list(shown.placeholders)
        title = next(iter(of_kind(own, TITLES)), None)
        below = "" if slide.over_drawn else slide.caption
        frame = of_kind(own, TEXTS)[0] if below and self._place.has_caption else None
        where = placed(self._ratio, "" if frame is not None else below, self._place.page.body, self._talk.inset)
        if title is not None:
            self._write_title(title, slide)
        for shape in own:  # the picture takes the place of one, and others would say "Click to add text"
            if shape is not frame and shape is not title:
                shape.element.getparent().remove(shape.element)
        picture = shown.shapes.add_picture(BytesIO(slide.picture), *map(Pt, where.picture))
        picture.element.nvPicPr.cNvPr.set("descr", slide.alt)
        if frame is not None:
            words = fitted_words(below, area_of(frame), CAPTION_SIZES)
            frame.text_frame.text = words.text
            if words.size < CAPTION_SIZES[0]:
                frame.text_frame.paragraphs[0].font.size = Pt(words.size)
        elif below:
            self._write_caption(shown, where)
        if slide.over_drawn and not (self._talk.see_through and self._talk.template is not None):
            for drawn in self._talk.drawn:
                self._cover(shown, where.picture, drawn)
        shown.notes_slide.notes_text_frame.text = slide.notes

    def _write_title(self, shape: Any, slide: Slide) -> None:
        """Write the title, and the step in a line of its own; without a title, the step is the title."""
        title, step = (slide.title, slide.step) if slide.title else (slide.step, "")
        usual, area = self._place.title_size, self._place.page.title
        room = area._replace(height=area.height - (usual * STEP * LEADING if step else 0.0))
        words = fitted_words(title, room, [usual * share for share in SMALLER], bold=True, most=TITLE_LINES)
        frame = shape.text_frame
        frame.text = words.text
        lines = [frame.paragraphs[0]]
        if step:
            lines.append(frame.add_paragraph())
            lines[1].text = step
            lines[1].font.size = Pt(round(usual * STEP))
            if self._talk.template is None:
                lines[1].font.bold = False
                lines[1].font.color.theme_color = MSO_THEME_COLOR.TEXT_2
        if words.size != usual:
            lines[0].font.size = Pt(round(words.size))
        for line in lines:
            _direct(line, title)

    def _write_caption(self, shown: Any, where: Placed) -> None:
        """Write the caption into a box of its own."""
        box = _box(shown, where.caption)
        line = box.text_frame.paragraphs[0]
        line.text = where.words.text
        line.font.size = Pt(where.words.size)
        if self._talk.template is None:
            line.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
        _direct(line, where.words.text)

    def _cover(self, shown: Any, picture: Area, drawn: Drawn) -> None:
        """Write a text over one in the picture, at its size: it is sharp, and can be searched and edited."""
        theme, scale = self._talk.theme, picture.width
        left, top, right, bottom = (side * scale for side in drawn[:4])
        side = SIDE * drawn.size * scale
        area = Area(picture.left + left - side, picture.top + top, right - left + 2 * side, bottom - top)
        box = _box(shown, area, side)
        box.fill.solid()
        box.fill.fore_color.rgb = _color(theme.background)
        line = box.text_frame.paragraphs[0]
        line.text = drawn.text
        line.font.size = Pt(max(round(drawn.size * scale, 1), 1.0))
        line.line_spacing = Pt(max(round(drawn.leading * scale, 1), 1.0))
        line.font.bold = not drawn.is_caption
        line.font.color.rgb = _color(theme.words(theme.muted) if drawn.is_caption else theme.ink)
        _direct(line, drawn.text)


def _opened(talk: Talk, ratio: float, caption: str) -> tuple[Deck, Place]:
    """Return the presentation without slides, and the place of a picture on its slides. Raises `InputError`."""
    if talk.template is None:
        picture = placed(ratio, caption, WIDE.body, talk.inset).picture
        deck = themed(talk.theme, wide_page(picture, talk.inset))
        contents = [layout for layout in deck.slide_layouts if layout.name == "Title and Content"]
        return deck, best_place(contents, deck, ratio)
    with _template_errors(talk):
        deck = Presentation(talk.template)
        without_slides(deck)
        layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
        return deck, best_place(layouts, deck, ratio)


@contextmanager
def _template_errors(talk: Talk) -> Iterator[None]:
    """Convert the errors of python-pptx about a template into an `InputError`; without a template they are faults."""
    try:
        yield
    except MemoryError:
        raise
    except Exception:
        if talk.template is None:
            raise
        raise unusable(talk.template) from None


def _box(shown: Any, area: Area, side: float = 0.0) -> Any:
    """Return a new text box with margins of so many points at its sides, and none above and below."""
    box = shown.shapes.add_textbox(*map(Pt, area))
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.NONE  # a program would make it as small as its text, and uncover the picture
    frame.margin_left = frame.margin_right = Pt(side)
    frame.margin_top = frame.margin_bottom = 0
    return box


def _color(color: str) -> Any:
    return RGBColor(*channels(color))


def _direct(line: Any, text: str) -> None:
    """Set a line of a text that is read from right to left from the right."""
    if reads_right_to_left(text):
        line.alignment = PP_ALIGN.RIGHT
        line._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no name for it
