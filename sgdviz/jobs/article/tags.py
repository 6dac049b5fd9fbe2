"""Images and comments in the HTML of an article, with their places."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

IMAGES = ("img", "video", "source", "embed")
"""The elements whose ``src`` is an image, a video, or one of its files."""

ALT = re.compile(r"""(?<=[\s"'/])alt(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?(?=[\s/>])""", re.IGNORECASE)
"""The attribute with the alt text in a tag."""


class Tag(NamedTuple):
    """An image in HTML: its place, its source, and its alt text with the place of the attribute, None without one."""

    start: int
    source: str
    alt: str
    attribute: tuple[int, int] | None
    takes_alt: bool


class Comment(NamedTuple):
    """A comment in HTML and its place."""

    start: int
    text: str


def tags_in(html: str) -> list[Tag | Comment]:
    """Return the images and comments of a piece of HTML in their order; places count its characters."""
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Tag | Comment] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        source = given.get("src")
        if tag not in IMAGES or not source:
            return
        text, start = self.get_starttag_text() or "", self._place
        name = 1 + len(tag)
        found = ALT.search(text, name) if "alt" in given else None
        attribute = (start + found.start(), start + found.end()) if found else None
        self.found.append(Tag(start, source, given.get("alt") or "", attribute, takes_alt=tag == "img"))

    def handle_comment(self, data: str) -> None:
        self.found.append(Comment(self._place, data))

    @property
    def _place(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
