"""Writing the pictures of an article, and the alt texts into it: all of them, or nothing."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.atomic import Transaction, output_errors
from sgdviz.errors import InputError
from sgdviz.export.about import read_about
from sgdviz.jobs.article.draw import drawn, saved_by
from sgdviz.jobs.article.fill_alt import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from sgdviz.animation import Animation
    from sgdviz.export.save import Output
    from sgdviz.jobs.article.article import Article
    from sgdviz.jobs.article.plan import Picture
    from sgdviz.jobs.article.run import Ran

    Save = Callable[[Animation, str, Mapping[str, Any]], Output]


class Written(NamedTuple):
    """What was written: an `Output` for each picture, and a line about each alt text that could not be filled in."""

    outputs: list[Output]
    notes: list[str]


def write_pictures(
    article: Article,
    pictures: Sequence[Picture],
    ran: Ran,
    save: Save,
    *,
    fill_alt: bool = False,
    record: str | None = None,
) -> Written:
    """Write `pictures`, each by `save`, and return what was written.

    With `fill_alt` alt texts that say nothing are filled in. `record` is the path at which to keep the run, of which
    there must be one. Raises `InputError`, `OutputError` and `DrawingError`; then every file is as it was.
    """
    runs = {id(picture.run): picture.run for picture in pictures}
    if record is not None and len(runs) > 1:
        raise InputError(f"record keeps one run, and {len(runs)} are shown; leave it out, or use --embed-recording")
    found: list[Output] = []
    alts: dict[Path, str] = {}
    notes: list[str] = []
    folders = [picture.place.parent for picture in pictures]
    with TemporaryDirectory() as temporary, _folders(folders), Transaction() as outputs:
        for number, picture in enumerate(pictures):
            made = Path(temporary) / f"{number}{picture.place.suffix.lower()}"
            try:
                output = save(drawn(article, picture, ran), str(made), saved_by(picture.settings))
            except InputError as error:
                said = str(error).replace(str(made), shown_path(picture.place))
                at = f"{article.path}:{picture.line}: "
                raise InputError(said if said.startswith(at) else at + said) from None
            about = read_about(made)
            alts[picture.place] = about.alt if about else ""
            found.append(replace(output, path=shown_path(picture.place)))
            with output_errors(picture.place):
                outputs.file(picture.place).write(made.read_bytes())
        if record is not None:
            with output_errors(record):
                pictures[0].run.recording.write(outputs.file(record))
        if fill_alt:
            text, notes = filled(article, pictures, alts)
            if text is not None:
                with output_errors(article.path):
                    outputs.file(article.path).write(text)
    return Written(found, notes)


def shown_path(place: Path) -> str:
    """Return a path as it is shown: from the working folder, where the file lies in that or near it."""
    try:
        near = os.path.relpath(place)
    except (ValueError, OSError):  # on another drive, or the working folder is gone
        return str(place)
    return str(place) if near.startswith(os.path.join("..", "..", "..")) else near  # noqa: PTH118


@contextmanager
def _folders(folders: Sequence[Path]) -> Iterator[None]:
    """Make folders that are missing, and remove them again where the block fails."""
    made: list[Path] = []
    try:
        for folder in folders:
            for missing in reversed([parent for parent in (folder, *folder.parents) if not parent.exists()]):
                with output_errors(missing):
                    missing.mkdir()
                made.append(missing)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
