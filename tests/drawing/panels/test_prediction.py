"""The prediction over one input, and the dots of the data."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import AREA, unlike_runs

import sgdviz
from sgdviz import LIGHT, Dataset, InputError, Recording
from sgdviz.drawing.panels.prediction import DataDots, Prediction, fit_plot, target_label
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.sizes import SIZES


def test_a_prediction_has_a_point_for_every_input_of_the_grid(run: Recording) -> None:
    """The points of a prediction are the pixels of the grid's inputs and of what the model predicts there."""
    plot = fit_plot(run, (run,), AREA)
    prediction = Prediction(run, plot)
    for row in (0, 300, 5):  # in any order: the points of one row do not change those of another
        points = prediction.points(row)
        expected = plot.place(run.grid[:, 0], run.grid_predictions[row])
        np.testing.assert_array_equal(points, expected)


def test_the_inputs_of_a_fit_end_with_the_grids_of_all_runs() -> None:
    """The x axis of several runs holds the inputs of each."""
    one, other = unlike_runs("fit")
    wide = sgdviz.fit(sgdviz.Line(), sgdviz.Dataset(one.dataset.inputs * 2, one.dataset.y), sgdviz.SGD(0.001), passes=1)
    plot = fit_plot(one, (one, other, wide), AREA)
    assert (plot.x.low, plot.x.high) == (wide.grid.min(), wide.grid.max())
    assert plot.x.low < one.grid.min()


def test_several_features_have_no_fit() -> None:
    """The error says how many features there are and which panel to use instead."""
    data = sgdviz.Dataset(np.eye(3), np.arange(3.0))
    run = sgdviz.fit(sgdviz.Neuron(3), data, sgdviz.SGD(0.1), passes=1)
    with pytest.raises(InputError, match="draws one input and the data have 3; show predictions instead"):
        fit_plot(run, (run,), AREA)


def data_dots(data: Dataset) -> DataDots:
    """Return the dots of `data` in a plot of their fit."""
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.001), passes=1, batch_size=len(data))
    return DataDots(run, fit_plot(run, (run,), AREA), Pen("fit.data", LIGHT.data), LIGHT.background, 1.0)


def test_dots_are_whole_until_they_crowd() -> None:
    """Six points have rims and the full size; a thousand are smaller, translucent and without rims."""
    few, many = data_dots(sgdviz.data.post()), data_dots(sgdviz.data.noisy_line(1000))
    assert (few.mark.radius, few.mark.opacity, few.mark.edge) == (SIZES.point, 1.0, LIGHT.background)
    assert many.mark.radius < SIZES.point / 2 + 1
    assert (many.mark.opacity < 0.5, many.mark.edge) == (True, None)
    assert (few.is_cloud, many.is_cloud) == (False, True)
    assert len(many.mark.centers) == 1000


def test_points_on_one_spot_are_counted() -> None:
    """Each spot with several points has their number beside it; points of their own have none."""
    x, y = np.array([1.0, 1, 1, 2, 3, 4, 4]), np.array([1.0, 1, 1, 3, 4, 5, 5])
    dots = data_dots(Dataset(x, y))
    pen = Pen("fit.count", LIGHT.data)
    counts = dots.counts(pen, np.empty((0, 2)))
    assert [count.text for count in counts] == ["×3", "×2"]
    for count, place in zip(counts, dots.mark.centers[[0, 5]], strict=True):
        assert np.hypot(count.x - place[0], count.y - place[1]) < 40
    assert data_dots(sgdviz.data.post()).counts(pen, np.empty((0, 2))) == ()


def test_many_points_on_few_spots_are_no_cloud() -> None:
    """A table with its rows repeated a hundred times has dots of the full size, with counts."""
    x = np.tile([0.0, 1.0, 2.0, 3.0], 100)
    dots = data_dots(Dataset(x, 2 * x))
    assert dots.mark.radius == SIZES.point
    assert [count.text for count in dots.counts(Pen("fit.count", LIGHT.data), np.empty((0, 2)))] == ["×100"] * 4


@pytest.mark.parametrize(
    ("names", "ticks", "label"),
    [
        (("no", "yes"), ["no", "0.5", "yes"], "passed"),
        (("failed the exam", "passed it"), ["0", "0.5", "1"], "passed: 0 = failed the exam, 1 = passed it"),
    ],
)
def test_the_axis_of_classes_reads_their_names(names: tuple[str, str], ticks: list[str], label: str) -> None:
    """The names are the labels of 0 and 1, or, where they have no room there, are told over the plot."""
    data = Dataset(np.arange(6.0), np.array([0.0, 0, 0, 1, 1, 1]), ("hours",), "passed", names)
    run = sgdviz.fit(sgdviz.MLP(1, (2,), task="classes"), data, sgdviz.SGD(0.1), passes=2)
    plot = fit_plot(run, (run,), AREA)
    assert [plot.y.label(tick) for tick in plot.y.ticks] == ticks
    assert target_label(data, plot) == label
