"""The palette: solid colours are exact, and others are mapped to the nearest."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sgdviz.export.gif.palette import EXACT, Palette

colors = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def key(color: str) -> int:
    """Return a ``#rrggbb`` colour as 0xBBGGRR."""
    return int(color[5:7] + color[3:5] + color[1:3], 16)


@settings(max_examples=50, deadline=None)
@given(colors, st.lists(colors, min_size=1, max_size=30))
def test_solid_colours_are_kept_exactly(ground: str, inks: list[str]) -> None:
    """Each solid colour is mapped to itself, within 32 colours, and never to the transparent index."""
    palette = Palette(ground, tuple(inks))
    keys = np.array([key(color) for color in (ground, *inks)], dtype=np.uint32)
    found = palette.find(keys)
    assert (found > EXACT).all()
    found %= EXACT
    assert len(palette) <= 32
    back = palette.colors[found].astype(np.uint32)
    assert (back[:, 0] | back[:, 1] << 8 | back[:, 2] << 16).tolist() == keys.tolist()


def test_another_colour_is_mapped_to_the_nearest() -> None:
    """The index of a colour equals that of a search through the palette."""
    palette = Palette("#ffffff", ("#d6213f", "#25578c"))
    rng = np.random.default_rng(0)
    keys = rng.integers(0, 1 << 24, 500, dtype=np.uint32)
    wanted = np.stack([keys & 255, keys >> 8 & 255, keys >> 16], axis=1).astype(float)
    distance = np.linalg.norm(wanted[:, None] - palette.colors[None, 1:], axis=2)
    found = palette.find(keys) % EXACT
    np.testing.assert_array_equal(distance[np.arange(500), found - 1], distance.min(axis=1))


def test_colours_come_in_the_order_given() -> None:
    """Colours given first have low indices, which make small codes."""
    palette = Palette("#ffffff", ("#d6213f", "#17212b"))
    colors_by_index = palette.colors.tolist()
    assert colors_by_index[1] == [255, 255, 255]
    assert colors_by_index.index([0xD6, 0x21, 0x3F]) < colors_by_index.index([0x17, 0x21, 0x2B])


def test_only_edges_have_a_tolerance() -> None:
    """A solid colour is close to itself alone, an edge to everything within the tolerance."""
    palette = Palette("#ffffff", ("#d6213f", "#f7d2d8"), tolerance=60)
    white, red, pale = (int(palette.find(np.array([key(c)]))[0]) for c in ("#ffffff", "#d6213f", "#f7d2d8"))
    every = np.arange(len(palette), dtype=np.uint8)
    for solid in (white, red, pale):
        found = np.full(len(palette), solid, dtype=np.uint16)
        assert np.flatnonzero(palette.close(found, every)).tolist() == [solid % EXACT]
    edge = palette.find(np.array([key("#fbe4e8")] * 3, dtype=np.uint32))
    assert edge[0] < EXACT
    shown = np.array([white % EXACT, pale % EXACT, red % EXACT], dtype=np.uint8)
    assert palette.close(edge, shown).tolist() == [True, True, False]
