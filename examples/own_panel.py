"""Draw a panel of one's own: the size of each point's residual as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

import sgdviz
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.plot import Plot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings


class ResidualsPanel(sgdviz.Panel):
    """A bar for each point, as high as its residual is large."""

    name: ClassVar[str] = "residuals"
    heading: ClassVar[str] = "Residuals"
    width: ClassVar[float] = 320.0

    def __init__(self, recording: sgdviz.Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._sizes = np.abs(recording.predictions - recording.dataset.y)  # (rows, points)
        points = self._sizes.shape[1]
        highest = float(self._sizes[: recording.rows_before_divergence].max())
        self._plot = Plot(
            self.plot_area, linear_axis(0.5, points + 0.5, reach=False, least_step=1), linear_axis(0.0, highest)
        )
        self._bar = self.pen("bar", self.theme.data)  # every colour of a panel comes from a pen

    def static(self) -> Iterable[Mark]:
        """Return the heading and the axes."""
        yield self.header.title(aside=self.header.blank())
        yield from self._plot.frame(self.frame_pens, self.unit, x_label="point", y_label="size")

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the bars of this row."""
        for point, size in enumerate(self._sizes[row], 1):
            yield self._bar.stroke(self._plot.place([point, point], [0.0, size]), 18 * self.unit, cap="butt")

    def labels(self, row: int) -> Iterable[Text]:
        """Return the largest residual as the readout."""
        yield self.header.readout(f"largest {self._sizes[row].max():.2f}")


if __name__ == "__main__":
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=20, seed=0)
    sgdviz.animate(run, panels=("fit", ResidualsPanel), every=2).save("own_panel.gif", "own_panel.svg")
