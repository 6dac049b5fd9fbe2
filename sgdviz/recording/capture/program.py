"""A program to record: a Python source, its name, and its parsed code."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Program:
    """A Python source: `name` is the path that tracebacks show, and the lines of `text` have the file's own numbers."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed code. Raises `SyntaxError`, as Python would."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the compiler says it again
            return ast.parse(self.text, self.name)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()


def decoded(data: bytes, name: str) -> str:
    """Return a source as text, in the encoding that it names. Raises `SyntaxError`, as Python would."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read()
    except UnicodeDecodeError as error:
        raise SyntaxError(f"{name}: {error}") from None
