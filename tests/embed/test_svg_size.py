"""The size of a drawing, as its root gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sgdviz.embed.svg_size import USUAL, size_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="640" height="320"', (640, 320)),
        ('width="6in" height="72pt"', (576, 96)),
        ('width="10.6px" height="1e999"', USUAL),
        ('viewBox="0 0 30 20"', (30, 20)),
        ('width="60" viewBox="0,0,30,20"', (60, 40)),
        ('height="60" viewBox="0 0 30 20"', (90, 60)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ('width="0" height="5"', USUAL),
        ("", USUAL),
    ],
)
def test_a_size_is_in_css_pixels(here: Path, attributes: str, size: tuple[int, int]) -> None:
    """Units are converted, and a box stands in for what is missing."""
    (here / "a.svg").write_text(f'<?xml version="1.0"?>\n<!-- <svg> -->\n<s:svg xmlns:s="x" {attributes}>rest')
    assert size_of("a.svg") == size


@pytest.mark.parametrize(
    "text", ["", "<html><svg/></html>", "<svg", "\0\1", '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg width="&a;"/>']
)
def test_what_has_no_such_root_is_refused(here: Path, text: str) -> None:
    """Definitions, by which a small file grows, are not read."""
    (here / "a.svg").write_text(text)
    with pytest.raises(InputError, match=r"a.svg (is no SVG|has a document type with definitions)"):
        size_of("a.svg")
