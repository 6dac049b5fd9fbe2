"""The size of a palette."""

from __future__ import annotations

import pytest

from sgdviz.export.gif.palette import Palette
from sgdviz.export.gif.quality import Quality, colors_for


@pytest.mark.parametrize(("solid", "size"), [(1, 32), (24, 32), (25, 64), (48, 64), (49, 128), (97, 256), (250, 256)])
def test_a_palette_has_room_for_all_colours(solid: int, size: int) -> None:
    """By default the palette is the smallest power of two that the marks' colours fill to three quarters at most."""
    inks = [f"#{number:02x}80{255 - number:02x}" for number in range(solid)]
    assert colors_for([*inks, inks[0]], Quality()) == size
    assert colors_for(inks, Quality(colors=16)) == 16
    palette = Palette("#ffffff", tuple(inks), most=size)
    held = {f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in palette.colors.tolist()}
    assert held >= set(inks)
