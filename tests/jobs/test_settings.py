"""Scene and pacing from a job's own settings and those given in their place."""

from __future__ import annotations

from typing import Any

import pytest

import sgdviz
from sgdviz import DARK, InputError, Pacing, Scene, UnknownNameError
from sgdviz.jobs.settings import PACING_SETTINGS, SCENE_SETTINGS, pacing_of, scene_of, split


def test_settings_are_split_by_their_names() -> None:
    """Each setting belongs to `Scene` or to `Pacing`, and to one of them only."""
    scene, pacing = split({"title": "T", "fps": 9.0, "panels": ("fit",), "rewind": True})
    assert scene == {"title": "T", "panels": ("fit",)}
    assert pacing == {"fps": 9.0, "rewind": True}
    assert split({}) == ({}, {})
    assert set(SCENE_SETTINGS).isdisjoint(PACING_SETTINGS)


@pytest.mark.parametrize(("name", "nearest"), [("titel", "title"), ("Panels", "panels"), ("hold_frist", "hold_first")])
def test_an_unknown_setting_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    """The error names the nearest known setting."""
    with pytest.raises(UnknownNameError, match=f"unknown setting '{name}'; did you mean '{nearest}'"):
        split({"title": "T", name: 1})


def test_given_scene_settings_replace_own_ones() -> None:
    """A given setting wins over the job's own, and the theme may be a name."""
    scene = scene_of({"title": "own", "caption": "C"}, {"title": "given", "theme": "dark"}, runs=1)
    assert scene == Scene(title="given", caption="C", theme=DARK)
    with pytest.raises(InputError, match="unknown theme 'drak'; did you mean 'dark'"):
        scene_of({}, {"theme": "drak"}, runs=1)


@pytest.mark.parametrize("runs", [1, 2, 4])
def test_a_scene_without_a_size_suits_the_number_of_runs(runs: int) -> None:
    """The default size is that of `animate` for as many runs; an own or a given size is kept."""
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1)
    animation = sgdviz.animate([recording] * runs if runs > 1 else recording)
    assert scene_of({}, {}, runs=runs).size == animation.scene.size
    assert scene_of({"size": (300, 200)}, {}, runs=runs).size == (300, 200)
    assert scene_of({"size": (300, 200)}, {"size": (400, 250)}, runs=runs).size == (400, 250)


@pytest.mark.parametrize(
    ("own", "given", "expected"),
    [
        ({"frames": 80, "duration": 9.0, "hold_last": 2.0}, {"every": 5}, {"every": 5, "hold_last": 2.0}),
        ({"frames": 80, "duration": 9.0}, {"fps": 9.0}, {"frames": 80, "fps": 9.0}),
        ({"duration": 9.0}, {"fps": 9.0}, {"duration": 9.0, "fps": 9.0}),
        ({"fps": 9.0, "every": "pass"}, {"frames": 8}, {"frames": 8}),
        ({"fps": 9.0, "frames": 8}, {"duration": 9.0}, {"duration": 9.0}),
        ({"frames": 80, "duration": 9.0}, {"rewind": True}, {"frames": 80, "duration": 9.0, "rewind": True}),
        ({"fps": 8.0, "hold_each": 2.0}, {"duration": 9.0}, {"duration": 9.0}),
        ({"explain": 2}, {"every": "step"}, {"every": "step"}),
        ({"explain": 2}, {"frames": 8}, {"frames": 8}),
        ({"explain": 2}, {"duration": 9.0}, {"duration": 9.0}),
        ({"explain": 2}, {"duration": 30.0, "explain": 1}, {"duration": 30.0, "explain": 1}),
        ({"explain": 2}, {"fps": 9.0, "hold_last": 1.0}, {"explain": 2, "fps": 9.0, "hold_last": 1.0}),
        ({"explain": 2}, {"explain": 0}, {}),
        ({"fps": 8.0}, {}, {"fps": 8.0}),
        ({"fps": 8.0}, {"fps": 4.0}, {"fps": 4.0}),
    ],
)
def test_a_given_pace_replaces_what_contradicts_it(
    own: dict[str, Any], given: dict[str, Any], expected: dict[str, Any]
) -> None:
    """Own settings stay unless they contradict a given pace."""
    assert pacing_of(own, given) == Pacing(**expected)


def test_contradicting_given_settings_are_refused() -> None:
    """Settings that contradict each other are the error of `Pacing`."""
    with pytest.raises(InputError, match="every 2 and 9 frames both choose"):
        pacing_of({}, {"every": 2, "frames": 9})
