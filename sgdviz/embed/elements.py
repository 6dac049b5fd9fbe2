"""The element of HTML that shows a file, on as many lines as it has parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.embed.links import address_from
from sgdviz.embed.shown import Needs
from sgdviz.embed.words import attribute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sgdviz.embed.media import Media
    from sgdviz.embed.shown import Shown

    Address = Callable[[Path], str]

REDUCED = "(prefers-reduced-motion: reduce)"
DARK = "(prefers-color-scheme: dark)"

FITTING = "max-width: 100%; height: auto"
"""The style of what keeps its shape on a page that is narrower."""

LAZY = ' loading="lazy"'


def needs(media: Media) -> Needs:
    """Return what an element needs: the still of what moves, for readers who asked for less motion."""
    return Needs(still=media.moves)


def element(shown: Shown, address: Address | None = None, *, lazy: bool = True) -> list[str]:
    """Return the lines of the element; `address` gives that of a file, by default as seen from the page's folder.

    With `lazy`, a browser loads the file when the reader comes near it.
    """
    find = address or (lambda place: address_from(shown.folder, place))
    kind, loading = shown.media.kind.shown_as, LAZY if lazy else ""
    if kind == "video":
        return video_lines(shown, find, "autoplay loop muted playsinline")
    if kind == "document":
        return _document(shown, find)
    if kind == "page":
        return [frame_line(shown, f'src="{find(shown.media.place)}"{loading}')]
    return _picture(shown, find, loading)


def _picture(shown: Shown, address: Address, lazy: str) -> list[str]:
    sources = [
        (shown.dark_still, f"{DARK} and {REDUCED}"),
        (shown.still, REDUCED),
        (shown.dark, DARK),
    ]
    image = (
        f'<img src="{address(shown.media.place)}" alt="{attribute(shown.alt)}"{size_of(shown)}{lazy}'
        f' decoding="async" style="{FITTING}">'
    )
    lines = [f'  <source srcset="{address(place)}" media="{when}">' for place, when in sources if place is not None]
    return ["<picture>", *lines, f"  {image}", "</picture>"] if lines else [image]


def video_lines(shown: Shown, address: Address, settings: str) -> list[str]:
    """Return the lines of a video; readers who asked for less motion have no source for it, and see the poster."""
    assert shown.still is not None
    media, words = shown.media, attribute(shown.alt)
    return [
        f'<video {settings} poster="{address(shown.still)}"{size_of(shown)} aria-label="{words}" style="{FITTING}">',
        f'  <source src="{address(media.place)}" type="{media.kind.media_type}" media="not all and {REDUCED}">',
        "</video>",
    ]


def frame_line(shown: Shown, source: str) -> str:
    """Return a frame for a page; `source` are the attributes that say where it is."""
    return (
        f'<iframe {source} title="{attribute(shown.alt)}"{size_of(shown)} style="border: 0; max-width: 100%"></iframe>'
    )


def _document(shown: Shown, address: Address) -> list[str]:
    place, words = address(shown.media.place), attribute(shown.alt)
    size = f'{size_of(shown)} style="max-width: 100%"'
    return [
        f'<object data="{place}" type="{shown.media.kind.media_type}"{size} aria-label="{words}">',
        f'  <a href="{place}">{words or place}</a>',
        "</object>",
    ]


def size_of(shown: Shown) -> str:
    """Return the attributes of the size, each after a space."""
    return f' width="{shown.size[0]}" height="{shown.size[1]}"'
