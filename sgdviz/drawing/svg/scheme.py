"""Colours for readers of light and of dark pages in one document: the marks of two themes, and a style between them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from sgdviz.drawing.colors import channels, from_channels
from sgdviz.drawing.marks import Dots, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.pacing import Phase

COMMON = ("#ffffff", "#000000")
"""Colours that other drawings of a page have as well, for which the rules of this one must not hold."""

AnyMark = TypeVar("AnyMark", bound="Mark")


class Scheme:
    """Pairs of colours. The light one stands for a pair; where that stands for another already, one that is near it."""

    def __init__(self) -> None:
        self._light: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._marks: dict[tuple[int, int], tuple[Mark, Mark, Mark]] = {}

    def color(self, light: str, dark: str) -> str:
        """Return the colour, to the eye that of the light theme, which stands for a pair."""
        pair = light, dark
        if pair not in self._light:
            color = next(own for own in _near(light) if own not in self._taken and own not in COMMON)
            self._light[pair] = color
            self._taken.add(color)
        return self._light[pair]

    def mark(self, light: AnyMark, dark: AnyMark) -> AnyMark:
        """Return a mark of both themes; for the same two marks it is the same."""
        key = id(light), id(dark)
        if key not in self._marks:
            self._marks[key] = light, dark, self._paired(light, dark)  # the first two are kept: their ids are the key
        return cast("AnyMark", self._marks[key][2])

    def _paired(self, light: Mark, dark: Mark) -> Mark:
        if isinstance(light, Dots):
            assert isinstance(dark, Dots)
            fill = None if light.fill is None or dark.fill is None else self.color(light.fill, dark.fill)
            edge = None if light.edge is None or dark.edge is None else self.color(light.edge, dark.edge)
            return replace(light, fill=fill, edge=edge)
        color = self.color(light.color, cast("Text", dark).color)
        if not isinstance(light, Text):
            return replace(light, color=color)
        assert isinstance(dark, Text)
        pairs = zip(light.spans, dark.spans, strict=True)
        spans = tuple(own._replace(color=self.color(own.color, other.color)) for own, other in pairs)
        patch = None if light.patch is None or dark.patch is None else self.color(light.patch, dark.patch)
        return replace(light, color=color, spans=spans, patch=patch)

    def style(self) -> str:
        """Return the rules that give each pair its dark colour on a dark page.

        A rule that names an element around would not hold for what is used from elsewhere in the document.
        """
        rules = [
            f'[{name}="{color}"]{{{name}:{dark}}}'
            for (light, dark), color in self._light.items()
            if dark != light
            for name in ("fill", "stroke")
        ]
        return f"@media(prefers-color-scheme:dark){{{''.join(rules)}}}" if rules else ""

    def background(self, layout: Layout) -> str:
        """Return the colour behind the marks of `layout`."""
        dark = layout.scene.theme.dark
        return layout.background if dark is None else self.color(layout.background, dark.background)

    def layout(self, light: Layout) -> Layout:
        """Return the layout `light` with the marks of its theme and of the one for dark pages, where there is one."""
        theme = light.scene.theme.dark
        if theme is None:
            return light
        dark = light.with_scene(replace(light.scene, theme=theme))
        panels = tuple(
            cast("Panel", _Paired(own, other, self)) for own, other in zip(light.panels, dark.panels, strict=True)
        )
        around = tuple(map(self.mark, light.around, dark.around))
        return replace(light, panels=panels, around=around)


class _Paired:
    """The marks of a panel in two themes."""

    def __init__(self, light: Panel, dark: Panel, scheme: Scheme) -> None:
        both = partial(_both, scheme)
        self.static = both(light.static, dark.static)
        self.added = both(light.added, dark.added)
        self.held = both(light.held, dark.held)
        self.moving = both(light.moving, dark.moving)
        self.labels = both(light.labels, dark.labels)
        self.moving_in = both(light.moving_in, dark.moving_in)
        self.labels_in = both(light.labels_in, dark.labels_in)


def _both(
    scheme: Scheme, light: Callable[..., Iterable[AnyMark]], dark: Callable[..., Iterable[AnyMark]]
) -> Callable[..., tuple[AnyMark, ...]]:
    def marks(*at: int | Phase) -> tuple[AnyMark, ...]:
        return tuple(scheme.mark(own, other) for own, other in zip(light(*at), dark(*at), strict=True))

    return marks


def _near(color: str) -> Iterable[str]:
    """Yield `color` and those that differ from it by ever more, first by one step of one channel."""
    yield color
    for step in range(1, 256):
        for channel in (2, 1, 0):
            for own in (step, -step):
                values = list(channels(color))
                values[channel] += own
                if 0 <= values[channel] <= 255:
                    yield from_channels(values)
