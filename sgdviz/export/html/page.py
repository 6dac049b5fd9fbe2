"""The page of an animation: a template with the animated SVG, the data of the frames, the style and the script."""

from __future__ import annotations

import re
from dataclasses import fields
from html import escape
from itertools import accumulate, pairwise
from operator import mul
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.description import title_of
from sgdviz.drawing.svg import animated_svg, still_svg
from sgdviz.drawing.words import ENGLISH
from sgdviz.export.film import cues_of
from sgdviz.export.html.moments import moments_of, packed, plots_of
from sgdviz.export.html.numbers import numbers_of
from sgdviz.export.html.parts import hash_of, in_script, script_of, style_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.words import Words
    from sgdviz.export.film import Chapter, Film

FOLDER = Path(__file__).parent

SPEEDS = (0.25, 0.5, 1, 2, 4)
"""The speeds that a reader can choose."""

SCRIPTS = ("moments.js", "player.js")
"""The files of the script, each importing only from those before it."""


def page_of(film: Film, chapters: Sequence[Chapter]) -> str:
    """Return the page that plays the cues of all `chapters`."""
    layout, cues = chapters[-1]
    scene = layout.scene
    alone = len(chapters) == len(cues) == 1
    script = script_of(FOLDER, SCRIPTS)
    texts = {key: escape(getattr(scene.words, key)) for key in _phrases(scene.words)}
    hints = [scene.words.player_keys]
    about = {"alt": film.about.alt, "source": film.about.source}
    data = data_of(film, chapters)
    if any(chapter["plots"] for chapter in data["chapters"]):
        hints.append(scene.words.player_click)
    return Template(text_of(FOLDER / "player.html")).substitute(
        texts,
        language=_language(scene.words),
        title=escape(title_of(layout)),
        style=style_of(FOLDER / "player.css"),
        picture=still_svg(layout, cues[0].row, cues[0].phase, **about)
        if alone
        else animated_svg(chapters, film.plays, **about),
        look=_look(layout),
        milliseconds=sum(map(mul, data["frames"][::2], data["frames"][1::2])),
        speeds="".join(_speed(speed, scene.words) for speed in SPEEDS),
        hints=" ".join(map(escape, hints)),
        data=in_script(data),
        script=script,
        hash=hash_of(script),
    )


def data_of(film: Film, chapters: Sequence[Chapter]) -> dict[str, Any]:
    """Return all that the player needs: the milliseconds of each frame, the moments and the numbers of each chapter.

    `still` is the frame at which a reader who asked for less motion begins: the last row of the last chapter.
    """
    cues, last = cues_of(chapters), chapters[-1].cues
    first = len(cues) - len(last)
    ends = [round(end * 1000) for end in accumulate(cue.seconds for cue in cues)]
    words = chapters[-1].layout.scene.words
    return {
        "width": film.width,
        "plays": film.plays,
        "still": max(range(first, len(cues)), key=lambda place: (cues[place].row, place)),
        "frames": packed(after - before for before, after in pairwise([0, *ends])),
        "chapters": [moments_of(chapter) | numbers_of(chapter) | {"plots": plots_of(chapter)} for chapter in chapters],
        "words": {
            "play": words.player_play,
            "pause": words.player_pause,
            "step": words.player_step,
            "pass": words.pass_number,
            "chapter": words.player_chapter,
            "parts": [words.forward, words.backward, words.update],
        },
    }


def _look(layout: Layout) -> str:
    """Return the size and the colours of the picture, as properties for the style; on dark pages those of its theme."""
    light = layout.scene.theme
    dark = light.dark or light
    width, height = layout.scene.size
    colors = {
        "paper": layout.background,
        "guide": light.muted,
        "dark-paper": dark.background,
        "dark-guide": dark.muted,
    }
    return f"--width:{width};--height:{height};" + ";".join(f"--{name}:{color}" for name, color in colors.items())


def _phrases(words: Words) -> list[str]:
    return [entry.name for entry in fields(words) if entry.name.startswith("player_")]


def _language(words: Words) -> str:
    """Return the code of a language whose words are named after it; English for others."""
    return words.name if re.fullmatch("[a-z]{2}", words.name) else ENGLISH.name


def _speed(speed: float, words: Words) -> str:
    chosen = " selected" if speed == 1 else ""
    return f'<option value="{speed:g}"{chosen}>{escape(words.number(f"{speed:g}"))}×</option>'
