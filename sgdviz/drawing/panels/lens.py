"""The lens panel: a line before and after a nudge of m or b, magnified as the nudge shrinks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.data_axis import data_axis
from sgdviz.drawing.panels.lens_view import LensPens, LensView
from sgdviz.drawing.panels.magnifier import not_too_high, split, window, zoom_for
from sgdviz.drawing.panels.nudge import nudge_of
from sgdviz.drawing.panels.nudge_legend import nudge_legend
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.prediction import DataDots, Prediction, fit_plot
from sgdviz.drawing.panels.quotient import Quotient
from sgdviz.drawing.panels.slope_triangle import TEXT_ROOM, SlopeTriangle, TrianglePens
from sgdviz.drawing.plot.numbers import short
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.marks import Mark, Rect, Stroke, Text
    from sgdviz.drawing.panels.nudge import Nudge
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

FRACTION_BAR = 65.0
"""Reference pixels from the panel's top to the bars of the quotient."""

LEADER = 1.4
"""The width in reference pixels of the lines from the area of the lens to the lens."""

HEADROOM = 0.06
"""The least distance of the sample from the ends of the axis of y, as a share of that axis."""


class LensPanel(Panel):
    """A line before and after m or b is nudged by h, a lens on the sample, and the triangle of rise over nudge.

    The lens magnifies the plot by the same factor both ways, inverse to h, so that the rise has the same size in it at
    every row. The triangle beside it has the heights of the lens and a horizontal axis of its own, the parameter: its
    legs are h and the rise, both in the scale that y has in the lens. It is the same triangle at every row, since the
    change of y is proportional to h.
    """

    name: ClassVar[str] = "lens"
    heading: ClassVar[str] = "Derivative"
    width: ClassVar[float] = 800.0
    least: ClassVar[tuple[float, float]] = (660.0, 260.0)
    shows_step: ClassVar[bool] = True
    fills_margins: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        theme, unit, area = self.theme, self.unit, not_too_high(self.plot_area)
        self._nudge = nudge_of(recording)
        nudges = [nudge_of(run) for run in self.axis_runs]
        whole = self._plot_in(area, nudges)
        self._zoom = zoom_for(nudges, area, area.height / (whole.y.high - whole.y.low))
        leg = self._zoom.leg
        parts = split(area, unit, leg + TEXT_ROOM * unit + self._widest_rise(nudges))
        self.plot_area, self._lens = parts.plot, parts.lens
        self._plot = replace(whole, area=parts.plot)
        self._prediction = Prediction(recording, self._plot)
        self._point = self._plot.place(self._nudge.x, self._nudge.y)[0]
        self._focus = self._zoom.focus(parts.lens)
        nudged = self._focus - [0.0, self._nudge.ratio * leg]
        self._triangle = SlopeTriangle(
            self._nudge, parts.triangle, self._focus[1], nudged[1], leg, parts.lens.bottom, unit
        )
        self._line, self._rise = self.pen("line", theme.line), self.pen("rise", theme.accent)
        self._window, self._leader = self.pen("window", theme.accent), self.pen("leader", theme.outline)
        self._data, self._number = self.pen("data", theme.data), self.pen("number", theme.ink)
        self._base_line = self._base_in_plot()
        self._dots = DataDots(recording, self._plot, self._data, theme.background, unit).mark
        self._view = LensView(
            parts.lens,
            self._focus,
            nudged,
            self._base_line.points,
            guided_to=(parts.triangle, parts.triangle + leg),
            pens=self._lens_pens(),
            background=theme.background,
            unit=unit,
        )
        bars = self.area.top + FRACTION_BAR * unit
        value = self.pen("readout", theme.line)
        self._quotient = Quotient(
            self._nudge, parts.plot.left, bars, unit, pen=self._number, value=value, words=self.words
        )
        self._still = tuple(self._static_marks())

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels, the legend, the quotient's bars, and the triangle."""
        return self._still

    def moving(self, row: int) -> Iterable[Mark]:
        """Return both lines and the area of the lens in the plot, and what the lens shows of them."""
        unit, lens, plot = self.unit, self._lens, self._plot
        scale = self._zoom.scale(float(self._nudge.h[row]))
        outline = window(lens, self._focus, self._point, scale)
        for inner, outer in ((outline[1], (lens.left, lens.top)), (outline[2], (lens.left, lens.bottom))):
            yield self._leader.stroke(np.array([inner, outer]), LEADER * unit)
        line = self._prediction.points(row)[[0, -1]]
        nudged = [self._point[0], plot.heights(self._nudge.y + self._nudge.rise[row])]
        yield self._rise.stroke(np.array([self._point, nudged]), SIZES.residual * unit, plot.area, cap="butt")
        yield self._line.stroke(line, SIZES.line * unit, plot.area, cap="butt")
        yield self._base_line  # thin, and above: both lines can be seen where they lie together
        yield self._dots
        yield self._window.stroke(outline, SIZES.trail * unit)
        per_x = plot.area.width / (plot.x.high - plot.x.low)
        yield from self._view.marks(line, (per_x * scale, self._zoom.pixels * scale))

    def labels(self, row: int) -> Iterable[Text]:
        """Return the scale of the lens, the rise and the nudge, the one divided by the other, and the step."""
        lens, size = self._lens, SIZES.status * self.unit
        h = float(self._nudge.h[row])
        words = self.words
        scale = words.lens_scale.format(number=words.number(short(self._zoom.scale(h))))
        yield self._number.text(scale, lens.left, lens.top - 9 * self.unit, size, tabular=True)
        yield from self._triangle.texts(
            _rise_text(self._nudge, row, words), words.nudge.format(number=words.number(short(h))), self._number
        )
        yield from self._quotient.numbers(row)
        yield self.header.step(row)

    def _plot_in(self, area: Rect, nudges: Sequence[Nudge]) -> Plot:
        """Return the plot of a fit, with room around the sample for the first and largest area of the lens."""
        data, unit = self.recording.dataset, self.unit
        plot = fit_plot(self.recording, self.axis_runs, area, unit, self.words)
        ys = [nudge.y + rise for nudge in nudges for rise in (0.0, *nudge.rise.tolist())]
        room = HEADROOM * (plot.y.high - plot.y.low)
        limits = min(plot.y.low, min(ys) - room), max(plot.y.high, max(ys) + room)
        return replace(plot, y=data_axis(data, -1, limits, area, unit, upright=True, reach=True, words=self.words))

    def _widest_rise(self, nudges: Sequence[Nudge]) -> float:
        """Return the width of the widest text at the bracket, of all runs."""
        wide = face(SIZES.status * self.unit)
        texts = (_rise_text(nudge, row, self.words) for nudge in nudges for row in range(len(nudge.h)))
        return max(wide.width(text, tabular=True) for text in texts)

    def _base_in_plot(self) -> Stroke:
        """Return the line before the nudge in the plot."""
        ends = self.recording.grid[[0, -1], 0]
        points = self._plot.place(ends, self._nudge.m * ends + self._nudge.b)
        return self.pen("base", self.theme.data).stroke(points, SIZES.trail * self.unit, self._plot.area, cap="butt")

    def _lens_pens(self) -> LensPens:
        theme = self.theme
        colors = {"frame": theme.accent, "lattice": theme.grid, "base": theme.data, "line": theme.line}
        colors |= {"before": theme.data, "after": theme.line, "rise": theme.accent, "guide": theme.outline}
        return LensPens(**{role: self.pen(f"lens.{role}", color) for role, color in colors.items()})

    def _triangle_pens(self) -> TrianglePens:
        theme = self.theme
        colors = {"inside": theme.grid, "nudge": theme.ink, "rise": theme.accent}
        colors |= {"slope": theme.line, "rule": theme.outline, "name": theme.ink}
        return TrianglePens(
            **{role: self.pen(f"triangle.{role}", color, static=True) for role, color in colors.items()}
        )

    def _static_marks(self) -> Iterable[Mark]:
        unit, names = self.unit, self.recording.dataset
        x_label = names.feature_names[0]
        yield self.header.title(aside=self.header.step(self.shown_rows - 1))
        yield from self._plot.frame(self.frame_pens, unit, x_label=x_label, zero=True)
        yield from self._legend()
        yield from self._quotient.bars()
        yield from self._quotient.words()
        yield from self._triangle.marks(self._triangle_pens())
        place, size = f"{x_label} = {self.words.number(short(self._nudge.x))}", SIZES.status * unit
        yield self._number.text(place, self._focus[0], self._lens.bottom + 20 * unit, size, anchor="middle")

    def _legend(self) -> Iterable[Mark]:
        """Return the legend in the corner on the left that the line before the nudge does not cross."""
        plot, theme = self._plot.area, self.theme
        return nudge_legend(
            self._nudge,
            plot,
            is_above=bool(self._base_line.points[0, 1] > (plot.top + plot.bottom) / 2),
            line=self.pen("legend.line", theme.line, static=True),
            base=self.pen("legend.base", theme.data, static=True),
            words=self._number,
            background=theme.background,
            unit=self.unit,
        )


def _rise_text(nudge: Nudge, row: int, words: Words) -> str:
    return words.rise_is.format(number=words.number(short(float(nudge.rise[row]))))
