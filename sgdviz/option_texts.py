"""The values of options in their texts: sizes, lists of panels, batch sizes, starting parameters.

Each function returns the value of a text, and raises `InputError` for a text that is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError
from sgdviz.export.places import check_record
from sgdviz.export.slides.template import check_template
from sgdviz.pacing.moments import moments_of

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_DIGITS = 40
"""Digits of the longest whole number in a text."""


def _whole(name: str, text: str) -> int:
    """Return the whole number in `text`, which has digits alone; Python refuses thousands of them."""
    if len(text) > MOST_DIGITS:
        raise InputError(f"{name} has {len(text):,} digits; give a number of at most {MOST_DIGITS}")
    return int(text)


def _number(text: str) -> float:
    """Return the number of bytes or of a unit in `text`."""
    if len(text) > MOST_DIGITS:
        raise InputError(f"the file size has {len(text):,} digits; give a number of at most {MOST_DIGITS}")
    return float(text)


def record_of(text: str) -> str:
    """Return the path unchanged; a recording ends in .npz."""
    check_record(text)
    return text


def size_of(text: str) -> tuple[int, int]:
    """Return ``800x400`` as (800, 400)."""
    match = re.fullmatch(r"(\d+)[x×](\d+)", text)
    if match is None:
        raise InputError(f"{text!r} is not a size; write the width and the height in pixels, as in 800x400")
    return _whole("the width", match[1]), _whole("the height", match[2])


def file_size_of(text: str) -> int:
    """Return ``300KB`` as 300000; KiB and MiB count in 1024s, and a bare number is of bytes."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kKmM]?)(i?)[bB]?", text)
    if match is None or (match[3] and not match[2]):
        raise InputError(f"{text!r} is not a file size; write a number and a unit, as in 300KB or 1.5MB")
    power = {"": 0, "k": 1, "m": 2}[match[2].lower()]
    return int(_number(match[1]) * (1024 if match[3] else 1000) ** power)


def names_of(text: str) -> tuple[str, ...]:
    """Return ``fit,loss`` as ("fit", "loss")."""
    words = tuple(name.strip() for name in text.split(",") if name.strip())
    if not words:
        raise InputError(f"{text!r} names nothing; write one, or several with commas between them")
    return words


def numbers_of(text: str) -> tuple[float, ...]:
    """Return ``0.001,0.01`` as (0.001, 0.01): one run for each."""
    return _several(text, float, "number")


def whole_numbers_of(text: str) -> tuple[int, ...]:
    """Return ``0,1,2`` as (0, 1, 2): one run for each."""
    return _several(text, int, "whole number")


def _several(text: str, read: Callable[[str], Any], kind: str) -> tuple[Any, ...]:
    values = []
    for part in text.split(","):
        try:
            values.append(read(part))
        except ValueError:
            raise InputError(f"{part!r} is not a {kind}; write one, or several with commas to compare them") from None
    return tuple(values)


def passes_of(text: str) -> int:
    """Return a whole number; runs that are compared have the same number of passes."""
    if not re.fullmatch(r"[+-]?\d+", text):
        raise InputError(f"passes is {text!r}; give one whole number, the same for every run")
    return _whole("passes", text)


def every_of(text: str) -> str | int:
    """Return a number as an int and a word as it is."""
    return _whole("every", text) if re.fullmatch(r"[+-]?\d+", text) else text


def batch_size_of(text: str) -> int | str:
    """Return ``16`` as 16 and ``full`` as it is."""
    if text == "full":
        return text
    if re.fullmatch(r"[+-]?\d+", text) is None:
        raise InputError(f"{text!r} is not a batch size; write the number of samples of an update, as in 16, or full")
    return _whole("batch size", text)


def start_of(text: str) -> dict[str, float]:
    """Return ``m=1,b=0`` as {"m": 1.0, "b": 0.0}."""
    values = {}
    for part in text.split(","):
        name, _, number = part.partition("=")
        try:
            values[name.strip()] = float(number)
        except ValueError:
            raise InputError(f"{part!r} sets no parameter; write a name and a number, as in m=1,b=0") from None
    return values


def moments_text_of(text: str) -> str:
    """Return the moments unchanged; what names none is refused before any work is done."""
    moments_of(text)
    return text


def template_of(text: str) -> str:
    """Return the path unchanged; a file that is no presentation is refused before any work is done."""
    check_template(text)
    return text
