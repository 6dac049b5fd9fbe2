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
    from sgdviz.drawing.scene import Scene
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
    one, several, places = _templates(shown_panel(layout), runs, leader, layout.scene)
    template = one if len(runs) == 1 else several
    return template.format(points=points(len(leader.dataset), words), count=counted(len(runs), words), **places)


def _templates(
    panel: str, runs: tuple[Recording, ...], leader: Recording, scene: Scene
) -> tuple[str, str, dict[str, str]]:
    """Return the templates of one run and of several that a panel shows, and what belongs in their braces."""
    words, places = scene.words, dict[str, str]()
    if panel in ("fit", "lens"):
        places = {"color": color(scene.theme.line, words)}
        straight = all(map(is_straight, runs))
        one, several = (words.alt_line, words.alt_lines) if straight else (words.alt_curve, words.alt_curves)
    elif panel == "boundary":
        one, several = words.alt_border, words.alt_borders
        places = dict(zip(("first", "second"), leader.dataset.class_names or ("0", "1"), strict=True))
    elif panel == "predictions":
        one = several = words.alt_predictions
        places = {"target": leader.dataset.target_name}
    elif panel == "cost":
        one, several, places = words.alt_ball, words.alt_balls, {"name": leader.param_names[0]}
    elif panel == "landscape":
        one, several = words.alt_path, words.alt_paths
        places = dict(zip(("first", "second"), leader.param_names, strict=True))
    else:
        one, several = (words.alt_network if panel == "network" else words.alt_model), words.alt_models
    return one, several, places
