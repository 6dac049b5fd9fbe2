"""The arrangement of a strip: the panels of a run at several moments, side by side in rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.arrangement import in_rows, title_fits
from sgdviz.drawing.cells import cells_of
from sgdviz.drawing.grid import LEGEND
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.margins import INNER
from sgdviz.drawing.panels.strip import Strip
from sgdviz.drawing.sheet import best_sheet
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.scene import Scene
    from sgdviz.drawing.sheet import Sheet
    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Cue, Phase
    from sgdviz.recording import Recording


class Placed(NamedTuple):
    """A panel of a strip, and the row of its own recording and the phase that it shows."""

    panel: Panel
    row: int
    phase: Phase | None


def strip_of(
    scene: Scene,
    kinds: Kinds,
    recording: Recording | Comparison,
    settings: PanelSettings,
    moments: Sequence[Cue],
    *,
    outer: bool,
) -> list[Placed]:
    """Return the panels of each of `moments`, each with its step, and above them the legend of overlaid runs.

    With `outer`, only the axes at the left and the lower side have labels.
    """
    left, top, right, bottom = settings.area
    placed = []
    if scene.overlay:
        middle = round(top + LEGEND * settings.unit)
        legend = replace(settings, area=Rect(left, top, right, middle), shows_step=False, title=None)
        placed.append(Placed(Strip(leader_of(recording), legend, legend=True), moments[-1].row, None))
        top = middle
    runs = _runs(scene, recording)
    sheet = sheet_of(scene, kinds, len(runs), len(moments), right - left, bottom - top)
    shown = [(run, moment) for moment in moments for run in range(len(runs))]
    if len(runs) > 1 and sheet.columns == len(moments):  # a row for each run
        shown = [(run, moment) for run in range(len(runs)) for moment in moments]
    below = replace(settings, area=Rect(left, top, right, bottom))
    panels = max(sheet.counts), len(sheet.counts)
    inner = settings.margin if any(kind.fills_margins for kind in kinds) else INNER
    cells = cells_of(sheet.columns, sheet.rows, len(shown), panels, below, outer=outer, inner=inner, apart=sheet.apart)
    titles = _labels(kinds, recording, runs, cells) if len(runs) > 1 else []
    for number, ((run, moment), cell) in enumerate(zip(shown, cells, strict=True), start=1):
        row = _row(recording, runs[run], moment)
        step, passed = _names(runs[run], row, moment.phase, scene.words)
        title, beside = (titles[run], step) if titles else (step[:1].upper() + step[1:], passed)
        own = replace(cell, title=title, moment=beside, role_prefix=f"moment{number}.")
        placed += [Placed(panel, row, moment.phase) for panel in in_rows(sheet.counts, kinds, runs[run], own)]
    return placed


def sheet_of(scene: Scene, kinds: Kinds, runs: int, moments: int, width: float, height: float) -> Sheet:
    """Return the sheet of `moments` moments of so many runs, which are drawn apart, in `width` by `height` pixels."""
    return best_sheet(moments, 1 if scene.overlay else runs, [kind.width for kind in kinds], width, height)


def _runs(scene: Scene, recording: Recording | Comparison) -> tuple[Recording, ...]:
    """Return the recordings of the cells of one moment; overlaid runs share the leader's."""
    return recording.recordings if isinstance(recording, Comparison) and not scene.overlay else (leader_of(recording),)


def _row(recording: Recording | Comparison, run: Recording, moment: Cue) -> int:
    """Return the row of a run at a moment."""
    return int(recording.rows(run)[moment.row]) if isinstance(recording, Comparison) else moment.row


def step_row(run: Recording, row: int, phase: Phase | None) -> int:
    """Return the row after the step that is shown at `row`: in its forward and backward pass that is the next one."""
    if phase is None or phase.part == "update":
        return row
    return int(np.flatnonzero(run.recorded[row + 1 :])[0]) + row + 1


def _names(run: Recording, row: int, phase: Phase | None, words: Words) -> tuple[str, str]:
    """Return the names of the step at a row, with the part of it that is told, and of the pass, if any."""
    row = step_row(run, row, phase)
    step = words.step_number.format(number=run.step[row])
    if phase is not None:
        step = f"{step}, {getattr(words, phase.part)}"
    counts = run.pass_index.any() and (run.pass_index != run.step).any()
    return step, words.pass_number.format(number=run.pass_index[row]) if counts else ""


def _labels(
    kinds: Kinds, recording: Recording | Comparison, runs: Sequence[Recording], cells: Sequence[PanelSettings]
) -> tuple[str, ...]:
    """Return the name of each run: all whole, or all short where one of them has no room beside the longest step."""
    assert isinstance(recording, Comparison)
    longest = max((str(run.step[-1]) for run in runs), key=len)
    beside = cells[0].words.step_number.format(number=longest)
    for run, label in zip(runs, recording.labels, strict=True):
        if not title_fits(kinds[0], run, replace(cells[-1], title=label, moment=beside)):
            return recording.short_labels[1]
    return recording.labels
