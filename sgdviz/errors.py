"""Everything sgdviz raises on purpose, as one tree.

::

    SgdvizError                    catch this to catch them all
    ├── InputError                 a value that was asked for cannot be used
    │   └── UnknownNameError       a name that is in no table; says the nearest one that is
    ├── RecordingError             a recording that contradicts itself, or a file that holds none
    ├── OutputError                a file that cannot be written
    └── DrawingError               drawing itself came to an end
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class SgdvizError(Exception):
    """Any error that sgdviz raises on purpose; its text is one line: what, the value, how to mend it."""


class InputError(SgdvizError, ValueError):
    """A value that was asked for cannot be used."""


class UnknownNameError(InputError):
    """A name that is in no table; the text names the nearest one that is."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        names = sorted(known)
        near = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}?" if near else f"choose from: {', '.join(names)}"
        super().__init__(f"unknown {kind} {name!r}; {hint}")


class RecordingError(SgdvizError, ValueError):
    """A recording that contradicts itself, or a file that holds none."""


class OutputError(SgdvizError, OSError):
    """A file that cannot be written."""


class DrawingError(SgdvizError, RuntimeError):
    """Drawing came to an end that is nobody's input: a process died, memory ran out."""
