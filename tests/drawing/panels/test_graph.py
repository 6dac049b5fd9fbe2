"""The graph panel: values from left to right, gradients from right to left, and the parameters in the update."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import settings, strokes, text_marks, texts

import sgdviz
from sgdviz import SGD, InputError, Line, Recording
from sgdviz.drawing.marks import Rect, Stroke
from sgdviz.drawing.panels.graph import GraphPanel
from sgdviz.drawing.text import face
from sgdviz.drawing.words import find_words
from sgdviz.pacing import Phase

AREA = Rect(0, 0, 860, 400)


@pytest.fixture
def panel(run: Recording) -> GraphPanel:
    """The panel of the post's run, with the phases of its steps."""
    return GraphPanel(run, settings(area=AREA, explains=True))


def shown(panel: GraphPanel, row: int, phase: Phase | None, role: str) -> list[str]:
    """Return the texts of a role at a row or in a phase."""
    marks = panel.moving(row) if phase is None else panel.moving_in(row, phase)
    return [mark.text for mark in text_marks(marks) if mark.role == f"graph.{role}"]


def test_a_forward_pass_shows_the_values_from_left_to_right(panel: GraphPanel) -> None:
    """Values appear one after the other, never further left than those before, and at the end all eight are shown."""
    before = 0
    for progress in np.linspace(0.05, 1, 20):
        marks = text_marks(panel.moving_in(0, Phase("forward", float(progress))))
        assert len(marks) >= before
        before = len(marks)
        assert not [mark for mark in marks if mark.role in ("graph.gradient", "graph.rule")]
    assert [mark.text for mark in marks] == [
        "\u22124",
        "0.844",
        "\u22123.38",
        "0.758",
        "\u22122.62",
        "\u22128",
        "5.38",
        "14.5",
    ]
    columns = [mark.x for mark in marks]
    assert columns[0] == columns[1] < columns[2] == columns[3] < columns[4] == columns[5] < columns[6] < columns[7]


def test_a_backward_pass_shows_the_gradients_from_right_to_left(panel: GraphPanel) -> None:
    """The gradient of the loss comes first, those of the parameters last; each but the first has its rule and arrow."""
    start = [mark for mark in text_marks(panel.moving_in(0, Phase("backward", 0.01))) if mark.role == "graph.gradient"]
    assert [mark.text for mark in start] == ["gradient 1"]
    end = [mark for mark in text_marks(panel.moving_in(0, Phase("backward"))) if mark.role == "graph.gradient"]
    assert [mark.text for mark in end] == [
        f"gradient {number}" for number in ("1", "5.38", "5.38", "5.38", "5.38", "\u221221.5")
    ]
    columns = [mark.x for mark in end]
    assert columns[0] > columns[1] > columns[2] > columns[3] == columns[4] > columns[5]
    assert shown(panel, 0, Phase("backward"), "rule") == ["× 5.38", "× 1", "× 1", "× 1", "× (\u22124)"]
    arrows = [mark for mark in panel.moving_in(0, Phase("backward")) if isinstance(mark, Stroke)]
    assert len(arrows) == 2 * 5 + 4  # shafts and heads, and the line to the box of each operation
    back = [stroke for stroke in arrows if len(stroke.points) == 2 and stroke.points[-1, 0] < stroke.points[0, 0]]
    assert len(back) == 5


def test_the_parameters_change_in_the_update(panel: GraphPanel) -> None:
    """An update shows old and new values of both parameters, and all values and gradients that led to them."""
    assert shown(panel, 1, Phase("update"), "parameter") == ["0.844 → 1.060", "0.758 → 0.704"]
    assert len(shown(panel, 1, Phase("update"), "gradient")) == 6


def test_a_whole_step_shows_all_of_it(panel: GraphPanel) -> None:
    """Without a phase the row shows the step that led to it; the first row has its parameters only."""
    assert shown(panel, 1, None, "parameter") == ["0.844 → 1.060", "0.758 → 0.704"]
    assert shown(panel, 1, None, "error") == ["5.38", "14.5"]
    assert shown(panel, 0, None, "parameter") == ["0.844", "0.758"]
    assert texts(panel.moving(0)) == ["0.844", "0.758"]


@pytest.mark.parametrize("size", [(860, 400), (430, 200), (1920, 1080)])
def test_texts_stay_in_their_boxes_and_apart(run: Recording, size: tuple[int, int]) -> None:
    """At every step no two texts of the graph overlap, and all lie in the panel."""
    unit = min(size[0] / 860, size[1] / 400)
    panel = GraphPanel(run, settings(area=Rect(0, 0, *size), unit=unit, explains=True))
    for row in (1, 2, 3, 40, 300):
        marks = [*text_marks(panel.static()), *text_marks(panel.moving(row)), *panel.labels(row)]
        boxes = []
        for mark in marks:
            width = face(mark.size, bold=mark.bold).width(mark.text, tabular=mark.tabular)
            left = mark.x - {"left": 0.0, "middle": width / 2, "right": width}[mark.anchor]
            boxes.append((left, left + width, mark.y - 0.72 * mark.size, mark.y, mark.text))
        for number, (left, right, top, bottom, _) in enumerate(boxes):
            assert left >= 0
            assert right <= size[0]
            assert top >= 0
            assert bottom <= size[1]
            for other in boxes[number + 1 :]:
                apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
                assert apart, (boxes[number], other)


def test_a_batch_is_refused() -> None:
    """A graph shows one sample, so that steps of several are refused."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=1, batch_size=3)
    with pytest.raises(InputError, match="the graph panel shows steps of one sample"):
        GraphPanel(recording, settings(area=AREA))


@pytest.mark.parametrize("language", ["de", "es"])
def test_long_names_stay_in_their_boxes(run: Recording, language: str) -> None:
    """A name that is longer in another language has smaller type."""
    panel = GraphPanel(run, settings(area=Rect(0, 0, 860, 420), words=find_words(language)))
    names = [mark for mark in text_marks(panel.static()) if "½ " in mark.text]
    assert len(names) == 1
    half = face(names[0].size).width(names[0].text) / 2
    corners = [mark.points for mark in strokes(panel.static()) if mark.role == "graph.box"]
    box = min(corners, key=lambda points: abs(points[:, 0].mean() - names[0].x))
    assert box[:, 0].min() < names[0].x - half
    assert names[0].x + half < box[:, 0].max()
