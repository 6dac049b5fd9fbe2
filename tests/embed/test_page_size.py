"""The sizes of pages and PDFs of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

import sgdviz
from sgdviz.embed.page_size import OF_RUN, USUAL, size_of_document, size_of_page

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_a_page_of_another_program_has_a_usual_size(here: Path) -> None:
    """Its height is the same at any width."""
    (here / "a.html").write_text("<!doctype html><title>x</title>")
    assert size_of_page("a.html") == (USUAL, (0, USUAL[1]))


def test_the_numbers_of_each_run_need_room(here: Path, short_run: Recording) -> None:
    """A page of three runs is two lines higher; damaged data count as one run."""
    sgdviz.animate(short_run, size=(1600, 600)).save("one.html")
    sgdviz.animate([short_run] * 3, size=(1600, 600)).save("three.html")
    (width, height), _ = size_of_page("one.html")
    assert size_of_page("three.html")[0] == (width, height + 2 * OF_RUN)
    for damage in ('{"chapters":', '{"chapters":[{"runs":5}]}', '{"other":[]}', "[" * 100_000):
        page = (here / "one.html").read_text(encoding="utf-8")
        start = page.index('id="frames">') + len('id="frames">')
        end = page.index("</script>", start)
        (here / "bad.html").write_text(page[:start] + damage + page[end:], encoding="utf-8")
        assert size_of_page("bad.html")[0] == (width, height)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_pdf_of_another_program_has_its_size_and_pages(here: Path, pages: int) -> None:
    """Pillow writes a picture a page, at 72 pixels an inch."""
    pictures = [Image.new("RGB", (150, 75))] * pages
    pictures[0].save(here / "a.pdf", save_all=True, append_images=pictures[1:])
    assert size_of_document("a.pdf") == ((200, 100), pages)


def test_a_pdf_whose_objects_are_compressed_has_a_usual_size(here: Path) -> None:
    """Only plain objects are read."""
    (here / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <</Type /ObjStm>> stream\n\1\2\nendstream endobj")
    assert size_of_document("a.pdf") == (USUAL, 1)
