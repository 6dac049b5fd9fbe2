"""Finding a theme by its name, or reading one from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sgdviz.drawing.colors import mix
from sgdviz.drawing.theme import COLOR_LISTS, COLOR_NAMES, LIGHT, THEMES, Theme
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from os import PathLike

    ThemeLike = Theme | Literal["light", "dark"] | str | PathLike[str]  # noqa: PYI051 - editors complete the names
    """A theme, the name of one, or the path of a theme file."""

TRAIL_SHARES = (0.45, 0.37, 0.29, 0.22, 0.15)
"""The share of the line's colour in each colour of the trail, latest first, where a theme file sets a line or a
background but no trail."""


def find_theme(name: ThemeLike) -> Theme:
    """Return the theme called `name`, or the theme in the file `name`, which ends in ``.toml``.

    A `Theme` is returned unchanged. Raises `UnknownNameError`, and `InputError` for a file that is not a theme.
    """
    if isinstance(name, Theme):
        return name
    if str(name).lower().endswith(".toml"):
        return read_theme(name)
    if str(name) not in THEMES:
        raise UnknownNameError("theme", str(name), THEMES)
    return THEMES[str(name)]


def read_theme(path: str | PathLike[str]) -> Theme:
    """Return the theme in a TOML file, named after it.

    These are the keys, and every one may be left out::

        base = "light"           # or "dark": the source of all colours left out
        background = "#ffffff"
        ink = "#17212b"          # headings
        muted = "#66717e"        # labels, captions
        grid = "#e9edf1"
        axis = "#b4bec8"         # the lines through zero
        line = "#d6213f"         # the prediction, and its cost
        data = "#25578c"
        sample = "#86a3c3"       # the losses of single samples
        accent = "#dc7d0e"       # the sample in hand
        trail = ["#eea0ad"]     # earlier predictions, latest first; left out, paler shades of the line
        runs = ["#25578c", "#d17f05", "#d6213f", "#17a1a1", "#b279ec", "#950445"]  # overlaid runs

    Raises `InputError`, with the file's name, for one that cannot be read, another key or a bad colour.
    """
    table = _toml(path)
    unknown = [key for key in table if key not in ("base", *COLOR_NAMES)]
    if unknown:
        raise InputError(f"{path}: unknown key {unknown[0]!r}; a theme's keys are: base, {', '.join(COLOR_NAMES)}")
    base = table.pop("base", LIGHT.name)
    if not (isinstance(base, str) and base in THEMES):
        raise InputError(f"{path}: base is {base!r}; choose from: {', '.join(THEMES)}")
    table |= {name: tuple(table[name]) for name in COLOR_LISTS if isinstance(table.get(name), list)}
    try:
        theme = replace(THEMES[base], name=Path(path).stem, **table)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if "trail" not in table and ("line" in table or "background" in table):
        theme = replace(theme, trail=tuple(mix(theme.line, theme.background, share) for share in TRAIL_SHARES))
    return theme


def _toml(path: str | PathLike[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: the theme cannot be read: {error.strerror or error}; check the path") from None
    except ValueError as error:  # not TOML, or not text
        what = " ".join(str(error).split())
        raise InputError(f"{path}: the theme is not TOML: {what}; write lines such as line = '#d6213f'") from None
