"""What is drawn, one file a panel. A panel is named by users, found here, and imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from sgdviz.panels.base import Panel

PANELS = {
    "fit": "sgdviz.panels.fit:FitPanel",
    "loss": "sgdviz.panels.loss:LossPanel",
    "parameters": "sgdviz.panels.parameters:ParametersPanel",
    "predictions": "sgdviz.panels.predictions:PredictionsPanel",
    "cost": "sgdviz.panels.cost:CostPanel",
    "landscape": "sgdviz.panels.landscape:LandscapePanel",
    "boundary": "sgdviz.panels.boundary:BoundaryPanel",
}

OVERLAID = {
    "fit": "sgdviz.panels.overlaid:OverlaidFit",
    "loss": "sgdviz.panels.overlaid:OverlaidLoss",
}
"""The panels that can show all runs of a comparison at once."""


def find_panel(name: str, *, overlaid: bool = False) -> type[Panel]:
    """Return the panel called `name`, or the one that shows all runs at once; raises `InputError`."""
    if name not in PANELS:
        raise UnknownNameError("panel", name, PANELS)
    if overlaid and name not in OVERLAID:
        known = ", ".join(OVERLAID)
        raise InputError(f"panel {name!r} cannot be overlaid; show the runs side by side, or overlay: {known}")
    module, attribute = (OVERLAID if overlaid else PANELS)[name].split(":")
    panel: type[Panel] = getattr(import_module(module), attribute)
    return panel
