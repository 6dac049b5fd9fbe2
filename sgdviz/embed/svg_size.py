"""The size of an SVG drawing, from the attributes of its root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 1 << 20
"""Bytes before the end of the root's tag."""

UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
"""CSS pixels of the units in which a width can be written."""

USUAL = 300, 150
"""The size that browsers give a drawing without one."""


class _RootReadError(Exception):
    """The tag of the root has been read, and no more is wanted."""


def size_of(path: str) -> tuple[int, int]:
    """Return the width and the height in CSS pixels, those of the box where the root has neither.

    Raises `InputError`.
    """
    attributes = _root(path)
    width, height = (_length(attributes.get(name, "")) for name in ("width", "height"))
    box = [_length(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        if width is None and height is None:
            width, height = box[2], box[3]
        elif width is None and height is not None:
            width = height * box[2] / box[3]
        elif height is None and width is not None:
            height = width * box[3] / box[2]
    return (max(round(width), 1), max(round(height), 1)) if width and height else USUAL


def _root(path: str) -> Mapping[str, str]:
    """Return the attributes of the root. Raises `InputError` where it is no ``<svg>``."""
    found: dict[str, str] = {}
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name.rpartition(":")[2])
        found.update(attributes)
        raise _RootReadError

    def refuse(*_: object) -> None:
        raise InputError(f"{path} has a document type with definitions, which are not read; leave them out")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EntityDeclHandler = start, refuse
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path may be a text of any kind
            parser.Parse(file.read(MOST), False)
    except _RootReadError:
        pass
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; check the path") from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
    if names != ["svg"]:
        raise InputError(f"{path} is no SVG that can be read; check the file")
    return found


def _length(text: str) -> float | None:
    """Return a length in CSS pixels; None for a share, as in 100%, and for anything else."""
    match = re.fullmatch(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*([a-z]*)\s*", text)
    return float(match[1]) * UNITS[match[2]] if match and match[2] in UNITS else None
