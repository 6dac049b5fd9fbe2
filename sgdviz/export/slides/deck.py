"""A presentation with a slide for each moment, for stepping through by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from sgdviz.drawing.scene import MOST_AREA, MOST_PIXELS
from sgdviz.export.png import PngEncoder
from sgdviz.export.slides.show import Show, Slide
from sgdviz.export.slides.words import alt_text_of, capitalized, cleaned, named
from sgdviz.export.stills import Still

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.scene import Scene
    from sgdviz.export.film import Film
    from sgdviz.export.slides.talk import Talk

SHARP = 2.0
"""The least scale of a picture, so that it is sharp on a projector of 1920 pixels and more."""


def write(file: BinaryIO, film: Film, stills: Sequence[Still], settings: Talk) -> None:
    """Write a slide for each of `stills` to an open file.

    Title and caption are words of the slide, and the pictures do without them.
    """
    from sgdviz.drawing.agg import renderer_of

    show = Show(settings, film.width / film.height, captions=True)
    encoder = PngEncoder(transparent=film.transparent)
    layouts: dict[int, Layout] = {}
    for still in stills:
        scene = still.layout.scene
        key = id(still.layout)
        if key not in layouts:
            layouts[key] = still.layout.with_scene(_sharp(scene))
        bare = Still(layouts[key], still.cue)
        step = capitalized(named(still).text)
        alt, title, caption = alt_text_of(bare), cleaned(scene.title or ""), cleaned(scene.caption or "")
        notes = "\n".join(filter(None, (title, alt, caption)))
        picture = encoder.encode(renderer_of(bare.layout).still(bare.cue), last=True)
        show.add(Slide(picture=picture, alt=alt, title=title, caption=caption, notes=notes, step=step))
    show.write(file)


def _sharp(scene: Scene) -> Scene:
    """Return `scene` without title and caption, in twice the pixels where it has few and they can be drawn."""
    bare = replace(scene, title=None, caption=None)
    width, height = (side * SHARP for side in scene.size)
    can_be_drawn = max(width, height) <= MOST_PIXELS and width * height <= MOST_AREA
    return replace(bare, scale=SHARP) if scene.scale < SHARP and can_be_drawn else bare
