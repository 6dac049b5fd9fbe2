"""The sizes of an HTML page and of a PDF."""

from __future__ import annotations

import re

from sgdviz.errors import InputError

MOST = 1 << 26
"""Bytes of the longest file that is read."""

HEAD = 1 << 20
"""Bytes of a page in which its element for the player is looked for."""

AROUND_PICTURE = 24, 296
"""CSS pixels of the player beside and below its picture: its margins, the controls, and the numbers of a few runs."""

USUAL = 800, 600
"""The size of a page or a PDF that says nothing of its own."""


def size_of_page(path: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the size at which a page of the player shows its picture unscaled, and the part that is not the picture.

    Other pages have a usual size, and its height at any width.
    Raises `InputError` for a file that is no page.
    """
    head = _start(path, HEAD)
    if not re.search(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", head, re.IGNORECASE):
        raise InputError(f"{path} is no HTML page; check the file")
    player = re.search(rb'<main class="player" style="--width:(\d{1,5});--height:(\d{1,5});', head)
    if player is None:
        return USUAL, (0, USUAL[1])
    return (int(player[1]) + AROUND_PICTURE[0], int(player[2]) + AROUND_PICTURE[1]), AROUND_PICTURE


def size_of_document(path: str) -> tuple[tuple[int, int], int]:
    """Return the size of the first page of a PDF and the number of its pages; a usual size where both are compressed.

    Raises `InputError` for a file that is no PDF.
    """
    data = _start(path, MOST)
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


def _start(path: str, most: int) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path may be a text of any kind
            return file.read(most)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; check the path") from None
