"""What is drawn, one file a panel. A panel is named by users, found here, and imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sgdviz.errors import UnknownNameError

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


def find_panel(name: str) -> type[Panel]:
    """Return the panel called `name`; raises `UnknownNameError`."""
    if name not in PANELS:
        raise UnknownNameError("panel", name, PANELS)
    module, attribute = PANELS[name].split(":")
    panel: type[Panel] = getattr(import_module(module), attribute)
    return panel
