"""Defaults: the panels that suit the data, and the size that suits the number of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, Scene
from sgdviz.drawing.defaults import default_panels
from sgdviz.drawing.room import in_default_size
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName

PAIRS = [[0.0, 1], [1, 2], [3, 1]]


def recorded(x: Any, y: Any, *predictions: float) -> Recording:
    """Return one recorded row whose `predictions` are repeated over all inputs."""
    recorder = sgdviz.Recorder(x, y, predict=lambda xs: np.resize(np.array(predictions), len(xs)))
    recorder.record(w=1.0)
    return recorder.recording()


def test_default_panels_suit_the_data(run: Recording) -> None:
    """One input has the fit, two inputs with classes the boundary, others the predictions; all have the loss."""
    assert default_panels(run) == ("fit", "loss") == default_panels(Comparison((run, run), ("a", "b")))
    classes = recorded(PAIRS, [0, 1, 1], 0.2, 0.8)
    assert default_panels(classes) == ("boundary", "loss")
    assert default_panels(recorded(PAIRS, [0, 1, 2], 0.2, 0.8)) == ("predictions", "loss")
    assert default_panels(recorded([[0.0, 1, 2]] * 2, [0, 1], 0.2, 0.8)) == ("predictions", "loss")
    assert sgdviz.animate(classes).scene.panels == ("boundary", "loss")


def test_overlaid_default_panels_can_be_overlaid(run: Recording) -> None:
    """The boundary and the predictions cannot be overlaid and are left out; the fit can."""
    assert default_panels(recorded(PAIRS, [0, 1, 1], 0.2, 0.8), overlay=True) == ("loss",)
    assert default_panels(run, overlay=True) == ("fit", "loss")


def test_one_run_has_a_size_for_its_panels() -> None:
    """The default size of a scene of one run has room for its panels, beside each other or in rows."""
    assert in_default_size(Scene(), 1).size == (800, 400)
    assert in_default_size(Scene(panels=("fit",)), 1).size == (800, 400)
    assert in_default_size(Scene(panels=("fit", "loss", "parameters")), 1).size == (800, 800)
    assert in_default_size(Scene(panels=("fit", "loss", "parameters", "landscape")), 1).size == (880, 800)


def test_several_runs_have_a_size_of_their_own(run: Recording) -> None:
    """The default size of several runs depends on their number, on the panels and on the overlay."""
    sizes = [
        in_default_size(scene, runs).size
        for scene, runs in (
            (Scene(), 2),
            (Scene(), 6),
            (Scene(panels=("fit",)), 2),
            (Scene(panels=("fit", "loss", "parameters")), 2),
            (Scene(overlay=True), 2),
        )
    ]
    assert len(set(sizes)) == len(sizes)
    assert sgdviz.animate([run, run]).scene.size == sizes[0]


def test_a_size_that_is_given_wins(run: Recording) -> None:
    """A comparison is drawn in the size that is asked for, and one run in the size that it always had."""
    assert sgdviz.animate([run, run], size=(640, 400)).still().rgb.shape == (400, 640, 3)
    assert sgdviz.animate(run).scene.size == (800, 400)


SETS: tuple[tuple[PanelName, ...], ...] = (
    ("fit",),
    ("fit", "loss"),
    ("fit", "graph"),
    ("graph", "arithmetic"),
    ("fit", "loss", "parameters"),
    ("landscape", "loss"),
    ("parameters",),
)


@pytest.mark.parametrize("panels", SETS, ids=",".join)
@pytest.mark.parametrize("runs", [1, 2, 3, 4, 5, 6])
def test_the_default_size_has_room(run: Recording, runs: int, panels: tuple[PanelName, ...]) -> None:
    """Whatever is compared, a picture without a size of its own is drawn."""
    layout = sgdviz.animate(run if runs == 1 else [run] * runs, panels=panels).layout
    assert layout.unit * 14 >= 13 - 1e-9
