"""The parameters panel, asserted on its marks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from drawing_helpers import axes_of_runs, panel_of, plot_of, run_for, strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, SGD, Dataset, Neuron, Recording
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face


def test_each_parameter_is_a_curve_over_the_steps(run: Recording) -> None:
    """The pieces of a curve hold the values of its parameter at every step."""
    panel = panel_of("parameters", run)
    plot = plot_of(panel)
    for color, values in zip((LIGHT.line, LIGHT.data), run.params.T, strict=True):
        pieces = strokes([*panel.added(0, 301), *panel.moving(300)], color)
        whole = np.concatenate([pieces[0].points[:1], *(piece.points[1:] for piece in pieces)])
        np.testing.assert_allclose(whole, plot.place(run.step, values))


def test_a_few_parameters_are_named_at_their_tips() -> None:
    """The names keep apart, each to the right of the tip of its curve."""
    panel = panel_of("parameters")
    names = [mark for mark in text_marks(panel.labels(30)) if mark.bold]
    assert [mark.text for mark in names] == ["m", "b"]
    assert abs(names[0].y - names[1].y) > SIZES.label
    tips = [mark.centers[0] for mark in panel.moving(30) if isinstance(mark, Dots)]
    for name, (x, y) in zip(names, tips, strict=True):
        assert abs(name.y - 0.36 * name.size - y) <= name.size
        assert name.x > x


def test_names_of_parameters_that_are_close_keep_apart() -> None:
    """The names of parameters with the same value stand above each other, around the height of their tips."""
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: m * xs)
    for m in (0.0, 0.5, 1.0):
        recorder.record(m=m, b=m, c=m + 0.001)
    panel = panel_of("parameters", recorder.recording())
    names = [mark for mark in text_marks(panel.labels(2)) if mark.bold]
    assert sorted(mark.text for mark in names) == ["b", "c", "m"]
    heights = sorted(mark.y for mark in names)
    assert all(lower - upper >= SIZES.label for upper, lower in pairwise(heights))
    tip = plot_of(panel).heights([1.0])[0]
    assert np.mean(heights) - 0.36 * SIZES.label == pytest.approx(tip, abs=1)


def test_a_tip_outside_the_plot_has_no_name(diverging_run: Recording) -> None:
    """The curves of a diverging run leave the plot, and their names and tips are not drawn at its edge."""
    panel = panel_of("parameters", diverging_run)
    area = panel.plot_area
    inside = [area.top <= y <= area.bottom for y in plot_of(panel).heights(diverging_run.params[7])]
    assert not all(inside)
    assert len([mark for mark in text_marks(panel.labels(7)) if mark.role == "parameters.name"]) == sum(inside)
    assert len([mark for mark in panel.moving(7) if isinstance(mark, Dots)]) == sum(inside)


def test_names_are_patched() -> None:
    """A name stands over the grid and the curves on a patch of the background's colour."""
    names = [mark for mark in text_marks(panel_of("parameters").labels(30)) if mark.bold]
    assert [mark.patch for mark in names] == [LIGHT.background] * 2


def test_many_parameters_are_a_bundle() -> None:
    """The curves of many parameters have one quiet colour, neither names nor tips, and their number is written."""
    bundle = panel_of("parameters", run_for("boundary"))
    assert not [mark for mark in text_marks(bundle.labels(5)) if mark.bold]
    assert not [mark for mark in bundle.moving(5) if isinstance(mark, Dots)]
    assert [stroke.color for stroke in strokes(bundle.moving(5))] == [LIGHT.sample] * 13
    assert "all 13" in texts(bundle.static())


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf, 1.7e308, -1.7e308])
def test_parameters_that_are_no_numbers_are_left_out(odd: float) -> None:
    """One step that is NaN, infinite or huge does not keep the others from being drawn."""
    m = 0.0
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: m * xs)
    for value in (1.0, odd, -1.7e308 if odd > 0 else 2.0):
        m += 0.25
        recorder.record(m=m, extra=value)
    picture = sgdviz.animate(recorder.recording(), panels=("parameters",)).still().rgb
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 3


@pytest.mark.parametrize("standardize", [False, True])
def test_standardized_parameters_are_marked(*, standardize: bool) -> None:
    """The panel says where the parameters are not in the units of the data."""
    run = sgdviz.fit(sgdviz.Neuron(3), sgdviz.data.many_houses(20), sgdviz.SGD(1e-9), passes=1, standardize=standardize)
    assert ("standardized" in texts(panel_of("parameters", run).static())) == standardize


def test_a_diverging_run_sets_no_axis(run: Recording, diverging_run: Recording) -> None:
    """The cell of a diverging run has the limits of the others."""
    one, other = axes_of_runs([run, diverging_run], "parameters")
    assert one == other
    assert one[1] == axes_of_runs([run], "parameters")[0][1]


def test_parameters_of_different_meaning_share_no_axis() -> None:
    """A standardized run has other parameters, and so a value axis of its own, and the same axis of steps."""
    x = np.random.default_rng(0).normal(5, 3, size=(12, 5))
    run, standardized = (
        sgdviz.fit(Neuron(5), Dataset(x, x.sum(axis=1)), SGD(0.001), passes=4, standardize=scaled)
        for scaled in (False, True)
    )
    (steps, own), (other_steps, other) = axes_of_runs([run, standardized], "parameters")
    assert steps == other_steps
    assert own == axes_of_runs([run], "parameters")[0][1]
    assert other == axes_of_runs([standardized], "parameters")[0][1]
    assert own != other


def test_weights_have_the_names_of_their_inputs() -> None:
    """The weight of an input is called by it, without its unit; a constant and weights of x1, x2 keep their names."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(12, 2))
    named = Dataset(x, x @ [1.0, 2.0], ("size (sq ft)", "bedrooms"), "price")
    for data, names in ((named, ["size", "bedrooms", "b"]), (Dataset(x, named.y), ["w1", "w2", "b"])):
        panel = panel_of("parameters", sgdviz.fit(Neuron(2), data, SGD(0.05), passes=2))
        shown = [mark for mark in text_marks(panel.labels(5)) if mark.role == "parameters.name"]
        assert [mark.text for mark in shown] == names
        for mark in shown:
            assert mark.x + face(mark.size, bold=True).width(mark.text) <= panel.plot_area.right + 1


@pytest.mark.parametrize("count", [4, 8, 13])
def test_weights_of_many_inputs_have_names_at_the_ends_of_their_curves(count: int) -> None:
    """Each weight and the constant has a name that stands still, in the order of the ends and in the curve's colour."""
    x = np.random.default_rng(0).normal(size=(30, count))
    names = tuple(f"input {number}" for number in range(count))
    run = sgdviz.fit(Neuron(count), Dataset(x, x @ np.linspace(-2, 3, count), names), SGD(0.05), passes=4)
    panel = panel_of("parameters", run)
    shown = [mark for mark in text_marks(panel.static()) if mark.role == "parameters.name"]
    ends = dict(zip([*names, "b"], run.params[-1], strict=True))
    assert [mark.text for mark in shown] == sorted(ends, key=lambda name: -ends[name])
    assert all(lower.y - upper.y >= upper.size for upper, lower in pairwise(shown))
    assert all(one.color != other.color for one, other in pairwise(shown))
    assert not [mark for mark in text_marks(panel.labels(5)) if mark.role == "parameters.name"]
    tips = [mark for mark in panel.moving(len(run) - 1) if isinstance(mark, Dots)]
    assert len(tips) == count + 1
    last = plot_of(panel).place(run.step[-1], 0.0)[0, 0]
    assert all(mark.x > last + SIZES.now for mark in shown)
    assert all(mark.x + face(mark.size, bold=True).width(mark.text) <= panel.area.right for mark in shown)


def test_of_very_many_weights_the_largest_have_names() -> None:
    """Where there is no room for all names, the panel says how many it names, and the others are quiet."""
    x = np.random.default_rng(0).normal(size=(60, 50))
    names = tuple(f"gene {number}" for number in range(50))
    run = sgdviz.fit(Neuron(50), Dataset(x, x @ np.linspace(-2, 3, 50), names), SGD(0.01), passes=2)
    panel = panel_of("parameters", run)
    shown = {mark.text for mark in text_marks(panel.static()) if mark.role == "parameters.name"}
    assert f"the {len(shown)} largest of 51" in texts(panel.static())
    sizes = dict(zip([*names, "b"], np.abs(run.params[-1]), strict=True))
    assert 10 < len(shown) < 51
    assert min(sizes[name] for name in shown) >= max(size for name, size in sizes.items() if name not in shown)
    assert len([mark for mark in strokes(panel.moving(20)) if mark.color == LIGHT.sample]) == 51 - len(shown)
