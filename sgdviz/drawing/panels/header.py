"""The header of a panel: its heading, the step or the kind of cost beside it, and the readout below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sgdviz.drawing.panels.margins import EDGE, GUTTER, HEADING_BASELINE, READOUT_BASELINE, plot_area
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import FIGURE_SPACE, face, shorten
from sgdviz.pacing import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.panels.verdict import Verdict
    from sgdviz.pacing import Part
    from sgdviz.recording import Recording

LEAST_LEFT = 3
"""A heading that would be cut to this many characters or fewer, its ellipsis included, is left out."""

BESIDE = 8.0
"""Reference pixels between a step and the part of it that is told."""

Aside = Literal["step", "cost"]
"""The text beside a heading: the step, or the kind of cost."""


class Header:
    """The texts over the plot of one panel, in fixed places.

    `name` and `heading` are the panel's. With `counts_passes` the pass stands beside the step; by default it does where
    the recording knows passes that are not its steps. With `tells` the part of a step that is told stands there; by
    default in the panel that shows the step, and of a comparison only in its strip.
    """

    def __init__(
        self,
        recording: Recording,
        settings: PanelSettings,
        *,
        name: str,
        heading: str,
        counts_passes: bool = True,
        tells: bool | None = None,
    ) -> None:
        self._recording = recording
        self._comparison = settings.comparison
        self._shows_step = settings.shows_step
        self._moment = settings.moment
        alone = settings.comparison is None and settings.moment is None
        self._tells = (settings.shows_step and alone) if tells is None else tells
        self._explains = self._tells and settings.explains
        self._unit = settings.unit
        self._top = settings.area.top
        self._plot = plot_area(settings.area, settings.unit, settings.margin)
        self._right = settings.area.right - EDGE * settings.unit
        self._words = settings.words
        self._title = self._words.heading(name, heading) if settings.title is None else settings.title
        theme, role = settings.theme, settings.role_prefix + name
        self.title_pen = Pen(f"{role}.title", theme.ink)
        self._aside_pen, self._cost_pen = Pen(f"{role}.step", theme.muted), Pen(f"{role}.cost_kind", theme.muted)
        self.part_pen = Pen(f"{role}.part", theme.accent_ink)
        self._diverged_pen, self._readout_pen = Pen(f"{role}.step", theme.line), Pen(f"{role}.readout", theme.line)
        passes = recording.pass_index
        self._counts_passes = counts_passes and bool(passes.any() and (passes != recording.step).any())

    def title(self, aside: Text) -> Text:
        """Return the heading, shortened to leave room for `aside` to the right of it."""
        size, taken = SIZES.heading * self._unit, face(aside.size).width(aside.text, tabular=aside.tabular)
        if self._explains:
            taken = max(taken, self._part_room)
        room = self._plot.width - taken - GUTTER * self._unit
        text = shorten(self._title, size, room, bold=True)
        if text != self._title and len(text) <= LEAST_LEFT:
            text = ""
        return self.title_pen.text(text, self._plot.left, self._top + HEADING_BASELINE * self._unit, size, bold=True)

    def fits(self, aside: Aside) -> bool:
        """Return whether the heading has room beside the shortest form of its longest `aside`."""
        if aside == "step":
            return self._fits_beside(self.last_step())
        kind = self._recording.cost_kind
        return self._fits_beside(self._aside(self._words.short_cost(kind), self._cost_pen))

    def readout(self, text: str) -> Text:
        """Return the line below the heading: the panel's number or equation, smaller where the panel is too narrow."""
        y, size = self._top + READOUT_BASELINE * self._unit, SIZES.readout * self._unit
        room = self._right - self._plot.left
        size = min(size, size * room / max(face(size, bold=True).width(text, tabular=True), 1.0))
        size = max(size, SIZES.label * self._unit)
        return self._readout_pen.text(text, self._plot.left, y, size, bold=True, tabular=True)

    def verdict(self, readout: str, verdict: Verdict) -> Iterable[Text]:
        """Yield the verdict on the run at the right end of the readout's line, as much of it as has room there."""
        size, y = SIZES.status * self._unit, self._top + READOUT_BASELINE * self._unit
        taken = face(SIZES.readout * self._unit, bold=True).width(readout, tabular=True) + GUTTER * self._unit
        words = self._words
        long = words.cost_change.format(cost=words.short_cost(verdict.kind), change=verdict.costs)
        whole = words.and_ending.format(verdict=long, ending=verdict.ending)
        ways = ([whole] if verdict.ending else []) + [long, verdict.costs]
        for text in ways:
            if face(size, bold=True).width(text) <= self._plot.width - taken:
                yield self.title_pen.text(text, self._plot.right, y, size, bold=True, anchor="right")
                return

    def cost_kind(self) -> Text:
        """Return the kind of cost beside the heading, abbreviated where there is no room for all of it."""
        kind = self._recording.cost_kind
        long = self._aside(self._words.cost(kind), self._cost_pen)
        return long if self._fits_beside(long) else self._aside(self._words.short_cost(kind), self._cost_pen)

    def step(self, row: int) -> Text:
        """Return the step and the pass of `row` in fixed places, or that the run diverged there.

        In a comparison the strip shows the step, and a panel only the step at which its run ended. The text is empty
        where another panel shows the step.
        """
        recording = self._recording
        if not self._shows_step:
            return self.blank()
        step = recording.step[row]
        if row == recording.diverged_row:
            return self._ending((self._words.diverged_at.format(step=step), self._words.diverged), self._diverged_pen)
        if self._moment is not None:
            return self._aside(self._moment, self._aside_pen)
        if self._comparison is not None:
            ended = row == len(recording) - 1 and step < self._comparison.last_step
            texts = (self._words.ended_at.format(step=step), self._words.step_number.format(number=step))
            return self._ending(texts, self._aside_pen) if ended else self.blank()
        return self.progress(row)

    def _ending(self, texts: tuple[str, str], pen: Pen) -> Text:
        """Return how a run ended, in the shorter one of two texts where the heading has no room beside the longer."""
        long, short = (self._aside(text, pen) for text in texts)
        return long if self._fits_beside(long) else short

    def last_step(self) -> Text:
        """Return the step of the last row, for which a heading leaves room."""
        return self.step(self._recording.shown_rows - 1)

    def told(self, row: int, part: Part) -> tuple[Text, ...]:
        """Return the part that is told of the step that led to `row`, and the step where it has room beside that."""
        if not self._tells:
            return (self.blank() if self._moment is None else self.step(row),)
        size, room = SIZES.status * self._unit, self._part_room
        parts = [getattr(self._words, name) for name in PARTS]
        step = self._aside(self._words.step_number.format(number=self._recording.step[row]), self._aside_pen)
        word = self.part_pen.text(parts[PARTS.index(part)], self._plot.right - room, step.y, size, bold=True)
        step = replace(step, x=word.x - BESIDE * self._unit)
        title = self.title(self.last_step())
        begins = step.x - face(size).width(step.text, tabular=True) - BESIDE * self._unit
        has_room = title.x + face(title.size, bold=True).width(title.text) <= begins
        return (step, word) if has_room else (word,)

    @property
    def _part_room(self) -> float:
        """The width of the longest name of a part of a step, in pixels."""
        type_face = face(SIZES.status * self._unit, bold=True)
        return max(type_face.width(getattr(self._words, name)) for name in PARTS)

    def progress(self, row: int) -> Text:
        """Return the step and the pass of `row` in fixed places."""
        recording = self._recording
        parts = [(self._words.step_number, recording.step)]
        return self._progress(parts + [(self._words.pass_number, recording.pass_index)] * self._counts_passes, row)

    def _progress(self, parts: Sequence[tuple[str, NDArray[np.int64]]], row: int) -> Text:
        """Return numbers of `row` in their templates, each in a fixed place."""
        padded = (
            template.format(number=str(values[row]).ljust(len(str(values[-1])), FIGURE_SPACE))
            for template, values in parts
        )
        return self._aside("  ".join(padded), self._aside_pen)

    def blank(self) -> Text:
        """Return an empty text beside the heading."""
        return self._aside("", self._aside_pen)

    def _fits_beside(self, aside: Text) -> bool:
        return self.title(aside).text == self._title

    def _aside(self, text: str, pen: Pen) -> Text:
        y, size = self._top + HEADING_BASELINE * self._unit, SIZES.status * self._unit
        return pen.text(text, self._plot.right, y, size, anchor="right", tabular=True)
