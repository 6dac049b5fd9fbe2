"""The words of a slide: the name of its moment, its alt text, and texts that a file of XML can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.description import description_of, sentence
from sgdviz.drawing.strips import step_row
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.stills import Still

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, and control characters: https://www.w3.org/TR/xml/#charsets."""


class Named(NamedTuple):
    """A moment by name: the number of its step, the part that is told (empty for all of it), and both in words."""

    step: int
    part: str
    text: str


def named(still: Still) -> Named:
    """Return the name of a still's moment, in the language of its scene: "step 15", or "step 2, backward"."""
    leader, words = leader_of(still.layout.recording), still.layout.scene.words
    row, phase = still.cue.row, still.cue.phase
    step = int(leader.step[step_row(leader, row, phase)])
    text = words.step_number.format(number=step)
    if phase is None:
        return Named(step, "", text)
    return Named(step, phase.part, f"{text}, {getattr(words, phase.part)}")


def alt_text_of(still: Still) -> str:
    """Return a still in words: what the picture shows, and before it the part of a step, if any."""
    description = description_of(still.layout, still.cue.row, still.cue.phase)
    if still.cue.phase is not None:
        description = f"{sentence(capitalized(named(still).text))} {description}"
    return cleaned(description)


def capitalized(text: str) -> str:
    """Return `text` with its first letter large."""
    return text[:1].upper() + text[1:]


def cut(text: str, lines: Sequence[str]) -> str:
    """Return as much of `text` as its `lines` show, of which the last ends in an ellipsis; breaks need no blanks."""
    left = sum(not character.isspace() for line in lines for character in line) - 1
    for place, character in enumerate(text):
        if not character.isspace():
            if left <= 0:
                return f"{text[:place].rstrip()}…"
            left -= 1
    return text


def cleaned(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)
