"""Runners on one cost function: what is refused, and where their names stand."""

from __future__ import annotations

import pytest
from drawing_helpers import text_marks

import sgdviz
from sgdviz import SGD, InputError, Line, Proportion
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.overlaid_runners import OverlaidRunners


@pytest.mark.parametrize("name", ["cost", "landscape"])
def test_panels_of_runners_have_one_base(name: str) -> None:
    """Both panels check their runs, and write names, in the same way."""
    assert issubclass(find_panel(name, overlaid=True), OverlaidRunners)  # type: ignore[arg-type] # one of the names


@pytest.mark.parametrize(("name", "model"), [("cost", Proportion()), ("landscape", Line())])
def test_unlike_costs_and_unlike_models_are_told_apart(name: str, model: object) -> None:
    """Runs over other data have another cost function; a run of too many parameters is refused for that."""
    runs = [
        sgdviz.fit(model, data, SGD(1e-9), passes=2)  # type: ignore[arg-type] # a model
        for data in (sgdviz.data.houses(), sgdviz.data.houses(first=2))
    ]
    with pytest.raises(InputError, match="the runs have different cost functions, so they have none in common"):
        sgdviz.animate(runs, panels=(name,), overlay=True)  # type: ignore[arg-type] # one of the names
    other = sgdviz.fit(sgdviz.MLP(1, (2,)), sgdviz.data.houses(), SGD(1e-9), passes=2)
    with pytest.raises(InputError, match=f"the {name} panel needs a run of a model with"):
        sgdviz.animate([other, other], panels=(name,), overlay=True)  # type: ignore[arg-type] # one of the names


def test_names_are_in_bold_and_inside_the_plot() -> None:
    """Each name that is shown lies inside the plot."""
    runs = [
        sgdviz.fit(Line(), sgdviz.data.post(), SGD(size), passes=20, start={"m": -1.0, "b": 3.0})
        for size in (0.001, 0.01)
    ]
    panel = sgdviz.animate(runs, labels=("slow", "fast"), panels=("landscape",), overlay=True).layout.panels[1]
    seen = set()
    for row in range(panel.shown_rows):
        for mark in text_marks(panel.moving(row)):
            if ".name." in mark.role:
                seen.add(mark.text)
                assert mark.bold
                assert panel.plot_area.left <= mark.x <= panel.plot_area.right
                assert panel.plot_area.top <= mark.y <= panel.plot_area.bottom
    assert seen == {"slow", "fast"}
