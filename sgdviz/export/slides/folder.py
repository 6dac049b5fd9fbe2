"""A picture of each moment in a folder, and a list of them for slide programs of every kind: ``frames.json``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sgdviz.export.about.png import chunks
from sgdviz.export.png import PngEncoder
from sgdviz.export.slides.words import alt_text_of, named
from sgdviz.export.stills import about_of_stills

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sgdviz.export.film import Film
    from sgdviz.export.slides.talk import Talk
    from sgdviz.export.stills import Still

LIST = "frames.json"

DIGITS = 3
"""The least digits of a step in a name."""

_OWN_NAME = re.compile(r"(chapter-\d+-)?step-\d{3,}(-forward|-backward|-update)?\.png|frames\.json")


def is_own_file(name: str) -> bool:
    """Return whether a file of this name may be replaced: an earlier run has written it."""
    return _OWN_NAME.fullmatch(name) is not None


def write(target: Path, film: Film, stills: Sequence[Still], settings: Talk) -> None:
    """Write the pictures of `stills`, and the list of them, into an empty folder."""
    from sgdviz.drawing.agg import renderer_of

    frames = []
    for still, name, seconds in zip(stills, names_of(stills, settings.chapters), settings.seconds, strict=True):
        encoder = PngEncoder(transparent=film.transparent, texts=chunks(about_of_stills([still])))
        picture = renderer_of(still.layout).still(still.cue)
        (target / name).write_bytes(encoder.encode(picture, last=True))
        moment = named(still)
        frames.append(
            {
                "file": name,
                "step": moment.step,
                "moment": moment.part or None,
                "seconds": seconds,
                "alt": alt_text_of(still),
            }
        )
    facts = {
        "title": settings.title,
        "caption": settings.caption,
        "alt": settings.alt,
        "width": film.width,
        "height": film.height,
        "frames": frames,
    }
    text = json.dumps(facts, indent=2, ensure_ascii=False)
    (target / LIST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def names_of(stills: Sequence[Still], chapters: Sequence[int]) -> list[str]:
    """Return the names of the pictures, which sort by step; where there are several chapters, by these first."""
    moments = [named(still) for still in stills]
    digits = max(DIGITS, *(len(str(moment.step)) for moment in moments))
    names = []
    for moment, number in zip(moments, chapters, strict=True):
        chapter = f"chapter-{number}-" if len({*chapters}) > 1 else ""
        part = f"-{moment.part}" if moment.part else ""
        names.append(f"{chapter}step-{moment.step:0{digits}}{part}.png")
    return names
