"""The pictures that an article is made to show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from article_helpers import article, fenced, run_at

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.jobs import animate_lesson, find_lesson
from sgdviz.jobs.article import Picture, candidates_of, pictures_of, read_article
from sgdviz.jobs.article.plan import suffix_of

if TYPE_CHECKING:
    from pathlib import Path

CODE = fenced("x = 1\n")
"""A block whose code is in line 2."""


def planned(path: Path, run: Recording, *lines: int) -> tuple[list[Picture], list[str]]:
    """Return the pictures of an article whose loops begin at `lines`, and what is said of others."""
    found = read_article(path)
    return pictures_of(found, candidates_of(found), [run_at(found.file, line, run) for line in lines])


def test_images_that_can_be_made_are_candidates(tmp_path: Path) -> None:
    """Those of this machine, by their suffix; addresses and data are none."""
    parts = ["![](a.gif)", "![](https://a.org/b.gif)", "![](c.txt)", "![](d.PNG?raw=1)", "![](/e.gif)", "![](f.jpg)"]
    found = candidates_of(read_article(article(tmp_path / "a.md", CODE, *parts)))
    assert [candidate.name for candidate in found] == ["a.gif", "d.PNG?raw=1", "/e.gif", "f.jpg"]
    assert found[1].place == tmp_path / "d.PNG"
    assert found[2].fault.startswith("/e.gif begins at the root of a site")


def test_suffixes_are_those_of_paths() -> None:
    """Without what stands after a question mark or a number sign."""
    assert suffix_of("a/b.GIF?x=c.png#d.jpg") == ".gif"
    assert suffix_of("a%2Egif") == ".gif"


def test_an_article_without_images_is_an_error(tmp_path: Path) -> None:
    """There is nothing to make."""
    with pytest.raises(InputError, match="shows no image; add one after the loop"):
        candidates_of(read_article(article(tmp_path / "a.md", CODE)))


def test_each_picture_has_its_loop_and_its_file(tmp_path: Path, short_run: Recording) -> None:
    """Two loops and two images, one of them shown twice, also before the code."""
    path = article(tmp_path / "a.md", "![](b.gif)", CODE, "![](a.gif)", CODE, "![](b.gif)")
    pictures, notes = planned(path, short_run, 4, 10)
    assert [(picture.place.name, picture.run.line) for picture in pictures] == [("a.gif", 4), ("b.gif", 10)]
    assert [[image.line for image in picture.images] for picture in pictures] == [[7], [13, 1]]
    assert notes == []


def test_a_missing_image_without_a_loop_is_an_error(tmp_path: Path, short_run: Recording) -> None:
    """The line says which, and whether there is a loop at all."""
    path = article(tmp_path / "a.md", "![](early.gif)", CODE, "![](a.gif)")
    with pytest.raises(InputError, match=r"a\.md:1: early\.gif is missing, and no loop is before it"):
        planned(path, short_run, 4)
    with pytest.raises(InputError, match=r"a\.md:1: early\.gif is missing, and no loop was found in the code"):
        planned(path, short_run)


def test_images_that_are_there_and_precede_the_loops_are_left_alone(tmp_path: Path, short_run: Recording) -> None:
    """An article all of whose images are such has nothing to make."""
    path = article(tmp_path / "a.md", "![](photo.png)", CODE)
    (tmp_path / "photo.png").write_bytes(b"a photo")
    with pytest.raises(InputError, match=r"a\.md: no image follows a loop"):
        planned(path, short_run, 4)


def test_a_drawing_of_another_program_stays(tmp_path: Path, short_run: Recording) -> None:
    """It is said, and a comment before it replaces it."""
    path = article(tmp_path / "a.md", CODE, "![](plan.png)", "![](a.gif)")
    (tmp_path / "plan.png").write_bytes(b"a drawing")
    pictures, notes = planned(path, short_run, 2)
    assert [picture.place.name for picture in pictures] == ["a.gif"]
    assert [note.partition(": ")[2] for note in notes] == [
        "plan.png is there and was not made by sgdviz, so it stays; put <!-- sgdviz: --> before it to replace it"
    ]
    path = article(path, CODE, "<!-- sgdviz: -->", "![](plan.png)", "![](a.gif)")
    assert [picture.place.name for picture in planned(path, short_run, 2)[0]] == ["plan.png", "a.gif"]


def test_a_picture_of_a_lesson_is_not_of_the_article(tmp_path: Path, short_run: Recording) -> None:
    """One that does not follow the loop at once stays."""
    path = article(tmp_path / "a.md", CODE, "![](a.gif)", "![](lesson.gif)")
    animate_lesson(find_lesson("line"), training={"passes": 1}).save(tmp_path / "lesson.gif")
    assert [picture.place.name for picture in planned(path, short_run, 2)[0]] == ["a.gif"]


def test_a_loop_is_chosen_by_its_number(tmp_path: Path, short_run: Recording) -> None:
    """A number that no loop has is an error at its line."""
    found = read_article(article(tmp_path / "a.md", CODE, "![](a.gif)"))
    runs = [run_at(found.file, 2, short_run), run_at(found.file, 3, short_run)]
    (candidate,) = candidates_of(found)
    pictures, _ = pictures_of(found, [replace(candidate, loop=1)], runs)
    assert pictures[0].run is runs[0]
    with pytest.raises(InputError, match=r"a\.md:5: loop is 3, and 2 loops were found"):
        pictures_of(found, [replace(candidate, loop=3)], runs)


def test_a_suffix_that_cannot_be_written_is_said(tmp_path: Path, short_run: Recording) -> None:
    """It is an error where nothing else is made."""
    path = article(tmp_path / "a.md", CODE, "![](a.jpg)")
    with pytest.raises(
        InputError, match=r"a\.md:5: a\.jpg cannot be made, for \.jpg is not written; show one of: \.gif"
    ):
        planned(path, short_run, 2)
    path = article(path, CODE, "![](a.jpg)", "![](a.gif)")
    _, notes = planned(path, short_run, 2)
    assert len(notes) == 1
    article(tmp_path / "a.jpg", "a photo")
    assert planned(path, short_run, 2)[1] == []


def test_a_fault_of_the_place_is_an_error_only_for_a_picture(tmp_path: Path, short_run: Recording) -> None:
    """An image from the root of no site, before and after the loop."""
    path = article(tmp_path / "a.md", "![](/a.gif)", CODE, "![](b.gif)")
    assert [picture.place.name for picture in planned(path, short_run, 4)[0]] == ["b.gif"]
    path = article(path, CODE, "![](/a.gif)")
    with pytest.raises(InputError, match=r"a\.md:5: /a\.gif begins at the root of a site"):
        planned(path, short_run, 2)


def test_the_code_of_a_picture_reaches_its_loop(tmp_path: Path) -> None:
    """Also where the image stands before it, since a loop can be chosen."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1)
    found = read_article(article(tmp_path / "a.md", "![](a.gif)", CODE, CODE))
    picture = Picture(found.images, tmp_path / "a.gif", {}, run_at(found.file, 4, run))
    assert picture.code_in(found) == "x = 1\n"
