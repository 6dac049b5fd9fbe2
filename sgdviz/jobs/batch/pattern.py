"""The pattern of an output, or of a name: text with fields such as ``{step_size}``."""

from __future__ import annotations

import re
from pathlib import PurePath
from string import Formatter
from typing import TYPE_CHECKING, Any

from sgdviz.checks import shown
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FILES = ("data", "recording", "script", "article")
"""Fields whose values are paths of files: the pattern has their names without folder and suffix."""

NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
"""Characters that no file's name has on every system."""


class Pattern:
    """A pattern, taken apart once: it is filled in for many jobs. Raises `InputError` for one that is no pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[tuple[str, str, str]] = []
        is_named = True
        try:
            for literal, field, spec, conversion in Formatter().parse(text):
                self._parts.append((literal, field or "", spec or ""))
                is_named = is_named and not conversion and field != ""
        except ValueError as error:
            raise InputError(f"{text!r} is no pattern: {error}; write fields as in {{seed}}") from None
        if not is_named:
            raise InputError(f"{text!r} has a field without a name; write fields as in {{seed}}")

    @property
    def fields(self) -> list[str]:
        """The names of its fields."""
        return [field for _, field, _ in self._parts if field]

    def check(self, known: Collection[str]) -> None:
        """Raise `UnknownNameError` for a field that is not `known`."""
        for field in self.fields:
            if field not in known:
                raise UnknownNameError(f"field in {self.text!r}:", field, known)

    def filled(self, values: Mapping[str, Any]) -> str:
        """Return the text with the values of the fields. Raises `InputError` for a format that a value cannot have."""
        text = ""
        for literal, field, spec in self._parts:
            text += literal
            if field:
                value = values[field]
                try:
                    text += format(value, spec) if spec else word_of(field, value)
                except (ValueError, TypeError) as error:
                    what = f"{self.text!r}: {field} is {shown(value)}, which has no format {spec!r}"
                    raise InputError(f"{what}: {error}") from None
        return text


def word_of(field: str, value: Any) -> str:
    """Return a value as it stands in a file's name."""
    if isinstance(value, list | tuple):
        return "-".join(word_of(field, each) for each in value)
    if isinstance(value, dict):
        return (
            str(value["name"])
            if "name" in value
            else "-".join(f"{key}{word_of('', each)}" for key, each in value.items())
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return NOT_IN_NAMES.sub("-", PurePath(value).stem if field in FILES else value)
    return str(value)
