"""The geometry of a slide: nothing is distorted, leaves its place or meets another."""

from __future__ import annotations

import pytest

from sgdviz.export.slides.page import WIDE, Area, fitted_words, placed, wide_page

RATIOS = (0.1, 0.6, 1.0, 2.0, 4.0, 20.0)


def inside(area: Area, other: Area) -> bool:
    """Return whether `area` lies in `other`."""
    right, bottom = area.left + area.width, area.top + area.height
    return (
        area.left >= other.left - 1e-6
        and area.top >= other.top - 1e-6
        and right <= other.left + other.width + 1e-6
        and bottom <= other.top + other.height + 1e-6
    )


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("caption", ["", "Short", "A long caption of many words. " * 30, "w" * 2000])
def test_picture_and_caption_have_their_places(ratio: float, caption: str) -> None:
    """The picture keeps its ratio, and both lie in the body of the slide and do not meet."""
    found = placed(ratio, caption, WIDE.body, 0.06)
    assert found.picture.width / found.picture.height == pytest.approx(ratio)
    assert inside(found.picture, WIDE.body)
    if caption:
        assert inside(found.caption, WIDE.body)
        assert not found.caption.meets(found.picture)
        assert found.words.size >= 12
        assert caption.startswith(found.words.text.removesuffix("…").rstrip())


def test_the_caption_stands_where_the_picture_is_larger_for_it() -> None:
    """Below a wide picture, from its headings on, and beside a tall one."""
    wide, tall = placed(2.0, "Caption", WIDE.body, 0.06), placed(0.6, "Caption", WIDE.body, 0.06)
    assert wide.caption.top > wide.picture.top + wide.picture.height
    assert wide.caption.left == pytest.approx(wide.picture.left + 0.06 * wide.picture.width)
    assert tall.caption.left > tall.picture.left + tall.picture.width
    assert tall.picture.height == pytest.approx(WIDE.body.height)


def test_titles_begin_where_headings_do() -> None:
    """Over a wide picture; over a narrow one they begin at the margin."""
    picture = WIDE.body.fitted(2.0)
    assert wide_page(picture, 0.06).title.left == pytest.approx(picture.left + 0.06 * picture.width)
    assert wide_page(WIDE.body.fitted(0.6), 0.06) == WIDE
    assert WIDE.width / WIDE.height == pytest.approx(16 / 9)
    assert inside(wide_page(picture, 0.06).title, Area(0, 0, WIDE.width, WIDE.body.top))


def test_a_long_text_is_set_smaller_and_then_cut() -> None:
    """It has the largest size in which it fits, and an ellipsis where it fits in none."""
    area = Area(0, 0, 300, 60)
    assert fitted_words("Short", area, (28, 14)) == ("Short", 28)
    assert fitted_words("A text of some more words", area, (28, 14), most=1) == ("A text of some more words", 14)
    cut = fitted_words("word " * 200, area, (28, 14))
    assert cut.text.endswith("…")
    assert cut.size == 14
    assert fitted_words("ends by itself in …", area, (28, 14)).size == 28


def test_a_text_that_is_cut_has_no_blanks_of_its_own() -> None:
    """Chinese is broken between characters, and what is left of it is written as before."""
    cut = fitted_words("漢字" * 100, Area(0, 0, 300, 60), (28, 14))
    assert "漢字漢字" in cut.text
    assert " " not in cut.text
    assert cut.text.endswith("…")
