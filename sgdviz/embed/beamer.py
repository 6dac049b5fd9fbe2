"""For LaTeX's Beamer: a frame with the pictures of an animation, and a still for viewers and documents without it.

LaTeX reads no GIF and no video, so the frames are a folder of PNGs beside it, with a file of their times.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from zlib import crc32

from sgdviz.embed.companions import TIMELINE
from sgdviz.embed.links import latex_path, path_from
from sgdviz.embed.shown import Needs
from sgdviz.embed.words import latex
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.embed.media import Media
    from sgdviz.embed.shown import Shown

takes_dark = False

FITTING = r"width=\linewidth, height=0.8\textheight, keepaspectratio"
"""As large as a slide has room for under its title."""

NEEDED = r"% Needs \usepackage{animate} in the preamble; without it, the still stands in its place."

POINTS = 72 / 96
"""Points of LaTeX's unit bp for a CSS pixel."""


def needs(media: Media) -> Needs:
    """Return what the frame needs; raises `InputError` for what LaTeX cannot show."""
    if media.kind.shown_as in ("drawing", "page"):
        what = f"LaTeX cannot show {media.path}"
        raise InputError(f"{what}; write the animation as .gif or a still of it as .pdf, and embed that")
    return Needs(still=media.moves, frames=media.moves)


def snippet(shown: Shown) -> str:
    """Return the frame, after comments that say what it needs and what it shows."""
    title = latex(shown.title)[0]
    lines = [NEEDED] if shown.media.moves else []
    if shown.alt:
        lines.append(f"% {shown.alt}")
    lines += [f"\\begin{{frame}}{{{title}}}" if title else r"\begin{frame}", r"  \centering"]
    return "\n".join([*lines, *(f"  {line}" for line in _picture(shown)), r"\end{frame}"])


def left_out(shown: Shown) -> str:
    """Return the characters of the title that LaTeX's first fonts lack."""
    return latex(shown.title)[1]


def safe_name(name: str) -> str:
    """Return a name for files that are made for LaTeX, with hyphens for all that it may read in another way.

    A changed name ends in a number of its own, so that two do not become one.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")
    return safe if safe == name else f"{safe or 'picture'}-{crc32(os.fsencode(name)):08x}"


def _picture(shown: Shown) -> list[str]:
    media, size = shown.media, _size(shown.width)
    if shown.frames is None or shown.still is None:
        path = latex_path(shown.folder, media.place)
        if media.pages == 1:
            return [rf"\includegraphics[{size}]{{{path}}}"]
        # One page a click.
        return [rf"\includegraphics<{page}>[page={page}, {size}]{{{path}}}%" for page in range(1, media.pages + 1)]
    folder, last = _folder(shown.folder, shown.frames.folder), shown.frames.number - 1
    plays = "autoplay, loop" if media.loops else "autoplay"
    settings = f"{plays}, poster=last, timeline={{{folder}/{TIMELINE}}}, {size}"
    return [
        r"\ifdefined\animategraphics",
        rf"  \animategraphics[{settings}]{{{shown.frames.rate}}}{{{folder}/frame-}}{{0}}{{{last}}}%",
        r"\else",
        rf"  \includegraphics[{size}]{{{latex_path(shown.folder, shown.still)}}}%",
        r"\fi",
    ]


def _folder(page: Path, folder: Path) -> str:
    """Return the path of the folder of frames. Raises `InputError` for one with spaces, which animate cannot read."""
    path = path_from(page, folder)
    if " " in path:
        what = f"the LaTeX package animate cannot read the path {path!r}"
        raise InputError(f"{what}; rename the folder without spaces, or give a --page nearer to it")
    return latex_path(page, folder)


def _size(width: int | None) -> str:
    return FITTING if width is None else f"width={width * POINTS:g}bp"
