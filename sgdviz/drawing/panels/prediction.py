"""The prediction over one input and the data points, in the pixels of a plot, used by both fit panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.panels.class_names import classes_axis, have_room
from sgdviz.drawing.panels.data_axis import data_axis
from sgdviz.drawing.panels.limits import value_limits
from sgdviz.drawing.plot.crowding import dot_style
from sgdviz.drawing.plot.plot import TICK_ROOM, Plot
from sgdviz.drawing.plot.spots import Count, count_texts, hidden_by, spots_of
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.words import ENGLISH
from sgdviz.errors import InputError
from sgdviz.recording.effects import line_terms
from sgdviz.recording.input_grid import LINE_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.drawing.marks import Dots, Rect, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording


class Prediction:
    """The prediction of a run over its grid of inputs, as points in a plot."""

    def __init__(self, recording: Recording, plot: Plot) -> None:
        self._plot = plot
        inputs, self._values = recording.grid[:, 0], recording.grid_predictions
        if len(inputs) == LINE_POINTS:  # a straight line reaches from side to side, however wide the plot is
            sides = np.array([plot.x.low, plot.x.high])
            share = (sides - inputs[0]) / (inputs[1] - inputs[0])
            with np.errstate(all="ignore"):
                self._values = (1 - share) * self._values[:, :1] + share * self._values[:, 1:]
            inputs = sides
        self._places = plot.place(inputs, np.zeros(len(inputs)))

    @property
    def ends(self) -> NDArray[np.float64]:
        """The (T,) heights in pixels of the prediction at its right end."""
        return self._plot.heights(self._values[:, -1])

    def points(self, row: int) -> NDArray[np.float64]:
        """Return the (G, 2) points of the prediction at `row`."""
        points = self._places.copy()
        points[:, 1] = self._plot.heights(self._values[row])
        return points


def fit_plot(
    recording: Recording, axis_runs: Sequence[Recording], area: Rect, unit: float = 1.0, words: Words = ENGLISH
) -> Plot:
    """Return the plot of a fit of `recording`, with axes for all of `axis_runs`.

    The names of classes are the labels of 0 and 1 where they have room beside the axis. `unit` is the size of a
    reference pixel.

    Raises `InputError` for data with several features, and for a recording without a grid.
    """
    features = recording.dataset.x.shape[1]
    if features != 1:
        raise InputError(f"the fit panel draws one input and the data have {features}; show predictions instead")
    if any(not len(run.grid) for run in axis_runs):
        raise InputError("the fit panel draws a curve, and the recording has none; show predictions instead")
    grids = np.concatenate([run.grid for run in axis_runs])
    ends, limits = (float(grids.min()), float(grids.max())), value_limits(axis_runs)
    if all(_turns_about_zero(run) for run in axis_runs):
        ends, limits = (min(ends[0], 0.0), max(ends[1], 0.0)), (min(limits[0], 0.0), max(limits[1], 0.0))
    data = recording.dataset
    x = data_axis(data, 0, ends, area, unit, words=words)
    y = data_axis(data, -1, limits, area, unit, upright=True, reach=True, words=words)
    names, size = data.class_names, SIZES.label * unit
    if names and have_room(names, size, TICK_ROOM * unit):
        y = classes_axis(y, names, size, TICK_ROOM * unit, middle=True)
    return Plot(area, x, y)


def target_label(dataset: Dataset, plot: Plot) -> str:
    """Return the label of the axis of targets, which says the names of classes where the ticks have no room."""
    names = dataset.class_names
    if not names or names[0] in plot.y.written:
        return dataset.target_name
    return f"{dataset.target_name}: 0 = {names[0]}, 1 = {names[1]}"


def _turns_about_zero(recording: Recording) -> bool:
    """Return whether the prediction is a slope alone, so that the line turns about the origin."""
    terms = line_terms(recording)
    return terms is not None and terms.constant is None


class DataDots:
    """The data points of a fit as dots, and a count beside each spot that several of them share.

    The style of the dots follows from how close they lie; points on one spot are counted rather than called close where
    there is room for the counts.
    """

    def __init__(self, recording: Recording, plot: Plot, pen: Pen, background: str, unit: float) -> None:
        self._area, self._unit = plot.area, unit
        centers = plot.place(recording.dataset.inputs, recording.dataset.y)
        radius = SIZES.point * unit
        self._spots = spots_of(centers, radius)
        style = dot_style(self._spots.places if self._spots.is_countable else centers, radius, unit)
        self.is_cloud = style.is_cloud
        """Whether the dots are so close that they lie below the prediction."""
        self.mark: Dots = style.dots(pen, centers, background)

    def counts(self, pen: Pen, taken: NDArray[np.float64]) -> tuple[Text, ...]:
        """Return the counts of points on one spot, off the (K, 2) points `taken`; a cloud has none."""
        if self.is_cloud or not self._spots.is_countable:
            return ()
        taken = np.concatenate([taken, hidden_by(self._spots.places, self.mark.radius)])
        numbers = self._spots.counts
        counts = [Count(self._spots.places[spot], pen, f"×{numbers[spot]}") for spot in self._spots.shared]
        return tuple(count_texts(counts, self._area, SIZES.ring * self._unit, taken, self._unit))
