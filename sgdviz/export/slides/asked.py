"""The slides that are asked for: what they say, which moments they show, and which outputs have them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.description import title_of
from sgdviz.export.places import check_inputs
from sgdviz.export.slides.moments import checked, slides_of
from sgdviz.export.slides.talk import Talk, talk_of
from sgdviz.export.slides.template import check_template
from sgdviz.export.stills import Still, stills_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Chapter
    from sgdviz.pacing.moments import Moment

SUFFIX = ".pptx"


class Slides(NamedTuple):
    """The slides of an animation: what they say, and the moments that they show.

    With `deck`, a presentation has a slide a moment; with `moments`, a folder has a picture of each.
    """

    talk: Talk
    stills: tuple[Still, ...]
    deck: bool
    moments: bool


def asked_slides(
    chapters: Sequence[Chapter],
    outputs: Sequence[str],
    asked: Sequence[Moment],
    *,
    alt: str,
    deck: bool,
    moments: bool,
    template: str | None,
) -> Slides | None:
    """Return the slides of the moments `asked` for, or of those chosen; None where no output has slides.

    `alt` is the animation in words. Raises `InputError`, also for a template that cannot be used, or is an output.
    """
    if template is not None:
        check_inputs(outputs, [template])
        check_template(template)
    is_talk = any(PurePath(output).suffix.lower() == SUFFIX for output in outputs)
    if not (is_talk or deck or moments or template is not None):
        return None
    stills: tuple[Still, ...] = ()
    if deck or moments:
        stills = checked(stills_of(chapters[-1], asked)) if asked else slides_of(chapters)
    title = title_of(chapters[-1].layout)
    talk = talk_of(chapters, title=title, alt=alt, template=template, stills=stills)
    return Slides(talk, stills, deck, moments)
