"""Colours, built in or from a file, and sizes. The red of the line lives here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike


SEVERAL = ("ghosts", "runs")
"""What has more than one colour."""


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
        for name in COLOR_NAMES:
            value = getattr(self, name)
            if name in SEVERAL and not (isinstance(value, tuple) and value):
                raise InputError(f"theme {self.name!r} has {name} {value!r}; give at least one colour, as a tuple")
            for color in value if name in SEVERAL else (value,):
                if not (isinstance(color, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", color)):
                    raise InputError(f"theme {self.name!r} has {name} {color!r}; write colours as in '#d6213f'")

    def over(self, background: str) -> Theme:
        """Return the theme on another background, against which grid, axes and ghosts stay as faint as they are."""

        def moved(color: str, full: str) -> str:
            paper, ink, faint = map(_channels, (self.background, full, color))
            reach = sum((high - low) ** 2 for high, low in zip(ink, paper, strict=True)) or 1
            along = sum((a - p) * (i - p) for a, p, i in zip(faint, paper, ink, strict=True)) / reach
            # How much of the background is seen through it: never so much that no ink could give it its colour.
            limits = [(255 - f) / (255 - p) for f, p in zip(faint, paper, strict=True) if p < 255]
            limits += [f / p for f, p in zip(faint, paper, strict=True) if p > 0]
            through = max(min(1 - along, *limits, 1.0), 0.0)
            there = zip(faint, paper, _channels(background), strict=True)
            return _written(value + through * (new - old) for value, old, new in there)

        ghosts = tuple(moved(ghost, self.line) for ghost in self.ghosts)
        grid, axis = moved(self.grid, self.ink), moved(self.axis, self.ink)
        return replace(self, background=background, grid=grid, axis=axis, ghosts=ghosts)


COLOR_NAMES = tuple(field.name for field in fields(Theme) if field.name != "name")
"""What has a colour, and so what a theme's file may set."""


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


GHOST_SHARES = (0.45, 0.37, 0.29, 0.22, 0.15)
"""How much of the line is in each ghost, latest first, where a theme's file names a line or a background but none."""


def find_theme(name: str | PathLike[str] | Theme) -> Theme:
    """Return the theme called `name`, or the one in the file `name`, which ends in ``.toml``.

    A `Theme` is returned as it is. Raises `UnknownNameError`, and `InputError` for a file that holds no theme.
    """
    if isinstance(name, Theme):
        return name
    if str(name).lower().endswith(".toml"):
        return read_theme(name)
    if name not in THEMES:
        raise UnknownNameError("theme", str(name), THEMES)
    return THEMES[str(name)]


def read_theme(path: str | PathLike[str]) -> Theme:
    """Return the theme in a TOML file, named after it.

    These are the keys, and every one may be left out::

        base = "light"           # or "dark": where all that is left out comes from
        background = "#ffffff"
        ink = "#17212b"          # headings
        muted = "#66717e"        # labels, captions
        grid = "#e9edf1"
        axis = "#b4bec8"         # the lines through zero
        line = "#d6213f"         # what the model says, and the cost of it
        data = "#25578c"
        sample = "#86a3c3"       # the losses of single samples
        accent = "#dc7d0e"       # the sample in hand
        ghosts = ["#eea0ad"]     # earlier lines, latest first; left out, paler and paler shades of the line
        runs = ["#25578c", "#d17f05", "#d6213f", "#17a1a1", "#b279ec", "#950445"]  # six that are compared

    Raises `InputError`, with the file's name, for one that cannot be read, another key or a bad colour.
    """
    table = _toml(path)
    unknown = [key for key in table if key not in ("base", *COLOR_NAMES)]
    if unknown:
        raise InputError(f"{path}: unknown key {unknown[0]!r}; a theme's keys are: base, {', '.join(COLOR_NAMES)}")
    base = table.pop("base", LIGHT.name)
    if not (isinstance(base, str) and base in THEMES):
        raise InputError(f"{path}: base is {base!r}; choose from: {', '.join(THEMES)}")
    table |= {name: tuple(table[name]) for name in SEVERAL if isinstance(table.get(name), list)}
    try:
        theme = replace(THEMES[base], name=Path(path).stem, **table)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if "ghosts" not in table and ("line" in table or "background" in table):
        theme = replace(theme, ghosts=tuple(mix(theme.line, theme.background, share) for share in GHOST_SHARES))
    return theme


def _toml(path: str | PathLike[str]) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: the theme cannot be read: {error.strerror or error}; check the path") from None
    except ValueError as error:  # no TOML, or no text
        what = " ".join(str(error).split())
        raise InputError(f"{path}: the theme is no TOML: {what}; write lines such as line = '#d6213f'") from None


def mix(color: str, ground: str, share: float) -> str:
    """Return what `share` of `color` over `ground` looks like."""
    pairs = zip(_channels(color), _channels(ground), strict=True)
    return _written(share * ink + (1 - share) * paper for ink, paper in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{min(max(round(channel), 0), 255):02x}" for channel in channels)


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
