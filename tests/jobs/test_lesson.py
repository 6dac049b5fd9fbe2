"""Lessons: their files, what replaces their settings, what their runs teach, and what their pictures show."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

import sgdviz
from sgdviz import LIGHT, Animation, InputError, Recording, UnknownNameError
from sgdviz.drawing.agg import renderer_of
from sgdviz.drawing.layers import Layers, layers_at
from sgdviz.drawing.marks import Dots, Rect, Stroke, Text
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.overlaid import OverlaidPanel
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.jobs import Lesson, animate_lesson, find_lesson, lesson_names
from sgdviz.recording import Comparison
from sgdviz.training.registry import OPTIMIZERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel

    Values = NDArray[np.float64]

SHOWN: dict[str, tuple[int, tuple[str, ...]]] = {
    "line": (1, ("fit", "loss")),
    "house-guess": (1, ("fit", "cost")),
    "forward-backward": (1, ("fit",)),
    "house-step": (1, ("fit", "cost")),
    "houses": (1, ("fit", "cost")),
    "step-size": (4, ("cost",)),
    "derivative": (2, ("lens",)),
    "batch": (3, ("landscape",)),
    "optimizers": (6, ("landscape", "loss")),
    "saddle": (6, ("landscape", "loss")),
    "neuron": (1, ("predictions",)),
    "network": (3, ("fit",)),
    "classes": (1, ("boundary",)),
    "logistic": (1, ("boundary", "loss")),
}
"""The number of runs of each lesson, or of its last chapter, and the panels of a run that have a plot."""

RACES: dict[str, list[str]] = {
    "optimizers": ["Nesterov", "Momentum", "Adam", "SGD", "AdaGrad", "RMSProp"],
    "saddle": ["Nesterov", "Momentum", "AdaGrad", "SGD", "RMSProp", "Adam"],
}
"""The lessons whose runs race in one landscape, and their order of arrival."""

UNPLOTTED = ("strip", "graph", "arithmetic", "network", "code")


@cache
def animated(name: str) -> Animation:
    """Return the animation of a lesson."""
    return animate_lesson(find_lesson(name))


def runs_of(name: str) -> dict[str, Recording]:
    """Return the runs of a lesson by their labels."""
    recording = animated(name).recording
    if isinstance(recording, Comparison):
        return dict(zip(recording.labels, recording.recordings, strict=True))
    return {"": recording}


def test_every_lesson_has_its_file() -> None:
    """A lesson has a sentence, a GIF as its default output and, but for the post's own, a caption."""
    assert set(lesson_names()) == set(SHOWN)
    assert lesson_names() == sorted(SHOWN)
    for name in SHOWN:
        lesson = find_lesson(name)
        assert lesson.name == name
        assert lesson.summary.endswith(".")
        assert lesson.output == ("sgd_line.gif" if name == "line" else f"{name}.gif")
        assert name == "line" or all(chapter.scene["caption"] for chapter in lesson.lessons())


# What a picture shows is read back as a reader reads it: through the numbers at the axes.


class Picture(NamedTuple):
    """The marks of one panel at the last shown row of its run, and its axes."""

    prefix: str
    """The first part of the roles: of the run of a comparison, and of the panel."""

    layers: Layers

    places: Callable[[Values], Values]
    """Maps (K, 2) values at the axes to pixels."""

    def marks(self, role: str) -> list[Mark]:
        """Return the marks of `role` in all layers."""
        layers = self.layers
        every = (*layers.static, *layers.added, *layers.held, *layers.moving, *layers.labels)
        return [mark for mark in every if mark.role == f"{self.prefix}.{role}"]

    def dots(self, role: str) -> Values:
        """Return the (K, 2) pixels of all dots of `role`, but for static ones, which a legend has."""
        marks = [mark for mark in self.marks(role) if mark not in self.layers.static]
        return np.concatenate([mark.centers for mark in marks if isinstance(mark, Dots)])

    def strokes(self, role: str) -> list[Values]:
        """Return the (K, 2) pixels of each line of `role`."""
        return [mark.points for mark in self.marks(role) if isinstance(mark, Stroke)]

    def texts(self, role: str) -> list[str]:
        """Return the texts of `role`."""
        return [mark.text for mark in self.marks(role) if isinstance(mark, Text)]


POWERS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"


def in_ascii(text: str) -> str:
    """Return a text with its numbers as Python writes them: 3.5×10⁻⁷ as 3.5e-7."""
    text = re.sub(r"(?<![\d.×])10(?=[⁻⁰-⁹¹²³])", "1×10", text.replace("\u2212", "-"))
    return re.sub(f"×10([{POWERS}]+)", lambda ten: "e" + ten[1].translate(str.maketrans(POWERS, "-0123456789")), text)


def value_of(label: str) -> float | None:
    """Return the number that a tick label shows; None for another text."""
    match = re.fullmatch(r"(-?[\d.]+(?:e-?\d+)?)(k?)", in_ascii(label))
    return float(match[1]) * (1000 if match[2] else 1) if match else None


def axis_of(
    ticks: list[tuple[float, float]], scale: Callable[[Values], Values] = np.positive
) -> Callable[[Values], Values]:
    """Return the map from values to pixels of an axis with a label of each value at a pixel, linear in `scale`."""
    values, places = np.array(ticks).T
    slope, start = np.polyfit(scale(values), places, 1)

    def place(numbers: Values) -> Values:
        pixels: Values = start + slope * scale(numbers)
        return pixels

    np.testing.assert_allclose(place(values), places, atol=1e-6)
    return place


def ticks_of(panel: Panel, anchor: str, beside: list[Panel]) -> list[tuple[float, Text]]:
    """Return the labels of the ticks of one axis with their values; of a grid, an outer panel of the line has them."""
    for one in (panel, *beside):
        labels = [mark for mark in one.static() if isinstance(mark, Text) and mark.role.endswith(f"{one.name}.label")]
        ticks = [(value, mark) for mark in labels if (value := value_of(mark.text)) is not None]
        if found := [(value, mark) for value, mark in ticks if mark.anchor == anchor]:
            return found
    return []


def picture_of(panel: Panel, layers: Layers, alike: list[Panel]) -> Picture:
    """Return the picture of a panel; a loss panel has a logarithmic axis, and over 20 steps one of square roots.

    `alike` are the panels of its name, whose axes are the same.
    """
    runs = panel.comparison.recordings if panel.comparison else ()
    alone = isinstance(panel, OverlaidPanel) or not runs
    prefix = panel.name if alone else f"run{runs.index(panel.recording) + 1}.{panel.name}"
    above = [one for one in alike if one.plot_area.left == panel.plot_area.left]
    across = [(value, mark.x) for value, mark in ticks_of(panel, "middle", above)]
    level = ticks_of(panel, "right", [one for one in alike if one.plot_area.top == panel.plot_area.top])
    rooted = panel.name in ("loss", "parameters") and max(across)[0] > 20
    x = axis_of(across, np.sqrt if rooted else np.positive)
    heights = [(value, mark.y - 0.36 * mark.size) for value, mark in level]
    squared = panel.name == "cost" and panel.recording.cost_kind == "mean squared error"
    y = axis_of(heights, np.log10 if panel.name == "loss" else np.square if squared else np.positive)
    return Picture(prefix, layers, lambda values: np.column_stack([x(values[:, 0]), y(values[:, 1])]))


def pictures_of(name: str) -> list[tuple[str, Recording, int, Picture]]:
    """Return, of each panel of a lesson but the strip, its name, run, row and picture at the last frame."""
    layout = animated(name).layout
    last = max(cue.row for cue in animated(name).cues)
    alike = {panel.name: [one for one in layout.panels if one.name == panel.name] for panel in layout.panels}
    return [
        (panel.name, panel.recording, row, picture_of(panel, layers, alike[panel.name]))
        for panel, row, layers in zip(layout.panels, layout.rows_at(last), layers_at(layout, last)[:-1], strict=True)
        if panel.name not in UNPLOTTED
    ]


def check_places(picture: Picture, shown: Values, values: Any) -> None:
    """Check that the pixels `shown` are those of (K, 2) `values` at the axes, to a hundredth of a pixel."""
    expected = picture.places(np.asarray(values, dtype=np.float64))
    assert shown.shape == expected.shape
    np.testing.assert_allclose(shown, expected, rtol=0, atol=0.01)


def check_readout(picture: Picture, expected: list[float]) -> None:
    """Check that the readout has the numbers `expected`, rounded to the digits shown."""
    (text,) = picture.texts("readout")
    text = in_ascii(text.replace("\u2212 ", "-").replace("+ ", ""))
    shown = re.findall(r"-?\d+(?:\.(\d+))?(?:e(-?\d+))?", text)
    values = [float(match[0]) for match in re.finditer(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]
    assert len(values) == len(expected)
    for value, wanted, (decimals, power) in zip(values, expected, shown, strict=True):
        unit = 10.0 ** (int(power or 0) - len(decimals))
        assert abs(value - wanted) <= 0.5000001 * unit


def check_fit(run: Recording, row: int, picture: Picture) -> None:
    """Check the data points, the prediction over every input, and the equation or the cost."""
    check_places(picture, picture.dots("data"), np.column_stack([run.dataset.inputs, run.dataset.y]))
    (line,) = picture.strokes("line")
    if run.formula.startswith("P ="):  # a price per square foot turns the line about the origin, which is shown
        last = run.grid[-1, 0]
        check_places(picture, line, [[0.0, 0.0], [last, run.params[row, 0] * last]])
    else:
        check_places(picture, line, np.column_stack([run.grid[:, 0], run.grid_predictions[row]]))
    named = [run.param_names.index(name) for name in re.findall(r"\{(\w+)\}", run.formula)]
    check_readout(picture, run.params[row, named].tolist() if named else [run.cost[row]])


def check_loss(run: Recording, row: int, picture: Picture) -> None:
    """Check the loss of each step, the marker at the end of the cost, and the cost."""
    known = np.flatnonzero(np.isfinite(run.sample_loss))
    assert len(known) == len(run) - 1
    check_places(picture, picture.dots("sample"), np.column_stack([run.step, run.sample_loss])[known])
    check_places(picture, picture.dots("line"), [[run.step[row], run.cost[row]]])
    check_readout(picture, [run.cost[row]])


def check_cost(run: Recording, row: int, picture: Picture) -> None:
    """Check the cost of each weight on the curve, the ball at the parameter, and the readout.

    A diverged run has the step of the divergence in place of a ball.
    """
    (valley,) = picture.strokes("valley")
    zero, one = picture.places(np.array([[0.0, 0.0], [1.0, 0.0]]))[:, 0]
    weights = (valley[:, :1] - zero) / (one - zero)
    residuals = weights * run.dataset.inputs - run.dataset.y
    costs = np.abs(residuals) if run.cost_kind == "mean absolute error" else residuals**2
    squared = run.cost_kind == "mean squared error"  # then the labels of the axis are roots
    costs = np.sqrt(costs.mean(axis=1)) if squared else costs.mean(axis=1)
    check_places(picture, valley, np.column_stack([weights, costs]))
    said = [text for text in picture.texts("step") if text.startswith("diverged")]
    if run.diverged_row is None:
        off = float(np.sqrt(run.cost[row]) if squared else run.cost[row])
        check_places(picture, picture.dots("now"), [[run.params[row, 0], off]])
        assert picture.texts("off") == [f"off by ${off:,.0f}"]
        assert said == []
    else:
        assert picture.marks("now") == []
        assert said == [f"diverged at step {run.step[run.diverged_row]}"]
    check_readout(picture, [run.params[row, 0]])


def check_landscape(run: Recording, row: int, picture: Picture) -> None:
    """Check the unbroken path from the start to the ball at both parameters, and the cost."""
    path = picture.strokes("path")
    check_places(picture, path[0][:1], run.params[:1])
    for before, after in pairwise(path):
        np.testing.assert_allclose(after[0], before[-1])
    check_places(picture, path[-1][-1:], run.params[[row]])
    check_places(picture, picture.dots("now"), run.params[[row]])
    check_readout(picture, [run.cost[row]])


def check_predictions(run: Recording, row: int, picture: Picture) -> None:
    """Check the target and the prediction of each point, and the root mean square of the residuals."""
    points = np.column_stack([run.dataset.y, run.predictions[row]])
    check_places(picture, picture.dots("data"), points)
    check_readout(picture, [float(np.sqrt(np.mean((points[:, 1] - points[:, 0]) ** 2)))])


def check_parameters(run: Recording, row: int, picture: Picture) -> None:
    """Check the tip of the curve of each parameter, and the names beside them."""
    for name, value in zip(run.param_names, run.params[row], strict=True):
        check_places(picture, picture.dots(f"curve.{name}"), [[run.step[row], value]])
    assert picture.texts("name") == [*(name.partition(" (")[0] for name in run.dataset.feature_names), "b"]


def check_boundary(run: Recording, row: int, picture: Picture) -> None:
    """Check the points of each class, that both classes are equally probable on the line, and the share that is right.

    The line is that of even odds between the inputs of the grid, where the logarithm of the odds is linear.
    """
    for value in (0, 1):
        check_places(picture, picture.dots(f"class.{value}"), run.dataset.x[run.dataset.y == value])
    side = math.isqrt(len(run.grid))
    odds = np.log(run.grid_predictions[row] / (1 - run.grid_predictions[row])).reshape(side, side)
    first, last = picture.places(run.grid[[0, -1]])
    steps = (np.concatenate(picture.strokes("line")) - first) / (last - first) * (side - 1)
    column, line = np.clip(np.floor(steps + 1e-9), 0, side - 2).astype(int).T
    right, up = (steps - np.stack([column, line], axis=1)).T
    across = [odds[line + k, column] * (1 - right) + odds[line + k, column + 1] * right for k in (0, 1)]
    assert len(steps) > 20
    np.testing.assert_allclose(across[0] * (1 - up) + across[1] * up, 0, atol=1e-6)
    check_readout(picture, [100 * float(np.mean((run.predictions[row] > 0.5) == (run.dataset.y == 1)))])


def check_lens(run: Recording, row: int, picture: Picture) -> None:
    """Check the data, both lines at the axes of the plot, the rise at the sample, and the rise divided by h."""
    x, y = run.dataset.inputs, run.dataset.y
    check_places(picture, picture.dots("data"), np.column_stack([x, y]))
    m, b = np.polyfit(x, y, 1)
    (base,), (line,), (rise,) = (picture.strokes(role) for role in ("base", "line", "rise"))
    ends = run.grid[[0, -1], 0]
    check_places(picture, base, np.column_stack([ends, m * ends + b]))
    check_places(picture, line, np.column_stack([ends, run.grid_predictions[row, [0, -1]]]))
    check_places(picture, rise, [[x[-1], y[-1]], [x[-1], run.predictions[row, -1]]])
    h = run.params[row, 0]
    gain = run.predictions[row, -1] - y[-1]
    check_readout(picture, [gain / h])
    assert {f"rise = {gain:g}", f"nudge h = {h:g}"} <= set(picture.texts("number"))


CHECKS = {
    "fit": check_fit,
    "loss": check_loss,
    "cost": check_cost,
    "landscape": check_landscape,
    "predictions": check_predictions,
    "parameters": check_parameters,
    "boundary": check_boundary,
    "lens": check_lens,
}


@pytest.mark.parametrize("name", sorted(SHOWN.keys() - RACES.keys() - {"step-size"}))
def test_the_last_picture_shows_what_the_runs_hold(name: str) -> None:
    """The marks of each panel, read through the numbers at its axes, are the values of the run at its last row."""
    count, panels = SHOWN[name]
    pictures = pictures_of(name)
    assert len(runs_of(name)) == count
    assert [panel for panel, *_ in pictures] == list(panels) * count
    runs = [run for run in runs_of(name).values() for _ in panels]
    for run, (panel, shown, row, picture) in zip(runs, pictures, strict=True):
        np.testing.assert_array_equal(shown.params[shown.recorded], run.params)
        assert row == shown.shown_rows - 1
        CHECKS[panel](run, run.shown_rows - 1, picture)


def test_the_last_picture_of_the_step_sizes_shows_four_runs_on_one_curve() -> None:
    """Three balls lie at the weights and costs of their runs, and the fourth run is written at the edge."""
    runs = list(runs_of("step-size").values())
    ((_, _, _, picture),) = pictures_of("step-size")
    for number, run in enumerate(runs[:3], 1):
        ball = picture.dots(f"run.{number}")[-1:]  # the others are its earlier places
        check_places(picture, ball, [[run.params[-1, 0], math.sqrt(run.cost[-1])]])
    assert in_ascii(picture.texts("name.4")[0]) == f"← 2.5 × best: Y = {runs[3].params[10, 0]:.0f}"
    assert [picture.texts(f"name.{number}") for number in (1, 2, 3)] == [
        ["0.014 × best"],
        ["0.35 × best"],
        ["1.8 × best"],
    ]


@pytest.mark.parametrize("name", RACES)
def test_the_last_picture_of_a_race_shows_six_runs_in_six_colours(name: str) -> None:
    """Each run has a line, a cost and a swatch beside its name in one colour, at the values of its last row."""
    runs = runs_of(name)
    (_, _, row, landscape), (_, _, _, loss) = pictures_of(name)
    strip = animated(name).layout.panels[0]
    swatches = [mark for mark in strip.static() if isinstance(mark, Stroke)]
    assert [mark.text for mark in strip.static() if isinstance(mark, Text) and mark.role == "strip.name"] == list(runs)
    assert len({mark.color for mark in swatches}) == 6
    first = next(iter(runs.values()))
    best = [0, 0] if name == "saddle" else np.polyfit(first.dataset.inputs, first.dataset.y, 1)
    (across, up) = landscape.strokes("lowest")
    for arm in (across, up):
        check_places(landscape, arm.mean(axis=0)[None], [best])
    for index, (run, swatch) in enumerate(zip(runs.values(), swatches, strict=True), start=1):
        check_places(landscape, landscape.dots(f"run.{index}"), run.params[[row]])
        check_places(landscape, landscape.strokes(f"run.{index}.path")[0][:1], run.params[:1])
        check_places(loss, loss.dots(f"run.{index}"), [[run.step[row], run.cost[row]]])
        marks = [mark for layers in (landscape.layers, loss.layers) for mark in (*layers.added, *layers.moving)]
        drawn = [mark for mark in marks if mark.role.endswith(f".run.{index}")]
        assert {mark.color if isinstance(mark, Stroke) else mark.fill for mark in drawn} == {swatch.color}  # type: ignore[union-attr]


@pytest.mark.parametrize("name", RACES)
def test_the_board_of_a_race_has_the_order_of_arrival(name: str) -> None:
    """The last picture lists all runs, first by the step from which on 1 % of the way down is left at most."""
    runs = runs_of(name)
    x, y = next(iter(runs.values())).dataset.inputs, next(iter(runs.values())).dataset.y
    best = np.append(x @ y / (x @ x), 0) if name == "saddle" else np.polyfit(x, y, 1)
    lowest = np.mean((np.polyval(best, x) - y) ** 2)
    arrived = {
        label: next(row for row in range(len(run)) if (run.cost[row:] <= lowest + 0.01 * (run.cost[0] - lowest)).all())
        for label, run in runs.items()
    }
    order = sorted(arrived, key=arrived.__getitem__)
    assert order == RACES[name]
    panel = animated(name).layout.panels[1]
    board = vars(panel)["_board"]
    lines = [text.text for text in board.at(panel.shown_rows - 1)]
    assert lines[1:] == [
        said for rank, label in enumerate(order, 1) for said in (str(rank), label, str(arrived[label]))
    ]
    for label, row in arrived.items():
        shown = int(np.flatnonzero(panel.recording.step == row)[0])
        words, before = ([text.text for text in board.at(at)] for at in (shown, shown - 1))
        assert label in words
        assert label not in before


@pytest.mark.parametrize("name", SHOWN)
def test_titles_and_captions_are_shown_whole(name: str) -> None:
    """The caption is set without a word lost, no heading ends in an ellipsis, and each run has its label."""
    lesson, layout = find_lesson(name).lessons()[-1], animated(name).layout
    lines = [line.text for line in layout.around if line.role == "caption"]
    assert " ".join(lines) == lesson.scene.get("caption", "")
    headings = [mark.text for panel in layout.panels for mark in panel.static() if isinstance(mark, Text)]
    assert not any(text.endswith("…") for text in headings)
    recording = animated(name).recording
    labels = () if isinstance(recording, Recording) else recording.labels
    if isinstance(recording, Comparison) and lesson.scene.get("overlay"):
        common, labels = recording.short_labels  # a legend writes once what all have in common
        assert common in ("", *headings)
    assert {*labels} <= {*headings}
    above = " ".join(line.text for line in layout.around if line.role == "title")
    assert lesson.scene["title"] in (*headings, above)


@pytest.mark.parametrize("name", SHOWN)
def test_something_moves_in_every_plot(name: str) -> None:
    """The first and the last frame differ inside the plot of each panel."""
    animation = animated(name)
    cues = animation.chapters[-1].cues
    first, last = (renderer_of(animation.layout).still(cue).rgb for cue in (cues[0], cues[-1]))
    for panel in animation.layout.panels:
        if panel.name not in UNPLOTTED:
            left, top, right, bottom = map(int, panel.plot_area)
            assert np.any(first[top:bottom, left:right] != last[top:bottom, left:right])


def test_the_line_is_that_of_the_post() -> None:
    """The lesson `line` takes 300 steps of 0.01 from the post's start, and nears least squares."""
    recording = find_lesson("line").record()
    assert len(recording) == 301
    assert recording.recipe["optimizer"] == "SGD(step_size=0.01)"
    post = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=50, seed=0)
    np.testing.assert_array_equal(recording.params, post.params)
    least_squares = np.polyfit(recording.dataset.inputs, recording.dataset.y, 1)
    np.testing.assert_allclose(recording.params[-1], least_squares, atol=0.06)


def test_given_settings_replace_those_of_a_lesson() -> None:
    """`record` takes a step size, and settings of `fit`, in place of the lesson's own."""
    recording = find_lesson("line").record(step_size=0.02, passes=3, seed=9, start={"b": 4.0})
    assert len(recording) == 19
    assert recording.params[0, 1] == 4.0
    assert "step_size=0.02" in recording.recipe["optimizer"]


def changed(**optimizer: Any) -> Lesson:
    """Return the lesson `line` with another optimizer's table and two passes."""
    return replace(find_lesson("line"), optimizer=optimizer, training={"passes": 2})


def test_another_optimizer_keeps_the_step_size() -> None:
    """An optimizer given by name has the lesson's step size, and its own defaults for all else."""
    lesson = changed(name="momentum", step_size=0.03, momentum=0.5)
    assert lesson.record().recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    assert lesson.record(optimizer="momentum").recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    for name, optimizer in OPTIMIZERS.items():
        if name != "momentum":
            assert lesson.record(optimizer=name).recipe["optimizer"] == repr(optimizer(step_size=0.03))


def test_a_schedule_takes_the_place_of_a_step_size() -> None:
    """A schedule goes with any optimizer, and a given step size replaces it."""
    schedule = {"name": "cosine", "start": 0.1, "updates": 12}
    lesson = changed(name="sgd", schedule=schedule)
    cosine = "Cosine(start=0.1, updates=12, end=0.0)"
    assert lesson.record().recipe["optimizer"] == f"SGD(step_size={cosine})"
    assert lesson.record(optimizer="adagrad").recipe["optimizer"] == f"AdaGrad(step_size={cosine}, epsilon=1e-10)"
    assert lesson.record(step_size=0.2).recipe["optimizer"] == "SGD(step_size=0.2)"
    with pytest.raises(InputError, match="has a step_size and a schedule; give one of them"):
        changed(name="sgd", step_size=0.1, schedule=schedule).record()


def test_a_full_batch_is_written_as_full() -> None:
    """The word "full" stands for the full batch, for which TOML has no value."""
    lesson = replace(find_lesson("line"), training={"passes": 3, "batch_size": "full"})
    assert len(lesson.record()) == 4
    assert len(lesson.record(batch_size=3)) == 7


@pytest.mark.parametrize(
    ("name", "setting"),
    [("optimizers", "optimizer"), ("optimizers", "step_size"), ("step-size", "step_size"), ("batch", "batch_size")],
)
def test_a_setting_in_which_runs_differ_cannot_be_replaced(name: str, setting: str) -> None:
    """The labels of the runs would no longer be true; other settings may be replaced."""
    what = setting.replace("_", " ")
    with pytest.raises(InputError, match=f"the runs of lesson '{name}' each have their own {what}; give no other"):
        find_lesson(name).variants([setting])
    assert len(find_lesson(name).variants(["seed"])) > 1


def test_a_demonstration_has_no_training() -> None:
    """A setting of training is refused for a lesson that trains nothing."""
    with pytest.raises(InputError, match="lesson 'derivative' trains nothing, so it has no step size"):
        find_lesson("derivative").record(step_size=0.1)


def test_unknown_names_are_refused_with_the_nearest() -> None:
    """A lesson, and the model, optimizer and schedule that one names, must be known."""
    with pytest.raises(UnknownNameError, match="unknown lesson 'lin'; did you mean 'line'"):
        find_lesson("lin")
    odd = Lesson("odd", "", "", {"name": "post"}, {"name": "lime"}, {"name": "sgd"}, {}, {}, {})
    with pytest.raises(UnknownNameError, match="unknown model 'lime'; did you mean 'line'"):
        odd.record()
    with pytest.raises(UnknownNameError, match="unknown optimizer 'adm'; did you mean 'adam'"):
        find_lesson("line").record(optimizer="adm")
    with pytest.raises(UnknownNameError, match="unknown schedule 'cosin'; did you mean 'cosine'"):
        changed(name="sgd", schedule={"name": "cosin"}).record()


# What each lesson says in its caption.


@pytest.mark.parametrize("name", SHOWN)
def test_every_lesson_makes_a_claim_in_few_words(name: str) -> None:
    """Each picture has a headline, and a caption of at most twenty words; the post's own has no caption."""
    for chapter in find_lesson(name).lessons():
        assert chapter.scene["title"]
        assert len(chapter.scene.get("caption", "").replace(" = ", "=").replace(" / ", "/").split()) <= 20


def test_a_guess_halves_the_error() -> None:
    """In `house-guess` Y is 100, 150, 175, 187.5, and the error $100k, $50k, $25k, $12.5k."""
    (run,) = runs_of("house-guess").values()
    assert run.params[:4, 0].tolist() == [100, 150, 175, 187.5]
    assert (run.dataset.y[0] - run.predictions[:4, 0]).tolist() == [100_000, 50_000, 25_000, 12_500]


def test_a_house_step_is_ten_dollars_until_the_error_is_zero() -> None:
    """In `house-step` Y rises by 10 to 200 and stays there."""
    (run,) = runs_of("house-step").values()
    assert run.params[:, 0].tolist() == [*range(100, 201, 10), 200, 200]
    assert run.cost[10:].tolist() == [0, 0, 0]


def test_three_houses_agree_on_200_dollars_a_square_foot() -> None:
    """In `houses` the cost falls with every pass, and the weight nears the closed form."""
    (run,) = runs_of("houses").values()
    assert run.params[-1, 0] == pytest.approx(200, rel=0.02)
    assert (np.diff(run.cost[::3]) < 0).all()


def test_step_sizes_do_what_their_labels_say() -> None:
    """In `step-size` one run is slow, one arrives, one changes sides at every step, and one diverges."""
    small, right, large, diverging = runs_of("step-size").values()
    assert small.params[-1, 0] < 120
    assert right.params[-1, 0] == pytest.approx(200, abs=0.1)
    off = large.params[:8, 0] - 200
    assert (np.sign(off[1:]) == -np.sign(off[:-1])).all()
    assert [run.status for run in (small, right, large, diverging)] == ["completed"] * 3 + ["diverged"]


def test_batches_take_the_same_number_of_steps() -> None:
    """In `batch` each run has 48 steps; the cost of the full batch falls at each, that of single samples does not."""
    runs = list(runs_of("batch").values())
    assert {len(run) for run in runs} == {49}
    assert (np.diff(runs[2].cost) < 0).all()
    assert not (np.diff(runs[0].cost) < 0).all()


def test_optimizers_race_from_one_start() -> None:
    """In `optimizers` all runs have one start, and the cost curves 20 times as much across the valley as along it."""
    runs = list(runs_of("optimizers").values())
    assert len({tuple(run.params[0]) for run in runs}) == 1
    x = runs[0].dataset.inputs
    along, across = np.linalg.eigvalsh([[np.mean(x * x), x.mean()], [x.mean(), 1]])
    assert across / along == pytest.approx(20, rel=0.01)


def test_momentum_coasts_past_the_saddle() -> None:
    """In `saddle` two runs keep their speed where they are nearest to it, the others nearly stop and speed up again."""
    for label, run in runs_of("saddle").items():
        lengths, away = np.hypot(*np.diff(run.params, axis=0).T), np.hypot(*run.params.T)
        nearest = int(np.argmin(away))
        share = lengths[nearest] / lengths[:nearest].max()
        assert (share > 0.4) if label in {"Momentum", "Nesterov"} else (share < 0.15)
        assert label in {"Momentum", "Nesterov"} or lengths[nearest:].max() > 1.5 * lengths[nearest]


def test_a_neuron_learns_a_price_from_three_inputs() -> None:
    """In `neuron` the cost nears that of least squares."""
    (run,) = runs_of("neuron").values()
    x, y = run.dataset.x, run.dataset.y
    design = np.column_stack([x, np.ones(len(x))])
    best = np.mean((design @ np.linalg.lstsq(design, y, rcond=None)[0] - y) ** 2)
    assert best < run.cost[-1] < run.cost[0] / 20
    size, bedrooms, location, _ = run.params[-1]
    assert size > 2 * max(bedrooms, location) > 0


def test_more_neurons_learn_a_more_complex_curve() -> None:
    """In `network` each run ends at a lower cost than that with fewer neurons."""
    costs = [run.cost[-1] for run in runs_of("network").values()]
    assert costs[0] > 2 * costs[1] > 3 * costs[2]


def test_one_neuron_tells_most_applicants_apart() -> None:
    """In `logistic` the border is a straight line, and more than nine in ten end on their side of it."""
    (run,) = runs_of("logistic").values()
    assert ((run.predictions[-1] > 0.5) == (run.dataset.y > 0.5)).mean() > 0.9
    assert ((run.predictions[0] > 0.5) == (run.dataset.y > 0.5)).mean() < 0.6
    odds = np.log(run.grid_predictions[-1] / (1 - run.grid_predictions[-1]))
    plane = np.column_stack([run.grid, np.ones(len(run.grid))])
    np.testing.assert_allclose(plane @ np.linalg.lstsq(plane, odds, rcond=None)[0], odds, atol=1e-6)


def test_two_moons_are_classified_correctly() -> None:
    """In `classes` every point ends on its side of the boundary."""
    (run,) = runs_of("classes").values()
    assert ((run.predictions[-1] > 0.5) == (run.dataset.y > 0.5)).all()
    assert run.cost_kind == "cross-entropy"
    assert np.sort(np.abs(run.params[-1]))[-4:].min() > 2 * np.abs(run.params[0]).max()


@pytest.mark.parametrize("name", [name for name in lesson_names() if not find_lesson(name).demonstration])
def test_the_bar_is_the_loss_of_its_step(name: str) -> None:
    """In every fit of every lesson, at every step of a sample, the bar is the residual that the loss is made of."""
    lesson = find_lesson(name)
    if "fit" not in lesson.scene["panels"] or lesson.scene.get("overlay"):
        assert name in {
            "batch",
            "classes",
            "logistic",
            "neuron",
            "optimizers",
            "saddle",
            "step-size",
        }  # these draw no bar
        return
    for variant in (variant for chapter in lesson.lessons() for variant in chapter.variants().values()):
        run = variant.record(landscape=False)
        panel = FitPanel(run, PanelSettings(theme=LIGHT, area=Rect(0, 0, 480, 400)))
        per_pixel = (panel._plot.y.high - panel._plot.y.low) / panel.plot_area.height
        for row in range(run.shown_rows):
            bars = [mark for mark in panel.moving(row) if isinstance(mark, Stroke) and mark.role == "fit.residual"]
            assert len(bars) == (run.sample[row] >= 0 and row < run.shown_rows - 1)
            for bar in bars:
                residual = float(bar.points[0, 1] - bar.points[1, 1]) * per_pixel
                size = abs(residual) if run.cost_kind == "mean absolute error" else residual**2
                assert size == pytest.approx(run.sample_loss[row], rel=1e-6, abs=1e-9 * run.sample_loss[1])


def test_step_sizes_are_named_by_their_share_of_the_best() -> None:
    """The best step size is 1 over the curvature, the mean of the squared sizes; past twice that a run diverges."""
    best = 1 / float(np.mean(sgdviz.data.houses().inputs ** 2))
    for label, lesson in find_lesson("step-size").variants().items():
        share = lesson.optimizer["step_size"] / best
        assert float(label.removeprefix("step size ").removesuffix(" × best")) == float(f"{share:.2g}")
        assert (lesson.record(landscape=False).status == "diverged") == (share > 2)
