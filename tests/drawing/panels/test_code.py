"""The code panel: its lines lit in the moments of a step, and the values at their margin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import ALL_THEMES, BOTH_THEMES, contrast, run_for, settings, text_marks, texts
from page_helpers import faults, some

import sgdviz
from sgdviz import LIGHT, SGD, InputError, Line
from sgdviz.drawing.description import description_of
from sgdviz.drawing.layers import layers_at
from sgdviz.drawing.marks import Area, Rect, Text, colors_of
from sgdviz.drawing.panels.code import CodePanel
from sgdviz.drawing.text import face
from sgdviz.jobs import animate_lesson, find_lesson
from sgdviz.pacing import PARTS, Phase
from sgdviz.recording.listing import LineMark, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz import Theme
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels import PanelName
    from sgdviz.pacing import Part

LINES = [
    "for _ in range(8):",
    "    for x, y in data:",
    "        prediction = m * x + b",
    "        error = prediction - y",
    "        grad_m = error * x",
    "        grad_b = error",
    "        m -= 0.01 * grad_m",
    "        b -= 0.01 * grad_b",
]


@pytest.fixture
def panel() -> CodePanel:
    """The panel of a short run of the lesson line, with the phases of its steps."""
    return CodePanel(run_for("code"), settings(explains=True))


def code(marks: Iterable[Mark]) -> list[str]:
    """Return the lines of code among `marks`."""
    return [mark.text for mark in text_marks(marks) if mark.role == "code.line"]


def values(marks: Iterable[Mark]) -> dict[str, list[str]]:
    """Return the values among `marks` by the last part of their roles."""
    found: dict[str, list[str]] = {}
    for mark in text_marks(marks):
        if mark.tabular:
            found.setdefault(mark.role.removeprefix("code."), []).append(mark.text)
    return found


def test_the_code_stands_still(panel: CodePanel) -> None:
    """The lines and their numbers are static, in a face whose characters stand in columns."""
    marks = list(panel.static())
    assert code(marks) == LINES
    assert [mark.text for mark in text_marks(marks) if mark.role == "code.number"] == list("12345678")
    assert {mark.face for mark in text_marks(marks) if mark.role == "code.line"} == {"mono"}
    assert texts(marks)[0] == "Code"


@pytest.mark.parametrize(
    ("part", "row", "lit"), [("forward", 0, LINES[2:4]), ("backward", 0, LINES[4:6]), ("update", 1, LINES[6:8])]
)
def test_the_lines_of_a_part_are_lit_one_by_one(panel: CodePanel, part: Part, row: int, lit: list[str]) -> None:
    """A part begins with its first line and ends with all of its lines, each on a band."""
    assert code(panel.moving_in(row, Phase(part, 0.05))) == lit[:1]
    marks = list(panel.moving_in(row, Phase(part)))
    assert code(marks) == lit
    band, bar = (mark for mark in marks if isinstance(mark, Area))
    assert (band.role, bar.role) == ("code.band", "code.bar")
    for mark in text_marks(marks):
        inside = band.points[:, 1].min() < mark.y - 0.4 * mark.size < band.points[:, 1].max()
        assert inside == (mark.role != "code.past")
        assert mark.x <= band.points[:, 0].max()
    still = {(mark.text, mark.x, mark.y) for mark in text_marks(panel.static())}
    assert all((mark.text, mark.x, mark.y) in still for mark in text_marks(marks) if mark.role == "code.line")


def test_the_values_of_a_step_come_with_their_lines(panel: CodePanel) -> None:
    """Values of the lit lines have their colours; those of the parts before stay, paler."""
    assert values(panel.moving_in(0, Phase("forward", 0.05))) == {"prediction": ["\u22122.62"]}
    assert values(panel.moving_in(0, Phase("forward"))) == {"prediction": ["\u22122.62"], "loss": ["5.38"]}
    backward = {"gradient": ["\u221221.5", "5.38"], "past": ["\u22122.62", "5.38"]}
    assert values(panel.moving_in(0, Phase("backward"))) == backward
    update = {"parameter": ["1.06", "0.70"], "past": ["\u22122.62", "5.38", "\u221221.5", "5.38"]}
    assert values(panel.moving_in(1, Phase("update"))) == update


def test_the_values_stand_in_one_column(panel: CodePanel) -> None:
    """All values end at one place, at all rows and in all phases, on the baselines of their lines."""
    lines = {mark.y for mark in text_marks(panel.static()) if mark.role == "code.line"}
    marks = [mark for row in range(panel.shown_rows) for mark in text_marks(panel.moving(row))]
    marks += [mark for part in PARTS for mark in text_marks(panel.moving_in(1, Phase(part))) if mark.tabular]
    assert {mark.x for mark in marks} == {panel.area.right - 16}
    assert {mark.anchor for mark in marks} == {"right"}
    assert {mark.y for mark in marks} <= lines


def test_other_rows_light_nothing_and_show_the_parameters(panel: CodePanel) -> None:
    """At speed nothing flickers: there are no bands, and no values of single samples; at first there is nothing."""
    assert list(panel.moving(0)) == []
    for row in range(1, panel.shown_rows):
        assert not any(isinstance(mark, Area) for mark in panel.moving(row))
        m, b = panel.recording.params[row]
        assert values(panel.moving(row)) == {"parameter": [f"{m:.2f}".replace("-", "\u2212"), f"{b:.2f}"]}


@ALL_THEMES
def test_the_colors_of_a_told_step_are_known(theme: Theme) -> None:
    """Every colour of a told step is among those of the panel, and all words can be read on the band."""
    panel = CodePanel(run_for("code"), settings(explains=True, theme=theme))
    for part in PARTS:
        marks = list(panel.moving_in(1, Phase(part)))
        used = set().union(*map(colors_of, marks))
        assert used <= {*panel.colors, theme.background}
        words = {color for mark in text_marks(marks) for color in colors_of(mark)}
        (band,) = (mark.color for mark in marks if isinstance(mark, Area) and mark.role == "code.band")
        for color in words:
            assert contrast(color, band) >= theme.text_contrast - 0.005


@BOTH_THEMES
def test_quantities_have_the_colors_of_the_other_panels(theme: Theme) -> None:
    """Prediction and parameters are of the colour of the line, loss and gradients of that of the sample in hand."""
    panel = CodePanel(run_for("code"), settings(explains=True, theme=theme))
    marks = [mark for part in PARTS for mark in text_marks(panel.moving_in(1, Phase(part)))]
    found = {mark.role.removeprefix("code."): mark.color for mark in marks if mark.tabular}
    line, accent = (theme.words(color, over=theme.accent) for color in (theme.line, theme.accent))
    assert (found["prediction"], found["parameter"], found["loss"], found["gradient"]) == (line, line, accent, accent)


def test_a_recording_without_code_is_refused() -> None:
    """The error says how a recording gets its code."""
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=1)
    with pytest.raises(
        InputError, match=r"the code panel shows the code .* record it with sgdviz run, sgdviz post"
    ) as caught:
        sgdviz.animate(run, panels=("fit", "code"))
    assert "\n" not in str(caught.value)


def test_a_scene_with_code_tells_the_backward_pass() -> None:
    """The code of a curve has all three parts, which its fit alone would not show."""
    run = replace(sgdviz.fit(sgdviz.MLP(1, (3,)), sgdviz.data.sine(12), SGD(0.1), passes=3), listing=LONG)
    scenes: tuple[tuple[tuple[PanelName, ...], set[Part]], ...] = (
        (("fit",), {"forward", "update"}),
        (("fit", "code"), {*PARTS}),
    )
    for panels, told in scenes:
        animation = sgdviz.animate(run, panels=panels, explain=1)
        ((_, cues),) = animation.chapters
        assert {cue.phase.part for cue in cues if cue.phase is not None} == told


LONG = Listing(
    tuple(
        f"{'    ' * (number > 0)}some_function_{number}(of_a_long_name, another_name, and_one_more)"
        for number in range(40)
    ),
    tuple(range(90, 170, 2)),
    (LineMark(30, "forward", "loss"), LineMark(35, "backward", "gradient"), LineMark(39, "update", "parameter")),
)


def own_faults(panels: tuple[PanelName, ...], size: tuple[int, int], listing: Listing | None = None) -> set[str]:
    """Return what is wrong with pictures of a told run; code that is lit lies over the same code, which is right."""
    run = run_for("code")
    run = run if listing is None else replace(run, listing=listing)
    animation = sgdviz.animate(run, panels=panels, size=size, explain=1)
    ((layout, cues),) = animation.chapters
    found = set(faults(layout, some(cues), 10.0))
    return {fault for fault in found if " lies over " not in fault or len(set(fault.split(" lies over "))) > 1}


@pytest.mark.parametrize("size", [(640, 320), (800, 400), (1200, 675), (480, 800), (1920, 1080)])
@pytest.mark.parametrize("listing", [None, LONG], ids=["the lesson's", "long"])
def test_nothing_is_cut_or_lies_over_another(size: tuple[int, int], listing: Listing | None) -> None:
    """In every size, all words are inside the picture, apart, and large enough; long lines end in an ellipsis."""
    assert own_faults(("fit", "code"), size, listing) == set()


def test_the_lesson_s_code_is_whole_on_a_phone() -> None:
    """No line of the lesson line ends in an ellipsis at 640 pixels, beside its fit."""
    animation = animate_lesson(find_lesson("line"), settings={"panels": ("fit", "code"), "size": (640, 320)})
    lines = code(mark for layers in layers_at(animation.layout, 0) for mark in layers.static)
    assert [line.strip() for line in lines[2:]] == [line.strip() for line in LINES[2:]]


def test_the_code_stands_beside_the_fit_by_default() -> None:
    """A picture without a size of its own is 800 by 400 pixels, with both panels in one row."""
    layout = sgdviz.animate(run_for("code"), panels=("fit", "code")).layout
    assert layout.size == (800, 400)
    fit, own = layout.panels
    assert own.area.left >= fit.area.right - 1


def test_a_run_that_diverges_keeps_its_numbers_in_their_column() -> None:
    """Numbers that grow past their column are smaller, so that they never cover the code."""
    run = find_lesson("line").record(step_size=0.5, landscape=False)
    assert run.status == "diverged"
    panel = CodePanel(run, settings(explains=True))
    longest = max(
        mark.x + face(mark.size, family="mono").width(mark.text)
        for mark in text_marks(panel.static())
        if mark.text.strip().startswith(("m -=", "b -="))
    )
    for row in range(panel.shown_rows):
        for mark in text_marks(panel.moving(row)):
            assert mark.x - face(mark.size, bold=True).width(mark.text, tabular=True) >= longest


def test_a_comparison_shows_the_code_of_each_run() -> None:
    """Runs side by side have their own code, without numbers of lines."""
    animation = animate_lesson(
        find_lesson("line"), training={"step_size": (0.01, 0.02)}, settings={"panels": ("code",)}
    )
    marks = [mark for layers in layers_at(animation.layout, 0) for mark in layers.static if isinstance(mark, Text)]
    roles = {mark.role for mark in marks}
    assert {"run1.code.line", "run2.code.line"} <= roles
    assert not any(role.endswith("number") for role in roles)
    assert {"        m -= 0.01 * grad_m", "        m -= 0.02 * grad_m"} <= {mark.text for mark in marks}


def test_the_description_says_the_lit_lines_with_their_values() -> None:
    """A reader of the description learns which lines a moment is about."""
    layout = sgdviz.animate(run_for("code"), panels=("code",), explain=1).layout
    words = description_of(layout, 0, Phase("forward"))
    assert "Code: step 1, forward, 3, prediction = m * x + b, \u22122.62, 4, error = prediction - y, 5.38." in words


def test_a_numberless_step_shows_no_values() -> None:
    """Rows whose step was not recorded have the parameters alone, in any phase."""
    run = run_for("code")
    every = replace(run, step=run.step * 10)
    panel = CodePanel(every, settings(explains=True))
    assert values(panel.moving_in(1, Phase("forward"))) == values(panel.moving(1))
    assert np.isfinite(run.loss[1:]).all()


def test_a_wide_panel_has_room_for_long_code() -> None:
    """The same long lines are cut in a narrow panel and whole in a wide one."""
    run = replace(run_for("code"), listing=LONG)
    narrow, wide = (CodePanel(run, settings(area=Rect(0, 0, width, 400), theme=LIGHT)) for width in (400, 1000))
    assert all("…" in line for line in code(narrow.static()))
    assert not any("…" in line for line in code(wide.static()))
