"""The sizes of an HTML page and of a PDF."""

from __future__ import annotations

import json
import re

from sgdviz.errors import InputError

MOST = 1 << 26
"""Bytes of the longest file that is read."""

BESIDE, BELOW = 24, 292
"""CSS pixels of the player beside its picture, and below it: the controls, the numbers of one run, the words of
a moment, and the hints."""

NARROW, BELOW_NARROW = 608, 80
"""The width under which the parts of the player take more lines, and the pixels of these."""

OF_RUN = 32
"""CSS pixels of the numbers of one more run."""

HEAD = 4096
"""Bytes in which a page says that it is one."""

MOST_RUNS = 20

USUAL = 800, 600
"""The size of a page or a PDF that says nothing of its own."""


def size_of_page(path: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the size at which a page of the player shows its picture unscaled, and the part that is not the picture.

    Other pages have a usual size, and its height at any width.
    Raises `InputError` for a file that is no page.
    """
    data = _start(path)
    if not re.search(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", data[:HEAD], re.IGNORECASE):
        raise InputError(f"{path} is no HTML page; check the file")
    player = re.search(rb'<main class="player" style="--width:(\d{1,5});--height:(\d{1,5});', data)
    if player is None:
        return USUAL, (0, USUAL[1])
    width, height = int(player[1]), int(player[2])
    below = BELOW + (BELOW_NARROW if width < NARROW else 0) + OF_RUN * (_runs(data) - 1)
    return (width + BESIDE, height + below), (BESIDE, below)


def size_of_document(path: str) -> tuple[tuple[int, int], int]:
    """Return the size of the first page of a PDF and the number of its pages; a usual size where both are compressed.

    Raises `InputError` for a file that is no PDF.
    """
    data = _start(path)
    if b"%PDF-" not in data[:1024]:
        raise InputError(f"{path} is no PDF; check the file")
    number = rb"\s*(-?\d{1,6}(?:\.\d{1,6})?)"
    box = re.search(rb"/MediaBox\s*\[" + number * 4 + rb"\s*\]", data)
    pages = len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", data))
    if box is None:
        return USUAL, max(pages, 1)
    left, bottom, right, top = map(float, box.groups())
    size = round(abs(right - left) * 96 / 72), round(abs(top - bottom) * 96 / 72)
    return (size if all(size) else USUAL), max(pages, 1)


def _runs(page: bytes) -> int:
    """Return the number of runs in the data of a player, at least 1."""
    found = re.search(rb'<script type="application/json" id="frames">(.*?)</script>', page, re.DOTALL)
    try:
        chapters = json.loads(found[1])["chapters"] if found else []
        return min(max((len(chapter["runs"]) for chapter in chapters), default=1) or 1, MOST_RUNS)
    except (ValueError, LookupError, TypeError, RecursionError):
        return 1


def _start(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path may be a text of any kind
            return file.read(MOST)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; check the path") from None
