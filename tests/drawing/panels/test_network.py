"""The network panel: nodes in columns, weights by width and colour, small curves, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, differences, panel_of, run_for, settings, text_marks, texts

import sgdviz
from sgdviz import MLP, SGD, InputError, Neuron, Recording, Theme
from sgdviz.drawing.colors import contrast
from sgdviz.drawing.marks import Dots, Rect, Stroke, Text, colors_of
from sgdviz.drawing.panels.network import NetworkPanel
from sgdviz.drawing.text import face
from sgdviz.drawing.theme_file import THEME_NAMES, find_theme
from sgdviz.pacing import PARTS, Part, Phase

SINE = sgdviz.data.sine(20)


def strokes(panel: NetworkPanel, row: int, *roles: str) -> list[Stroke]:
    """Return the strokes of some roles at a row."""
    return [
        mark
        for mark in panel.moving(row)
        if isinstance(mark, Stroke) and mark.role in [f"network.{role}" for role in roles]
    ]


def network_panel(recording: Recording, **changes: object) -> NetworkPanel:
    """Return the panel of a recording."""
    panel = panel_of("network", recording, **changes)
    assert isinstance(panel, NetworkPanel)
    return panel


def test_the_width_of_an_edge_is_the_size_of_its_weight() -> None:
    """Each of the six weights has an edge in the colour of its sign, as wide as its size, to half a pixel."""
    recording = run_for("network")
    panel = network_panel(recording)
    largest = np.abs(recording.params).max()
    weights = [0, 1, 2, 6, 7, 8]  # W1[1,1] to W1[1,3], then W2[1,1] to W2[3,1]
    for row in (0, 5, len(recording) - 1):
        edges = strokes(panel, row, "positive", "negative")
        assert len(edges) == 6
        for edge, weight in zip(edges, recording.params[row, weights], strict=True):
            assert edge.role == f"network.{'positive' if weight > 0 else 'negative'}"
            assert edge.width == pytest.approx(max(7 * abs(weight) / largest, 0.5), abs=0.251)


def test_a_divergence_makes_no_edge_thinner() -> None:
    """The weights at the row of a divergence do not set the scale of the widths before it."""
    recording = run_for("network")
    last = len(recording) - 1
    cost, params = recording.cost.copy(), recording.params.copy()
    cost[last], params[last] = 1e12, 1e6
    diverged = replace(recording, cost=cost, params=params)
    assert diverged.diverged_row == last
    widths, others = (
        [edge.width for edge in strokes(network_panel(own), 5, "positive", "negative")] for own in (recording, diverged)
    )
    assert widths == others
    assert max(widths) > 2


def test_an_edge_that_stays_is_the_same_mark() -> None:
    """Widths in increments keep an edge the same object from row to row."""
    panel = network_panel(run_for("network"))
    one, other = (strokes(panel, row, "positive", "negative") for row in (10, 11))
    assert sum(a is b for a, b in zip(one, other, strict=True)) >= 3


@BOTH_THEMES
def test_the_colors_of_signs_can_be_told_apart(theme: Theme) -> None:
    """Both have contrast to the background, and every eye tells them apart."""
    panel = network_panel(run_for("network"), theme=theme)
    colors = {mark.role: mark.color for mark in panel.static() if isinstance(mark, Stroke)}
    positive, negative = colors["network.positive"], colors["network.negative"]
    assert min(contrast(color, theme.background) for color in (positive, negative)) > 3
    assert min(differences((positive, negative))) > 20
    assert {"positive", "negative"} <= set(texts(panel.static()))


@pytest.mark.parametrize("name", THEME_NAMES)
def test_signs_are_told_apart_without_colour_where_the_theme_has_dashes(name: str) -> None:
    """Negative weights, and the line of their legend, are then dashed; positive ones never."""
    theme = find_theme(name)
    panel = network_panel(run_for("network"), theme=theme)
    signs: dict[str, set[bool]] = {"network.positive": set(), "network.negative": set()}
    for mark in (*panel.static(), *panel.moving(5)):
        if isinstance(mark, Stroke) and mark.role in signs:
            signs[mark.role].add(bool(np.isnan(mark.points).any()))
    assert signs == {"network.positive": {False}, "network.negative": {name in ("print", "contrast")}}
    assert len(strokes(panel, 5, "negative")) > 1


@pytest.mark.parametrize("hidden", [(1,), (3,), (16,), (16, 16), (2, 5)])
@pytest.mark.parametrize("size", [(440, 400), (320, 320), (960, 1080)])
def test_every_neuron_has_room(hidden: tuple[int, ...], size: tuple[int, int]) -> None:
    """Circles of a column do not touch, all lie in the panel, and so do all texts, apart from each other."""
    unit = min(size[0] / 440, size[1] / 400)
    recording = sgdviz.fit(MLP(1, hidden), SINE, SGD(0.05), passes=1)
    panel = NetworkPanel(recording, settings(area=Rect(0, 0, *size), unit=unit))
    circles = [mark for mark in panel.static() if isinstance(mark, Dots) and mark.fill is None]
    assert [len(circle.centers) for circle in circles] == [*hidden, 1]
    for circle in circles:
        assert np.all(np.diff(circle.centers[:, 1]) > 2 * circle.radius)
        assert circle.centers.min() - circle.radius > 0
        assert np.all(circle.centers.max(axis=0) + circle.radius < size)
    boxes = []
    for mark in [*text_marks(panel.static()), *panel.labels(3)]:
        width = face(mark.size, bold=mark.bold).width(mark.text, tabular=mark.tabular)
        left = mark.x - {"left": 0.0, "middle": width / 2, "right": width}[mark.anchor]
        boxes.append((left, left + width, mark.y - 0.72 * mark.size, mark.y))
    for number, (left, right, top, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= size[0]
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top


def test_a_small_curve_is_the_activation_of_its_neuron() -> None:
    """Heights in a circle are linear in tanh(w x + b), which is recovered to 1e-9; all lie in the circle."""
    recording = run_for("network")
    panel = network_panel(recording)
    (circle,) = [mark for mark in panel.static() if isinstance(mark, Dots) and len(mark.centers) == 3]
    for row in (0, 20, len(recording) - 1):
        curves = strokes(panel, row, "curve")
        assert len(curves) == 3
        params = recording.params[row]
        for number, (curve, center) in enumerate(zip(curves, circle.centers, strict=True)):
            away = curve.points - center
            assert np.hypot(*away.T).max() <= circle.radius
            half = (recording.grid.max() - recording.grid.min()) / 2
            x = (recording.grid.max() + recording.grid.min()) / 2 + away[:, 0] / (0.66 * circle.radius) * half
            expected = np.tanh(params[number] * x + params[3 + number])
            np.testing.assert_allclose(-away[:, 1] / (0.52 * circle.radius), expected, atol=1e-9)


def test_a_network_of_several_inputs_has_no_curves() -> None:
    """Its nodes and names are there: a name for each input, and that of the target."""
    recording = sgdviz.fit(Neuron(3), sgdviz.data.many_houses(20), SGD(0.02), passes=1, standardize=True)
    panel = network_panel(recording)
    assert not strokes(panel, 5, "curve", "line")
    assert len(strokes(panel, 5, "positive", "negative")) == 3
    shown = set(texts(panel.static()))
    assert {*recording.dataset.feature_names, recording.dataset.target_name} <= shown
    assert any("standardized" in text for text in shown)


def test_long_names_that_begin_alike_are_told_apart() -> None:
    """The names of inputs keep their ends where their beginnings would be equal."""
    names = tuple(f"percentage of drivers in fatal collisions who were {how}" for how in ("speeding", "drunk"))
    x = np.eye(2)
    panel = network_panel(sgdviz.fit(Neuron(2), sgdviz.Dataset(x, x[:, 0], names), SGD(0.1), passes=1))
    assert [text[-4:] for text in texts(panel.static()) if text.startswith("perc")] == ["ding", "runk"]


def test_the_weights_of_a_single_neuron_are_written() -> None:
    """Each has its number to two decimals; that of a hidden layer has none."""
    recording = sgdviz.fit(Neuron(3), sgdviz.data.many_houses(20), SGD(0.02), passes=1, standardize=True)
    shown = [mark.text for mark in text_marks(network_panel(recording).moving(5))]
    assert [float(text.replace("\u2212", "-")) for text in shown] == pytest.approx(recording.params[5, :3], abs=0.005)
    assert not text_marks(network_panel(run_for("network")).moving(5))


def test_relu_neurons_share_one_scale() -> None:
    """The largest activation of the run reaches the top of its circle at most."""
    panel = network_panel(sgdviz.fit(MLP(1, (4,), activation="relu"), SINE, SGD(0.05), passes=5))
    (circle,) = [mark for mark in panel.static() if isinstance(mark, Dots) and len(mark.centers) == 4]
    tops = [
        (center[1] - curve.points[:, 1].min()) / circle.radius
        for row in range(panel.shown_rows)
        for curve, center in zip(strokes(panel, row, "curve"), circle.centers, strict=True)
    ]
    assert 0.45 < max(tops) <= 0.52 + 1e-9


def test_other_models_and_large_networks_are_refused(run: Recording) -> None:
    """The error says what to do, on one line."""
    with pytest.raises(InputError, match=r"the network panel shows a network .* leave it out of the panels"):
        network_panel(run)
    for hidden, shape in (((17,), "1-17-1"), ((2, 2, 2), "1-2-2-2-1")):
        recording = sgdviz.fit(MLP(1, hidden), SINE, SGD(0.05), passes=1)
        with pytest.raises(InputError, match=f"the network is {shape} and .* leave it out of the panels"):
            network_panel(recording)


TOLD = sgdviz.fit(MLP(1, (3,)), SINE, SGD(0.1), passes=1, seed=3)


def value_marks(panel: NetworkPanel, row: int, phase: Phase) -> tuple[list[Text], list[Dots]]:
    """Return the numbers and the dots of a sample in a phase."""
    marks = list(panel.moving_in(row, phase))
    numbers = [mark for mark in text_marks(marks) if mark.role == "network.value"]
    return numbers, [mark for mark in marks if isinstance(mark, Dots) and mark.role == "network.sample"]


def test_a_forward_pass_shows_the_values_layer_by_layer() -> None:
    """First the input, then the three activations with dots on their curves, then the prediction; all stay."""
    panel = network_panel(TOLD, explains=True)
    x = TOLD.dataset.x[TOLD.sample[1], 0]
    hidden = np.tanh(TOLD.params[0, :3] * x + TOLD.params[0, 3:6])
    predicted = hidden @ TOLD.params[0, 6:9] + TOLD.params[0, 9]
    for progress, count in ((0.1, 1), (0.4, 4), (0.8, 5), (1.0, 5)):
        numbers, dots = value_marks(panel, 0, Phase("forward", progress))
        shown = [float(mark.text.replace("\u2212", "-")) for mark in numbers]
        assert shown == pytest.approx([x, *hidden, predicted][:count], rel=0.05)
        assert len(dots) == (3 if count > 1 else 0)
    (circle,) = [mark for mark in panel.static() if isinstance(mark, Dots) and len(mark.centers) == 3]
    for dot, center, value in zip(dots, circle.centers, hidden, strict=True):
        assert (center[1] - dot.centers[0, 1]) / (0.52 * circle.radius) == pytest.approx(value)
    assert value_marks(panel, 0, Phase("backward", 0.1))[0] == numbers
    assert value_marks(panel, 1, Phase("update"))[0] == []


def test_a_backward_pass_shows_the_steps_from_right_to_left() -> None:
    """The weights of the last layer come first; widths are the sizes of the steps, the largest widest."""
    panel = network_panel(TOLD, explains=True)

    def shafts(progress: float) -> list[Stroke]:
        marks = panel.moving_in(0, Phase("backward", progress))
        steps = [mark for mark in marks if isinstance(mark, Stroke) and mark.role == "network.step_of_weight"]
        return [mark for mark in steps if len(mark.points) == 2][:-1]  # the last is that of the legend

    middle = panel._places.centers[1][0, 0]
    assert all(mark.points[:, 0].min() > middle for mark in shafts(0.4))
    assert shafts(0.4)
    last = shafts(1.0)
    assert all(mark.points[1, 0] < mark.points[0, 0] for mark in last)
    steps = np.abs(TOLD.params[1] - TOLD.params[0])[[8, 7, 6, 2, 1, 0]]
    expected = np.round(4.2 * steps / steps.max() / 0.5) * 0.5
    assert [mark.width for mark in last] == pytest.approx(expected[expected > 0])
    assert not [mark for mark in panel.moving_in(1, Phase("update")) if mark.role == "network.step_of_weight"][2:]


def test_a_step_of_several_samples_has_no_values() -> None:
    """A batch has no one activation, but its weights have steps."""
    recording = sgdviz.fit(MLP(1, (3,)), SINE, SGD(0.1), passes=1, batch_size=5)
    panel = network_panel(recording, explains=True)
    assert value_marks(panel, 0, Phase("forward")) == ([], [])
    assert any(mark.role == "network.step_of_weight" for mark in panel.moving_in(0, Phase("backward")))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_the_colors_of_told_steps_are_known(inputs: int, part: Part) -> None:
    """Every colour of a phase is that of a pen, and every text lies in the panel."""
    if inputs == 3:
        recording = sgdviz.fit(Neuron(3), sgdviz.data.many_houses(9), SGD(0.02), passes=1, standardize=True)
    elif inputs == 2:
        recording = sgdviz.fit(MLP(2, (4,), task="classes"), sgdviz.data.two_moons(20), SGD(0.1), passes=1)
    else:
        recording = TOLD
    panel = network_panel(recording, explains=True)
    marks = list(panel.moving_in(4, Phase(part)))
    assert set().union(*map(colors_of, marks)) <= {*panel.colors, panel.theme.background}
    for mark in text_marks(marks):
        width = face(mark.size, bold=mark.bold).width(mark.text, tabular=mark.tabular)
        left = mark.x - {"left": 0.0, "middle": width / 2, "right": width}[mark.anchor]
        assert left >= 0
        assert left + width <= panel.area.right
