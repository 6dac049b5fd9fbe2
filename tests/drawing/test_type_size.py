"""The least size of type: at least what can be read, as large as panels have room for, and refused below."""

from __future__ import annotations

import pytest

import sgdviz
from sgdviz import InputError, Recording, Scene
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.type_size import larger_size, least_type, readable_unit


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((800, 400), 13.0),
        ((640, 320), 10.4),
        ((320, 160), 10.0),
        ((1920, 1080), 23.76),
        ((400, 800), 17.6),
        ((1600, 400), 13.0),
    ],
)
def test_type_is_least_in_small_pictures(size: tuple[int, int], expected: float) -> None:
    """It is 13 pixels at the default size, in proportion below that but never less than 10, and 2.2 % of the height."""
    assert least_type(size) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("natural", "most", "expected"),
    [
        (2.0, 3.0, 2.0),  # the natural unit
        (0.5, 3.0, 13 / 14),  # larger than natural, so that type can be read
        (2.0, 1.0, 1.0),  # smaller than natural, so that there is room
        (0.5, 0.9, None),  # no room for type that can be read
    ],
)
def test_the_unit_suits_type_and_room(natural: float, most: float, expected: float | None) -> None:
    """The natural unit is changed as far as type needs and room allows."""
    unit = readable_unit(Scene(), lambda _: natural, lambda _, unit: unit <= most)
    assert unit == (None if expected is None else pytest.approx(expected, abs=0.15))
    assert unit is None or 13 / 14 - 1e-9 <= unit <= most


def test_comfortable_type_is_enough_in_a_tall_picture() -> None:
    """Where there is no room for 2.2 % of the height, 13 pixels will do."""
    tall = Scene(size=(400, 2000))
    assert readable_unit(tall, lambda _: 0.5, lambda _, unit: unit <= 1.0) == pytest.approx(13 / 14, abs=0.1)
    assert readable_unit(tall, lambda _: 0.5, lambda _, unit: unit <= 0.9) is None


def test_the_size_that_a_picture_needs_is_found(run: Recording) -> None:
    """A picture of the size in the error is drawn, and one a tenth smaller is not."""
    with pytest.raises(InputError, match="200x100 is too small for fit, loss; give it at least") as error:
        sgdviz.animate(run, size=(200, 100))
    width, height = map(int, str(error.value).rpartition(" ")[2].split("x"))
    assert sgdviz.animate(run, size=(width, height)).still(3).rgb.shape == (height, width, 3)
    with pytest.raises(InputError, match="too small"):
        sgdviz.animate(run, size=(round(width * 0.9), round(height * 0.9)))


def test_a_shape_without_any_room_is_refused() -> None:
    """The error does not name a size that would not do either."""
    with pytest.raises(InputError, match=r"the panels have no room .* in the shape of 1000x10; give another shape"):
        larger_size(Scene(size=(1000, 10)), lambda _: 0.5, lambda _, unit: unit < 0.1)


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_a_scale_keeps_the_layout(run: Recording, scale: float) -> None:
    """Type is measured at scale 1: a scaled picture is the same picture, smaller or larger."""
    unit = sgdviz.animate(run, size=(480, 240), scale=scale).layout.unit
    assert unit == pytest.approx(scale * sgdviz.animate(run, size=(480, 240)).layout.unit)
    assert unit * SIZES.label >= 10 * scale - 1e-9
