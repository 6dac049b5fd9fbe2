"""The network panel: nodes in columns, weights by width and colour, small curves, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, panel_of, run_for, settings, text_marks, texts

import sgdviz
from sgdviz import MLP, SGD, InputError, Neuron, Recording, Theme
from sgdviz.drawing.colors import contrast
from sgdviz.drawing.marks import Dots, Rect, Stroke
from sgdviz.drawing.panels.network import NetworkPanel
from sgdviz.drawing.text import face

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


def test_an_edge_that_stays_is_the_same_mark() -> None:
    """Widths in increments keep an edge the same object from row to row."""
    panel = network_panel(run_for("network"))
    one, other = (strokes(panel, row, "positive", "negative") for row in (10, 11))
    assert sum(a is b for a, b in zip(one, other, strict=True)) >= 3


@BOTH_THEMES
def test_the_colors_of_signs_can_be_told_apart(theme: Theme) -> None:
    """Both have contrast to the background, and their share of blue differs, as colour-blind readers see it."""
    panel = network_panel(run_for("network"), theme=theme)
    colors = {mark.role: mark.color for mark in panel.static() if isinstance(mark, Stroke)}
    positive, negative = colors["network.positive"], colors["network.negative"]
    assert min(contrast(color, theme.background) for color in (positive, negative)) > 3
    assert int(positive[5:], 16) - int(negative[5:], 16) > 64
    assert {"positive", "negative"} <= set(texts(panel.static()))


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
