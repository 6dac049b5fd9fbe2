"""Saving an animation: the table of formats, the checks of what is asked for, and all outputs or none."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sgdviz.atomic import Transaction, output_errors
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.export.film import NOTHING, cues_of
from sgdviz.export.format import Format
from sgdviz.export.places import check_places, check_record
from sgdviz.export.writing import write_files, write_layers, write_pixels, write_stills

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sgdviz.export.about import About
    from sgdviz.export.film import Chapter, Film
    from sgdviz.export.slides.asked import Slides
    from sgdviz.export.stills import Still
    from sgdviz.recording import Recording

FOLDER = "folder/"

FORMATS = {
    ".gif": Format("sgdviz.export.gif", takes="pixels"),
    ".apng": Format("sgdviz.export.apng", takes="pixels"),
    ".webp": Format("sgdviz.export.webp", takes="pixels"),
    ".mp4": Format("sgdviz.export.video.mp4", takes="pixels", parallel=False, extra="video"),
    ".webm": Format("sgdviz.export.video.webm", takes="pixels", parallel=False, extra="video"),
    ".png": Format("sgdviz.export.png", takes="pixels", still=True),
    ".svg": Format("sgdviz.export.svg", takes="layers", can_be_still=True, follows_page=True),
    ".html": Format("sgdviz.export.html", takes="layers", follows_page=True),
    ".pdf": Format("sgdviz.export.pdf", takes="stills", still=True),
    ".pptx": Format("sgdviz.export.slides.animated", takes="file", extra="slides"),
    FOLDER: Format("sgdviz.export.png_folder", takes="pixels", folder=True),
}

DECK = Format("sgdviz.export.slides.deck", takes="stills", still=True, extra="slides")
"""A presentation with a slide a moment."""

MOMENTS = Format("sgdviz.export.slides.folder", takes="stills", still=True, folder=True)
"""A folder with a picture a moment."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written.

    It shows `frames` in `seconds` (0 for a still; a PDF has a page a frame), has `bytes`, and `took` that many seconds
    to make. `given_up` lists the reductions made for `max_size`; it is empty without any.
    """

    path: str
    frames: int
    seconds: float
    bytes: int
    took: float
    given_up: str = ""


def find_format(path: str) -> Format:
    """Return the format of `path`, by its suffix or its trailing slash; raises `InputError`."""
    if path.endswith(("/", os.sep)):
        return FORMATS[FOLDER]
    suffix = PurePath(path).suffix.lower()
    if not suffix:
        known = ", ".join(name for name in FORMATS if name != FOLDER)
        raise InputError(f"output {path!r} names no format; end it in one of: {known}, or in / for a folder of frames")
    if suffix not in FORMATS:
        raise UnknownNameError(f"suffix of {path!r}:", suffix, FORMATS)
    return FORMATS[suffix]


def save(
    film: Film,
    chapters: tuple[Chapter, ...],
    paths: list[str],
    *,
    stills: Sequence[Still],
    abouts: Mapping[str, About] | None = None,
    step_asked: bool = False,
    slides: Slides | None = None,
    workers: int | None = None,
    max_size: int | None = None,
    compatible: bool = False,
    record: tuple[str, Recording] | None = None,
    on_frame: Callable[[], object] | None = None,
) -> list[Output]:
    """Write the frames of `chapters` to each of `paths`, in one pass over the frames, and `stills` to the others.

    A format that can be either is a still where a step was asked for (`step_asked`). `abouts` has for each path what
    the file says of itself. `slides` are needed for a presentation and for a folder of moments, which have moments of
    their own. See `Animation.save` for the other arguments; `record` is the path of a recording and the recording.
    Raises `InputError`, `OutputError` and `DrawingError`; then every output is as it was.
    """
    began = time.perf_counter()
    cues = cues_of(chapters)
    formats = {path: find_format(path) for path in paths}
    if record is not None:
        check_record(record[0])
    check_places([*paths, *([record[0]] if record else [])])
    if not formats:
        raise InputError("no output was given; say where to write, as in 'run.gif'")
    if slides is not None:
        formats = _with_slides(formats, slides)
    _check_single(formats, stills, step_asked=step_asked)
    _check_theme(formats, chapters)
    films = {path: replace(film, about=(abouts or {}).get(path, NOTHING)) for path in paths}
    if max_size is not None and any(kind is not FORMATS[".gif"] for kind in formats.values()):
        others = ", ".join(path for path, kind in formats.items() if kind is not FORMATS[".gif"])
        raise InputError(f"only a .gif can be made to fit a size, not {others}; write the others apart")
    gif = FORMATS[".gif"]
    if compatible:
        gif = _compatible(formats, film)
        formats = {path: gif if kind is FORMATS[".gif"] else kind for path, kind in formats.items()}
    for kind in formats.values():
        kind.load()  # a missing extra is an error before anything is drawn
    own = {
        path: slides.stills if slides is not None and kind.settings is slides.talk else stills
        for path, kind in formats.items()
    }
    with Transaction() as outputs:
        if record is not None:
            path, recording = record
            with output_errors(path):
                recording.write(outputs.file(path))
        if max_size is not None:
            from sgdviz.export.fit_size import gif_within
            from sgdviz.export.workers import Job

            sized = gif_within(
                max_size, Job(chapters, films[paths[0]], (next(iter(formats.values())),)), workers, on_frame
            )
            cues, given_up = sized.cues, sized.given_up
            for path in formats:
                with output_errors(path):
                    outputs.file(path).write(sized.data)
        else:
            given_up = ""
            inside = write_pixels(films, chapters, formats, gif, stills[0], workers, outputs, on_frame)
            write_layers(films, chapters, formats, stills[0] if step_asked else None, outputs)
            write_stills(films, formats, own, outputs)
            write_files(films, formats, inside, outputs)
    took = time.perf_counter() - began
    seconds = math.fsum(cue.seconds for cue in cues)
    return [
        Output(path, len(own[path]), 0.0, _size(Path(path)), took, given_up)
        if kind.is_still(step_asked=step_asked)
        else Output(path, len(cues), seconds, _size(Path(path)), took, given_up)
        for path, kind in formats.items()
    ]


def _check_single(formats: dict[str, Format], stills: Sequence[Still], *, step_asked: bool) -> None:
    """Raise `InputError` for a format that holds one picture, where several moments were asked for."""
    single = [path for path, kind in formats.items() if kind.is_still(step_asked=step_asked) and kind.takes != "stills"]
    if len(stills) > 1 and single:
        what = f"{single[0]} holds one picture, and {len(stills)} moments were asked for"
        raise InputError(f"{what}; write a .pdf, which has a page for each, or a strip, one picture of them all")


def _check_theme(formats: dict[str, Format], chapters: Sequence[Chapter]) -> None:
    """Raise `InputError` for a theme that follows the reader's page where a format has colours of its own."""
    theme = chapters[0].layout.scene.theme
    fixed = [path for path, kind in formats.items() if not kind.follows_page]
    if theme.dark is not None and fixed:
        what = f"{fixed[0]} cannot follow the reader's page, as the theme {theme.name!r} does"
        raise InputError(f"{what}; write an .svg or .html, or choose another theme, such as light or dark")


def _with_slides(formats: dict[str, Format], slides: Slides) -> dict[str, Format]:
    """Return `formats` with presentations and folders of the kinds that `slides` asks for. Raises `InputError`."""
    pptx, folder = FORMATS[".pptx"], FORMATS[FOLDER]
    for name, asked, kind, needed in (
        ("deck", slides.deck, pptx, "a .pptx"),
        ("template", slides.talk.template is not None, pptx, "a .pptx"),
        ("moments", slides.moments, folder, "a folder, as in slides/"),
    ):
        if asked and kind not in formats.values():
            raise InputError(f"{name} is for {needed}, and no output is one; add one, or leave {name} out")
    with_words = {
        pptx: replace(DECK if slides.deck else pptx, settings=slides.talk),
        folder: replace(MOMENTS, settings=slides.talk) if slides.moments else folder,
    }
    return {path: with_words.get(kind, kind) for path, kind in formats.items()}


def _compatible(formats: dict[str, Format], film: Film) -> Format:
    """Return the format of GIFs that have no transparent pixels; raises `InputError` where there can be none."""
    from sgdviz.export.gif import Quality

    if not any(kind is FORMATS[".gif"] or kind.takes == "file" for kind in formats.values()):
        raise InputError("compatible is for a .gif, and no output is one; leave it out")
    if film.transparent:
        raise InputError("a compatible GIF has no transparent pixels, and the scene is transparent; leave one out")
    return replace(FORMATS[".gif"], settings=Quality(compatible=True))


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size
