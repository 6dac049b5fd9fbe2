"""Scenes and pacings in JSON's types, without any path of this machine: only what differs from the defaults."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.panels import panel_label
from sgdviz.drawing.scene import Scene
from sgdviz.drawing.theme import COLOR_NAMES, DARK, SETTINGS
from sgdviz.drawing.theme_file import THEME_NAMES, find_theme
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.find import LANGUAGES
from sgdviz.drawing.words.table import PHRASES
from sgdviz.errors import InputError
from sgdviz.pacing import Pacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.drawing.theme import Theme
    from sgdviz.drawing.words import Words

_SCENE, _PACING = Scene(), Pacing()


def plain_picture(scene: Scene, pacing: Pacing) -> dict[str, Any]:
    """Return the settings by which a recording is drawn, its panels and its size among them.

    A panel of one's own is its name, which no panel of this program has. Raises `InputError` for a theme that cannot
    be written down.
    """
    given = {"panels": scene.panels, "size": scene.size}
    for settings, defaults in ((scene, _SCENE), (pacing, _PACING)):
        for entry in fields(settings):
            value = getattr(settings, entry.name)
            if value != getattr(defaults, entry.name):
                given[entry.name] = value
    return plain_settings(given)


def plain_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings of `Scene` and `Pacing` that were given for a job. Raises `InputError`."""
    plain: dict[str, Any] = {}
    for name, value in given.items():
        if name == "theme":
            plain[name] = plain_theme(find_theme(value))
        elif name == "words":
            plain[name] = plain_words(find_words(value))
        elif name == "panels":
            plain[name] = [panel_label(panel) for panel in value]
        else:
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def plain_theme(theme: Theme) -> str | dict[str, Any]:
    """Return the name of a theme of the package, or a table of the entries in which another one differs from them.

    Raises `InputError` for a theme that is dark on dark pages in colours of its own.
    """
    if theme.name in THEME_NAMES and theme == find_theme(theme.name):
        return theme.name
    if theme.dark not in (None, DARK):
        what = f"the theme {theme.name!r} has a dark theme of its own"
        raise InputError(f"{what}, which no file can hold; use another theme")
    bases = [find_theme(name) for name in THEME_NAMES]
    tables = [_differences(theme, base) for base in bases if base.dark == theme.dark]
    shortest = min(range(len(tables)), key=lambda place: len(tables[place]))
    return {"name": theme.name, **tables[shortest]}


def _differences(theme: Theme, base: Theme) -> dict[str, Any]:
    """Return the name of a theme and the entries in which another one differs; the trail is always among them."""
    entries = {name: getattr(theme, name) for name in (*COLOR_NAMES, *SETTINGS)}
    own = {name: value for name, value in entries.items() if value != getattr(base, name) or name == "trail"}
    return {
        "base": base.name,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in own.items()},
    }


def plain_words(words: Words) -> str | dict[str, str]:
    """Return the name of a language of the package, or a table of the phrases in which another one is not English."""
    if words.name in LANGUAGES and words == find_words(words.name):
        return words.name
    own = {key: getattr(words, key) for key in PHRASES if getattr(words, key) != getattr(ENGLISH, key)}
    return {"name": words.name, **own}
