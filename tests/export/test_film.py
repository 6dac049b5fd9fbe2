"""The film: the facts about an animation that an encoder needs before the first frame."""

from __future__ import annotations

from dataclasses import asdict

import sgdviz
from sgdviz import Recording
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import colors_of
from sgdviz.export.film import film_of


def test_a_film_has_the_facts_of_its_animation(short_run: Recording) -> None:
    """Sizes are in pixels with the scale, and `shortest` is the shortest frame."""
    animation = sgdviz.animate(
        short_run, size=(400, 200), scale=2, theme="dark", fps=8, hold_first=0.5, plays=3, transparent=True
    )
    film = film_of(animation.chapters, animation.plays)
    facts = asdict(film)
    colors = facts.pop("colors")
    assert facts == {
        "width": 800,
        "height": 400,
        "frames": 13,
        "shortest": 0.125,
        "plays": 3,
        "unit": animation.layout.unit,
        "background": sgdviz.DARK.background,
        "transparent": True,
        "card": False,
        "about": {"title": "", "alt": "", "source": ""},
    }
    assert colors == animation.layout.colors
    opaque = sgdviz.animate(short_run)
    assert not film_of(opaque.chapters, 0).transparent


def test_the_colors_are_those_of_all_marks(short_run: Recording) -> None:
    """Every colour that a mark is drawn with at any row is the background or one of the film's, each once."""
    animation = sgdviz.animate(short_run, panels=("fit", "loss", "parameters", "landscape"), title="T", caption="C")
    film = film_of(animation.chapters, 0)
    drawn = {
        color
        for row in range(13)
        for mark in bottom_to_top(layers_at(animation.layout, row))
        for color in colors_of(mark)
    }
    assert drawn - {film.background} == set(film.colors) - {film.background}
    assert len(set(film.colors)) == len(film.colors)


def test_the_colors_of_moving_marks_come_first(short_run: Recording) -> None:
    """Colours of static marks alone follow those of marks that are added, held or moving."""
    animation = sgdviz.animate(short_run, panels=("fit", "landscape"), size=(960, 400))
    film = film_of(animation.chapters, 0)
    panels = [layers for row in range(13) for layers in layers_at(animation.layout, row)]
    moving = {
        color
        for layers in panels
        for mark in (*layers.added, *layers.held, *layers.moving)
        for color in colors_of(mark)
    } - {film.background}
    static = {color for layers in panels for mark in layers.static for color in colors_of(mark)}
    first = max(film.colors.index(color) for color in moving)
    assert len(moving) > 5
    assert first < min(film.colors.index(color) for color in static - moving - {film.background})
