"""Contrast: every word and every mark of every lesson, in every theme, on the ground on which it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import ALL_THEMES, contrast

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.words import words_of
from sgdviz.drawing.colors import from_channels, mix
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import Area, Dots, Stroke, Text
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz import Theme
    from sgdviz.animation import Animation
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark
    from sgdviz.pacing import Cue

DECORATION = {
    "grid": "grid lines repeat what the labels of the axes say, and would be in the way of everything else",
    "axis": "so do the lines through zero",
    "lattice": "the grid of the lens",
    "contour": "the lines between bands, which have tints of their own",
    "edge": "the thin line of a weight, under the wide one that shows it",
    "halo": "a gap of the background's colour between a line and a cloud",
}
"""The last parts of the roles of strokes that need no contrast, and why."""

TRAIL = ("trail", "before", "path", "tail", "leap", "steps")
"""The parts of the roles of marks that show the past, and fade."""

SIX = (0.001, 0.003, 0.01, 0.02, 0.03, 0.04)

SCENES = {
    "squares": {"settings": {"squares": True, "explain": 1}},
    "parameters": {"settings": {"panels": ("fit", "parameters", "landscape")}},
    "predictions": {"settings": {"panels": ("predictions", "graph", "arithmetic"), "size": (1600, 500)}},
    "code": {"settings": {"panels": ("fit", "code"), "explain": 2}},
    "many weights": {"settings": {"panels": ("parameters", "predictions")}},
    "swinging": {"training": {"step_size": 0.07}},
    "grid": {"training": {"step_size": SIX[:2]}},
    "overlay": {"training": {"step_size": SIX}, "settings": {"overlay": True}},
    "race": {"training": {"step_size": SIX}, "settings": {"overlay": True, "panels": ("landscape", "loss")}},
    "momentum": {"training": {"optimizer": "momentum"}, "settings": {"explain": 2}},
}
"""Scenes of the lesson line, beside all lessons, so that every panel and every mark is among them."""


@cache
def animation_of(name: str) -> Animation:
    """Return the animation of a lesson, or of one of `SCENES`."""
    if name in SCENES:
        return animate_lesson(find_lesson("neuron" if name == "many weights" else "line"), **SCENES[name])  # type: ignore[arg-type] # of two kinds
    return animate_lesson(find_lesson(name))


def shots(name: str, theme: Theme) -> Iterator[tuple[Layout, Cue]]:
    """Yield the first, a middle and the last cue of each chapter in `theme`, and some of the told ones."""
    for layout, cues in animation_of(name).chapters:
        told = [cue for cue in cues if cue.phase is not None]
        own = layout.with_scene(replace(layout.scene, theme=theme))
        for cue in (cues[0], cues[len(cues) // 2], cues[-1], *told[:: max(len(told) // 5, 1)]):
            yield own, cue


def ground_of(mark: Mark, canvas: Canvas) -> set[str]:
    """Return the colours of the areas under a mark: dots with an edge stand on that, words on their patch."""
    if isinstance(mark, Dots) and mark.fill and mark.edge not in (None, mark.fill):
        return {str(mark.edge)}
    if isinstance(mark, Text):
        if mark.patch is not None:
            return {mark.patch}
        boxes = [(max(word.left, 0), max(word.top, 0), word.coverage.shape) for word in words_of(mark)]
        pixels = [canvas.pixels[top : top + rows, left : left + wide] for left, top, (rows, wide) in boxes]
        found = np.concatenate([part.reshape(-1, 4) for part in pixels])
    else:
        points = mark.centers if isinstance(mark, Dots) else mark.points
        points = points[np.isfinite(points).all(axis=1)]
        if isinstance(mark, Stroke) and len(points) > 1:
            points = np.concatenate(
                [points + (np.roll(points, -1, axis=0) - points) * share for share in (0, 0.3, 0.6)]
            )
        left, top, right, bottom = mark.clip or (0, 0, canvas.width, canvas.height)
        x, y = points.T
        inside = points[(x >= left) & (x < min(right, canvas.width)) & (y >= top) & (y < min(bottom, canvas.height))]
        columns, rows = inside.astype(int).T
        found = canvas.pixels[rows, columns]
    distinct = np.unique(np.ascontiguousarray(found).view(np.uint32)).view(np.uint8).reshape(-1, 4)
    return {from_channels(pixel) for pixel in distinct[:, :3].tolist()}


def needed(mark: Mark, theme: Theme) -> float:
    """Return the least contrast of a mark."""
    parts = mark.role.split(".")
    if isinstance(mark, Text):
        return theme.text_contrast
    if parts[-1] in DECORATION:
        return 1.0
    if any(part in TRAIL for part in parts) or mark.opacity < 1:
        return 1.6
    return theme.mark_contrast


def faint(layout: Layout, cue: Cue) -> Iterator[str]:
    """Yield a line about each word and mark with too little contrast to the areas under it."""
    canvas, theme = Canvas(*layout.size, layout.background), layout.scene.theme
    for mark in bottom_to_top(layers_at(layout, cue.row, cue.phase)):
        if isinstance(mark, Area):
            canvas.draw(mark)
            continue
        if isinstance(mark, Text):
            colors = {mark.color, *(span.color for span in mark.spans)} if mark.text.strip() else set()
        else:
            colors = {mark.color if isinstance(mark, Stroke) else str(mark.fill or mark.edge)}
        for color in colors:
            for ground in ground_of(mark, canvas):
                found = contrast(mix(color, ground, mark.opacity), ground)
                if found < needed(mark, theme) - 0.005:
                    yield f"{mark.role}: {color} on {ground} has {found:.2f}, not {needed(mark, theme)}"


@ALL_THEMES
@pytest.mark.parametrize("name", [*lesson_names(), *SCENES])
def test_words_and_marks_have_contrast(name: str, theme: Theme) -> None:
    """Words have 4.5 to 1, marks 3 to 1, and the trail 1.6 to 1; in the theme of high contrast words and marks 7."""
    assert {line for layout, cue in shots(name, theme) for line in faint(layout, cue)} == set()


@ALL_THEMES
def test_bars_have_the_contrast_of_words(theme: Theme) -> None:
    """The residuals of the fit and of the predictions have it on the background."""
    seen = set()
    for name in ("line", "predictions"):
        for layout, cue in shots(name, theme):
            for mark in bottom_to_top(layers_at(layout, cue.row, cue.phase)):
                if isinstance(mark, Stroke) and mark.role.endswith(".residual") and mark.opacity == 1:
                    seen.add(mark.role)
                    assert contrast(mark.color, theme.background) >= theme.text_contrast
    assert seen == {"fit.residual", "predictions.residual"}


@ALL_THEMES
@pytest.mark.parametrize("name", ["squares", "swinging", "batch", "classes"])
def test_areas_can_be_seen_and_leave_room_for_contrast(name: str, theme: Theme) -> None:
    """The deepest area of each role is no closer to the background than 1.15 to 1, and no deeper than 2.2 to 1."""
    deepest: dict[str, float] = {}
    for layout, cue in shots(name, theme):
        for mark in bottom_to_top(layers_at(layout, cue.row, cue.phase)):
            if isinstance(mark, Area):
                role = mark.role.rstrip("0123456789")
                found = contrast(mix(mark.color, theme.background, mark.opacity), theme.background)
                deepest[role] = max(deepest.get(role, 1.0), found)
    assert deepest
    assert all(1.15 <= found <= 2.2 for found in deepest.values()), deepest


def test_every_decoration_is_drawn() -> None:
    """No exemption outlives its mark."""
    roles = {
        mark.role.split(".")[-1]
        for name in ("line", "derivative", "neuron", "network", "batch")
        for layout, cue in shots(name, animation_of(name).scene.theme)
        for mark in bottom_to_top(layers_at(layout, cue.row, cue.phase))
    }
    assert DECORATION.keys() - roles <= {"halo"}  # that of a cloud, which no lesson has
