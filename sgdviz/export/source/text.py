"""The source of a picture as one line of JSON."""

from __future__ import annotations

import json
import numbers
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sgdviz.errors import InputError
from sgdviz.export.about.about import MOST_SOURCE
from sgdviz.export.source.plain import plain_picture
from sgdviz.export.source.runs import MOST_RECORDING, numbers_of, packed_runs, runs_of
from sgdviz.export.source.versions import versions
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.drawing.scene import Scene
    from sgdviz.pacing import Pacing
    from sgdviz.recording import Recording

__all__ = ["MOST_RECORDING", "Part", "Source", "source_for"]


class Part(NamedTuple):
    """A chapter of an animation as it was asked for: its recording, its scene and its pacing."""

    recording: Recording | Comparison
    scene: Scene
    pacing: Pacing


class Source:
    """The source of an animation, as one line of JSON for each of its files; empty where it has none.

    `facts` are what all files share.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts

    def text(self, saved: Mapping[str, Any]) -> str:
        """Return the source of a file that was `saved` with some settings. Raises `InputError` for one too long."""
        if not self._facts:
            return ""
        given = {name: value for name, value in saved.items() if value}
        facts = {**versions(), **self._facts, **({"save": given} if given else {})}
        text = in_json(facts)
        if len(text) > MOST_SOURCE:
            what = f"the source has {len(text):,} characters, and a picture holds at most {MOST_SOURCE:,}"
            raise InputError(f"{what}; use fewer words of your own, or record fewer steps")
        return text


def in_json(facts: Mapping[str, Any]) -> str:
    """Return facts as one line of JSON; raises `TypeError` for a value that JSON cannot hold."""
    return json.dumps(facts, separators=(",", ":"), default=_number)


def source_for(parts: Sequence[Part], origin: Mapping[str, Any] | None, *, embed: bool) -> Source:
    """Return the source of the chapters `parts`.

    `origin` says from which lesson and settings they were made, in JSON's types, if they can be made so; with `embed`
    their recordings are in the source. Raises `InputError` for recordings that are too large.
    """
    facts = dict(origin or {})
    if embed and facts.get("own_data"):
        facts = {}  # the recordings are all that there is
    if facts and not facts.get("own_data"):
        facts["runs"] = [numbers_of(run) for part in parts for run in runs_of(part.recording)]
    if embed:
        packed = packed_runs(tuple(run for part in parts for run in runs_of(part.recording)))
        facts["chapters"] = [_chapter(part, packed) for part in parts]
    return Source(facts)


def _chapter(part: Part, packed: list[str]) -> dict[str, Any]:
    """Return a chapter with its recordings, which are the first of those `packed` and are taken from there."""
    count = len(runs_of(part.recording))
    runs, packed[:count] = packed[:count], []
    labels = {"labels": list(part.recording.labels)} if isinstance(part.recording, Comparison) else {}
    return {"settings": plain_picture(part.scene, part.pacing), **labels, "recordings": runs}


def _number(value: Any) -> Any:
    """Return a number of another kind, such as one of NumPy, as one of Python; raises `TypeError` for anything else."""
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    if isinstance(value, np.bool_):
        return bool(value)
    raise TypeError(type(value).__name__)
