"""A presentation of one slide, with the animation as the GIF that its own format writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.export.slides.show import Show, Slide

if TYPE_CHECKING:
    from sgdviz.export.film import Film
    from sgdviz.export.slides.talk import Talk


def write(file: BinaryIO, film: Film, gif: bytes, settings: Talk) -> None:
    """Write a slide with `gif` to an open file."""
    show = Show(settings, film.width / film.height, captions=False)
    notes = "\n".join(filter(None, (settings.title, settings.caption, settings.alt)))
    show.add(
        Slide(
            picture=gif,
            alt=settings.alt,
            title=settings.title,
            caption=settings.caption,
            notes=notes,
            over_drawn=True,
        )
    )
    show.write(file)
