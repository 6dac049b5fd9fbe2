"""The faults of a job file: all of them are gathered, each with its path and its line, before one error is raised."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Place = tuple[str | int, ...]
    """The keys and the indices that lead to a value, from the top of the file."""

MOST_FAULTS = 50
"""Faults that are reported; the rest are counted."""


class JobsError(InputError):
    """Jobs cannot be used; `faults` has a line for each fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))

    def __reduce__(self) -> tuple[type[JobsError], tuple[tuple[str, ...]]]:
        return JobsError, (self.faults,)


class Faults:
    """The faults found so far in the file `name`; `lines` has the lines of its keys."""

    def __init__(self, name: str = "", lines: Mapping[Place, int] | None = None) -> None:
        self._name = name
        self._lines = lines or {}
        self._found: dict[str, int] = {}

    def add(self, place: Place, message: str) -> None:
        """Note a fault of the value at `place`."""
        line = self._line(place)
        where = f"{self._name}:{line}: " if line and self._name else f"{self._name}: " if self._name else ""
        path = path_of(place)
        self._found.setdefault(f"{where}{path}{': ' if path else ''}{message}", line)

    @contextmanager
    def noted(self, place: Place) -> Iterator[None]:
        """Note an `InputError` of the block as a fault of the value at `place`."""
        try:
            yield
        except InputError as error:
            self.add(place, str(error))

    def __len__(self) -> int:
        return len(self._found)

    def check(self) -> None:
        """Raise `JobsError` if there are faults, in the order of their lines."""
        if not self._found:
            return
        lines = sorted(self._found, key=lambda text: self._found[text])
        more = [f"and {len(lines) - MOST_FAULTS:,} more faults"] if len(lines) > MOST_FAULTS else []
        raise JobsError([*lines[:MOST_FAULTS], *more])

    def _line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest place that holds it; 0 where none is known."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 0)


def path_of(place: Place) -> str:
    """Return a place as it is written, as in ``jobs[2].matrix.seed``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
