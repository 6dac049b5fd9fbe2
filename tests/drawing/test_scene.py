"""Scenes: settings that are checked when they are made, and frozen from then on."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from sgdviz import DARK, InputError, Scene


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"panels": ()}, "no panels"),
        ({"panels": "fit"}, "panels is 'fit'; give a tuple of names"),
        ({"panels": 5}, "panels is 5; give a tuple of names"),
        ({"panels": None}, "panels is None; give a tuple of names"),
        ({"panels": ("fit", "los")}, "unknown panel 'los'; did you mean 'loss'"),
        ({"theme": "dark"}, r"theme is 'dark'; give a Theme, such as sgdviz\.DARK"),
        ({"loss_scale": "lin"}, "did you mean 'linear'"),
        ({"card": True}, "a card stands behind a picture without a background; make the picture transparent as well"),
        ({"size": (0, 400)}, "size is 0"),
        ({"size": (800, -1)}, "size is -1"),
        ({"size": (800.5, 400)}, r"size is 800\.5"),
        ({"size": 800}, r"size is 800; give \(width, height\) in pixels"),
        ({"size": (800, 400, 3)}, r"size is \(800, 400, 3\); give \(width, height\) in pixels"),
        ({"size": (65536, 1)}, "65536x1 pixels"),
        ({"size": (65535, 65535)}, "at most 65535 a side and 100 million in all"),
        ({"scale": 0}, "scale is 0"),
        ({"scale": float("nan")}, "scale is nan"),
        ({"scale": 1e-9}, "0x0 pixels"),
        ({"scale": 1000}, "800000x400000 pixels"),
    ],
)
def test_a_bad_setting_is_refused(settings: dict[str, Any], said: str) -> None:
    """The error says which setting it is, its value, and what it should be."""
    with pytest.raises(InputError, match=said):
        Scene(**settings)


@pytest.mark.parametrize("name", ["overlay", "transparent", "card"])
def test_switches_must_be_on_or_off(name: str) -> None:
    """A switch refuses a word, which would count as on."""
    with pytest.raises(InputError, match=f"{name} is 'no'; give True or False"):
        Scene(**{name: "no"})  # type: ignore[arg-type] # that is what is tested


def test_settings_are_given_by_name() -> None:
    """A scene takes no positional arguments, so that a new setting can stand anywhere."""
    with pytest.raises(TypeError, match="positional argument"):
        Scene(("fit",))  # type: ignore[call-arg] # that is what is tested


def test_a_scene_is_frozen() -> None:
    """A setting cannot be changed without being checked again."""
    with pytest.raises(FrozenInstanceError):
        Scene().theme = DARK  # type: ignore[misc] # that is what is tested


def test_lists_become_tuples() -> None:
    """A list of panels or a size as a list is copied, so that a scene is not changed through it and can be hashed."""
    panels = ["loss"]
    scene = Scene(panels=panels, size=[300, 200])  # type: ignore[arg-type] # lists are accepted
    panels.append("fit")
    assert (scene.panels, scene.size) == (("loss",), (300, 200))
    assert hash(scene) == hash(Scene(panels=("loss",), size=(300, 200)))


def test_the_scale_multiplies_the_size() -> None:
    """The pixel size is the size times the scale, in whole pixels."""
    assert Scene().pixel_size == (800, 400)
    assert Scene(size=(301, 203), scale=1.5).pixel_size == (452, 304)


def test_white_space_in_texts_is_evened_out() -> None:
    """A title and a caption are one line each, with one space between words; a title may be any value."""
    scene = Scene(title="  Two\n words ", caption="\tone \u00a0 line\r\n")
    assert (scene.title, scene.caption) == ("Two words", "one line")
    assert Scene(title=2026).title == "2026"  # type: ignore[arg-type] # a number is written as it is
    assert (Scene().title, Scene().caption) == (None, None)
