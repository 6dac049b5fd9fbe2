"""The quotient over a lens: rise over h as a fraction, with its current numbers and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import plain, short
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.marks import Stroke, Text
    from sgdviz.drawing.panels.nudge import Nudge
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.words import Words

ABOVE, BELOW = 6.0, 16.0
"""Reference pixels from the bar of a fraction up and down to the baselines of its two numbers."""

GAP = 9.0
"""Reference pixels around an equals sign."""

MIDDLE = 0.36
"""The middle of the type above its baseline, as a share of its size."""


class Quotient:
    """The fraction ``rise / h = 6 / 2 = 3`` with its left end at `x` and its bars at `y`, in fixed places."""

    def __init__(
        self, nudge: Nudge, x: float, y: float, unit: float, *, pen: Pen, value: Pen, words: Words = ENGLISH
    ) -> None:
        self._words = words
        self._nudge, self._y, self._unit = nudge, y, unit
        self._pen, self._value = pen, value
        self._size = SIZES.heading * 0.85 * unit
        type_face = face(self._size)
        texts = {text for row in range(len(nudge.h)) for text in self._texts(row)}
        widths = (type_face.width(words.rise), max(type_face.width(text, tabular=True) for text in texts))
        equals = type_face.width("=") + 2 * GAP * unit
        self._bars = [(x, x + widths[0]), (x + widths[0] + equals, x + widths[0] + equals + widths[1])]
        self._end = self._bars[1][1] + equals

    def bars(self) -> Iterable[Stroke]:
        """Yield the bars of both fractions."""
        for left, right in self._bars:
            ends = np.array([[left, self._y], [right, self._y]])
            yield self._pen.stroke(ends, 1.4 * self._unit, cap="butt", crisp=True)

    def words(self) -> Iterable[Text]:
        """Yield the texts that never change."""
        yield from self._fraction(self._bars[0], (self._words.rise, "h"))
        for _, right in self._bars:
            yield self._pen.text("=", right + GAP * self._unit, self._y + MIDDLE * self._size, self._size)

    def numbers(self, row: int) -> Iterable[Text]:
        """Yield the rise and the nudge at `row`, and the one divided by the other."""
        yield from self._fraction(self._bars[1], self._texts(row))
        size = SIZES.readout * self._unit
        ratio = float(self._nudge.rise[row] / self._nudge.h[row])
        yield self._value.text(
            self._words.number(plain(ratio)), self._end, self._y + MIDDLE * size, size, bold=True, tabular=True
        )

    def _texts(self, row: int) -> tuple[str, str]:
        rise, h = (short(float(values[row])) for values in (self._nudge.rise, self._nudge.h))
        return self._words.number(rise), self._words.number(h)

    def _fraction(self, bar: tuple[float, float], texts: Sequence[str]) -> Iterable[Text]:
        for text, below in zip(texts, (-ABOVE, BELOW), strict=True):
            y = self._y + below * self._unit
            yield self._pen.text(text, sum(bar) / 2, y, self._size, anchor="middle", tabular=True)
