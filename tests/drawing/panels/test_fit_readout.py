"""The readout of the fit panel: an equation that is true to the line that is drawn, or the cost."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from drawing_helpers import settings, text_marks

import sgdviz
from sgdviz import Recorder, Recording
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.fit_readout import fit_readout
from sgdviz.drawing.text import FIGURE_SPACE, MINUS

GRID, FLAT = np.linspace(-5, 4, 3)[:, None], np.zeros((13, 3))
"""More inputs than a straight line has."""


def readout(recording: Recording, row: int) -> str:
    """Return the readout at `row` of a fit panel 480 pixels wide."""
    (said,) = [mark.text for mark in text_marks(FitPanel(recording, settings()).labels(row)) if mark.bold]
    return said


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("y = {m} x + {b}", "y = −1.50 x − 0.25"),
        ("{b} + {m} x", "−0.25 − 1.50 x"),
        ("", "m = −1.50   b = −0.25"),
    ],
)
def test_the_readout_is_the_formula_or_a_list_of_the_parameters(short_run: Recording, formula: str, text: str) -> None:
    """A recording with a formula shows it with its numbers, one without shows its few parameters."""
    params = np.tile([-1.5, -0.25], (13, 1))
    assert readout(replace(short_run, params=params, formula=formula, grid=GRID, grid_predictions=FLAT), 3) == text


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize(
    ("unit", "said"), [("days since 2020-01-05", "y = 2.000 × days + 1.00"), ("years", "× year +")]
)
def test_the_slope_over_dates_is_a_day_or_a_year(unit: str, said: str, standardize: bool) -> None:  # noqa: FBT001
    """The equation says what its slope is multiplied by, as the axis does not count."""
    data = sgdviz.Dataset(np.arange(5.0), 1 + 2 * np.arange(5.0), ("date",), "sales", date_units=(unit, ""))
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.05), passes=300, standardize=standardize)
    assert said in readout(run, len(run) - 1)


def test_standardized_parameters_are_marked_so() -> None:
    """A curve has no equation in the units of the axes; its few parameters are said to be standardized."""
    data = sgdviz.Dataset(np.array([20.0, 30, 40, 50]), np.array([0.0, 0, 1, 1]), ("age",), "bought")
    run = sgdviz.fit(sgdviz.Logistic(1), data, sgdviz.SGD(0.1), passes=2, standardize=True)
    assert re.fullmatch(r"w1 = \S+ +b = \S+ \(standardized\)", readout(run, 0))


def test_a_standardized_line_is_written_in_the_units_of_the_axes() -> None:
    """The equation is that of the line that is drawn: 0.2 per square foot and 30, to the digits that are visible."""
    data = sgdviz.Dataset(np.array([1000.0, 2000, 4000]), np.array([230.0, 430, 830]), ("size",), "price")
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.1), passes=200, standardize=True)
    assert readout(run, 600) == "y = 0.2000 x + 30.0"


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.arange(2000.0, 2020), 3 * np.arange(20.0) + np.sin(np.arange(20.0))),
        (np.linspace(800, 4000, 9), 180 * np.linspace(800, 4000, 9) + 40_000),
        (np.linspace(-1, 1, 9), np.linspace(0.001, 0.002, 9)),
    ],
)
def test_the_equation_in_the_units_of_the_axes_is_the_line_that_is_drawn(x: Any, y: Any) -> None:
    """However far from zero the inputs are, the equation is true to a hundredth of the span of y at every input."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.Dataset(x, y), sgdviz.SGD(0.1), passes=20, standardize=True)
    said = readout(run, len(run) - 1).replace(FIGURE_SPACE, "").replace(MINUS, "-")
    match = re.fullmatch(r"y = (\S+) x ([+-]) (\S+)", said)
    assert match
    m, sign, b = match.groups()
    np.testing.assert_allclose(float(m) * x + float(sign + b), run.predictions[-1], atol=np.ptp(y) / 100)


def test_a_target_that_never_varies_has_no_needless_digits() -> None:
    """A difference that matters for one large target is a share of it, not of one."""
    run = sgdviz.fit(
        sgdviz.Line(),
        sgdviz.Dataset(np.array([2000.0]), np.array([450_000.0])),
        sgdviz.SGD(0.1),
        passes=5,
        standardize=True,
    )
    assert re.fullmatch(r"y = \d\.\d\d x \+ 4\d{5}", readout(run, 5))


def test_a_line_through_the_origin_has_no_constant() -> None:
    """A constant that is a rounding error is not written."""
    run = sgdviz.fit(sgdviz.Proportion(), sgdviz.data.houses(), sgdviz.SGD(0.1), passes=10, standardize=True)
    assert re.fullmatch(r"y = \S+ x", readout(run, 30))


def test_a_formula_without_room_gives_way_to_the_cost(short_run: Recording) -> None:
    """An equation that would run out of the panel is replaced by the cost."""
    recording = replace(short_run, formula="y = {m} x + " + " + ".join(["{b}"] * 9))
    assert readout(recording, 0).startswith("cost ")
    assert fit_readout(recording, 22.0, 5000.0)(0).startswith("y = ")


def test_many_parameters_stay_inside_their_panel() -> None:
    """As many parameters as fit are listed, and of a network with more than a few the cost is shown."""
    for shape, text in (((1, 3), "weights_of_layer[0,0] = 123.5"), ((3, 3), "cost 0.500")):
        recorder = Recorder([0, 1], [0, 1], predict=lambda xs: 0 * xs)
        recorder.record(weights_of_layer=np.full(shape, 123.456), loss=1.0)
        assert readout(recorder.recording(), 0) == text
