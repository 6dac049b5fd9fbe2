"""The panels beyond fit and loss: what they draw, against numbers worked out here."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Cue, Dataset, InputError, Line, Neuron, Proportion, Recording, Scene
from sgdviz.marks import Area, Dots, Mark, Rect, Stroke, Text
from sgdviz.panels import find_panel
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.rendering import Renderer

AREA = Rect(0, 0, 480, 400)


@cache
def recording(kind: str) -> Recording:
    """Return a short run that the panel of that name can draw."""
    rng = np.random.default_rng(0)
    if kind == "boundary":
        x = rng.normal(size=(40, 2))
        return sgdviz.fit(MLP(2, (3,), task="classes"), Dataset(x, (x[:, 0] > 0).astype(float)), SGD(0.3), passes=2)
    if kind == "cost":
        data = Dataset(np.array([1.0, 2.0, 4.0]), np.array([2.0, 4.0, 8.0]))
        return sgdviz.fit(Proportion(), data, SGD(0.01), passes=10, start={"Y": 0.5})
    if kind == "predictions":
        x = rng.normal(size=(12, 3))
        return sgdviz.fit(Neuron(3), Dataset(x, x @ [1.0, 2.0, 3.0]), SGD(0.05), passes=4)
    return sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=8)


def panel_of(name: str, run: Recording | None = None) -> Panel:
    """Return the panel in light, for its own short run unless another is given."""
    return find_panel(name)(run or recording(name), PanelSettings(LIGHT, AREA))


def dots(marks: list[Mark], fill: str) -> Dots:
    """Return the only dots of one colour."""
    (found,) = [mark for mark in marks if isinstance(mark, Dots) and mark.fill == fill]
    return found


def plotted(panel: Panel, x: float, y: float, limits: tuple[float, float, float, float]) -> tuple[float, float]:
    """Return where (x, y) lies between the limits of the axes, in pixels, worked out by hand."""
    plot = panel.plot_area
    low_x, high_x, low_y, high_y = limits
    return (
        plot.left + (x - low_x) / (high_x - low_x) * plot.width,
        plot.bottom - (y - low_y) / (high_y - low_y) * plot.height,
    )


NAMES = ("boundary", "landscape", "cost", "predictions", "parameters")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_frame_alone_is_the_frame_in_sequence(name: str, theme: str) -> None:
    """For every panel, pixel for pixel."""
    run = recording(name)
    renderer = Renderer(Scene(panels=(name,), theme=theme, size=(300, 260)), run)
    last = len(run) - 1
    for frame, row in zip(renderer.frames([Cue(row, 0.1) for row in range(len(run))]), range(len(run)), strict=True):
        if row in (0, 1, last // 2, last):
            np.testing.assert_array_equal(frame.pixels, renderer.still(Cue(row, 0.1)).pixels)


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_that_moves_is_among_the_inks(name: str) -> None:
    """A palette is made of them."""
    panel = panel_of(name)
    used = set()
    for row in range(panel.shown_rows):
        for mark in (*panel.moving(row), *panel.deposits(row, row + 1)):
            colors = (mark.fill, mark.edge) if isinstance(mark, Dots) else (mark.color,)
            used |= {color for color in colors if color}
    assert used <= {*panel.inks, LIGHT.background, LIGHT.muted}


def test_the_boundary_runs_where_both_classes_are_equally_likely() -> None:
    """A network whose hidden neurons see only x1: the boundary stands upright there."""
    panel = panel_of("boundary")
    run = recording("boundary")
    marks = list(panel.moving(len(run) - 1))
    line = next(mark for mark in marks if isinstance(mark, Stroke) and mark.color == LIGHT.line)
    low_x, low_y = run.grid.min(axis=0)
    high_x, high_y = run.grid.max(axis=0)
    plot = panel.plot_area
    x = low_x + (line.points[:, 0] - plot.left) / plot.width * (high_x - low_x)
    y = low_y + (plot.bottom - line.points[:, 1]) / plot.height * (high_y - low_y)
    predicted = MLP(2, (3,), task="classes").predict(run.params[-1], np.column_stack([x, y]))
    np.testing.assert_allclose(predicted, 0.5, atol=0.02)
    assert len({mark.color for mark in marks if isinstance(mark, Area)}) > 2
    assert len(dots(marks, LIGHT.data).centers) + len(dots(marks, LIGHT.accent).centers) == 40


def test_the_ball_lies_in_the_landscape_where_the_parameters_say() -> None:
    """And the pieces of the path join from the start to the ball."""
    panel, run = panel_of("landscape"), recording("landscape")
    (low_m, low_b), (high_m, high_b) = run.landscape.min(axis=0), run.landscape.max(axis=0)
    row = len(run) - 1
    ball = dots(list(panel.moving(row)), LIGHT.line).centers[0]
    m, b = run.params[row]
    assert tuple(ball) == pytest.approx(plotted(panel, m, b, (low_m, high_m, low_b, high_b)))
    pieces = [mark.points for mark in (*panel.deposits(0, row + 1), *panel.moving(row)) if isinstance(mark, Stroke)]
    path = [piece for piece in pieces if len(piece) == 2]
    assert tuple(path[0][0]) == pytest.approx(
        plotted(panel, run.params[0, 0], run.params[0, 1], (low_m, high_m, low_b, high_b))
    )
    assert all(tuple(one[1]) == tuple(other[0]) for one, other in pairwise(path))


def test_a_step_long_enough_to_see_has_an_arrow() -> None:
    """From where it came to the ball; at the start there is none."""
    panel = panel_of("landscape")
    assert not [mark for mark in panel.moving(0) if isinstance(mark, Stroke)]
    arrows = [mark for mark in panel.moving(1) if isinstance(mark, Stroke) and mark.color == LIGHT.accent]
    assert [len(arrow.points) for arrow in arrows] == [2, 3]


def test_the_ball_lies_on_the_cost_and_the_tangent_has_its_slope() -> None:
    """The cost of Y S on three houses is 7 (Y - 2)^2, whose slope is 14 (Y - 2)."""
    panel, run = panel_of("cost"), recording("cost")
    top = 7 * max((run.landscape[[0, -1], 0] - 2) ** 2) * 1.06
    limits = (run.landscape[0, 0], run.landscape[-1, 0], -0.06 * top, top)
    for row in (0, 3):
        weight = run.params[row, 0]
        marks = list(panel.moving(row))
        ball = dots(marks, LIGHT.line).centers[0]
        assert tuple(ball) == pytest.approx(plotted(panel, weight, 7 * (weight - 2) ** 2, limits))
        (tangent,) = [mark.points for mark in marks if isinstance(mark, Stroke)]
        per_pixel = (limits[3] - limits[2]) / panel.plot_area.height
        per_pixel_x = (limits[1] - limits[0]) / panel.plot_area.width
        rise, run_ = -(tangent[1, 1] - tangent[0, 1]) * per_pixel, (tangent[1, 0] - tangent[0, 0]) * per_pixel_x
        assert rise / run_ == pytest.approx(14 * (weight - 2), rel=0.01)


def test_predictions_that_are_right_lie_on_the_diagonal() -> None:
    """A dot is as far from it as the prediction from the target."""
    panel, run = panel_of("predictions"), recording("predictions")
    y = run.dataset.y
    limits = panel.value_limits * 2
    assert limits[0] < min(y.min(), run.predictions[0].min())
    assert limits[1] > max(y.max(), run.predictions[0].max())
    places = dots(list(panel.moving(20)), LIGHT.data).centers
    for place, target, predicted in zip(places, y, run.predictions[20], strict=True):
        assert tuple(place) == pytest.approx(plotted(panel, target, predicted, limits))


def test_a_few_parameters_are_named_at_their_tips() -> None:
    """Names apart, each beside the tip of its curve; many parameters are a bundle without names."""
    marks = list(panel_of("parameters").moving(30))
    names = [mark for mark in marks if isinstance(mark, Text) and mark.bold]
    assert [mark.text for mark in names] == ["m", "b"]
    assert abs(names[0].y - names[1].y) > LIGHT_LABEL
    tips = [mark.centers[0] for mark in marks if isinstance(mark, Dots)]
    assert [abs(name.y - 0.36 * name.size - y) <= name.size for name, (_, y) in zip(names, tips, strict=True)] == [
        True
    ] * 2
    assert [name.x > x for name, (x, _) in zip(names, tips, strict=True)] == [True] * 2
    bundle = panel_of("parameters", recording("boundary"))
    assert not [mark for mark in bundle.moving(5) if isinstance(mark, Text) and mark.bold]
    assert len([mark for mark in bundle.moving(5) if isinstance(mark, Stroke)]) == 13


LIGHT_LABEL = 14


@pytest.mark.parametrize(
    ("name", "run", "said"),
    [
        ("boundary", "landscape", "draws two inputs and the data have 1"),
        ("landscape", "cost", "two parameters"),
        ("cost", "landscape", "one parameter"),
        ("cost", "predictions", "one parameter"),
    ],
)
def test_a_run_that_a_panel_cannot_draw_is_refused(name: str, run: str, said: str) -> None:
    """In one line, when the scene is laid out."""
    with pytest.raises(InputError, match=said):
        Renderer(Scene(panels=(name,)), recording(run))


def test_targets_that_are_no_classes_are_refused() -> None:
    """Two inputs alone do not make a boundary."""
    data = Dataset(np.eye(2), np.array([3.0, 4.0]))
    run = sgdviz.fit(Neuron(2), data, SGD(0.1), passes=1)
    with pytest.raises(InputError, match="two classes"):
        Renderer(Scene(panels=("boundary",)), run)


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf, 1.7e308, -1.7e308])
def test_parameters_that_are_no_numbers_are_left_out(odd: float) -> None:
    """One step of them does not keep the others from being drawn."""
    m = 0.0
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: m * xs)
    for value in (1.0, odd, -1.7e308 if odd > 0 else 2.0):
        m += 0.25
        recorder.record(m=m, extra=value)
    picture = sgdviz.animate(recorder.recording(), panels=("parameters",)).still().pixels
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 3


def test_even_units_are_said() -> None:
    """Where the parameters are not those of the axes beside them."""
    data = sgdviz.data.many_houses(20)
    for even in (True, False):
        run = sgdviz.fit(sgdviz.Neuron(3), data, sgdviz.SGD(1e-9), passes=1, standardize=even)
        marks = sgdviz.animate(run, panels=("parameters",))._renderer.panels[0].backdrop()
        assert any(isinstance(mark, Text) and mark.text == "in even units" for mark in marks) == even


def test_the_step_is_said_once(run: Recording) -> None:
    """By the first panel that can, whatever stands beside it."""
    for names in (("fit", "parameters"), ("parameters", "loss"), ("loss", "predictions", "landscape")):
        panels = sgdviz.animate(run, panels=names)._renderer.panels
        said = [mark.text for panel in panels for mark in panel.moving(9) if isinstance(mark, Text)]
        assert sum("step 9" in text for text in said) == 1


def test_the_boundary_of_a_sure_model_is_where_it_is() -> None:
    """However steep its probabilities are: no stairs along the grid at which they were recorded."""
    steep = np.array([3.0, -40.0])
    rows = np.random.default_rng(0).normal(size=(30, 2))
    recorder = sgdviz.Recorder(rows, rows[:, 0] > 0, predict=lambda xs: 1 / (1 + np.exp(-xs @ steep)))
    recorder.record(w=steep)
    panel = panel_of("boundary", recorder.recording())
    line = max((mark for mark in panel.moving(0) if isinstance(mark, Stroke)), key=lambda mark: len(mark.points))
    plot = panel._plot  # type: ignore[attr-defined] # the boundary panel has one
    x, y, area = plot.x, plot.y, plot.area
    across = x.low + (line.points[:, 0] - area.left) / area.width * (x.high - x.low)
    up = y.high - (line.points[:, 1] - area.top) / area.height * (y.high - y.low)
    assert len(line.points) > 60
    np.testing.assert_allclose(up, across * 3 / 40, atol=(y.high - y.low) / area.height / 4)  # a quarter of a pixel


def test_leaps_lead_from_one_recorded_step_to_the_next() -> None:
    """Blended rows between them leave nothing in mid-air."""
    run = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(2.6e-7), passes=5, batch_size=None, start={"Y": 60})
    plain, blended = sgdviz.animate(run, panels=("cost",)), sgdviz.animate(run, panels=("cost",), tween=4)
    marks = []
    for animation in (plain, blended):
        (panel,) = animation._renderer.panels
        left = list(panel.deposits(0, len(panel.recording)))
        marks.append([mark.points for mark in left if isinstance(mark, Stroke)])
        assert len([mark for mark in left if isinstance(mark, Dots)]) == 5
    assert len(marks[0]) >= 3
    np.testing.assert_allclose(marks[0], marks[1])


def test_axes_of_even_units_say_so() -> None:
    """Beside an equation in the units of the data they would else be taken for those."""
    line = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.1), passes=2, standardize=True)
    scale = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(0.1), passes=2, standardize=True)
    for name, run, labels in (("landscape", line, "mb"), ("cost", scale, "Y")):
        texts = [mark.text for mark in panel_of(name, run).backdrop() if isinstance(mark, Text)]
        assert {f"{label} (in even units)" for label in labels} <= set(texts)


@pytest.mark.parametrize("names", [("loss",), ("loss", "loss"), ("loss", "fit"), ("fit", "loss")])
def test_a_divergence_is_said_once_whatever_is_shown(diverging_run: Recording, names: tuple[str, ...]) -> None:
    """By the loss too, where nothing else would."""
    panels = sgdviz.animate(diverging_run, panels=names)._renderer.panels
    for row in (6, 7):
        said = [mark.text for panel in panels for mark in panel.moving(row) if isinstance(mark, Text)]
        assert said.count("diverged at step 7") == (row == 7)
