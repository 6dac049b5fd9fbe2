"""The strip over a comparison: the title, the step that all runs are at, and which colour is which run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Rect, Stroke, Text
from sgdviz.panels.base import MARGIN, Panel, PanelSettings
from sgdviz.theme import SIZES
from sgdviz.typesetting import face, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

RISE = 9.0
"""How far the legend's baseline is above the foot of the strip, in reference pixels."""

SWATCH, BESIDE, APART = 20.0, 7.0, 20.0
"""The piece of line in each colour, the air beside it and the air between two runs, in reference pixels."""


class Strip(Panel):
    """What stands once for all runs. Its recording is the leader of the comparison.

    A `legend` says which colour is which run. `endings` are told in the first line where no panel tells them.
    """

    share: ClassVar[float] = 800.0
    heading: ClassVar[str] = ""

    def __init__(self, recording: Recording, settings: PanelSettings, *, legend: bool, endings: bool = False) -> None:
        super().__init__(recording, settings)
        self._colors = self.theme.runs if legend else ()
        self._size = SIZES.status * self.unit
        self._baseline = self.area.bottom - RISE * self.unit
        self._legend: list[Mark] = []
        self._endings: list[tuple[int, Text]] = []
        if legend:
            self._write_legend()
        self._told = self._runs_that_diverge() if endings else []
        self.counts_passes &= self._in_step()

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours of the runs, where they are told."""
        return self._colors[: len(self.comparison or ())]

    @property
    def frame_inks(self) -> tuple[str, ...]:
        """The title's, and that of the step."""
        return self.theme.ink, self.theme.muted

    @property
    def plot_area(self) -> Rect:
        """The strip between the margins."""
        left, top, right, bottom = self.area
        return Rect(round(left + MARGIN.left * self.unit), top, round(right - MARGIN.right * self.unit), bottom)

    def backdrop(self) -> Iterable[Mark]:
        """Return the title and the legend."""
        last = self.shown_rows - 1
        step, told = self.progress_text(last), self._told_at(last)
        yield self.title_text(aside=replace(step, text=f"{step.text}   {told.text}" if told.text else step.text))
        yield from self._legend

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the step, and which runs have diverged by now."""
        yield self.progress_text(row)
        yield self._told_at(row)
        yield from (said for first, said in self._endings if row >= first)

    def _in_step(self) -> bool:
        """Return whether all runs are in the same pass for as long as they go on."""
        assert self.comparison is not None
        leader = self.recording
        for run in self.comparison.recordings:
            rows = self.comparison.rows(run)
            going = (rows < run.shown_rows - 1) & leader.recorded & run.recorded[rows]
            if np.any((run.pass_index[rows] != leader.pass_index) & going):
                return False
        return True

    def _told_at(self, row: int) -> Text:
        """Return what is said beside the step of the runs that have diverged by `row`."""
        step = self.progress_text(row)
        x = step.x - face(step.size).width(step.text, tabular=True) - APART * self.unit
        return replace(step, text=", ".join(said for first, said in self._told if row >= first), x=x)

    def _runs_that_diverge(self) -> list[tuple[int, str]]:
        """Return from which row on something is to be said of a run, and what."""
        assert self.comparison is not None
        _, labels = self.comparison.short_labels
        return [
            (self._end_row(run), f"{label} diverged at step {run.step[run.diverged_row]}")
            for run, label in zip(self.comparison.recordings, labels, strict=True)
            if run.diverged_row is not None
        ]

    def _end_row(self, run: Recording) -> int:
        """Return the first row of the leader at which `run` is at its end."""
        assert self.comparison is not None
        return int(np.searchsorted(self.comparison.rows(run), run.shown_rows - 1))

    def _write_legend(self) -> None:
        """Set the labels in one line, with room for what is said of a run that diverges."""
        assert self.comparison is not None
        theme, unit, size, runs = self.theme, self.unit, self._size, self.comparison.recordings
        type_face = face(size)
        common, labels = self.comparison.short_labels
        endings = ["" if run.diverged_row is None else f"diverged at step {run.step[run.diverged_row]}" for run in runs]
        x = float(self.plot_area.left)
        if common:
            self._legend.append(Text(common, x, self._baseline, size, theme.muted))
            x += type_face.width(common) + APART * unit
        taken = len(runs) * (SWATCH + BESIDE + APART) * unit
        taken += sum(type_face.width(ending, tabular=True) + BESIDE * unit for ending in endings if ending)
        room = self.plot_area.right + APART * unit - x - taken
        wanted = sum(map(type_face.width, labels))
        for run, label, ending, color in zip(runs, labels, endings, self._colors, strict=False):
            shown = shorten(label, size, type_face.width(label) * min(room / wanted, 1.0))
            y = self._baseline - 0.36 * size
            swatch = np.array([[x, y], [x + SWATCH * unit, y]])
            self._legend.append(Stroke(swatch, color, SIZES.line * unit, cap="butt"))
            x += (SWATCH + BESIDE) * unit
            self._legend.append(Text(shown, x, self._baseline, size, theme.ink))
            x += type_face.width(shown)
            if ending:
                x += BESIDE * unit
                said = Text(ending, x, self._baseline, size, theme.muted, tabular=True, on=theme.background)
                self._endings.append((self._end_row(run), said))
                x += type_face.width(ending, tabular=True)
            x += APART * unit
