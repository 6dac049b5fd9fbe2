"""Images and comments in HTML."""

from __future__ import annotations

import pytest

from sgdviz.jobs.article.tags import Comment, Tag, tags_in


def test_images_and_comments_are_found_where_they_stand() -> None:
    """Over several lines, with attributes in any order; other elements are none."""
    html = '<p>\n<!-- a -->\n<img\n  alt="x"\n  src="a.gif">\n<a href="b.gif">b</a></p>'
    comment, image = tags_in(html)
    assert isinstance(comment, Comment)
    assert isinstance(image, Tag)
    assert (html[comment.start : comment.start + 4], comment.text) == ("<!--", " a ")
    assert (html[image.start : image.start + 4], image.source, image.alt) == ("<img", "a.gif", "x")


@pytest.mark.parametrize(
    ("html", "attribute", "alt"),
    [
        ('<img alt="a b" src="x.gif">', 'alt="a b"', "a b"),
        ("<img src=x.gif alt=''/>", "alt=''", ""),
        ("<img src=x.gif ALT=one>", "ALT=one", "one"),
        ("<img alt src=x.gif>", "alt", ""),
        ('<img data-alt="no" src=x.gif alt = "a &amp; b" >', 'alt = "a &amp; b"', "a & b"),
        ("<img src=x.gif>", None, ""),
    ],
)
def test_the_attribute_of_the_alt_text_has_its_place(html: str, attribute: str | None, alt: str) -> None:
    """As it is written, in quotation marks of either kind, or in none."""
    (image,) = tags_in(html)
    assert isinstance(image, Tag)
    assert image.alt == alt
    assert (html[slice(*image.attribute)] if image.attribute else None) == attribute


def test_videos_are_images_without_an_alt_text() -> None:
    """A video, and one of its files; an element without a source is none."""
    first, second = tags_in('<video src="a.mp4"></video><video><source src="b.webm"></video><img alt="x">')
    assert isinstance(first, Tag)
    assert isinstance(second, Tag)
    assert [(tag.source, tag.takes_alt) for tag in (first, second)] == [("a.mp4", False), ("b.webm", False)]
