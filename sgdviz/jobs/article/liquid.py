"""Liquid, the templates of Jekyll: its tags are hidden from Markdown, which comes after it, and paths in it are read.

Source: https://shopify.github.io/liquid, and https://jekyllrb.com/docs/liquid for the filters of Jekyll.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TAG = re.compile(r"\{\{[^{}\n\r]*\}\}|\{%[^{}\n\r]*%\}")
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
HIGHLIGHT = re.compile(r"(?:(?<=[\n\r])|\A)[ \t]*\{%-?\s*(end)?highlight\b\s*(\w*)[^{}\n\r]*%\}[ \t]*(?=[\n\r]|\Z)")
LINK = re.compile(r"\{%-?\s*link\s+(\S+?)\s*-?%\}")
QUOTED = re.compile(r"""(["'])(.*?)\1""")

FENCE = "~~~~~~"
"""A fence of Markdown that takes the place of a tag ``highlight``; it is shorter than any of these tags."""

FIRST, MOST, FILLER = 0xE000, 6000, "\uf8ff"
"""Characters for private use that stand for tags: the first of them, their number, and one that fills up."""

ROOTS = ("site.baseurl", "site.url", "site.github.url")
"""Variables that stand for the root of the site."""

FROM_ROOT = ("relative_url", "absolute_url", "prepend")
"""Filters that put the root of the site before a path."""


class Hidden(NamedTuple):
    """A text of the same length whose tags are hidden, and these `tags` in their order."""

    text: str
    tags: tuple[str, ...]

    def shown(self, text: str) -> str:
        """Return a part of the text with the tags that are hidden in it."""
        for number, tag in enumerate(self.tags):
            text = text.replace(_stand_in(number, tag), tag)
        return text


def hidden(text: str) -> Hidden:
    """Return `text` without Liquid: code between ``highlight`` tags has fences, and each other tag a stand-in.

    The length and the lines stay the same.
    """
    text = HIGHLIGHT.sub(_fence, RAW.sub(lambda tag: " " * len(tag[0]), text))
    tags: list[str] = []

    def hide(tag: re.Match[str]) -> str:
        if len(tags) == MOST:
            return tag[0]
        tags.append(tag[0])
        return _stand_in(len(tags) - 1, tag[0])

    return Hidden(TAG.sub(hide, text), tuple(tags))


def without_liquid(destination: str) -> str | None:
    """Return the destination of an image with its tags resolved; None where they name what is not known here.

    A path from the root of the site begins with a slash.
    """
    found = ""
    last = 0
    for tag in TAG.finditer(destination):
        value = _value(tag[0])
        if value is None:
            return None
        found += destination[last : tag.start()] + value
        last = tag.end()
    found += destination[last:]
    return found if not last or not found.startswith("//") else "/" + found.lstrip("/")


def _value(tag: str) -> str | None:
    """Return the text that a tag becomes; the root of the site is nothing, before a path that begins with a slash."""
    link = LINK.fullmatch(tag)
    if link is not None:
        return "/" + link[1].lstrip("/")
    if not tag.startswith("{{"):
        return None
    head, *filters = (part.strip() for part in tag[2:-2].strip("-").split("|"))
    if head in ROOTS:
        return ""
    quoted = QUOTED.fullmatch(head)
    if quoted is None:
        return None
    names = [part.partition(":")[0].strip() for part in filters]
    if any(name not in FROM_ROOT for name in names):
        return None
    return "/" + quoted[2].lstrip("/") if names else quoted[2]


def _fence(tag: re.Match[str]) -> str:
    """Return a fence as long as a tag ``highlight``; what ends the code has no language."""
    return (FENCE + ("" if tag[1] else tag[2])).ljust(len(tag[0]))


def _stand_in(number: int, tag: str) -> str:
    return chr(FIRST + number) + FILLER * (len(tag) - 1)
