"""The lines of the keys of a TOML file, by the tokens of Pygments: `tomllib` says of no value where it stands."""

from __future__ import annotations

import tomllib
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.jobs.batch.faults import Place

    _Token = tuple[int, str, str]
    """The line, the kind and the text of a token."""

_MARK, _TEXT, _END = "mark", "text", "end"


def key_lines(text: str) -> dict[Place, int]:
    """Return the line of each key and of each entry of an array of tables in `text`, which is TOML."""
    reader = _Reader(_tokens(text))
    reader.read()
    return reader.lines


class _Reader:
    """Reads tokens of a whole file, and notes the line of each key."""

    def __init__(self, tokens: Iterable[_Token]) -> None:
        self.lines: dict[Place, int] = {}
        self._tokens = [*tokens, (1, _END, "")]
        self._at = 0
        self._counts: dict[Place, int] = {}

    def read(self) -> None:
        table: Place = ()
        while self._kind != _END:
            if self._mark in ("[", "[["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        """Read ``[table]`` or ``[[array]]``, and return its place."""
        line, is_array = self._line, self._mark == "[["
        self._at += 1
        place = self._key((), through_arrays=not is_array)
        if is_array and place:
            *outer, last = place
            place = (*self._within(tuple(outer)), last)
            index = self._counts.get(place, -1) + 1
            self._counts[place] = index
            self.lines.setdefault(place, line)
            place = (*place, index)
        self.lines.setdefault(place, line)
        self._at += 1  # the closing bracket
        return place

    def _pair(self, table: Place) -> None:
        """Read ``key = value``."""
        begin = self._at
        line = self._line
        place = self._key(table, through_arrays=False)
        for end in range(len(table) + 1, len(place) + 1):
            self.lines.setdefault(place[:end], line)
        if self._mark == "=":
            self._at += 1
            self._value(place)
        self._at = max(self._at, begin + 1)

    def _value(self, place: Place) -> None:
        """Read a value, and the keys in it."""
        if self._mark == "{":
            self._at += 1
            while self._mark != "}" and self._kind != _END:
                if self._mark == ",":
                    self._at += 1
                else:
                    self._pair(place)
            self._at += 1
        elif self._mark == "[":
            self._array(place)
        else:
            self._at += 1

    def _array(self, place: Place) -> None:
        """Read an array, and note the line of each of its values."""
        self._at += 1
        index = 0
        while self._mark != "]" and self._kind != _END:
            if self._mark == ",":
                self._at += 1
                index += 1
            else:
                self.lines.setdefault((*place, index), self._line)
                self._value((*place, index))
        self._at += 1

    def _key(self, table: Place, *, through_arrays: bool) -> Place:
        """Read a key, dotted or not, and return its place in `table`."""
        parts: list[str] = []
        while self._kind in (_TEXT, "dot"):
            if self._kind == _TEXT:
                parts.append(_unquoted(self._token[2]))
            self._at += 1
        place: Place = (*table, *parts)
        return self._within(place) if through_arrays else place

    def _within(self, place: Place) -> Place:
        """Return a place below arrays of tables, whose last entries are meant."""
        found: Place = ()
        for part in place:
            found = (*found, part)
            if found in self._counts:
                found = (*found, self._counts[found])
        return found

    @property
    def _token(self) -> _Token:
        return self._tokens[min(self._at, len(self._tokens) - 1)]

    @property
    def _line(self) -> int:
        return self._token[0]

    @property
    def _kind(self) -> str:
        return self._token[1]

    @property
    def _mark(self) -> str:
        """The next token, if it is punctuation."""
        return self._token[2] if self._kind == _MARK else ""


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of TOML, without spaces and comments; each quoted text is one of them."""
    from pygments.lexers.configs import TOMLLexer
    from pygments.token import Comment, String, Whitespace

    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    first = line = 1
    quoted = ""
    for at, kind, value in TOMLLexer().get_tokens_unprocessed(text):
        while line < len(starts) and starts[line] <= at:
            line += 1
        if kind in String or (quoted and kind in Whitespace):
            first = first if quoted else line
            quoted += value
            if _is_closed(quoted):
                yield first, _TEXT, quoted
                quoted = ""
        elif kind not in Whitespace and kind not in Comment:
            yield line, _kind_of(kind, value), value


def _kind_of(kind: Any, value: str) -> str:
    """Return what a token of Pygments is here: a dot in a key, another mark, the text of a key, or a value."""
    from pygments.token import Keyword, Name, Operator, Punctuation

    is_keyword = kind is Keyword  # in a header
    if value == "." and (kind in Punctuation or is_keyword):
        return "dot"
    if kind in Punctuation or kind in Operator or (is_keyword and value in ("[", "[[", "]", "]]")):
        return _MARK
    return _TEXT if kind in Name or is_keyword else "value"


def _is_closed(quoted: str) -> bool:
    """Return whether a quoted text has its closing quotes."""
    quotes = quoted[:3] if quoted[:3] in ('"""', "'''") else quoted[:1]
    inner = quoted[len(quotes) :]
    if len(quotes) == 1 and not inner:
        return False
    return inner.endswith(quotes) and (quotes[0] == "'" or not _is_escaped(inner[: -len(quotes)]))


def _is_escaped(text: str) -> bool:
    """Return whether what follows `text` is escaped by a backslash at its end."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _unquoted(text: str) -> str:
    """Return the text of a key, which may be quoted."""
    if text[:1] not in ("'", '"'):
        return text
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:  # the file is no TOML, as its reader says
        return text
