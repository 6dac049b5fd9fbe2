"""The names of overlaid runs, asserted on the marks of their panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import ALL_THEMES, contrast, text_marks

import sgdviz
from sgdviz import SGD, Line, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.text import face
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz import Recording, Theme
    from sgdviz.drawing.panels.panel import Panel

SIZES = (0.001, 0.003, 0.01, 0.02, 0.03, 0.04)


@pytest.fixture(scope="module")
def runs() -> tuple[Recording, ...]:
    """Six runs of 60 steps."""
    data = sgdviz.data.post()
    return tuple(sgdviz.fit(Line(), data, SGD(size), passes=10) for size in SIZES)


def panels_of(runs: tuple[Recording, ...], labels: tuple[str, ...] | None = None, **scene: Any) -> tuple[Panel, ...]:
    """Return the fit and the loss of overlaid runs."""
    names = labels or tuple(f"step size {size}" for size in SIZES)
    return lay_out(Scene(overlay=True, **scene), Comparison(runs, names)).panels[1:]


@ALL_THEMES
def test_every_run_has_its_name_in_a_shade_of_its_color(runs: tuple[Recording, ...], theme: Theme) -> None:
    """Each panel writes all names, readable, bold, and in the run's own colour where that is readable."""
    for panel in panels_of(runs, theme=theme):
        for row in (0, 7, 60):
            words = text_marks(panel.moving(row))
            assert [word.text for word in words] == [f"{size}" for size in SIZES]
            for word, color in zip(words, theme.runs, strict=True):
                assert word.color == theme.words(color)
                assert contrast(word.color, theme.background) >= theme.text_contrast


def test_names_stand_right_of_the_ends_of_their_curves(runs: tuple[Recording, ...]) -> None:
    """In the loss they follow the markers, in the fit they stand beside the plot; none leaves its panel or overlaps."""
    fit, loss = panels_of(runs)
    for row in range(0, 61, 6):
        for panel in (fit, loss):
            words = text_marks(panel.moving(row))
            rights = [word.x + face(word.size, bold=True).width(word.text) for word in words]
            assert max(rights) <= panel.area.right
            heights = np.sort([word.y for word in words])
            assert np.diff(heights).min() >= words[0].size
        markers = [mark for mark in loss.moving(row) if isinstance(mark, Dots)]
        ends = max(mark.centers[0, 0] for mark in markers)
        for word in text_marks(loss.moving(row)):
            assert 4 * loss.unit <= word.x - ends <= 14 * loss.unit
        assert {word.x for word in text_marks(fit.moving(row))} == {text_marks(fit.moving(0))[0].x}
        assert text_marks(fit.moving(row))[0].x > fit.plot_area.right


def test_a_name_is_at_the_height_of_its_curve_where_it_has_room(runs: tuple[Recording, ...]) -> None:
    """The slowest run ends far above the others, and its name beside it."""
    loss = panels_of(runs)[1]
    marker = min((mark for mark in loss.moving(60) if isinstance(mark, Dots)), key=lambda mark: mark.centers[0, 1])
    word = text_marks(loss.moving(60))[0]
    assert word.y - 0.36 * word.size == pytest.approx(marker.centers[0, 1], abs=0.35 * word.size)


def test_names_too_long_for_a_panel_stand_in_the_legend_alone(runs: tuple[Recording, ...]) -> None:
    """The plot then keeps its whole width."""
    labels = tuple(f"{letter} for a very long name indeed" for letter in "abcdef")
    for panel, short in zip(panels_of(runs, labels), panels_of(runs), strict=True):
        assert not text_marks(panel.moving(3))
        assert panel.plot_area.right > short.plot_area.right
