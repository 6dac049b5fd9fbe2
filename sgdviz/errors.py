"""The errors that sgdviz raises, as one tree.

::

    SgdvizError                    the base of all of them
    ├── InputError                 an argument cannot be used
    │   └── UnknownNameError       a name is not in a table; the text names the nearest entry
    ├── RecordingError             a recording contradicts itself, or a file does not hold one
    ├── OutputError                a file cannot be written
    └── DrawingError               drawing failed: a process died, or memory ran out

    DataWarning                    rows of a table were left out, or the way to read one was guessed
    MissingCharacterWarning        no font has some characters of a picture; they are drawn as boxes
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_WORD, LONGEST_TEXT = 300, 1500
"""Characters of the longest word and of the longest message that are not shortened."""


def shortened(text: str) -> str:
    """Return `text` with its long words, and then the whole, cut in the middle: a value may be of any length."""
    words = re.sub(rf"\S{{{LONGEST_WORD + 1},}}", lambda word: f"{word[0][:60]}…{word[0][-20:]}", text)
    return words if len(words) <= LONGEST_TEXT else f"{words[:400]} … {words[-300:]}"


class SgdvizError(Exception):
    """The base class of the exceptions of sgdviz; the message is one line: the fault, the value, the remedy."""

    def __init__(self, message: str = "") -> None:
        super().__init__(shortened(message))


class InputError(SgdvizError, ValueError):
    """An argument cannot be used."""


class UnknownNameError(InputError):
    """A name is not in a table; the text names the nearest entry."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        names = tuple(sorted(known))
        near = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}?" if near else f"choose from: {', '.join(names)}"
        super().__init__(f"unknown {kind} {name!r}; {hint}")
        self._arguments = kind, name, names

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, str, tuple[str, ...]]]:
        return UnknownNameError, self._arguments


class RecordingError(SgdvizError, ValueError):
    """A recording contradicts itself, or a file does not hold one."""


class OutputError(SgdvizError, OSError):
    """A file cannot be written."""


class DrawingError(SgdvizError, RuntimeError):
    """Drawing failed for a reason other than its input: a process died, or memory ran out."""


class DataWarning(UserWarning):
    """Rows of a table were left out, or the way to read one was guessed; the message is one line."""


class MissingCharacterWarning(UserWarning):
    """No font has some characters of a picture; they are drawn as boxes."""
