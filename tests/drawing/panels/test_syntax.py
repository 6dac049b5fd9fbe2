"""The syntax of code: the kinds of its characters, also where lines are missing or cut."""

from __future__ import annotations

import pytest

from sgdviz.drawing.panels.syntax import tokens_of


def kinds(*lines: str) -> list[list[tuple[str, str]]]:
    """Return the characters and the kind of each token of `lines`."""
    found = zip(lines, tokens_of(lines), strict=True)
    return [[(line[start:stop], kind) for start, stop, kind in tokens] for line, tokens in found]


def test_keywords_literals_comments_and_operators_are_found() -> None:
    """Each has its place in its own line; names and blanks have no kind."""
    assert kinds("for x in [1, 'a']:  # all", "    w -= 0.5 * x") == [
        [
            ("for", "keyword"), ("in", "keyword"), ("[", "operator"), ("1", "literal"), (",", "operator"),
            ("'", "literal"), ("a", "literal"), ("'", "literal"), ("]", "operator"), (":", "operator"),
            ("# all", "comment"),
        ],
        [("-", "operator"), ("=", "operator"), ("0.5", "literal"), ("*", "operator")],
    ]  # fmt: skip


def test_a_text_over_several_lines_is_a_literal_in_each() -> None:
    """A string in three quotes does not shift the lines after it."""
    text, middle, end, after = kinds('s = """a', "b", 'c"""', "if s: pass")
    assert text[-1] == ("a", "literal")
    assert middle == [("b", "literal")]
    assert ("c", "literal") in end
    assert after == [("if", "keyword"), (":", "operator"), ("pass", "keyword")]


@pytest.mark.parametrize(
    "lines", [("",), ("", "", "x = 1", ""), ("x = (…",), ('"""',), ("\\",), ("$ ?",), ("é = 'ü'  # ñ",), ("    ",)]
)
def test_any_lines_are_read(lines: tuple[str, ...]) -> None:
    """Blank lines, cut ones and those that are no Python have tokens inside of them, in order."""
    for line, tokens in zip(lines, tokens_of(lines), strict=True):
        stops = [place for start, stop, _ in tokens for place in (start, stop)]
        assert stops == sorted(stops)
        assert all(0 <= place <= len(line) for place in stops)


def test_the_first_and_the_last_blank_lines_count() -> None:
    """A keyword stands in its own line, whatever is above it."""
    assert [bool(tokens) for tokens in tokens_of(("", "pass", "", ""))] == [False, True, False, False]
