"""Defaults that depend on the data or on the number of runs: one place for Python and the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.grid import comfortable_size, rows_size
from sgdviz.drawing.panels import find_panel
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Comparison, Recording


def default_panels(recording: Recording | Comparison, *, overlay: bool = False) -> tuple[PanelName, ...]:
    """Return the panels that suit the data: the fit, the boundary or the predictions; and the loss."""
    run = leader_of(recording)
    features = run.dataset.x.shape[1]
    if features == 1:
        return ("fit", "loss")
    if overlay:
        return ("loss",)
    return ("boundary" if features == 2 and run.cost_kind == "cross-entropy" else "predictions", "loss")


def in_default_size(scene: Scene, runs: int) -> Scene:
    """Return `scene` in a size at which `runs` runs can be read."""
    widths = tuple(find_panel(panel, overlaid=scene.overlay).width for panel in scene.panels)
    if runs == 1:
        return replace(scene, size=rows_size(widths))
    return replace(scene, size=comfortable_size(runs, widths, overlay=scene.overlay))
