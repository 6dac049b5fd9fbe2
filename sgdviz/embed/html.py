"""For an HTML page: the element alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.embed.elements import element, needs

if TYPE_CHECKING:
    from sgdviz.embed.shown import Shown

__all__ = ["needs", "snippet", "takes_dark"]

takes_dark = True


def snippet(shown: Shown) -> str:
    """Return the element."""
    return "\n".join(element(shown))
