"""The subject of a picture: a line, a curve, a border, a ball or a path, and what it was fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.alt_text.phrases import color, counted, points
from sgdviz.drawing.panels import panel_label
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of
from sgdviz.recording.input_grid import LINE_POINTS

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.recording import Recording

SHOWN = ("fit", "lens", "boundary", "predictions", "cost", "landscape", "network")
"""The panels that say what a run learns; the first of them that a picture has is its subject."""


def shown_panel(layout: Layout) -> str:
    """Return the panel that is the subject of a picture; empty where none of its panels is one."""
    names = [panel_label(panel) for panel in layout.scene.panels]
    return next((name for name in SHOWN if name in names), "")


def runs_of(recording: Recording | Comparison) -> tuple[Recording, ...]:
    """Return the runs of a picture, one or several."""
    return recording.recordings if isinstance(recording, Comparison) else (recording,)


def is_straight(recording: Recording) -> bool:
    """Return whether the prediction is a straight line over one input."""
    return recording.dataset.x.shape[1] == 1 and len(recording.grid) == LINE_POINTS


def subject_of(layout: Layout) -> str:
    """Return what a picture shows, such as a red line fitted to six points."""
    words, runs, leader = layout.scene.words, runs_of(layout.recording), leader_of(layout.recording)
    count = counted(len(runs), words)
    data = points(len(leader.dataset), words)
    kind = shown_panel(layout)
    if kind in ("fit", "lens"):
        straight = all(map(is_straight, runs))
        if len(runs) > 1:
            return (words.alt_lines if straight else words.alt_curves).format(count=count, points=data)
        template = words.alt_line if straight else words.alt_curve
        return template.format(color=color(layout.scene.theme.line, words), points=data)
    if kind == "boundary":
        first, second = leader.dataset.class_names or ("0", "1")
        template = words.alt_border if len(runs) == 1 else words.alt_borders
        return template.format(first=first, second=second, points=data, **_counted(runs, count))
    if kind == "predictions":
        return words.alt_predictions.format(target=leader.dataset.target_name, points=data)
    if kind == "cost":
        template = words.alt_ball if len(runs) == 1 else words.alt_balls
        return template.format(name=leader.param_names[0], **_counted(runs, count))
    if kind == "landscape":
        template = words.alt_path if len(runs) == 1 else words.alt_paths
        first, second = leader.param_names[:2]
        return template.format(first=first, second=second, **_counted(runs, count))
    if kind == "network" and len(runs) == 1:
        return words.alt_network.format(points=data)
    template = words.alt_model if len(runs) == 1 else words.alt_models
    return template.format(points=data, **_counted(runs, count))


def _counted(runs: tuple[Recording, ...], count: str) -> dict[str, str]:
    """Return the name in braces of a template for several runs."""
    return {"count": count} if len(runs) > 1 else {}
