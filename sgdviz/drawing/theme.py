"""Themes: the colours of a scene."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sgdviz.drawing.colors import channels, from_channels, is_color, readable
from sgdviz.errors import InputError

COLOR_LISTS = ("trail", "runs")
"""The entries of a theme that have more than one colour."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a scene, each as ``#rrggbb``."""

    name: str
    background: str
    ink: str
    """Headings."""
    muted: str
    """Labels and explanations."""
    grid: str
    axis: str
    """The lines through zero."""
    line: str
    """The prediction, and its cost."""
    data: str
    sample: str
    """The losses of single samples."""
    accent: str
    """The sample in hand."""
    trail: tuple[str, ...]
    """Earlier predictions, latest first."""
    runs: tuple[str, ...] = ("#25578c", "#d17f05", "#d6213f", "#17a1a1", "#b279ec", "#950445")
    """The runs of an overlaid comparison."""

    def __post_init__(self) -> None:
        for name in COLOR_NAMES:
            value = getattr(self, name)
            if name in COLOR_LISTS and not (isinstance(value, tuple) and value):
                raise InputError(f"theme {self.name!r} has {name} {value!r}; give at least one colour, as a tuple")
            for color in value if name in COLOR_LISTS else (value,):
                if not is_color(color):
                    raise InputError(f"theme {self.name!r} has {name} {color!r}; write colours as in '#d6213f'")

    @property
    def accent_ink(self) -> str:
        """The accent for text: mixed with as much ink as a contrast of 4.5 to the background needs."""
        return readable(self.accent, self.ink, self.background)

    def over(self, background: str) -> Theme:
        """Return the theme on another background, with grid, axes and trail at the same contrast."""

        def blended(color: str, strong: str) -> str:
            """Return `color`, a mixture of `strong` and the old background, as that of `strong` and the new one."""
            old, full, pale = map(channels, (self.background, strong, color))
            distance = sum((f - o) ** 2 for f, o in zip(full, old, strict=True)) or 1
            share = sum((p - o) * (f - o) for p, o, f in zip(pale, old, full, strict=True)) / distance
            # The rest of the colour must lie within the range of a channel, so the background has at most this share.
            limits = [(255 - p) / (255 - o) for p, o in zip(pale, old, strict=True) if o < 255]
            limits += [p / o for p, o in zip(pale, old, strict=True) if o > 0]
            rest = max(min(1 - share, *limits, 1.0), 0.0)
            pairs = zip(pale, old, channels(background), strict=True)
            return from_channels(p + rest * (new - o) for p, o, new in pairs)

        trail = tuple(blended(color, self.line) for color in self.trail)
        grid, axis = blended(self.grid, self.ink), blended(self.axis, self.ink)
        return replace(self, background=background, grid=grid, axis=axis, trail=trail)


COLOR_NAMES = tuple(field.name for field in fields(Theme) if field.name != "name")
"""The entries of a theme that are colours, and so the keys of a theme file."""


LIGHT = Theme(
    name="light",
    background="#ffffff",
    ink="#17212b",
    muted="#66717e",
    grid="#e9edf1",
    axis="#b4bec8",
    line="#d6213f",
    data="#25578c",
    sample="#86a3c3",
    accent="#dc7d0e",
    trail=("#eea0ad", "#f1b1bc", "#f4c2ca", "#f7d2d8", "#fae1e5"),
)

DARK = Theme(
    name="dark",
    background="#11161c",
    ink="#f1f4f7",
    muted="#98a3af",
    grid="#232a33",
    axis="#55606c",
    line="#ff5c61",
    data="#85bbf0",
    sample="#4f7296",
    accent="#ffc857",
    trail=("#8c3b42", "#753439", "#602d33", "#4c272e", "#3a2128"),
    runs=("#85bbf0", "#e7d855", "#ff5c61", "#9079ec", "#dd88a2", "#046a95"),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
