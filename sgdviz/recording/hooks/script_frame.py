"""The place in a script from which a library was called, and the names of the script's values."""

from __future__ import annotations

import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sgdviz

if TYPE_CHECKING:
    from types import FrameType

_PATHS = sysconfig.get_paths()
LIBRARIES = tuple({str(Path(_PATHS[key])) for key in ("stdlib", "platstdlib")} | {str(Path(sgdviz.__file__).parent)})
"""Folders whose code is not a script's own: the standard library and sgdviz."""

PACKAGES = ("site-packages", "dist-packages")
"""Names of the folders of installed packages."""


@dataclass(frozen=True)
class Place:
    """A line of a script's own code, and the frame that was there."""

    file: str
    line: int
    frame: FrameType | None

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}"

    def name_of(self, value: Any) -> str:
        """Return the name of the script's variable, or attribute of `self`, that is `value`; empty if there is none."""
        if self.frame is None:
            return ""
        own: dict[str, Any] = self.frame.f_locals
        for variables in (own, getattr(own.get("self"), "__dict__", {}), self.frame.f_globals):
            for name, other in list(variables.items()):
                if other is value and str(name).isidentifier() and not str(name).startswith("_"):
                    return str(name)
        return ""

    def without_frame(self) -> Place:
        """Return the place alone, which keeps none of the script's values alive."""
        return Place(self.file, self.line, None)


def is_own(file: str) -> bool:
    """Return whether the code of `file` is a script's own, and of no library."""
    if file.startswith(("<frozen", "<string>")):
        return False
    return not any(name in Path(file).parts for name in PACKAGES) and not file.startswith(LIBRARIES)


def script_place() -> Place:
    """Return the innermost line of the script's own code that is being run; line 0 where there is none."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001, the only way to the frame without reading source files
    while frame is not None and not is_own(frame.f_code.co_filename):
        frame = frame.f_back
    return Place("", 0, None) if frame is None else Place(frame.f_code.co_filename, frame.f_lineno, frame)
