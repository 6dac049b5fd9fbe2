"""Axes of the data in every panel that has one: dates where a column has dates, with both backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import AREA, settings, text_marks

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.data_axis import data_axis
from sgdviz.drawing.plot.axis import linear_axis

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording
    from sgdviz.drawing.panels import PanelName

UNIT = "days since 2020-01-05"


def run_over(x: str, y: str) -> Recording:
    """Return a run over 200 days of inputs, with such units of dates."""
    days = np.arange(0.0, 200.0, 10)
    data = Dataset(days, days / 2 + 30, ("when",), "what", date_units=(x, y))
    return sgdviz.fit(Line(), data, SGD(0.1), passes=2, standardize=True)


def static_texts(name: PanelName, run: Recording, **changes: Any) -> list[str]:
    """Return the texts of a panel that never change."""
    return [mark.text for mark in text_marks(find_panel(name)(run, settings(**changes)).static())]


@pytest.mark.parametrize(
    ("name", "x", "y", "said"),
    [
        ("fit", UNIT, "", ["Jan 2020", "Mar", "May", "Jul", "when"]),
        ("fit", "", UNIT, ["Feb 2020", "Mar", "Apr", "May"]),
        ("predictions", "", UNIT, ["Feb 2020", "Mar", "Apr", "May"]),
    ],
)
def test_an_axis_of_dates_has_dates(name: PanelName, x: str, y: str, said: list[str]) -> None:
    """Inputs and targets that are dates have the calendar at their axis, and the column's plain name."""
    texts = static_texts(name, run_over(x, y))
    assert [text for text in texts if text in said][: len(said)] == said


def test_a_boundary_has_dates_on_each_side() -> None:
    """Either of two inputs may have dates."""
    x = np.column_stack([np.arange(0.0, 200, 10), np.linspace(2000, 2010, 20)])
    data = Dataset(x, (x[:, 0] > 90).astype(float), date_units=(UNIT, "years", ""))
    run = sgdviz.fit(MLP(2, (3,), task="classes"), data, SGD(0.3), passes=1, standardize=True)
    texts = static_texts("boundary", run)
    assert {"Mar", "Jul", "2004", "2008"} <= {*texts}


def test_a_column_of_numbers_has_numbers() -> None:
    """Without dates the axis is the linear one."""
    data = Dataset(np.arange(3.0), np.arange(3.0))
    assert data_axis(data, 0, (0.0, 2.0), AREA, 1.0) == linear_axis(0.0, 2.0, reach=False)


def test_the_same_dates_are_drawn_as_pixels_and_as_vectors(tmp_path: Path) -> None:
    """Both backends draw the picture, which is another one than that of plain numbers."""
    dated, plain = (sgdviz.animate(run_over(x, ""), panels=("fit",)) for x in (UNIT, ""))
    for suffix in ("png", "svg"):
        dated.save(tmp_path / f"dated.{suffix}")
        plain.save(tmp_path / f"plain.{suffix}")
        assert (tmp_path / f"dated.{suffix}").read_bytes() != (tmp_path / f"plain.{suffix}").read_bytes()
