"""Defaults that depend on the data or on the number of runs: one place for Python and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName
    from sgdviz.recording import Comparison, Recording


def default_panels(recording: Recording | Comparison, *, overlay: bool = False) -> tuple[PanelName, ...]:
    """Return the panels that suit the data: the fit, the boundary or the predictions; and the loss."""
    run = leader_of(recording)
    if run.cost_kind == "function value":  # there are no data
        return _panels_of_function(run)
    features = run.dataset.x.shape[1]
    if features == 1 and len(run.grid):
        return ("fit", "loss")
    if overlay:
        return ("loss",)
    has_classes = run.cost_kind == "cross-entropy" or set(run.dataset.y.tolist()) == {0.0, 1.0}
    return ("boundary" if features == 2 and has_classes and len(run.grid) else "predictions", "loss")


def _panels_of_function(run: Recording) -> tuple[PanelName, ...]:
    """Return the panels of a run that goes down a function: its valley, where that can be drawn."""
    if not len(run.landscape):
        return ("loss", "parameters")
    return ("cost",) if len(run.param_names) == 1 else ("landscape", "loss")
