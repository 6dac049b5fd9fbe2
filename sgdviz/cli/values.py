"""The values of options, as click types: sizes, lists of panels, batch sizes, starting parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from sgdviz import option_texts
from sgdviz.cli.stdout import STDOUT
from sgdviz.errors import InputError
from sgdviz.export.save import find_format

if TYPE_CHECKING:
    from collections.abc import Callable

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType


class Value(_ParamType):
    """A value that `read` makes of its text; an `InputError` that it raises is the command's error."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value of a text; a value that is one already is returned unchanged."""
        return self._read(value) if isinstance(value, str) else value


def _output(text: str) -> str:
    """Return the path unchanged; a suffix of no format is refused before any work is done. Stdout has none."""
    if text != STDOUT:
        find_format(text)
    return text


def _format(text: str) -> str:
    """Return ``gif`` and ``.gif`` as the suffix; one of no format, and a path, are refused."""
    suffix = f".{text.removeprefix('.').lower()}"
    if not re.fullmatch(r"\.\w+", suffix):
        raise InputError(f"{text!r} is no format; write a suffix, as in gif")
    find_format(f"stdout{suffix}")
    return suffix


OUTPUT = Value("output", _output)
FORMAT = Value("format", _format)
RECORD = Value("recording", option_texts.record_of)
SIZE = Value("size", option_texts.size_of)
FILE_SIZE = Value("file size", option_texts.file_size_of)
NAMES = Value("names", option_texts.names_of)
NUMBERS = Value("numbers", option_texts.numbers_of)
WHOLE_NUMBERS = Value("whole numbers", option_texts.whole_numbers_of)
PASSES = Value("passes", option_texts.passes_of)
EVERY = Value("every", option_texts.every_of)
BATCH_SIZE = Value("batch size", option_texts.batch_size_of)
START = Value("start", option_texts.start_of)
MOMENTS = Value("moments", option_texts.moments_text_of)
TEMPLATE = Value("template", option_texts.template_of)
