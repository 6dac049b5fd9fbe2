"""The common name of a colour, as a place in a list of words."""

from __future__ import annotations

from colorsys import rgb_to_hls

from sgdviz.drawing.colors import channels

COLORS = ("black", "grey", "white", "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown")
"""The colours that have names."""

HUES = ((17, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (260, "blue"), (310, "purple"), (335, "pink"))
"""The degrees of the colour circle up to which a name goes; beyond the last, colours are red again."""

LEAST_CHROMA = 0.12
"""The least difference of the strongest and the weakest channel, as a share of their range, of a colour that is no
grey."""


def color_name(color: str) -> str:
    """Return the name in `COLORS` that is nearest to a ``#rrggbb`` colour."""
    red, green, blue = (channel / 255 for channel in channels(color))
    hue, lightness, _ = rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < LEAST_CHROMA:
        return "black" if lightness < 0.2 else "white" if lightness > 0.9 else "grey"
    name = next((name for most, name in HUES if hue * 360 < most), "red")
    return "brown" if name == "orange" and lightness < 0.35 else name
