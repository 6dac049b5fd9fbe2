"""For Markdown: the element in a paragraph of its own, which every flavour takes as it is up to the next empty line.

Markdown's own pictures have no size, no still and no dark variant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.embed.elements import element, needs

if TYPE_CHECKING:
    from sgdviz.embed.shown import Shown

__all__ = ["needs", "snippet", "takes_dark"]

takes_dark = True


def snippet(shown: Shown) -> str:
    """Return the paragraph."""
    return "\n".join(["<p>", *element(shown), "</p>"])
