"""Many translucent dots at once, against dots drawn one by one."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.density import ground_left
from sgdviz.drawing.agg.frame import NOWHERE, Box
from sgdviz.drawing.marks import Dots, Rect


@pytest.mark.parametrize("clip", [None, Rect(10, 5, 40, 30)])
def test_a_cloud_is_its_dots_over_each_other(clip: Rect | None) -> None:
    """Dots drawn at once look as dots drawn one after the other, to within the rounding of each."""
    centers = np.random.default_rng(0).uniform(-5, 55, (300, 2))
    at_once, one_by_one = Canvas(60, 40, "#ffffff"), Canvas(60, 40, "#ffffff")
    box = at_once.draw(Dots(centers, 3.0, "#25578c", clip=clip, opacity=0.2))
    for center in centers:
        one_by_one.draw(Dots(center[None], 3.0, "#25578c", clip=clip, opacity=0.2))
    np.testing.assert_allclose(at_once.pixels.astype(int), one_by_one.pixels.astype(int), atol=9)
    changed = np.argwhere((at_once.pixels[..., :3] != 255).any(axis=2))
    assert len(changed) > 500
    assert changed.min(axis=0).tolist() >= [box.top, box.left]
    assert (changed.max(axis=0) < (box.bottom, box.right)).all()


def test_more_dots_are_darker() -> None:
    """The shade of a place grows with the number of dots there, so that the density can be read."""
    canvas = Canvas(80, 20, "#ffffff")
    places = [[10.0 + 20 * number, 10.0] for number in range(3) for _ in range((1, 3, 9)[number])]
    canvas.draw(Dots(np.array(places), 4.0, "#000000", opacity=0.2))
    one, three, nine = (int(canvas.pixels[10, 10 + 20 * number, 0]) for number in range(3))
    assert one == pytest.approx(255 * 0.8, abs=2)
    assert three == pytest.approx(255 * 0.8**3, abs=3)
    assert nine == pytest.approx(255 * 0.8**9, abs=4)


def test_dots_outside_touch_nothing() -> None:
    """Dots outside the canvas, not finite or none at all are not drawn."""
    canvas = Canvas(20, 20, "#ffffff")
    for centers in ([[-50.0, 5.0], [1e9, -1e9]], [[np.nan, 3.0]], np.empty((0, 2))):
        assert canvas.draw(Dots(np.array(centers), 3.0, "#000000", opacity=0.5)) == NOWHERE
    assert (canvas.pixels == 255).all()


def test_shares_of_the_ground_are_multiplied() -> None:
    """Two copies at one pixel leave the square of what one leaves."""
    kept = np.array([[1.0, 0.5, 1.0]] * 3)
    box, left = ground_left(np.array([[4, 4], [4, 4]]), kept, Box(0, 20, 0, 20))
    assert box == Box(4, 7, 4, 7)
    np.testing.assert_allclose(left, [[1.0, 0.25, 1.0]] * 3)
