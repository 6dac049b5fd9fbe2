"""The names of slopes and intercepts: what each counts, by the units in the names of the columns, or by dates."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import Dataset
from sgdviz.drawing.plot.slope_names import slope_names
from sgdviz.drawing.words import ENGLISH, find_words

DAYS = "days since 2020-01-05"


@pytest.mark.parametrize(
    ("feature", "target", "units", "names"),
    [
        ("size (sq ft)", "price ($)", (), ("slope ($ per sq ft)", "intercept ($)")),
        ("size [m]", "price", (), ("slope (per m)", "intercept")),
        ("bedrooms", "price ($)", (), ("slope ($)", "intercept ($)")),
        ("x", "y", (), ("slope", "intercept")),
        ("when", "price ($)", (DAYS, ""), ("slope ($ per day)", "intercept ($)")),
        ("when", "height", ("years", ""), ("slope (per year)", "intercept")),
        ("size (m)", "when", ("", DAYS), ("slope (days per m)", "intercept (days)")),
        ("when", "then", (DAYS, "years"), ("slope (years per day)", "intercept (years)")),
    ],
)
def test_a_slope_is_so_much_per_unit(feature: str, target: str, units: tuple[str, ...], names: tuple[str, str]) -> None:
    """The slope of one input is called slope, with the unit of the target per unit of the input."""
    data = Dataset(np.arange(3.0), np.arange(3.0), (feature,), target, date_units=units)
    assert slope_names(data, ENGLISH) == names


def test_slopes_of_several_inputs_have_their_names() -> None:
    """Each is called by its input, and its unit is the slope's."""
    data = Dataset(np.eye(3)[:, :2], np.arange(3.0), ("size (sq ft)", "bedrooms"), "price ($)")
    assert slope_names(data, ENGLISH) == ("size ($ per sq ft)", "bedrooms ($)", "intercept ($)")
    assert slope_names(data, find_words("de"))[0] == "size ($ pro sq ft)"
