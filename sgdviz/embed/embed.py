"""Embedding a file: the files that the target needs are written beside it, and the snippet is returned."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.atomic import Transaction, output_errors
from sgdviz.checks import one_of, path_text, text, whole
from sgdviz.embed import beamer, companions
from sgdviz.embed.dark import dark_variant
from sgdviz.embed.links import folder_of
from sgdviz.embed.read import read_media
from sgdviz.embed.shown import Needs, Shown
from sgdviz.embed.targets import TARGETS
from sgdviz.embed.words import clean
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from sgdviz.embed.media import Media
    from sgdviz.embed.shown import Target

WIDEST = 100_000
"""CSS pixels."""

STILL, FRAMES = "-still.png", "-frames"
"""The ends of the names of files that are made."""


class Embedding(NamedTuple):
    """A snippet, the paths that were written for it, and sentences about what it lacks."""

    snippet: str
    written: tuple[Path, ...]
    notes: tuple[str, ...]


def embed(
    path: str | PathLike[str],
    target: str,
    *,
    page: str | PathLike[str] | None = None,
    alt: str | None = None,
    width: int | None = None,
    dark: str | PathLike[str] | None = None,
) -> Embedding:
    """Write the files that `target` needs beside the file at `path`, and return the snippet that shows it.

    `page` is the file into which the snippet goes, by default one in the working folder. `alt` is used in place of the
    file's own alt text, `width` in CSS pixels in place of its own size, and `dark` is the path of a variant for dark
    pages, which is drawn from the source in the file where it does not exist yet. A file that was not made here is
    never replaced. Raises `InputError` and `OutputError`; then nothing is written.
    """
    path = path_text("path", path)
    one_of("target", target, TARGETS)
    module = _module(target)
    media = read_media(path)
    needs = module.needs(media)
    if dark is not None and not module.takes_dark:
        raise InputError(f"a dark variant is for pages that follow their readers; {target} has one look: leave it out")
    own = media.title if media.kind.shown_as == "page" else media.alt  # a page says the rest itself
    size = media.size if width is None else media.size_at(whole("width", width, least=1, most=WIDEST))
    shown = Shown(
        media=media,
        folder=folder_of(None if page is None else path_text("page", page)),
        title=clean(media.title),
        alt=clean(text("alt", alt) if alt is not None else own or media.plain_words),
        size=size,
        width=width,
    )
    with ExitStack() as until_read, Transaction() as outputs:
        shown = _with_companions(shown, target, needs, outputs)
        drawn = None
        if dark is not None:
            variant, drawn = until_read.enter_context(dark_variant(media, path_text("dark", dark)))
            shown = _with_dark(shown, variant, drawn, outputs)
        snippet = module.snippet(shown)
    made = [shown.still, shown.dark if drawn else None, shown.dark_still, shown.frames and shown.frames.folder]
    return Embedding(snippet, tuple(place for place in made if place is not None), _notes(shown, target, alt))


def _module(target: str) -> Target:
    module: Target = import_module(f"sgdviz.embed.{target}")
    return module


def _with_companions(shown: Shown, target: str, needs: Needs, outputs: Transaction) -> Shown:
    """Return `shown` with the files that it needs, which are written to `outputs`."""
    media, name = shown.media, shown.media.place.stem
    if target == "beamer":
        name = beamer.safe_name(name)
    if needs.still:
        place = media.place.with_name(f"{name}{STILL}")
        companions.write_still(media, place, outputs)
        shown = replace(shown, still=place)
    if needs.frames:
        frames = companions.write_frames(media, media.place.with_name(f"{name}{FRAMES}"), outputs)
        shown = replace(shown, frames=frames)
    return shown


def _with_dark(shown: Shown, variant: Media, drawn: bytes | None, outputs: Transaction) -> Shown:
    """Return `shown` with the variant, which is written where it was `drawn`, and with its still."""
    place = variant.place.with_name(f"{variant.place.stem}{STILL}")
    if shown.still in (variant.place, place):
        what = f"{shown.media.place.name} and {variant.place.name} would have the same still, {shown.still.name}"
        raise InputError(f"{what}; give the dark variant another name")
    if drawn is not None:
        with output_errors(variant.place):
            outputs.file(variant.place).write(drawn)
    shown = replace(shown, dark=variant.place)
    if variant.moves:
        companions.write_still(variant, place, outputs)
        shown = replace(shown, dark_still=place)
    return shown


def _notes(shown: Shown, target: str, alt: str | None) -> tuple[str, ...]:
    """Return a sentence about each thing that the snippet lacks."""
    notes = []
    if alt is None and not shown.media.alt:
        notes.append(f"{shown.media.path} says nothing of itself, so its alt text is its name; say more with --alt")
    if target == "beamer" and (missing := beamer.left_out(shown)):
        notes.append(
            f"LaTeX's first fonts have no {missing}, so the title of the frame is without; add fonts and these by hand"
        )
    return tuple(notes)
