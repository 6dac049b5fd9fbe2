"""Layers: the marks of a row from bottom to top, which is all that a backend draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import texts

import sgdviz
from sgdviz import DARK, Cue, Recording, Scene
from sgdviz.drawing.agg import Renderer
from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.layers import Layers, bottom_to_top, layers_at, layers_since, static_marks
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Text
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark


def samples(marks: tuple[Mark, ...]) -> int:
    """Return the number of dots of single losses among `marks`."""
    return sum(mark.role.endswith("loss.sample") for mark in marks)


def test_layers_are_yielded_from_bottom_to_top() -> None:
    """Static, added, held and moving marks and labels come in this order, each layer of all panels before the next."""

    def marks(role: str) -> tuple[Text, ...]:
        return tuple(Text(role, 0, 0, 9, "#000000", role=f"{role}{number}") for number in (1, 2))

    first = Layers(*map(marks, ("a.static", "a.added", "a.held", "a.moving", "a.labels")))
    second = Layers(*map(marks, ("b.static", "b.added", "b.held", "b.moving", "b.labels")))
    assert [mark.role for mark in bottom_to_top([first, second])] == [
        f"{panel}.{layer}{number}"
        for layer in ("static", "added", "held", "moving", "labels")
        for panel in "ab"
        for number in (1, 2)
    ]


def test_the_layers_of_a_row_hold_all_marks_of_all_panels(run: Recording) -> None:
    """The marks of a row are those that the panels return for it, and the texts around the panels."""
    layout = lay_out(Scene(caption="A caption."), run)
    fit, loss = layout.panels
    expected: list[Mark] = [*fit.static(), *loss.static(), *layout.around]
    expected += [*loss.added(0, 41), *fit.held(40), *fit.moving(40), *loss.moving(40)]
    expected += [*fit.labels(40), *loss.labels(40)]
    roles = [mark.role for mark in bottom_to_top(layers_at(layout, 40))]
    assert roles == [mark.role for mark in expected]
    assert [roles.count(role) for role in ("caption", "fit.trail.1", "fit.line", "fit.readout")] == [1, 1, 1, 1]


def test_the_layers_of_a_panel_are_those_of_its_row(run: Recording) -> None:
    """Each panel has its own layers, and the texts around them are static."""
    layout = lay_out(Scene(caption="A caption."), run)
    fit, loss, around = layers_at(layout, 40)
    assert fit.added == ()
    assert fit.held is layout.panels[0].held(40)
    assert samples(loss.added) == 40
    assert texts(fit.labels) == texts(layout.panels[0].labels(40))
    assert around.static == layout.around != ()
    assert (around.added, around.held, around.moving, around.labels) == ((), (), (), ())
    assert all(isinstance(mark, Text) for mark in (*fit.labels, *loss.labels))


def test_layers_of_a_comparison_are_those_of_each_run(run: Recording, short_run: Recording) -> None:
    """A run that has ended has the layers of its last row."""
    layout = lay_out(Scene(size=(800, 700)), Comparison((run, short_run), ("a", "b")))
    _, fit, _, short_fit, short_loss, _ = layers_at(layout, 200)
    assert texts(fit.labels)[0] == texts(layout.panels[1].labels(200))[0]
    assert texts(short_fit.labels)[1] == "ended at step 12"
    assert samples(short_loss.added) == 12


@pytest.mark.parametrize(("shown", "row"), [(-1, 0), (-1, 12), (0, 1), (3, 3), (5, 12)])
def test_layers_since_a_row_add_what_the_rows_after_it_add(short_run: Recording, shown: int, row: int) -> None:
    """What was added up to one row and what was added since make the added marks of the other."""
    loss = lay_out(Scene(), short_run).panels[1]
    since = layers_since(loss, shown, row)
    before = list(loss.added(0, shown + 1))
    assert [mark.role for mark in (*before, *since.added)] == [mark.role for mark in loss.added(0, row + 1)]
    assert since.static == ()
    assert texts(since.labels) == texts(loss.labels(row))
    assert [mark.role for mark in since.moving] == [mark.role for mark in loss.moving(row)]


def drawn(layout: Layout, row: int) -> np.ndarray:
    """Return the (H, W, 3) channels of a fresh canvas after drawing all layers of `row`."""
    canvas = Canvas(*layout.size, layout.background)
    for mark in bottom_to_top(layers_at(layout, row)):
        canvas.draw(mark)
    return canvas.pixels[..., :3].astype(int)


def test_static_marks_are_those_of_the_panels_and_the_texts_around_them(run: Recording) -> None:
    """The static marks of a layout are the static layers of any row, panel by panel."""
    layout = lay_out(Scene(caption="A caption."), run)
    expected = [mark.role for layers in layers_at(layout, 40) for mark in layers.static]
    assert [mark.role for mark in static_marks(layout)] == expected
    assert expected[-1] == "caption"


@pytest.mark.parametrize(
    "settings",
    [
        {"caption": "A caption under the panels.", "title": "The post's run"},
        {"theme": DARK, "scale": 1.5},
        {"panels": ("parameters", "predictions", "landscape"), "size": (1320, 400)},
    ],
)
@pytest.mark.parametrize("row", [0, 3, 40, 300])
def test_all_layers_on_one_canvas_are_the_picture(run: Recording, settings: dict[str, Any], row: int) -> None:
    """Drawing every mark from bottom to top on a fresh canvas gives the renderer's still, to within 3 of 255."""
    layout = lay_out(Scene(**settings), run)
    still = Renderer(layout).still(Cue(row, 0.1)).rgb.astype(int)
    assert (still != still[0, 0]).any(axis=2).sum() > 5000
    assert np.abs(drawn(layout, row) - still).max() <= 3


def test_all_layers_of_an_animation_are_in_every_frame(short_run: Recording) -> None:
    """The frames of an animation are the pictures of its layers, in order."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    for cue, frame in zip(animation.cues, animation.frames(), strict=True):
        assert np.abs(drawn(animation.layout, cue.row) - frame.rgb).max() <= 3
