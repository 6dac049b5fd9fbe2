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
    """A Python source: `name` is the path that tracebacks show, and the lines of `text` have the file's own numbers.

    `given` is the path as the user wrote it, the program's first argument; empty where it is `name`.
    """

    name: str
    text: str
    given: str = ""

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
    except SyntaxError:
        _raise_undecodable(data, name)
        raise


def _raise_undecodable(data: bytes, name: str) -> None:
    """Raise Python's own `SyntaxError` for a source that names no encoding and is not in UTF-8."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            what = f"Non-UTF-8 code starting with '\\x{line[error.start]:02x}' in file {name} on line {number}"
            raise SyntaxError(
                f"{what}, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
            ) from None
