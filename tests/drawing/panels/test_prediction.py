"""The prediction over one input, and the dots of the data."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import AREA, unlike_runs

import sgdviz
from sgdviz import LIGHT, InputError, Recording
from sgdviz.drawing.panels.prediction import Prediction, data_dots, fit_plot, is_cloud
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


def test_more_than_sixty_points_are_a_cloud() -> None:
    """Sixty points are drawn at full size, and one more makes a cloud."""
    assert not is_cloud(60)
    assert is_cloud(61)


@pytest.mark.parametrize("count", [6, 60, 61, 1000, 100_000])
def test_dots_of_data_have_halos_and_never_fade(count: int) -> None:
    """Dots shrink with their number, down to a third of the full size, and their halos with them."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.noisy_line(points=count), sgdviz.SGD(0.01), passes=1, batch_size=count)
    plot = fit_plot(run, (run,), AREA)
    dots = data_dots(run, plot, Pen("fit.data", LIGHT.data), LIGHT.background, 2.0)
    assert (dots.fill, dots.edge) == (LIGHT.data, LIGHT.background)
    assert dots.edge_width / dots.radius == pytest.approx(SIZES.halo / SIZES.point)
    share = dots.radius / SIZES.point / 2
    assert share == pytest.approx(1.0 if count <= 60 else max((60 / count) ** 0.25, 0.35))
    np.testing.assert_array_equal(dots.centers, plot.place(run.dataset.inputs, run.dataset.y))
