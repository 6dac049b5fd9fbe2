"""Colours and sizes. The red of the line lives here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from sgdviz.errors import InputError, UnknownNameError


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a scene, each as ``#rrggbb``."""

    name: str
    background: str
    ink: str
    """Headings."""
    muted: str
    """Labels, and whatever explains."""
    grid: str
    axis: str
    """The lines through zero."""
    line: str
    """What the model says, and the cost of it."""
    data: str
    sample: str
    """The losses of single samples."""
    accent: str
    """The sample in hand."""
    ghosts: tuple[str, ...]
    """Earlier lines, latest first."""
    runs: tuple[str, ...] = ("#25578c", "#d17f05", "#d6213f", "#17a1a1", "#b279ec", "#950445")
    """What tells the runs of a comparison apart where they lie over each other."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            for color in value if isinstance(value, tuple) else (value,):
                if field.name != "name" and not re.fullmatch(r"#[0-9a-fA-F]{6}", str(color)):
                    raise InputError(f"theme {self.name!r} has {field.name} {color!r}; write colours as in '#d6213f'")


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
    accent="#e28413",
    ghosts=("#eea0ad", "#f1b1bc", "#f4c2ca", "#f7d2d8", "#fae1e5"),
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
    ghosts=("#8c3b42", "#753439", "#602d33", "#4c272e", "#3a2128"),
    runs=("#85bbf0", "#e7d855", "#ff5c61", "#9079ec", "#dd88a2", "#046a95"),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def find_theme(name: str | Theme) -> Theme:
    """Return the theme called `name`; a `Theme` is returned as it is. Raises `UnknownNameError`."""
    if isinstance(name, Theme):
        return name
    if name not in THEMES:
        raise UnknownNameError("theme", str(name), THEMES)
    return THEMES[name]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels for a scene of the reference height; a scene of another size scales them all alike."""

    heading: float = 19.0
    readout: float = 22.0
    status: float = 15.0
    label: float = 14.0
    line: float = 3.6
    ghost: float = 2.0
    curve: float = 2.6
    residual: float = 2.4
    hairline: float = 1.0
    point: float = 5.4
    halo: float = 1.6
    ring: float = 10.0
    ring_width: float = 2.6
    sample: float = 1.7
    now: float = 4.5


SIZES = Sizes()
