"""The gallery of a batch: one page with a still of every job, which plays the outputs beside it."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.export.html.parts import hash_of, in_script, script_of, style_of, text_of
from sgdviz.jobs.gallery.card import card_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from sgdviz.jobs.batch.result import JobResult

NAME = "index.html"

FOLDER = Path(__file__).parent

SCRIPTS = ("choice.js", "play.js", "gallery.js")
"""The files of the script, each importing only from those before it."""

MOST_STILLS = 48_000_000
"""Characters of all stills in the page; jobs after these play without one, for browsers hold a page in memory."""

JOBS = "$jobs"
"""Where the jobs stand in the page."""


def write_gallery(results: Iterable[JobResult], folder: str | PathLike[str], *, title: str = "Animations") -> None:
    """Write ``index.html``, a gallery of the outputs of `results`, whose paths begin in `folder`.

    The same results give the same bytes, whether their outputs were made now or before. One result is held at a time.
    Raises `OutputError`.
    """
    before, after = _page(title).split(JOBS)
    path = Path(folder) / NAME
    left = MOST_STILLS
    with atomic_file(path) as file, output_errors(path):
        file.write(before.encode())
        for number, result in enumerate(results):
            card = card_of(result)
            left -= len(card["still"])
            if left < 0:
                card["still"] = ""
            file.write((",\n" if number else "").encode() + in_script(card).encode(errors="replace"))
        file.write(after.encode())


def _page(title: str) -> str:
    """Return the page, with `JOBS` in the place of the jobs."""
    script = script_of(FOLDER, SCRIPTS)
    return Template(text_of(FOLDER / "gallery.html")).substitute(
        title=escape(title).replace("$", "&#36;"),
        style=style_of(FOLDER / "gallery.css"),
        jobs=JOBS,
        script=script,
        hash=hash_of(script),
    )
