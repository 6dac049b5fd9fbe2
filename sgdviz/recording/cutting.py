"""Cutting a listing out of a source text: the training loop and the statements that matter, in a few lines."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.checks import whole
from sgdviz.errors import InputError
from sgdviz.recording.listing import (
    MOST_LINES,
    MOST_NUMBER,
    MOST_WIDTH,
    LineMark,
    Listing,
    Piece,
    enclosing,
    is_code,
    kept_lines,
    phase_of,
    rank_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.listing import Phase, Quantity

DEFAULT_LINES = 14
"""Lines of a listing, unless others are asked for: as many as a picture of 800x400 has room for."""

TAB = 4
"""Columns of a tab."""


class Statement(NamedTuple):
    """A statement that matters: its `first` and `last` line in the source, from 1, and what it does in a step.

    `phase`, `quantity` and `name` are those of `LineMark`. A statement that computes several quantities is given once
    for each.
    """

    first: int
    last: int
    phase: Phase
    quantity: Quantity = ""
    name: str = ""


def cut_listing(
    source: str, first: int, last: int, statements: Sequence[Statement], most: int = DEFAULT_LINES
) -> Listing:
    """Return the listing of the loop in the lines `first` to `last` of `source`, from 1, in at most `most` lines.

    `statements` are those that matter; those outside of the loop, in functions that it calls, are shown with the
    heads of these. Where there are too many lines, blank ones go first, then comments, then other statements from the
    last to the first, each as a whole. The lines of loops and blocks around the `statements` stay.

    Every line of a statement belongs to its phase, and its first line shows the value. Tabs become spaces, characters
    that cannot be printed become spaces as well, and lines of more than 200 characters end in an ellipsis. Raises
    `InputError` for lines that the source does not have, and for a source that is not Python.
    """
    texts = [_printable(line) for line in re.split(r"\r\n|\r|\n", source)]
    most = whole("most", most, least=1, most=MOST_LINES)
    spans = [(first, last), *((one.first, one.last) for one in statements)]
    for begin, end in spans:
        if not 1 <= begin <= end <= min(len(texts), MOST_NUMBER):
            raise InputError(f"lines {begin} to {end} are not in a source of {len(texts)} lines; give lines from 1")
    try:
        with warnings.catch_warnings(action="ignore"):  # what Python says about a script is said when it runs
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"the source is not Python ({error}); give the text of a script") from None
    marks: dict[int, list[LineMark]] = {}
    for one in statements:
        for number in range(one.first, one.last + 1):
            shows = (one.quantity, one.name) if number == one.first else ("", "")
            marks.setdefault(number, []).append(LineMark(0, one.phase, *shows))
    pieces = sorted(_Cutter(texts, range(first, last + 1), marks).pieces(tree.body))
    kept = sorted(kept_lines(pieces, most))
    indents = _indents(texts, kept, range(first, last + 1))
    places = {number: place for place, number in enumerate(kept)}
    return Listing(
        tuple(_short(texts[number - 1][indents[number] :].rstrip()) for number in kept),
        tuple(kept),
        tuple(mark._replace(line=places[number]) for number in kept for mark in dict.fromkeys(marks.get(number, ()))),
    )


class _Cutter:
    """Takes a source apart into pieces: statements, the heads of blocks, comments and blank lines."""

    def __init__(self, texts: Sequence[str], loop: range, marks: dict[int, list[LineMark]]) -> None:
        self._texts, self._loop, self._marks = texts, loop, marks
        self._around = {above + 1 for number in marks for above in enclosing(texts, number - 1)}
        self._taken: set[int] = set()

    def pieces(self, body: Sequence[ast.AST]) -> Iterator[Piece]:
        """Yield the pieces of the statements of a module, and the other lines of the loop."""
        yield from self._statements(body)
        yield from self._rest(self._loop)

    def _statements(self, body: Sequence[ast.AST]) -> Iterator[Piece]:
        for node in body:
            lines = _span(node)
            is_marked = any(number in lines for number in self._marks)
            if not is_marked and (lines.start >= self._loop.stop or lines.stop <= self._loop.start):
                continue
            blocks = [block for block in _blocks(node) if block]
            head = self._head(lines.start, _span(blocks[0][0]).start if blocks else lines.start)
            if not head or not (is_marked or lines.start <= self._loop.start):
                yield self._piece(lines)
                continue
            is_around_loop = lines.start < self._loop.start < lines.stop
            if not is_around_loop:
                inner = any(number in range(head.stop, lines.stop) for number in self._marks)
                yield self._piece(head, holds_marks=inner or lines.start == self._loop.start)
            for block in blocks:
                yield from self._statements(block)
            if not is_around_loop:
                yield from self._rest(lines)

    def _head(self, begin: int, end: int) -> range:
        """Return the lines of a head from `begin`, without the comments between it and its block, which is at `end`."""
        while end > begin and not is_code(self._texts[end - 2]):
            end -= 1
        return range(begin, end)

    def _rest(self, lines: range) -> Iterator[Piece]:
        """Yield the lines that belong to no statement: comments, blank ones, and heads such as ``else:``."""
        for number in lines:
            if number not in self._taken:
                yield self._piece(range(number, number + 1), holds_marks=number in self._around)

    def _piece(self, lines: range, *, holds_marks: bool = False) -> Piece:
        """Return the piece of the lines that are in no other; two statements may share a line."""
        own = tuple(number for number in lines if number not in self._taken)
        self._taken.update(own)
        marks = [mark for number in own for mark in self._marks.get(number, ())]
        return Piece(own, rank_of(self._texts[lines.start - 1], marks, holds_marks=holds_marks), phase_of(marks))


def _span(node: ast.AST) -> range:
    """Return the lines of a node, its decorators included."""
    begin = min([_line(node), *(_line(one) for one in getattr(node, "decorator_list", ()))])
    return range(begin, (getattr(node, "end_lineno", None) or begin) + 1)


def _line(node: ast.AST) -> int:
    if isinstance(node, ast.match_case):
        return _line(node.pattern)
    return int(getattr(node, "lineno", 1))


def _blocks(node: ast.AST) -> Iterator[Sequence[ast.AST]]:
    """Yield the blocks of statements in a node, in the order of their lines."""
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _indents(texts: Sequence[str], kept: Sequence[int], loop: range) -> dict[int, int]:
    """Return the indentation to take off each kept line: what the lines of the loop share, or those of a function."""
    groups: list[list[int]] = []
    for number in kept:
        depth = _depth(texts[number - 1])
        last = groups[-1] if groups else []
        together = bool(last) and (number in loop) == (last[0] in loop)
        if together and (number in loop or depth is None or depth >= (_depth(texts[last[0] - 1]) or 0)):
            last.append(number)
        else:
            groups.append([number])
    found: dict[int, int] = {}
    for group in groups:
        depths = [depth for number in group if (depth := _depth(texts[number - 1])) is not None]
        found |= dict.fromkeys(group, min(depths, default=0))
    return found


def _depth(text: str) -> int | None:
    """Return the indentation of a line; None of a blank one."""
    return len(text) - len(text.lstrip()) if text.strip() else None


def _printable(line: str) -> str:
    """Return a line with spaces for tabs and for characters that cannot be printed."""
    return "".join(one if one.isprintable() else " " for one in line.expandtabs(TAB))


def _short(line: str) -> str:
    return line if len(line) <= MOST_WIDTH else line[: MOST_WIDTH - 1] + "…"
