"""The dialect of a table, from its first lines."""

from __future__ import annotations

import pytest

from sgdviz.data.files.dialect import BLANKS, dialect_of, lines_below


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n1,5;2,5\n", ";"),
        ("a  b\n1  2\n", BLANKS),
        ("first name\tlast name\nAnn Lee\tBob May\n", "\t"),
        ("sep=|\na,b|c\n1,2|3\n", "|"),
        ("one\n1\n2\n", ","),
    ],
)
def test_the_separator_gives_regular_rows(text: str, separator: str) -> None:
    """The separator that was sniffed counts where it gives several columns; a ``sep=`` line and blanks go before."""
    for sniffed in (separator if separator != BLANKS else "", ""):
        assert dialect_of(text.splitlines(keepends=True), sniffed).separator == separator


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("a,b\n1,2\n", True),
        ("1,2\n3,4\n", False),
        ("M,17.9\nB,20.5\n", False),
        ("x,2020\ny,3\n", False),
        ("yes,no,y\nno,no,y\nyes,yes,n\n", False),
        ("name,answer\nann,yes\nbob,no\n", True),
        ("1,?\n2,3\n", False),
        ("a,\n1,2\n", True),
        ("land,2015,since\nx,3,1990\ny,4,n/a\n", True),
        ("land,2015,since\nx,3,late\ny,4,early\n", False),
        ("land,1990,2000,2010\nx,3,4,5\ny,3,5,5\n", True),
        ("x,1990,2000,2011\ny,3,4,5\nx,3,5,5\n", False),
        ("1990,2000,2010\n3,4,5\n", False),
        ("since,2015,1e9\n3,4,5\n", False),
    ],
)
def test_a_header_has_words_and_no_numbers(text: str, has_header: bool) -> None:  # noqa: FBT001 - it is the expected value
    """Numbers are never taken for names, nor are words that occur below as values."""
    assert dialect_of(text.splitlines(keepends=True), ",").has_header is has_header


def test_lines_above_the_table_are_counted() -> None:
    """The lines above are kept for the notice, and the rows of values begin behind the header."""
    dialect = dialect_of("Report\n\n# by hand\na,b\n1,2\n3,4\n".splitlines(keepends=True), ",")
    assert (dialect.above, dialect.skip, dialect.first) == (("Report", "# by hand"), 4, ("a", "b"))
    assert not dialect.has_comments
    later = dialect_of("# made\na,b\n1,2\n# half\n3,4\n".splitlines(keepends=True), ",")
    assert later.has_comments
    assert later.skip == 1  # DuckDB's reader does not count comments


@pytest.mark.parametrize(
    ("last", "below"),
    [
        ("", 0),
        ("5", 0),
        ("5,6", 0),
        ("Source: me", 1),
        ("\n5", 1),
        ("\n\nSource: me, you\nand him\n", 2),
        ('"Source: me, you"', 1),
        ("5\nSource: me", 0),
    ],
)
def test_lines_below_a_table_are_no_rows_cut_short(last: str, below: int) -> None:
    """A row that lacks cells is an error for the reader; words in one cell, and lines set apart, are notes."""
    text = "a,b,c\n1,2,3\n4,5,6\n"
    dialect = dialect_of(text.splitlines(keepends=True), ",")
    assert lines_below((text + last).splitlines(), dialect) == below
