"""Writing the pictures of an article: all of them, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from article_helpers import article, fenced, run_at
from helpers import names

from sgdviz import InputError
from sgdviz.jobs.article import Picture, Ran, read_article, write_pictures
from sgdviz.jobs.article.write import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz import Animation, Recording
    from sgdviz.export.save import Output
    from sgdviz.jobs.article.article import Article

NOTHING = Ran((), 0, (), None, ())


def save(animation: Animation, path: str, settings: Mapping[str, Any]) -> Output:
    """Save a picture as the command line does."""
    (output,) = animation.save(path, **settings)
    return output


def planned(folder: Path, run: Recording, *settings: dict[str, Any]) -> tuple[Article, list[Picture]]:
    """Return an article with a picture for each of `settings`."""
    images = [f"![alt text](img/{number}.svg)" for number in range(len(settings))]
    found = read_article(article(folder / "a.md", fenced("x = 1"), *images))
    captured = run_at(found.file, 2, run)
    return found, [
        Picture((image,), folder / image.destination, given, captured)
        for image, given in zip(found.images, settings, strict=True)
    ]


def test_pictures_and_alt_texts_are_written(here: Path, short_run: Recording) -> None:
    """With the folder that they need; an output has the path as it is shown."""
    found, pictures = planned(here, short_run, {"panels": ("fit",)}, {"every": 6})
    written = write_pictures(found, pictures, NOTHING, save, fill_alt=True, record=str(here / "a.npz"))
    assert [output.path for output in written.outputs] == [str(Path("img") / f"{number}.svg") for number in (0, 1)]
    assert names(here) == ["a.md", "a.npz", "img"]
    assert names(here / "img") == ["0.svg", "1.svg"]
    assert found.path.read_text(encoding="utf-8").count("![A red line fitted to six points") == 2


def test_nothing_is_written_where_one_picture_cannot_be(here: Path, short_run: Recording) -> None:
    """The folder that was made is removed, and the article is as it was; the error names the line."""
    found, pictures = planned(here, short_run, {}, {"at": "99"})
    before = found.path.read_bytes()
    with pytest.raises(InputError, match=r"a\.md:7: "):
        write_pictures(found, pictures, NOTHING, save, fill_alt=True)
    assert names(here) == ["a.md"]
    assert found.path.read_bytes() == before


def test_a_path_is_shown_from_the_working_folder(here: Path) -> None:
    """Where it lies near that."""
    assert shown_path(here / "img" / "a.gif") == str(Path("img") / "a.gif")
    assert shown_path(here.parent / "a.gif") == str(Path("..") / "a.gif")
    assert shown_path(Path(here.anchor) / "a.gif") == str(Path(here.anchor) / "a.gif")
