"""Checking a picture of an article: whether it is there, and is of what the code does today."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.export.about.read import kind_of
from sgdviz.export.source.plain import plain_settings
from sgdviz.export.stills import asked_moments
from sgdviz.jobs.article.draw import drawn, drawn_by, saved_by
from sgdviz.jobs.article.names import parsed
from sgdviz.jobs.article.write import shown_path
from sgdviz.jobs.source.code import hash_of
from sgdviz.jobs.source.compare import OTHERS, difference_from_digest, first_difference, other_versions
from sgdviz.jobs.source.find import source_in
from sgdviz.jobs.source.verify import DIFFERS, SAME, UNKNOWN, Finding

if TYPE_CHECKING:
    from sgdviz.jobs.article.article import Article
    from sgdviz.jobs.article.plan import Picture
    from sgdviz.jobs.article.run import Ran
    from sgdviz.jobs.source.checked import PictureSource
    from sgdviz.jobs.source.code import CodeSource


def checked(article: Article, picture: Picture, ran: Ran) -> Finding:
    """Return what is found about a picture, as `verify` does: the same, another one, or that it cannot be said.

    Raises `InputError` for a picture that cannot be read.
    """
    name = shown_path(picture.place)
    if not picture.place.exists():
        return Finding(DIFFERS, f"{name} is missing; type: sgdviz post {article.path}")
    try:
        source = source_in(picture.place)
    except InputError as error:
        if str(error).startswith("cannot read "):
            raise
        return Finding(UNKNOWN, f"cannot say: {error}")
    if source is None:
        return Finding(UNKNOWN, f"{name} does not say how it was made; make it with: sgdviz post {article.path}")
    if source.code is None:
        return Finding(DIFFERS, f"{name} differs: it was not made by the code of an article")
    difference = (
        _difference_of_code(article, picture, source.code)
        or _difference_of_start(source.code, ran)
        or _difference_of_settings(picture, source)
        or difference_from_digest(picture.run.recording, source.code)
    )
    if difference:
        return Finding(DIFFERS, f"{name} differs: {difference}")
    return _compared(article, picture, ran, source, name)


def _compared(article: Article, picture: Picture, ran: Ran, source: PictureSource, name: str) -> Finding:
    """Return what is found about the bytes of a picture whose run is the same."""
    others = other_versions(source)
    if others:
        what = f"its bytes were not compared: they are of {others}"
        return Finding(SAME, f"{name}: the run is the same; {what}")
    animation = drawn(article, picture, ran)
    animation.origin = source.origin  # the same code may have other comments
    kind = kind_of(picture.place)
    first = first_difference(str(picture.place), kind, animation, source)
    if first is None:
        return Finding(SAME, f"{name}: the run is the same, and so is every byte")
    if kind in OTHERS:
        what = f"its bytes differ, as they do with another version of {OTHERS[kind]}"
        return Finding(SAME, f"{name}: the run is the same; {what}")
    return Finding(DIFFERS, f"{name} differs: the run is the same, but its bytes are others from byte {first:,} on")


def _difference_of_code(article: Article, picture: Picture, code: CodeSource) -> str:
    """Return how the code of an article differs from that in a picture; comments and empty lines do not count."""
    now = picture.code_in(article)
    if hash_of(now) == code.hash:
        return ""
    if not code.text:
        return "the code has changed"
    if ast.dump(parsed(now)) == ast.dump(parsed(code.text)):
        return ""
    mine, its = now.splitlines(), code.text.splitlines()
    for kind, begin, end, old, old_end in SequenceMatcher(None, mine, its, autojunk=False).get_opcodes():
        if kind == "equal" or not any(line.strip() for line in (*mine[begin:end], *its[old:old_end])):
            continue
        had = its[old].strip() if old < old_end else ""
        has = mine[begin].strip() if begin < end else ""
        return f"the code has changed: it has {has!r}, and had {had!r}"
    return "the code has changed"


def _difference_of_start(code: CodeSource, ran: Ran) -> str:
    """Return how the seed, or the modules that are imported for the code, differ from those of a picture."""
    if code.seed != ran.seed:
        return (
            f"the seed is {ran.seed}, and was {code.seed}; --seed sets it"
            if ran.seed is not None
            else (f"the code has a seed of its own, and was given {code.seed}")
        )
    if set(code.modules) != set(ran.modules):
        return f"modules are imported for it: {_listed(ran.modules)}, and were: {_listed(code.modules)}"
    return ""


def _difference_of_settings(picture: Picture, source: PictureSource) -> str:
    """Return how the options of a picture differ from those with which it was made."""
    settings = picture.settings
    now = plain_settings(drawn_by(settings))
    was = dict(source.origin.get("settings", {}))
    saved = {name: value for name, value in saved_by(settings).items() if name not in ("workers", "embed_recording")}
    if "at" in saved:
        saved["at"] = ",".join(moment.text for moment in asked_moments(saved["at"], None))
    now |= {name: value for name, value in saved.items() if value}
    was |= source.saved
    for name in sorted({*now, *was}):
        if _comparable(now.get(name)) != _comparable(was.get(name)):
            option = f"--{name.replace('_', '-')}"
            return f"the option {option} is {_shown(now.get(name))}, and was {_shown(was.get(name))}"
    return ""


def _comparable(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    return "not given" if value is None else repr(_comparable(value))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
