"""Panels, one file each: a panel turns a row of a recording into marks. Panels are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from inspect import isabstract
from typing import TYPE_CHECKING, Literal, get_args

from sgdviz.checks import positive, shown
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from sgdviz.drawing.panels.panel import Panel

PanelName = Literal[
    "fit",
    "loss",
    "parameters",
    "predictions",
    "cost",
    "landscape",
    "boundary",
    "lens",
    "graph",
    "arithmetic",
    "network",
    "code",
]

PANELS: tuple[PanelName, ...] = get_args(PanelName)

_CLASSES: dict[str, str] = {
    "fit": "fit:FitPanel",
    "loss": "loss:LossPanel",
    "parameters": "parameters:ParametersPanel",
    "predictions": "predictions:PredictionsPanel",
    "cost": "cost:CostPanel",
    "landscape": "landscape:LandscapePanel",
    "boundary": "boundary:BoundaryPanel",
    "lens": "lens:LensPanel",
    "graph": "graph:GraphPanel",
    "arithmetic": "arithmetic:ArithmeticPanel",
    "network": "network:NetworkPanel",
    "code": "code:CodePanel",
}

_OVERLAID: dict[str, str] = {
    "fit": "overlaid:OverlaidFit",
    "loss": "overlaid:OverlaidLoss",
    "cost": "overlaid_cost:OverlaidCost",
    "landscape": "overlaid_landscape:OverlaidLandscape",
}
"""The panels that can show all runs of a comparison at once."""


def find_panel(panel: PanelName | type[Panel], *, overlaid: bool = False) -> type[Panel]:
    """Return the panel class called `panel`, or its form for all runs at once; a class is returned unchanged.

    Raises `InputError` for an unknown name, a panel that cannot be overlaid, and a class that is not a panel.
    """
    if isinstance(panel, type):
        return _checked(panel, overlaid=overlaid)
    if not isinstance(panel, str) or panel not in PANELS:
        raise UnknownNameError("panel", panel if isinstance(panel, str) else shown(panel), PANELS)
    if overlaid and panel not in _OVERLAID:
        known = ", ".join(_OVERLAID)
        raise InputError(f"panel {panel!r} cannot be overlaid; show the runs side by side, or overlay: {known}")
    module, name = (_OVERLAID if overlaid else _CLASSES)[panel].split(":")
    found: type[Panel] = getattr(import_module(f"sgdviz.drawing.panels.{module}"), name)
    return found


def panel_label(panel: PanelName | type[Panel]) -> str:
    """Return the name of a panel as errors write it."""
    return panel.__name__ if isinstance(panel, type) else panel


def _checked(panel: type, *, overlaid: bool) -> type[Panel]:
    from sgdviz.drawing.panels.panel import Panel

    if not issubclass(panel, Panel):
        raise InputError(f"the class {panel.__name__} is not a panel; derive it from sgdviz.Panel")
    missing = next((name for name in ("name", "heading", "width") if not hasattr(panel, name)), None)
    if missing is not None:
        raise InputError(f"the panel {panel.__name__} has no {missing}; set its name, heading and width")
    positive(f"width of the panel {panel.__name__}", panel.width)
    if isabstract(panel):
        undefined = ", ".join(sorted(panel.__abstractmethods__))
        raise InputError(f"the panel {panel.__name__} does not define {undefined}; define all methods of a panel")
    if overlaid:
        raise InputError(f"the panel {panel.__name__} cannot be overlaid; show the runs side by side")
    return panel
