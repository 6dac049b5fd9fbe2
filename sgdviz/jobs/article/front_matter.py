"""Front matter: the settings at the beginning of an article, in YAML between ``---`` or in TOML between ``+++``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDS = {"---": ("---", "..."), "+++": ("+++",)}
"""The first line of front matter, and the lines that end it."""


def length_of_front_matter(lines: Sequence[str]) -> int:
    """Return the number of lines of the front matter with its fences; 0 without any."""
    ends = ENDS.get(lines[0].rstrip(), ()) if lines else ()
    return next((number for number, line in enumerate(lines[1:], start=2) if line.rstrip() in ends), 0)
