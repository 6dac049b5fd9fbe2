"""The pictures of an article: which images are made, where their files are, and which loop each shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sgdviz.errors import InputError
from sgdviz.jobs.article.match import Wanted, loop_lines, matched
from sgdviz.jobs.article.site import place_of_image, site_of
from sgdviz.jobs.source.find import source_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.jobs.article.article import Article, ArticleImage
    from sgdviz.recording.capture import CapturedRun

MOVING = (".gif", ".apng", ".webp", ".mp4", ".webm")
"""Suffixes of images that hold animations."""

WRITABLE = (*MOVING, ".svg", ".png", ".pdf")
"""Suffixes of images that can be made."""

READABLE = (*WRITABLE, ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".avif", ".ico", ".html", ".pptx", ".eps")
"""Suffixes of files that may be shown as images."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An image of an article that may be made.

    `place` is its file, None where that cannot be said, and `fault` says why. `settings` are the options for it, and
    `loop` is the number of the loop that it is to show, from 1; None for the one before it.
    """

    image: ArticleImage
    place: Path | None
    fault: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    loop: int | None = None

    @property
    def name(self) -> str:
        """The destination as it is written in the article."""
        return self.image.destination

    @property
    def suffix(self) -> str:
        """The suffix of the image, in small letters."""
        return suffix_of(self.image.destination)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is made: its images in the article, the first of which decides, its file, and its loop's run."""

    images: tuple[ArticleImage, ...]
    place: Path
    settings: Mapping[str, Any]
    run: CapturedRun

    @property
    def line(self) -> int:
        """The line of the article at which it is shown."""
        return self.images[0].line

    def code_in(self, article: Article) -> str:
        """Return the code that makes the picture: all of the article's before it, and up to its loop."""
        loop = self.run.line + 1 if self.run.file == article.file else 0
        return article.code_before(max(self.line, loop))


def suffix_of(destination: str) -> str:
    """Return the suffix of a destination, in small letters."""
    return PurePosixPath(unquote(destination.partition("#")[0].partition("?")[0]).replace("\\", "/")).suffix.lower()


def candidates_of(article: Article) -> list[Candidate]:
    """Return the images of local files that can be made, or could by another suffix. Raises `InputError` for none."""
    if not article.images:
        raise InputError(f"{article.path} shows no image; add one after the loop, as in ![](loop.gif)")
    site = site_of(article.path)
    found = []
    for image in article.images:
        if suffix_of(image.destination) not in READABLE:
            continue
        try:
            place = place_of_image(image.destination, article.path, site)
        except InputError as error:
            found.append(Candidate(image, None, fault=str(error)))
            continue
        if place is not None:
            found.append(Candidate(image, place))
    return found


def pictures_of(
    article: Article, candidates: Sequence[Candidate], runs: Sequence[CapturedRun]
) -> tuple[list[Picture], list[str]]:
    """Return the pictures that are made, and a line about each image that is not made though a loop precedes it.

    Raises `InputError` for a missing image that no loop precedes, or that cannot be made, and where nothing is made.
    """
    where = str(article.path)
    lines = loop_lines(runs, article.file)
    writable = [candidate for candidate in candidates if candidate.suffix in WRITABLE]
    chosen = matched([_wanted(candidate) for candidate in writable], lines)
    notes: list[str] = []
    found: dict[Path, tuple[Candidate, int]] = {}
    for candidate, before in zip(writable, chosen, strict=True):
        place = before if candidate.loop is None else _asked(where, candidate, runs)
        if place is None:
            continue
        if candidate.place is None:
            raise InputError(f"{where}:{candidate.image.line}: {candidate.fault}")
        found.setdefault(candidate.place, (candidate, place))
    for candidate in writable:
        missing = candidate.place is not None and not candidate.place.exists() and candidate.place not in found
        if missing:
            loops = "no loop was found in the code" if not runs else "no loop is before it"
            what = f"{where}:{candidate.image.line}: {candidate.name} is missing, and {loops}"
            raise InputError(f"{what}; put the image after the code that trains")
        if not missing and candidate.place not in found and any(line < candidate.image.line for line in lines):
            what = f"{where}:{candidate.image.line}: {candidate.name} is there and was not made by sgdviz, so it stays"
            notes.append(f"{what}; put <!-- sgdviz: --> before it to replace it")
    notes += _cannot_be_made(where, candidates, lines, made=bool(found))
    if not found:
        what = "no loop was found in the code" if not runs else "no image follows a loop"
        raise InputError(f"{where}: {what}, so no picture can be made; show one after the code that trains")
    return [_picture(candidate, runs[run], writable) for candidate, run in found.values()], notes


def _picture(candidate: Candidate, run: CapturedRun, others: Sequence[Candidate]) -> Picture:
    """Return the picture of an image, with all other images of the same file."""
    assert candidate.place is not None
    again = (other.image for other in others if other.place == candidate.place and other is not candidate)
    return Picture((candidate.image, *again), candidate.place, candidate.settings, run)


def _wanted(candidate: Candidate) -> Wanted:
    place = candidate.place
    exists = place is not None and place.exists()
    return Wanted(
        candidate.image.line,
        exists,
        ours=exists and place is not None and _is_ours(place),
        asked=candidate.image.options is not None,
        moving=candidate.suffix in MOVING,
    )


def _is_ours(place: Path) -> bool:
    """Return whether the picture at `place` says that it was made by code."""
    try:
        source = source_in(place)
    except InputError:
        return False
    return source is not None and source.code is not None


def _asked(where: str, candidate: Candidate, runs: Sequence[CapturedRun]) -> int:
    """Return the place of the loop that is asked for by its number."""
    assert candidate.loop is not None
    if not 1 <= candidate.loop <= len(runs):
        have = f"{len(runs)} loops were found" if len(runs) != 1 else "1 loop was found"
        raise InputError(f"{where}:{candidate.image.line}: loop is {candidate.loop}, and {have}; give one of these")
    return candidate.loop - 1


def _cannot_be_made(where: str, candidates: Sequence[Candidate], lines: Sequence[int], *, made: bool) -> list[str]:
    """Return a line about each missing image after a loop whose kind cannot be made; an error if nothing is `made`."""
    notes = []
    for candidate in candidates:
        follows = any(line < candidate.image.line for line in lines)
        if candidate.suffix in WRITABLE or candidate.place is None or not follows:
            continue
        asked = candidate.image.options is not None
        if asked or not candidate.place.exists():
            what = f"{where}:{candidate.image.line}: {candidate.name} cannot be made, for {candidate.suffix} is not"
            line = f"{what} written; show one of: {', '.join(WRITABLE)}"
            if asked or not made:
                raise InputError(line)
            notes.append(line)
    return notes
