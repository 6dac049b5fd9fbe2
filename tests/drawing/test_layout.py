"""Layouts: panels in their places, once each, and the same after a journey to another process."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import axes_of, text_marks, texts

import sgdviz
from sgdviz import DARK, Cue, InputError, Recording, Scene
from sgdviz.drawing.agg import renderer_of
from sgdviz.drawing.layout import Layout, lay_out
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.axis import Axis

LONG_TITLE = "How one artificial neuron learns a straight line from six points, step by step"


def test_a_small_scene_keeps_its_type_readable(run: Recording) -> None:
    """Type shrinks less than the picture does, and grows with it."""
    (panel,) = lay_out(Scene(panels=("fit",), size=(240, 200)), run).panels
    assert panel.unit == pytest.approx(10 / 14)
    assert lay_out(Scene(size=(1600, 800)), run).unit == 2


def test_a_layout_has_the_size_and_the_background_of_its_scene(run: Recording) -> None:
    """The size is in pixels, with the scale, and the background is the theme's."""
    layout = lay_out(Scene(size=(300, 200), scale=1.5, theme=DARK), run)
    assert layout.size == (450, 300)
    assert layout.background == DARK.background
    assert (layout.scene.theme, layout.recording) == (DARK, run)


def test_a_layout_is_frozen(run: Recording) -> None:
    """A layout cannot be changed after it was computed."""
    with pytest.raises(FrozenInstanceError):
        lay_out(Scene(), run).unit = 2.0  # type: ignore[misc] # that is what is tested


def test_the_colors_of_a_layout_are_listed_once(run: Recording) -> None:
    """The colours of moving marks come first, in the order of the panels, then those that only static marks have."""
    layout = lay_out(Scene(title=LONG_TITLE, caption="A caption."), run)
    moving = list(dict.fromkeys(color for panel in layout.panels for color in panel.colors))
    assert list(layout.colors[: len(moving)]) == moving
    assert len(set(layout.colors)) == len(layout.colors)
    assert {text.color for text in layout.around} <= set(layout.colors)


@pytest.mark.parametrize(
    "settings",
    [
        {"caption": "A caption under the panels.", "theme": DARK},
        {"title": LONG_TITLE, "scale": 1.5},
        {"panels": ("parameters", "landscape"), "transparent": True},
    ],
)
def test_a_layout_survives_pickling(short_run: Recording, settings: dict[str, Any]) -> None:
    """A copy made from the pickled scene and recording draws the same pixels."""
    layout = lay_out(Scene(**{"size": (480, 240), **settings}), short_run)
    copy = pickle.loads(pickle.dumps(layout))  # noqa: S301 - just made here
    assert isinstance(copy, Layout)
    assert copy.scene == layout.scene
    assert copy.recording is not layout.recording
    for row in (0, 5, 12):
        drawn, again = (renderer_of(own).still(Cue(row, 0.1)).pixels for own in (layout, copy))
        assert len(np.unique(drawn.reshape(-1, 4), axis=0)) > 20
        np.testing.assert_array_equal(again, drawn)


@pytest.mark.parametrize("overlay", [False, True])
def test_the_layout_of_a_comparison_survives_pickling(run: Recording, short_run: Recording, *, overlay: bool) -> None:
    """A copy shows the same rows of its runs, and the same pixels."""
    layout = lay_out(Scene(size=(500, 400), overlay=overlay), Comparison((short_run, run), ("a", "b")))
    copy = pickle.loads(pickle.dumps(layout))  # noqa: S301 - just made here
    assert copy.rows_at(200) == layout.rows_at(200)
    drawn, again = (renderer_of(own).still(Cue(200, 0.1)).pixels for own in (layout, copy))
    np.testing.assert_array_equal(again, drawn)


@pytest.mark.parametrize("title", [None, "Short", LONG_TITLE])
@pytest.mark.parametrize("runs", [1, 3])
def test_animate_builds_each_panel_once(
    run: Recording, monkeypatch: pytest.MonkeyPatch, title: str | None, runs: int
) -> None:
    """A panel is built once, or twice to measure the labels of a grid, whether or not its title has room.

    A still builds none again.
    """
    built: list[Panel] = []
    original = FitPanel.__init__

    def counting(self: FitPanel, recording: Recording, settings: PanelSettings) -> None:
        built.append(self)
        original(self, recording, settings)

    monkeypatch.setattr(FitPanel, "__init__", counting)
    animation = sgdviz.animate(run if runs == 1 else [run] * runs, title=title)
    animation.still(3)
    animation.still(5)
    assert [panel for panel in animation.layout.panels if isinstance(panel, FitPanel)] == built[-runs:]
    assert len(built) == (runs if runs == 1 else 2 * runs)


def test_the_divergence_of_a_run_is_looked_for_once(run: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row of the divergence is cached in the recording: laying out and drawing compute it once."""
    cached = vars(Recording)["diverged_row"]
    found: list[Recording] = []
    original = cached.func

    def counting(recording: Recording) -> int | None:
        found.append(recording)
        row: int | None = original(recording)
        return row

    monkeypatch.setattr(cached, "func", counting)
    fresh = replace(run)
    animation = sgdviz.animate(fresh)
    animation.still(3)
    assert fresh.status == "completed"
    assert found == [fresh]


def test_one_run_is_not_overlaid(run: Recording) -> None:
    """The error for the overlay of one run says what to do."""
    with pytest.raises(InputError, match="one run cannot be overlaid; give several recordings, or leave overlay out"):
        lay_out(Scene(overlay=True), run)


def axes_of_default_panels(recordings: list[Recording]) -> list[tuple[Axis, Axis]]:
    """Return the axes of the fit and the loss of each run."""
    labels = tuple("abc"[: len(recordings)])
    panels = sgdviz.animate(recordings, labels=labels, size=(1040, 680)).layout.panels
    return [axes_of(panel) for panel in panels if panel.name != "strip"]


def test_a_diverging_run_leaves_the_others_as_they_were(run: Recording, diverging_run: Recording) -> None:
    """The axes of all runs are those of the runs that do not diverge."""
    alone = axes_of_default_panels([run])
    assert axes_of_default_panels([run, diverging_run]) == alone * 2


def test_frames_are_in_step(run: Recording, short_run: Recording, diverging_run: Recording) -> None:
    """Each cell shows what its run alone would show at that step, and writes the end of its run."""
    animation = sgdviz.animate([run, short_run, diverging_run], labels=("whole", "short", "diverging"))
    assert len(animation.cues) == 301
    layout = animation.layout
    strip, fit, _, short_fit, _, diverging_fit, _ = layout.panels

    def written(panel: Panel, row: int) -> list[str]:
        return texts(panel.labels(layout.rows_at(row)[layout.panels.index(panel)]))

    assert written(strip, 40) == ["step 40\u2007  pass 7\u2007", ""]
    m, b = run.params[40]
    assert written(fit, 40) == [f"y = {m:.2f} x + {b:.2f}", ""]
    assert written(short_fit, 11)[1] == ""
    assert written(short_fit, 12)[-1] == written(short_fit, 300)[-1] == "ended at step 12"
    assert written(diverging_fit, 6)[1] == ""
    assert written(diverging_fit, 7)[1] == written(diverging_fit, 300)[1] == "diverged at step 7"
    assert layout.rows_at(40) == [40, 40, 40, 12, 12, 7, 7]


def test_one_run_shows_its_own_rows(run: Recording) -> None:
    """All panels of one run show the row of the scene."""
    assert lay_out(Scene(), run).rows_at(123) == [123, 123]


def test_the_roles_around_the_panels_are_title_and_caption(run: Recording) -> None:
    """The texts around the panels are told apart by their roles, and those of panels start with their names."""
    layout = lay_out(Scene(title=LONG_TITLE, caption="A caption."), run)
    assert [text.role for text in layout.around] == ["title", "title", "caption"]
    for panel in layout.panels:
        assert {text.role.partition(".")[0] for text in text_marks(panel.static())} == {panel.name}
