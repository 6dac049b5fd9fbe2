"""The Listing type: the lines of a training loop as their author wrote them, and what each of them computes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from sgdviz.checks import shown
from sgdviz.errors import RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Phase = Literal["forward", "backward", "update"]
PHASES: tuple[Phase, ...] = get_args(Phase)

Quantity = Literal["prediction", "loss", "gradient", "parameter", ""]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)

MOST_LINES, MOST_WIDTH, MOST_MARKS = 60, 200, 200
"""The largest numbers of lines, of characters in a line, and of marks: more cannot be read in a picture."""

MOST_NUMBER = 10**7
"""The largest number of a line in its file."""

LOOPS = ("for ", "while ", "async for ")
"""The beginnings of the lines that the loops themselves have."""


class LineMark(NamedTuple):
    """What a line does in a step: the `line` is an index into those of the listing, and the `phase` the part of a step.

    The `quantity` is what the line computes, and its value is written beside it: the prediction, the loss, the gradient
    or the new value of the parameter `name`. The name of an array stands for all of its elements, such as ``w`` for
    ``w[0]`` and ``w[1]``; an empty one stands for all parameters. A line without a quantity belongs to the phase alone.
    """

    line: int
    phase: Phase
    quantity: Quantity = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The code of a training loop as its author wrote it.

    `lines` are texts without the indentation that all of them share. `numbers` are their numbers in their file, from 1;
    a gap means that lines were cut. `marks` say what lines do in a step; plain tuples are taken as `LineMark`. An empty
    listing means that the code is unknown. Raises `RecordingError`.
    """

    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    marks: tuple[LineMark, ...] = ()

    def __post_init__(self) -> None:
        for name, most in (("lines", MOST_LINES), ("numbers", MOST_LINES), ("marks", MOST_MARKS)):
            value = getattr(self, name)
            if not isinstance(value, tuple | list):
                raise RecordingError(f"the {name} of the listing are {shown(value)}; give a tuple")
            if len(value) > most:
                raise RecordingError(f"the listing has {len(value):,} {name}; give at most {most}")
            object.__setattr__(self, name, tuple(value))
        for line in self.lines:
            _check_line(line)
        _check_numbers(self.numbers, len(self.lines))
        object.__setattr__(self, "marks", tuple(_mark(mark, len(self.lines)) for mark in self.marks))

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.lines)

    def facts(self) -> dict[str, Any]:
        """Return the listing in JSON's types."""
        return {"lines": [*self.lines], "numbers": [*self.numbers], "marks": [[*mark] for mark in self.marks]}

    @staticmethod
    def of_facts(facts: object) -> Listing:
        """Return the listing that `facts` returned, and an empty one of None. Raises `RecordingError`."""
        if facts is None:
            return Listing()
        if not isinstance(facts, dict) or set(facts) != {"lines", "numbers", "marks"}:
            raise RecordingError(f"the listing is {shown(facts)}; it must have lines, numbers and marks")
        return Listing(**facts)

    def shortened(self, most: int) -> Listing:
        """Return the listing with at most `most` of its lines: blank lines, comments and unmarked lines go first.

        The lines of loops and blocks around marked lines stay longer than those, and of the marked ones each phase
        keeps about as many as the others.
        """
        if len(self) <= most:
            return self
        marks = {number: self.marks_of(number) for number in range(len(self))}
        around = {line for number in marks if marks[number] for line in enclosing(self.lines, number)}
        pieces = [
            Piece((number,), rank_of(text, marks[number], holds_marks=number in around), phase_of(marks[number]))
            for number, text in enumerate(self.lines)
        ]
        return self.only(kept_lines(pieces, most))

    def marks_of(self, line: int) -> tuple[LineMark, ...]:
        """Return the marks of the line with an index."""
        return tuple(mark for mark in self.marks if mark.line == line)

    def only(self, lines: Iterable[int]) -> Listing:
        """Return the listing with the lines of these indices alone."""
        kept = sorted(lines)
        places = {line: place for place, line in enumerate(kept)}
        return Listing(
            tuple(self.lines[line] for line in kept),
            tuple(self.numbers[line] for line in kept),
            tuple(mark._replace(line=places[mark.line]) for mark in self.marks if mark.line in places),
        )


class Piece(NamedTuple):
    """Lines that stay or go together, their rank (the higher, the sooner they go), and the phase of marked ones."""

    lines: tuple[int, ...]
    rank: int
    phase: str = ""


LOOP, SHOWS, SILENT, BLOCK, OTHER, COMMENT, BLANK = range(7)
"""The ranks: the loop's own lines, lines that show a quantity, marked ones without one, blocks around them, others."""


def rank_of(text: str, marks: Sequence[LineMark], *, holds_marks: bool) -> int:
    """Return the rank of the first line of a piece; `holds_marks` where marked lines are indented below it."""
    bare = text.strip()
    if any(mark.quantity for mark in marks):
        return SHOWS
    if bare.startswith(LOOPS) and holds_marks:
        return LOOP
    if marks:
        return SILENT
    if holds_marks:
        return BLOCK
    return OTHER if is_code(text) else COMMENT if bare else BLANK


def is_code(text: str) -> bool:
    """Return whether a line is neither blank nor a comment."""
    bare = text.strip()
    return bool(bare) and not bare.startswith("#")


def phase_of(marks: Sequence[LineMark]) -> str:
    """Return the phase of a marked line, its first; empty for a line without marks."""
    return marks[0].phase if marks else ""


def kept_lines(pieces: Sequence[Piece], most: int) -> set[int]:
    """Return the lines of the pieces that stay where there is room for `most` lines.

    The piece of the highest rank goes first, and the last of several. The heads of blocks go all together: an ``if``
    without its ``else`` would be untrue. Of pieces that show a quantity, the last one of the phase that has most goes.
    """
    left = list(pieces)
    while left and sum(len(piece.lines) for piece in left) > most:
        worst = max(piece.rank for piece in left)
        own = [piece for piece in left if piece.rank == worst]
        if worst == SHOWS:
            phase = Counter(piece.phase for piece in own).most_common(1)[0][0]
            own = [piece for piece in own if piece.phase == phase]
        gone = own if worst == BLOCK else own[-1:]
        left = [piece for piece in left if piece not in gone]
    return {line for piece in left for line in piece.lines}


def enclosing(lines: Sequence[str], number: int) -> Iterable[int]:
    """Yield the indices of the lines above a line under which it is indented: its loops and blocks."""
    depth = _depth(lines[number])
    for above in range(number - 1, -1, -1):
        if is_code(lines[above]) and _depth(lines[above]) < depth and lines[above].strip()[0] not in ")]}":
            depth = _depth(lines[above])
            yield above


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _check_line(line: object) -> None:
    if not isinstance(line, str):
        raise RecordingError(f"a line of the listing is {shown(line)}; give text")
    if len(line) > MOST_WIDTH:
        raise RecordingError(f"a line of the listing has {len(line):,} characters; give at most {MOST_WIDTH}")
    if not line.isprintable():
        raise RecordingError(f"a line of the listing is {shown(line)}; give one line without control characters")


def _check_numbers(numbers: tuple[Any, ...], lines: int) -> None:
    if len(numbers) != lines:
        raise RecordingError(f"the listing has {lines} lines and {len(numbers)} numbers of lines; give one for each")
    for number in numbers:
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_NUMBER:
            raise RecordingError(f"a line of the listing has the number {shown(number)}; number lines from 1")
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise RecordingError("the numbers of the listing's lines do not rise; give lines in the order of their file")


def _mark(mark: Any, lines: int) -> LineMark:
    """Return a mark of a listing of so many `lines`, checked."""
    if not isinstance(mark, tuple | list) or len(mark) != len(LineMark._fields):
        raise RecordingError(f"a mark of the listing is {shown(mark)}; give (line, phase, quantity, name)")
    line, phase, quantity, name = mark
    if not isinstance(line, int) or isinstance(line, bool) or not 0 <= line < lines:
        raise RecordingError(f"a mark of the listing is at line {shown(line)}; give an index below {lines}")
    for kind, value, known in (("phase", phase, PHASES), ("quantity", quantity, QUANTITIES)):
        if not isinstance(value, str) or value not in known:
            choices = ", ".join(filter(None, known))
            raise RecordingError(f"a mark of the listing has the {kind} {shown(value)}; it must be one of: {choices}")
    if not isinstance(name, str) or len(name) > MOST_WIDTH:
        raise RecordingError(f"a mark of the listing has the name {shown(name)}; give the name of a parameter, or ''")
    return LineMark(line, phase, quantity, name)
