"""For a page or post of a Jekyll site: as in Markdown, with addresses that Liquid makes from the site's `baseurl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.embed.elements import element
from sgdviz.embed.elements import needs as needs_of_element
from sgdviz.embed.links import jekyll_address

if TYPE_CHECKING:
    from sgdviz.embed.media import Media
    from sgdviz.embed.shown import Needs, Shown

takes_dark = True


def needs(media: Media) -> Needs:
    """Return what an element needs; raises `InputError` for a file that is not in a site."""
    jekyll_address(media.place)
    return needs_of_element(media)


def snippet(shown: Shown) -> str:
    """Return the paragraph."""
    return "\n".join(["<p>", *element(shown, jekyll_address), "</p>"])
