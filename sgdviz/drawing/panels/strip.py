"""The strip over a comparison: the title, the step of all runs, and the legend of their colours."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.header import Header
from sgdviz.drawing.panels.margins import MARGIN
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.dashes import Dashes
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

RISE = 9.0
"""Reference pixels from the legend's baseline to the lower edge of the strip."""

SWATCH, BESIDE, APART = 20.0, 7.0, 20.0
"""Reference pixels of a colour's swatch, of the gap beside it, and of the gap between two runs."""


class Strip(Panel):
    """The line that stands once for all runs; its recording is the leader of the comparison.

    With `legend` it names the colour of each run. With `endings` its first line lists the runs that diverged, since the
    panels of such a scene show no step. Above several moments it is the legend alone, without a step.
    """

    name: ClassVar[str] = "strip"
    heading: ClassVar[str] = ""
    width: ClassVar[float] = 800.0

    def __init__(self, recording: Recording, settings: PanelSettings, *, legend: bool, endings: bool = False) -> None:
        super().__init__(recording, settings)
        left, top, right, bottom = self.area
        self.plot_area = Rect(
            round(left + MARGIN.left * self.unit), top, round(right - MARGIN.right * self.unit), bottom
        )
        in_step = self._is_in_step()
        self.header = Header(
            recording, settings, name=self.name, heading=self.heading, counts_passes=in_step, tells=True
        )
        self._ink = self.pen("name", self.theme.ink, static=True)
        self._legend: list[Mark] = []
        self._legend_endings: list[tuple[int, Text]] = []
        if legend:
            self._write_legend()
        self._endings = self._divergences() if endings else []

    @property
    def static_colors(self) -> tuple[str, ...]:
        """The colours of the title and of the step; a strip has no axes."""
        return self.theme.ink, self.theme.muted, *((self.theme.accent_ink,) if self.explains else ())

    def static(self) -> Iterable[Mark]:
        """Return the title and the legend."""
        last = self.shown_rows - 1
        step, endings = self.header.progress(last), self._endings_at(last)
        aside = replace(step, text=f"{step.text}   {endings.text}" if endings.text else step.text)
        yield self.header.title(aside)
        yield from self._legend

    def moving(self, row: int) -> Iterable[Mark]:  # noqa: ARG002 - all that moves in a strip are labels
        """Return nothing: a strip has labels only."""
        return ()

    def labels_in(self, row: int, phase: Phase) -> Iterable[Text]:
        """Return the step that is told, and its part."""
        if not self._shows_step:
            return self.labels(row)
        return self.header.told(self.told_row(row, phase), phase.part)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step, and the runs that have diverged by now."""
        if self._shows_step:
            yield self.header.progress(row)
            yield self._endings_at(row)
        yield from (text for first, text in self._legend_endings if row >= first)

    def _is_in_step(self) -> bool:
        """Return whether all runs are in the same pass for as long as they go on."""
        assert self.comparison is not None
        leader = self.recording
        for run in self.runs:
            rows = self.comparison.rows(run)
            going = (rows < run.shown_rows - 1) & leader.recorded & run.recorded[rows]
            if np.any((run.pass_index[rows] != leader.pass_index) & going):
                return False
        return True

    def _endings_at(self, row: int) -> Text:
        """Return the runs that have diverged by `row`, as a text beside the step."""
        step = self.header.progress(row)
        x = step.x - face(step.size).width(step.text, tabular=True) - APART * self.unit
        return replace(step, text=", ".join(text for first, text in self._endings if row >= first), x=x)

    def _divergences(self) -> list[tuple[int, str]]:
        """Return the first row of the leader at which a run has diverged, and a text about it, for each such run."""
        assert self.comparison is not None
        _, labels = self.comparison.short_labels
        return [
            (self._end_row(run), self.words.run_diverged_at.format(run=label, step=run.step[run.diverged_row]))
            for run, label in zip(self.runs, labels, strict=True)
            if run.diverged_row is not None
        ]

    def _end_row(self, run: Recording) -> int:
        """Return the first row of the leader at which `run` is at its end."""
        assert self.comparison is not None
        return int(np.searchsorted(self.comparison.rows(run), run.shown_rows - 1))

    def _write_legend(self) -> None:
        """Set the labels in one line, with room for the endings of runs that diverge."""
        assert self.comparison is not None
        unit, size, baseline = self.unit, SIZES.status * self.unit, self.area.bottom - RISE * self.unit
        type_face = face(size)
        common, labels = self.comparison.short_labels
        endings = [
            "" if run.diverged_row is None else self.words.diverged_at.format(step=run.step[run.diverged_row])
            for run in self.runs
        ]
        x = float(self.plot_area.left)
        if common:
            self._legend.append(self.label_pen.text(common, x, baseline, size))
            x += type_face.width(common) + APART * unit
        taken = len(self.runs) * (SWATCH + BESIDE + APART) * unit
        taken += sum(type_face.width(ending, tabular=True) + BESIDE * unit for ending in endings if ending)
        room = self.plot_area.right + APART * unit - x - taken
        wanted = sum(map(type_face.width, labels))
        pens = [self.pen(f"run.{number}", color) for number, color in enumerate(self.theme.runs[: len(self.runs)], 1)]
        for run, label, ending, pen, dash in zip(
            self.runs, labels, endings, pens, cycle(self.theme.dashes), strict=False
        ):
            shown = shorten(label, size, type_face.width(label) * min(room / wanted, 1.0))
            y = baseline - 0.36 * size
            swatch = np.array([[x, y], [x + SWATCH * unit, y]])
            swatch = Dashes(swatch, dash, unit).cut(swatch)
            self._legend.append(pen.stroke(swatch, SIZES.line * unit, cap="butt"))
            x += (SWATCH + BESIDE) * unit
            self._legend.append(self._ink.text(shown, x, baseline, size))
            x += type_face.width(shown)
            if ending and x + type_face.width(ending, tabular=True) + BESIDE * unit <= self.plot_area.right:
                x += BESIDE * unit
                self._legend_endings.append(
                    (self._end_row(run), self.label_pen.text(ending, x, baseline, size, tabular=True))
                )
                x += type_face.width(ending, tabular=True)
            x += APART * unit
