"""GIFs on a card, read again by Pillow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import output_of, read_gif

import sgdviz
from sgdviz import DARK

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

LOOK: dict[str, Any] = {"size": (400, 200), "theme": "dark", "transparent": True, "card": True}


def test_every_frame_is_opaque_on_the_card_and_clear_around_it(run: Recording, tmp_path: Path) -> None:
    """Alpha is that of the PNG, cut at one half; the colours are those of the GIF with a background."""
    animation = sgdviz.animate(run, every=6, **LOOK)
    animation.save(tmp_path / "card.gif", workers=2)
    sgdviz.animate(run, every=6, size=(400, 200), theme="dark").save(tmp_path / "opaque.gif")
    on_card, opaque = (read_gif(tmp_path / name, "RGBA").frames for name in ("card.gif", "opaque.gif"))
    there = animation.still().pixels[..., 3] >= 128
    assert 0.9 < there.mean() < 1
    assert len(on_card) == len(opaque) == 51
    for ours, theirs in zip(on_card, opaque, strict=True):
        np.testing.assert_array_equal(ours[..., 3] == 255, there)
        np.testing.assert_array_equal(ours[there], theirs[there])
    corner = on_card[0][there][0]
    assert corner.tolist() == [*bytes.fromhex(DARK.background[1:]), 255]  # no fringe of another colour


def test_a_card_costs_nearly_nothing(run: Recording, tmp_path: Path) -> None:
    """Frames hold only what changes, as with a background; without a card every one is whole."""
    for name, change in (("card", {}), ("opaque", {"transparent": False, "card": False}), ("clear", {"card": False})):
        sgdviz.animate(run, every=6, **{**LOOK, **change}).save(tmp_path / f"{name}.gif")
    card, opaque, clear = ((tmp_path / f"{name}.gif").stat().st_size for name in ("card", "opaque", "clear"))
    assert card < 1.05 * opaque
    assert card < 0.8 * clear


@pytest.mark.slow
def test_any_number_of_workers_makes_the_same_bytes(run: Recording, tmp_path: Path) -> None:
    """Chunks begin from the frame before them."""
    animation = sgdviz.animate(run, **LOOK)
    animation.save(tmp_path / "one.gif", workers=1)
    animation.save(tmp_path / "many.gif", workers=3)
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "many.gif").read_bytes()


@pytest.mark.decoders
def test_gifsicle_reads_it_without_a_warning(short_run: Recording, tmp_path: Path) -> None:
    """No picture is taken away: the card stays, and what changes is drawn over it."""
    sgdviz.animate(short_run, **LOOK).save(tmp_path / "a.gif")
    said = output_of("gifsicle", "--info", tmp_path / "a.gif").decode()
    assert "warning" not in said
    assert "disposal background" not in said
