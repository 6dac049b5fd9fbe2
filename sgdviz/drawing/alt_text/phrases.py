"""The pieces of an alt text in a language: small numbers, points, steps, and lists."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from sgdviz.drawing.alt_text.color_word import COLORS, color_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.words import Words


def counted(number: int, words: Words) -> str:
    """Return a number from two to twelve as a word, and any other in figures."""
    small = words.alt_numbers.split()
    return small[number - 2] if 2 <= number < len(small) + 2 else words.number(f"{number:,}")


def points(number: int, words: Words) -> str:
    """Return a number of points."""
    return words.alt_one_point if number == 1 else words.alt_points.format(number=counted(number, words))


def steps(number: int, words: Words) -> str:
    """Return a number of steps, as the time that something took."""
    return words.alt_one_step if number == 1 else words.alt_steps.format(number=words.number(f"{number:,}"))


def color(value: str, words: Words) -> str:
    """Return the name of a ``#rrggbb`` colour."""
    return words.alt_colors.split()[COLORS.index(color_name(value))]


def listed(parts: Sequence[str], words: Words) -> str:
    """Return one to many parts as a list: one, two and three."""
    *others, last = parts
    return words.alt_and.format(first=", ".join(others), second=last) if others else last


def capital(text: str) -> str:
    """Return `text` with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def first_that_fits(texts: Sequence[str], most: int) -> str:
    """Return the first of `texts` with at most so many characters, or the last, cut between words."""
    found = reduce(lambda found, text: found if len(found) <= most else text, texts)
    if len(found) <= most:
        return found
    cut = found[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"
