"""Cutting a listing out of a source: what stays, what goes, and what the marked lines say."""

from __future__ import annotations

import pytest

from sgdviz import InputError
from sgdviz.recording.cutting import Statement, cut_listing
from sgdviz.recording.listing import MOST_WIDTH, LineMark, Listing

SCRIPT = """\
import random

def predict(x):
    # a line
    return m * x + b

def main():
    losses = []
    for epoch in range(50):
        # one pass

        for x, y in zip(
            xs,
            ys,
        ):
            error = predict(x) - y
            losses.append(error)
            if error > 9:
                print("far",
                      error)
            else:
                m = m - 0.01 * error * x
                b = b - 0.01 * (
                    error)
        if epoch % 10 == 0:
            print(epoch)
main()
"""


def line_of(text: str) -> int:
    """Return the number of the line of the script that has `text`."""
    return next(number for number, line in enumerate(SCRIPT.split("\n"), 1) if text in line)


STATEMENTS = (
    Statement(line_of("return m"), line_of("return m"), "forward", "prediction"),
    Statement(line_of("error = "), line_of("error = "), "forward", "loss"),
    Statement(line_of("m = m"), line_of("m = m"), "update", "parameter", "m"),
    Statement(line_of("b = b"), line_of("b = b") + 1, "update", "parameter", "b"),
)


def cut(most: int) -> Listing:
    """Return the listing of the script's outer loop."""
    return cut_listing(SCRIPT, line_of("for epoch"), line_of("print(epoch)"), STATEMENTS, most)


def test_a_short_loop_is_whole() -> None:
    """Where there is room, every line of the loop stays, with its number, and the functions that it calls."""
    listing = cut(30)
    assert listing.numbers == (*range(3, 6), *range(9, 27))
    assert listing.lines[:4] == ("def predict(x):", "    # a line", "    return m * x + b", "for epoch in range(50):")
    assert listing.lines[-1] == "        print(epoch)"


def test_a_cut_takes_what_does_not_matter() -> None:
    """Blank lines, comments and other statements go, the latter whole; loops, blocks and heads stay."""
    assert cut(13).lines == (
        "def predict(x):",
        "    return m * x + b",
        "for epoch in range(50):",
        "    for x, y in zip(",
        "        xs,",
        "        ys,",
        "    ):",
        "        error = predict(x) - y",
        "        if error > 9:",
        "        else:",
        "            m = m - 0.01 * error * x",
        "            b = b - 0.01 * (",
        "                error)",
    )


@pytest.mark.parametrize("most", range(1, 31))
def test_a_condition_never_stands_without_its_alternative(most: int) -> None:
    """The marked lines are under ``else:``; a listing with the condition alone would say the opposite."""
    lines = [line.strip() for line in cut(most).lines]
    assert ("if error > 9:" in lines) == ("else:" in lines)


@pytest.mark.parametrize("most", range(1, 31))
def test_no_listing_is_longer_than_asked(most: int) -> None:
    """However few lines there may be, there are no more, and the loop's own line is the last to go."""
    listing = cut(most)
    assert len(listing) <= most
    assert "for epoch in range(50):" in listing.lines


def test_a_mark_lies_on_each_line_of_its_statement() -> None:
    """All lines of a statement belong to its phase, and the first one shows the value."""
    listing = cut(30)
    first, second = (listing.numbers.index(line_of("b = b") + more) for more in (0, 1))
    assert listing.marks_of(first) == (LineMark(first, "update", "parameter", "b"),)
    assert listing.marks_of(second) == (LineMark(second, "update"),)


def test_a_statement_may_show_several_quantities() -> None:
    """A line that computes two parameters is marked for both."""
    source = "for x in xs:\n    m, b = step(m, b, x)\n"
    both = [Statement(2, 2, "update", "parameter", name) for name in ("m", "b")]
    listing = cut_listing(source, 1, 2, both)
    assert [mark.name for mark in listing.marks_of(1)] == ["m", "b"]


def test_a_loop_without_marked_lines_keeps_its_head() -> None:
    """A loop that leaves all work to a function is shown by its head, and the function by what matters."""
    source = "def step(x):\n    global w\n    w -= x\n\n\nwhile True:\n    step(1)\n    print(w)\n"
    listing = cut_listing(source, 6, 8, [Statement(3, 3, "update", "parameter", "w")], most=3)
    assert listing.lines == ("def step(x):", "    w -= x", "while True:")


def test_a_loop_in_one_line_is_one_piece() -> None:
    """A loop whose body stands behind its colon is marked and kept as the one line that it is."""
    listing = cut_listing("for x in xs: w -= x\n", 1, 1, [Statement(1, 1, "update", "parameter", "w")])
    assert listing == Listing(("for x in xs: w -= x",), (1,), (LineMark(0, "update", "parameter", "w"),))


def test_tabs_and_odd_characters_become_spaces() -> None:
    """What cannot be drawn does not keep a loop from being shown, and long lines end in an ellipsis."""
    source = "for x in xs:\n\tw -= x  #\x0c \u00a0\u200b\n\tprint('" + "a" * 300 + "')\r\n"
    listing = cut_listing(source, 1, 3, [Statement(2, 2, "update", "parameter", "w")])
    assert listing.lines[1] == "    w -= x  #"
    assert listing.lines[2].startswith("    print('aaa")
    assert listing.lines[2].endswith("…")
    assert len(listing.lines[2]) == MOST_WIDTH


@pytest.mark.parametrize("span", [(0, 1), (2, 1), (1, 9)])
def test_lines_outside_of_the_source_are_refused(span: tuple[int, int]) -> None:
    """An error names the lines, of the loop or of a statement, and how many there are."""
    said = f"lines {span[0]} to {span[1]} are not in a source of 2 lines"
    with pytest.raises(InputError, match=said):
        cut_listing("while True:\n    pass", *span, [])
    with pytest.raises(InputError, match=said):
        cut_listing("while True:\n    pass", 1, 2, [Statement(*span, "update")])


def test_a_source_that_is_not_python_is_refused() -> None:
    """A magic of a notebook is no Python."""
    with pytest.raises(InputError, match="the source is not Python"):
        cut_listing("%matplotlib inline", 1, 1, [])


def test_a_source_with_a_doubtful_escape_gives_no_warning() -> None:
    """What Python warns about when it compiles a script is left to the run of the script."""
    assert cut_listing("for x in xs:\n    print('\\d')\n", 1, 2, []).numbers == (1, 2)
