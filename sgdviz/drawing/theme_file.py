"""Finding a theme by its name, or reading one from a TOML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sgdviz.checks import path_text
from sgdviz.drawing.theme import COLOR_LISTS, COLOR_NAMES, LIGHT, SETTINGS, THEMES, Theme
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.inputs import read_toml

if TYPE_CHECKING:
    from os import PathLike

    ThemeName = Literal["light", "dark", "auto", "print", "contrast"]
    ThemeLike = Theme | ThemeName | str | PathLike[str]
    """A theme, the name of one, or the path of a theme file."""

FOLDER = Path(__file__).with_name("themes")
"""The themes that are files of the package."""

THEME_NAMES = (*THEMES, "print", "contrast")
"""The themes of the package."""

KEYS = ("base", *COLOR_NAMES, *SETTINGS)
"""The keys of a theme file."""


def find_theme(name: ThemeLike) -> Theme:
    """Return the theme called `name`, or the theme in the file `name`, which ends in ``.toml``.

    A `Theme` is returned unchanged. Raises `UnknownNameError`, and `InputError` for a file that is not a theme.
    """
    if isinstance(name, Theme):
        return name
    name = path_text("theme", name)
    if name.lower().endswith(".toml"):
        return read_theme(name)
    if name not in THEME_NAMES:
        raise UnknownNameError("theme", name, THEME_NAMES)
    return THEMES.get(name) or read_theme(FOLDER / f"{name}.toml")


def read_theme(path: str | PathLike[str]) -> Theme:
    """Return the theme in a TOML file, named after it.

    These are the keys, and every one may be left out::

        base = "light"           # or "dark", "auto", "print", "contrast": the source of all that is left out
        background = "#ffffff"
        ink = "#17212b"          # headings
        muted = "#66717e"        # labels, captions
        grid = "#e9edf1"
        axis = "#b4bec8"         # the lines through zero
        line = "#d2224a"         # the prediction, and its cost
        data = "#1c4177"
        sample = "#5b80c0"       # the losses of single samples
        accent = "#bd6c04"       # the sample in hand
        trail = ["#e26f89"]      # earlier predictions, latest first; left out, paler shades of the line
        runs = ["#25578c", "#d6213f", "#0b9173", "#a740ff", "#740000", "#570942"]  # overlaid runs
        dashes = ["solid"]       # their lines in turn: "solid", "dashed" or "dotted"
        text_contrast = 4.5      # the least contrast of words to the ground they stand on
        mark_contrast = 3.0      # of the quietest marks that carry meaning

    Raises `InputError`, with the file's name, for one that cannot be read, another key or a bad colour.
    """
    return theme_of(read_toml(path, "the theme is", "line = '#d6213f'"), Path(path).stem, str(path))


def theme_of(table: dict[str, Any], name: str, path: str) -> Theme:
    """Return the theme called `name` in a table with the keys of a theme file; `path` names it in an `InputError`."""
    table = dict(table)
    unknown = [key for key in table if key not in KEYS]
    if unknown:
        raise InputError(f"{path}: unknown key {unknown[0]!r}; a theme's keys are: {', '.join(KEYS)}")
    base = table.pop("base", LIGHT.name)
    if not (isinstance(base, str) and base in THEME_NAMES):
        raise InputError(f"{path}: base is {base!r}; choose from: {', '.join(THEME_NAMES)}")
    lists = (name for name in (*COLOR_LISTS, "dashes") if isinstance(table.get(name), list))
    table |= {name: tuple(table[name]) for name in lists}
    try:
        theme = replace(find_theme(base), name=name, **table)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if "trail" not in table and ("line" in table or "background" in table):
        return theme.with_trail()
    return theme
