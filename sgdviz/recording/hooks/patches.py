"""Functions of a library that are replaced for a while, and put back."""

from __future__ import annotations

from typing import Any


class Patches:
    """Replaces attributes of modules and classes; `undo` puts all of them back, the last first."""

    def __init__(self) -> None:
        self._made: list[tuple[Any, str, Any, Any]] = []

    def replace(self, owner: Any, name: str, value: Any) -> None:
        """Set the attribute `name` of `owner`."""
        self._made.append((owner, name, vars(owner).get(name, _ABSENT), value))
        setattr(owner, name, value)

    def undo(self) -> None:
        """Put the attributes back; one that has been replaced by others since stays as it is."""
        while self._made:
            owner, name, before, ours = self._made.pop()
            if vars(owner).get(name) is not ours:
                continue
            if before is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


_ABSENT = object()
