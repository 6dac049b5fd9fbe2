"""The animation of a picture of an article, which says from what code it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError
from sgdviz.jobs.animations import animate_recordings
from sgdviz.jobs.settings import PACING_SETTINGS, SCENE_SETTINGS, pacing_of, scene_of, split
from sgdviz.jobs.source.code import code_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.animation import Animation
    from sgdviz.jobs.article.article import Article
    from sgdviz.jobs.article.plan import Picture
    from sgdviz.jobs.article.run import Ran

SAVED = ("at", "strip", "max_size", "compatible", "embed_recording", "workers")
"""Settings of `Animation.save` that an image of an article may have."""


def check_settings(settings: Mapping[str, Any]) -> None:
    """Raise `InputError` for settings of a scene or of a pacing that cannot be, before any code is run."""
    scene, pacing = split(drawn_by(settings))
    scene_of({}, scene, runs=1)
    pacing_of({}, pacing)


def drawn_by(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the scene and of the pacing among `settings`."""
    return {name: settings[name] for name in (*SCENE_SETTINGS, *PACING_SETTINGS) if name in settings}


def saved_by(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of `Animation.save` among `settings`."""
    saved = {name: settings[name] for name in SAVED if name in settings}
    if "strip" in settings and "size" in settings:
        saved["strip_size"] = settings["size"]
    return saved


def drawn(article: Article, picture: Picture, ran: Ran) -> Animation:
    """Return the animation of a picture. Raises `InputError`, which names its line."""
    settings = drawn_by(picture.settings)
    try:
        animation = animate_recordings([picture.run.recording], (article.path.name,), settings)
        animation.origin = code_origin(
            "article",
            article.path.name,
            picture.code_in(article),
            picture.run.recording,
            settings,
            seed=ran.seed,
            modules=ran.modules,
        )
    except InputError as error:
        raise InputError(f"{article.path}:{picture.line}: {error}") from None
    return animation
