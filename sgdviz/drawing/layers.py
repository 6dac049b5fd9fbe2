"""Layers: the marks of a panel at a row, from bottom to top. This is all that a backend draws."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.pacing import Phase


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The marks of one panel at one row, bottom to top.

    `static` marks never change. `added` marks stay once they are there. `held` marks stay for some rows and are the
    very same tuple as long as they do. `moving` marks belong to one row. `labels` stand on the background, over
    everything else of all panels.
    """

    static: tuple[Mark, ...]
    added: tuple[Mark, ...]
    held: tuple[Mark, ...]
    moving: tuple[Mark, ...]
    labels: tuple[Text, ...]


def static_marks(layout: Layout) -> Iterator[Mark]:
    """Yield the marks of `layout` that never change: those of its panels, and the texts around them."""
    return chain((mark for panel in layout.panels for mark in panel.static()), layout.around)


def layers_at(layout: Layout, row: int, phase: Phase | None = None) -> list[Layers]:
    """Return all marks of each panel of `layout` at `row` of its recording, or in a phase of a step.

    The texts around the panels are static.
    """
    layers = [
        Layers(
            tuple(panel.static()),
            tuple(panel.added(0, own + 1)),
            panel.held(own),
            *_of_the_row(panel, own, told),
        )
        for panel, own, told in zip(layout.panels, layout.rows_at(row), layout.phases_at(phase), strict=True)
    ]
    return [*layers, Layers(layout.around, (), (), (), ())]


def layers_since(panel: Panel, shown: int, row: int, phase: Phase | None = None) -> Layers:
    """Return the marks of `panel` at `row`, or in a phase, to draw where those of row `shown` were drawn before.

    `added` holds what the rows after `shown` add; there are no static marks.
    """
    added = tuple(panel.added(shown + 1, row + 1))
    return Layers((), added, panel.held(row), *_of_the_row(panel, row, phase))


def _of_the_row(panel: Panel, row: int, phase: Phase | None) -> tuple[tuple[Mark, ...], tuple[Text, ...]]:
    """Return the moving marks and the labels of `panel` at `row`, or in a phase of a step."""
    if phase is None:
        return tuple(panel.moving(row)), tuple(panel.labels(row))
    return tuple(panel.moving_in(row, phase)), tuple(panel.labels_in(row, phase))


def bottom_to_top(panels: list[Layers]) -> Iterator[Mark]:
    """Yield the marks of all panels in the order in which they are drawn: layer by layer."""
    return chain(
        chain.from_iterable(layers.static for layers in panels),
        chain.from_iterable(layers.added for layers in panels),
        chain.from_iterable(layers.held for layers in panels),
        chain.from_iterable(layers.moving for layers in panels),
        chain.from_iterable(layers.labels for layers in panels),
    )
