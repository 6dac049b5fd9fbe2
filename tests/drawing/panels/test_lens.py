"""The lens panel, asserted on its marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, all_marks, panel_of, panels_of_runs, plot_of

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.drawing.marks import Area, Dots, Rect, Stroke, Text
from sgdviz.drawing.panels.lens import LensPanel
from sgdviz.drawing.text.placement import face_of, start_of
from sgdviz.jobs.demonstrations import derivative

if TYPE_CHECKING:
    from sgdviz import Theme
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel

NUDGES = pytest.mark.parametrize(("nudged", "ratio"), [("m", 3.0), ("b", 1.0)])


@cache
def tweened(nudged: str) -> Recording:
    """Return the demonstration with interpolated rows."""
    run = sgdviz.Pacing(tween=3).shown(derivative(nudged))[0]
    assert isinstance(run, Recording)
    return run


@cache
def panel_for(nudged: str) -> Panel:
    """Return the panel of the demonstration with interpolated rows."""
    return panel_of("lens", tweened(nudged))


def of_role(panel: Panel, row: int, role: str) -> list[Mark]:
    """Return the marks of `role` at `row` in all layers, in order."""
    marks = (*panel.static(), *panel.moving(row), *panel.labels(row))
    return [mark for mark in marks if mark.role == f"lens.{role}"]


def points(panel: Panel, row: int, role: str) -> np.ndarray:
    """Return the points of the only stroke of `role` at `row`."""
    (stroke,) = of_role(panel, row, role)
    assert isinstance(stroke, Stroke)
    return stroke.points


def center(panel: Panel, row: int, role: str) -> np.ndarray:
    """Return the centre of the only dot of `role` at `row`."""
    (dot,) = of_role(panel, row, role)
    assert isinstance(dot, Dots)
    (place,) = dot.centers
    return np.asarray(place)


def said(panel: Panel, row: int, pattern: str) -> float:
    """Return the number in the only text at `row` that matches `pattern`."""
    (found,) = [match for text in panel.labels(row) if (match := re.fullmatch(pattern, text.text))]
    return float(found[1])


def scale_of(panel: Panel, row: int) -> float:
    """Return the scale of the lens at `row`, measured: its frame against the outline in the plot."""
    frame, outline = points(panel, row, "lens.frame"), points(panel, row, "window")
    ratios = np.ptp(frame, axis=0) / np.ptp(outline, axis=0)
    assert ratios[0] == pytest.approx(ratios[1])
    return float(ratios[0])


@NUDGES
def test_the_numbers_are_those_of_the_recording(nudged: str, ratio: float) -> None:
    """At every row the rise is the change of the prediction at the sample, and the quotient is rise / h."""
    panel, run = panel_for(nudged), tweened(nudged)
    for row in range(len(run)):
        rise = run.predictions[row, -1] - run.dataset.y[-1]
        h = run.params[row, 0]
        exact = 1e-12 if run.recorded[row] else 0.005
        assert said(panel, row, r"rise = ([\d.]+)") == pytest.approx(rise, rel=exact)
        assert said(panel, row, r"nudge h = ([\d.]+)") == pytest.approx(h, rel=exact)
        above, below = (text for text in of_role(panel, row, "number") if isinstance(text, Text) and is_number(text))
        assert above.y < below.y
        assert [float(above.text), float(below.text)] == pytest.approx([rise, h], rel=exact)
        (value,) = of_role(panel, row, "readout")
        assert isinstance(value, Text)
        assert float(value.text) == pytest.approx(rise / h) == pytest.approx(ratio)


def is_number(text: Text) -> bool:
    """Return whether a text is a number and nothing else."""
    return re.fullmatch(r"[\d.]+", text.text) is not None


@NUDGES
def test_the_printed_scale_is_that_of_the_pixels(nudged: str, ratio: float) -> None:
    """The number over the lens is how much larger it shows its area of the plot, both ways, and goes with 1 / h."""
    panel, run = panel_for(nudged), tweened(nudged)
    for row in range(len(run)):
        scale = scale_of(panel, row)
        assert said(panel, row, r"lens ([\d.]+)×") == pytest.approx(scale, rel=1e-6 if run.recorded[row] else 0.005)
        assert scale * run.params[row, 0] == pytest.approx(scale_of(panel, 0) * run.params[0, 0])
        per_y = plot_of(panel).area.height / (plot_of(panel).y.high - plot_of(panel).y.low)
        rise = center(panel, row, "lens.before")[1] - center(panel, row, "lens.after")[1]
        assert rise == pytest.approx(ratio * run.params[row, 0] * per_y * scale)
    assert scale_of(panel, 0) == pytest.approx(round(scale_of(panel, 0)))


@NUDGES
def test_the_triangle_has_the_nudge_and_the_rise_as_its_legs(nudged: str, ratio: float) -> None:
    """At every row the legs are h and the rise in the scale of y in the lens, and as long as at the first row."""
    panel, run = panel_for(nudged), tweened(nudged)
    per_y = plot_of(panel).area.height / (plot_of(panel).y.high - plot_of(panel).y.low)
    first = points(panel, 0, "triangle.slope")
    for row in range(len(run)):
        nudge, slope = points(panel, row, "triangle.nudge"), points(panel, row, "triangle.slope")
        leg, rise = slope[1, 0] - slope[0, 0], slope[0, 1] - slope[1, 1]
        scale = per_y * scale_of(panel, row)
        assert [leg, rise] == pytest.approx([run.params[row, 0] * scale, ratio * run.params[row, 0] * scale])
        assert leg >= 20
        np.testing.assert_allclose(nudge, [slope[0], [slope[1, 0], slope[0, 1]]])
        np.testing.assert_allclose(slope, first)
        (inside,) = of_role(panel, row, "triangle.inside")
        assert isinstance(inside, Area)
        assert np.ptp(inside.points, axis=0).tolist() == pytest.approx([leg, rise])


@NUDGES
def test_the_triangle_has_the_heights_of_the_lens(nudged: str, ratio: float) -> None:
    """Guides lead level from the sample before and after the nudge to the lower and the upper end of the triangle."""
    panel = panel_for(nudged)
    assert ratio > 0
    before, after = center(panel, 5, "lens.before"), center(panel, 5, "lens.after")
    low, high = points(panel, 5, "triangle.slope")
    assert [low[1], high[1]] == pytest.approx([before[1], after[1]])
    guides = [mark.points for mark in of_role(panel, 5, "lens.guide") if isinstance(mark, Stroke)]
    np.testing.assert_allclose(guides, [[before, low], [after, high]])


@NUDGES
def test_the_axis_of_the_triangle_is_the_parameter(nudged: str, ratio: float) -> None:
    """The names under the triangle say that h is a change of m or of b; those of the lens and the plot say x."""
    panel = panel_for(nudged)
    assert ratio > 0
    names = [mark for mark in of_role(panel, 0, "triangle.name") if isinstance(mark, Text)]
    assert [mark.text for mark in names] == [nudged, f"{nudged} + h"]
    corner, end = points(panel, 0, "triangle.nudge")
    half = face_of(names[0]).width(nudged) / 2
    assert [mark.x + half for mark in names] == pytest.approx([corner[0], end[0]])
    equations = [mark.text for mark in of_role(panel, 0, "number") if isinstance(mark, Text)]
    assert {"m": "y = (m + h) x + b", "b": "y = m x + (b + h)"}[nudged] in equations
    assert "x = 3" in equations


@NUDGES
def test_the_lens_shows_what_the_plot_shows(nudged: str, ratio: float) -> None:
    """Both lines and the rise in the lens are those of the plot, magnified around the sample."""
    panel, run = panel_for(nudged), tweened(nudged)
    assert ratio > 0
    data = plot_of(panel).place(run.dataset.inputs, run.dataset.y)
    for row in (0, 3, len(run) - 1):
        scale, focus = scale_of(panel, row), center(panel, row, "lens.before")
        for role in ("base", "line"):
            line, seen = points(panel, row, role), points(panel, row, f"lens.{role}")
            back = data[-1] + (seen - focus) / scale
            expected = np.interp(back[:, 0], line[:, 0], line[:, 1], left=np.nan, right=np.nan)
            inside = np.isfinite(expected)
            assert inside.any()
            np.testing.assert_allclose(back[inside, 1], expected[inside], atol=1e-6)
        rise = points(panel, row, "rise")
        np.testing.assert_allclose(focus + (rise - data[-1]) * scale, points(panel, row, "lens.rise"), atol=1e-6)
        outline = points(panel, row, "window")
        assert outline[:, 0].min() < data[-1, 0] < outline[:, 0].max()


@NUDGES
def test_the_plot_shows_both_lines_and_the_data(nudged: str, ratio: float) -> None:
    """The data lie on the thinner line before the nudge, and the thicker line is the prediction."""
    panel, run = panel_for(nudged), tweened(nudged)
    assert ratio > 0
    plot = plot_of(panel)
    ends = run.grid[[0, -1], 0]
    np.testing.assert_allclose(points(panel, 6, "base"), plot.place(ends, 1.5 * ends + 1))
    np.testing.assert_allclose(points(panel, 6, "line"), plot.place(ends, run.grid_predictions[6, [0, -1]]))
    (dots,) = of_role(panel, 6, "data")
    assert isinstance(dots, Dots)
    np.testing.assert_allclose(dots.centers, plot.place(run.dataset.inputs, run.dataset.y))
    for base, line in (("base", "line"), ("lens.base", "lens.line")):
        widths = [mark.width for role in (base, line) for mark in of_role(panel, 6, role) if isinstance(mark, Stroke)]
        assert widths[1] > 1.5 * widths[0]


def test_two_runs_share_the_lens() -> None:
    """Beside each other the lenses have one scale, the nudges one length, and the rises are three to one."""
    runs = [derivative("m"), derivative("b")]
    one, other = panels_of_runs(runs, "lens")
    texts = [[text.text for text in panel.labels(4) if text.text.startswith("lens")] for panel in (one, other)]
    assert texts[0] == texts[1]
    slopes = []
    for number, panel in enumerate((one, other), 1):
        (slope,) = [mark for mark in panel.static() if mark.role == f"run{number}.lens.triangle.slope"]
        assert isinstance(slope, Stroke)
        slopes.append(np.abs(slope.points[1] - slope.points[0]))
    assert slopes[0][0] == pytest.approx(slopes[1][0])
    assert slopes[0][1] == pytest.approx(3 * slopes[1][1])


@pytest.mark.parametrize("m", [-2.0, 0.0, 1.5])
@pytest.mark.parametrize("nudged", ["m", "b"])
def test_texts_keep_inside_the_panel_and_off_each_other(nudged: str, m: float) -> None:
    """At every row no text leaves the panel or meets another, and no label is smaller than 13 pixels."""
    panel = panel_of("lens", derivative(nudged, m=m, halvings=6))
    for row in range(panel.shown_rows):
        texts = [mark for mark in (*panel.static(), *panel.labels(row)) if isinstance(mark, Text) and mark.text]
        boxes = []
        for text in texts:
            left = start_of(text)
            right = left + face_of(text).width(text.text, tabular=text.tabular)
            boxes.append((left, text.y - 0.72 * text.size, right, text.y))
            assert left >= 0
            assert right <= 800
            assert text.size >= 13
        for number, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[:number]:
                assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top, texts[number].text


def test_a_falling_rise_points_down() -> None:
    """Where y falls as the parameter grows, the triangle and the lens show the point after the nudge below."""
    x = np.array([-3.0, 0.0, 2.0])
    recorder = sgdviz.Recorder(x, x, predict=lambda xs: (1 + h) * xs)
    for h in (1.0, 0.5):
        recorder.record(h=h, sample=0)
    panel = panel_of("lens", recorder.recording())
    assert center(panel, 1, "lens.after")[1] > center(panel, 1, "lens.before")[1]
    frame = points(panel, 1, "lens.frame")
    assert frame[:, 1].min() < center(panel, 1, "lens.before")[1]
    assert center(panel, 1, "lens.after")[1] < frame[:, 1].max()
    assert "rise = \u22121.5" in [text.text for text in panel.labels(1)]


@BOTH_THEMES
def test_every_mark_in_the_lens_is_clipped_to_it(theme: Theme) -> None:
    """The lines and the lattice in the lens end at its frame."""
    panel = panel_of("lens", derivative("m"), theme=theme)
    assert isinstance(panel, LensPanel)
    frame = points(panel, 0, "lens.frame")
    lens = Rect(*frame.min(axis=0), *frame.max(axis=0))
    for mark in all_marks(panel):
        if mark.role in ("lens.lens.base", "lens.lens.line", "lens.lens.lattice"):
            assert isinstance(mark, Stroke)
            assert mark.clip == lens


def test_a_picture_without_room_is_refused() -> None:
    """The error says that the picture is too small."""
    with pytest.raises(InputError, match="150x300 is too small for lens; give it at least"):
        sgdviz.animate(derivative("m"), panels=("lens",), size=(150, 300))
    with pytest.raises(InputError, match="640x400 is too small for 2 runs with lens; give it at least"):
        sgdviz.animate([derivative("m"), derivative("b")], panels=("lens",), size=(640, 400))
