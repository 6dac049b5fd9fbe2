"""The animation of a picture, its settings, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from article_helpers import article, fenced, run_at

from sgdviz import InputError
from sgdviz.jobs.article import Picture, Ran, check_settings, read_article
from sgdviz.jobs.article.draw import drawn, saved_by
from sgdviz.jobs.source import source_in

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_a_picture_says_from_which_code_it_was_made(tmp_path: Path, short_run: Recording) -> None:
    """The blocks before the image, the name of the article without its folder, the seed and the modules."""
    found = read_article(article(tmp_path / "a.md", fenced("x = 1\n"), "![](a.svg)", fenced("y = 2\n")))
    picture = Picture(found.images, tmp_path / "a.svg", {"panels": ("fit",)}, run_at(found.file, 2, short_run))
    animation = drawn(found, picture, Ran((), 0, (), 4, ("random",)))
    assert animation.scene.panels == ("fit",)
    animation.save(tmp_path / "a.svg")
    source = source_in(tmp_path / "a.svg")
    assert source is not None
    assert source.code is not None
    assert (source.code.name, source.code.text) == ("a.md", "x = 1\n")
    assert (source.code.seed, source.code.modules) == (4, ("random",))
    assert source.settings == {"panels": ("fit",)}


@pytest.mark.parametrize("settings", [{"panels": ("fit", "los")}, {"fps": -1}, {"theme": "drak"}, {"size": (0, 9)}])
def test_wrong_settings_are_found_before_the_code_runs(settings: dict[str, Any]) -> None:
    """By the checks of scene and pacing."""
    with pytest.raises(InputError):
        check_settings(settings)
    check_settings({"panels": ("fit", "loss"), "fps": 20, "at": "3"})


def test_the_error_of_a_picture_names_its_line(tmp_path: Path, short_run: Recording) -> None:
    """One that depends on the run."""
    found = read_article(article(tmp_path / "a.md", fenced("x = 1\n"), "![](a.svg)"))
    picture = Picture(found.images, tmp_path / "a.svg", {"overlay": True}, run_at(found.file, 2, short_run))
    with pytest.raises(InputError, match=r"a\.md:5: one run cannot be overlaid"):
        drawn(found, picture, Ran((), 0, (), None, ()))


def test_a_strip_has_the_size_that_is_given() -> None:
    """As on the command line."""
    assert saved_by({"strip": 3, "size": (900, 300), "fps": 9}) == {"strip": 3, "strip_size": (900, 300)}
    assert saved_by({"size": (900, 300)}) == {}
