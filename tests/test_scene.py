"""Scenes: sizes, panels and where they stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Recording, Scene
from sgdviz.recording import Comparison
from sgdviz.scene import fitting_panels


def test_panels_fill_the_scene_from_left_to_right(run: Recording) -> None:
    """Each as wide as its share, none over another, at any scale."""
    for scale in (1, 2):
        fit, loss = Scene(scale=scale).lay_out(run)
        assert (fit.area.left, loss.area.right) == (0, 800 * scale)
        assert fit.area.right == loss.area.left == 480 * scale
        assert fit.unit == loss.unit == scale


def test_a_small_scene_keeps_its_type_readable(run: Recording) -> None:
    """Type shrinks less than the picture does."""
    (panel,) = Scene(panels=("fit",), size=(240, 200)).lay_out(run)
    assert 0.5 < panel.unit < 0.7


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"panels": ()}, "no panels"),
        ({"panels": "fit"}, "give a tuple of names"),
        ({"panels": ("fit", "los")}, "unknown panel 'los'; did you mean 'loss'"),
        ({"theme": "drak"}, "did you mean 'dark'"),
        ({"loss_scale": "lin"}, "did you mean 'linear'"),
        ({"size": (0, 400)}, "size is 0"),
        ({"size": (800, -1)}, "size is -1"),
        ({"size": (800.5, 400)}, r"size is 800\.5"),
        ({"size": (65536, 1)}, "65536x1 pixels"),
        ({"size": (65535, 65535)}, "at most 65535 a side and 100 million in all"),
        ({"scale": 0}, "scale is 0"),
        ({"scale": float("nan")}, "scale is nan"),
        ({"scale": 1e-9}, "0x0 pixels"),
        ({"scale": 1000}, "800000x400000 pixels"),
    ],
)
def test_bad_settings_are_named(settings: dict[str, Any], said: str) -> None:
    """Each says what it is and what it should be."""
    with pytest.raises(InputError, match=said):
        Scene(**settings)


def recorded(x: Any, y: Any, *said: float) -> Recording:
    """Return one row of somebody's own loop that says the same few things over and over."""
    recorder = sgdviz.Recorder(x, y, predict=lambda xs: np.resize(np.array(said), len(xs)))
    recorder.record(w=1.0)
    return recorder.recording()


def test_panels_suit_the_data_where_none_are_asked_for(run: Recording) -> None:
    """A line, a boundary or predictions, with the loss; overlaid only what can be."""
    pairs = [[0.0, 1], [1, 2], [3, 1]]
    assert fitting_panels(run) == ("fit", "loss") == fitting_panels(Comparison((run, run), ("a", "b")))
    classes = recorded(pairs, [0, 1, 1], 0.2, 0.8)
    assert fitting_panels(classes) == ("boundary", "loss")
    assert fitting_panels(recorded(pairs, [0, 1, 2], 0.2, 0.8)) == ("predictions", "loss")
    assert fitting_panels(recorded([[0.0, 1, 2]] * 2, [0, 1], 0.2, 0.8)) == ("predictions", "loss")
    assert fitting_panels(classes, overlay=True) == ("loss",)
    assert sgdviz.animate(classes).scene.panels == ("boundary", "loss")


def test_switches_must_be_on_or_off() -> None:
    """A word would count as on."""
    for name in ("overlay", "transparent"):
        with pytest.raises(InputError, match=f"{name} is 'no'; give True or False"):
            Scene(**{name: "no"})  # type: ignore[arg-type]
