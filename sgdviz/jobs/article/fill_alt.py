"""Alt texts of the pictures, written into the article where it has none of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sgdviz.jobs.article.text import Edit, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sgdviz.jobs.article.article import AltPlace, Article
    from sgdviz.jobs.article.plan import Picture

EMPTY = ("", "alt", "alt text")
"""Alt texts that say nothing."""

SPECIAL = r"\`*_[]<>&~$|"
"""Characters that may mean more than themselves in the alt text of Markdown."""


def filled(article: Article, pictures: Sequence[Picture], alts: Mapping[Path, str]) -> tuple[bytes | None, list[str]]:
    """Return the article with alt texts filled in, None where there is nothing to fill in, and what cannot be.

    `alts` are the alt texts of the pictures by their files.
    """
    edits: list[Edit] = []
    notes: list[str] = []
    text = None
    for picture in pictures:
        alt = alts[picture.place]
        for image in picture.images:
            if " ".join(image.alt.split()).lower() not in EMPTY or not alt:
                continue
            if image.alt_place is None:
                notes.append(f"{article.path}:{image.line}: the alt text is not filled in; write it by hand: {alt}")
                continue
            text = text or read_text(article.path)
            place = image.alt_place
            edits.append(Edit(place.start, place.end, _written(alt, place, text.text[place.start : place.end])))
            if place.form == "label" and text.text[place.end + 1 : place.end + 3] == "[]":
                edits.append(Edit(place.end + 1, place.end + 3, ""))
    return (text.edited(edits) if text is not None else None), notes


def _written(alt: str, place: AltPlace, label: str) -> str:
    """Return an alt text as it stands in the article; `label` is the one of a reference that it replaces."""
    if place.form == "attribute":
        return f'alt="{_in_html(alt)}"'
    if place.form == "missing":
        return f' alt="{_in_html(alt)}"'
    text = "".join(f"\\{character}" if character in SPECIAL else character for character in alt)
    text = text.replace("{", "&#123;").replace("}", "&#125;")
    return f"{text}][{label}" if place.form == "label" else text


def _in_html(alt: str) -> str:
    """Return a text for an attribute in double quotation marks, also in a page that Liquid reads."""
    return escape(alt).replace("{", "&#123;").replace("}", "&#125;")
