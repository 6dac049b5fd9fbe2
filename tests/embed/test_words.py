"""Words for snippets: one clean line, as HTML and as LaTeX."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.embed.words import attribute, clean, latex


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines\r\n\tand  spaces ", "two lines and spaces"),
        ("a\x00b\x1b[31m\x7f\x85c\ud800", "ab[31m c"),
        ("\u2028a\u2029b\u00a0c", "a b c"),
        ("👩\u200d👩\u200d👧 שלום", "👩\u200d👩\u200d👧 שלום"),
        ("", ""),
    ],
)
def test_clean_words_are_one_line(text: str, line: str) -> None:
    """Control characters and line breaks go; what joins an emoji stays."""
    assert clean(text) == line


@given(st.text())
def test_an_attribute_is_read_back_as_its_text(text: str) -> None:
    """Nothing in it ends the attribute, begins an element, or is a tag of Liquid."""
    written = attribute(text)
    assert unescape(written) == text
    assert not set(written) & set("\"'<>{}")


def test_an_ampersand_is_read_back() -> None:
    """A text that looks like a reference is none."""
    assert attribute("&amp; &copy; &#60;") == "&amp;amp; &amp;copy; &amp;#60;"


def test_latex_reads_words_as_words() -> None:
    """Each character that means something else is written by its name, and what the first fonts lack is left out."""
    assert latex(r"50% of #1 & $x_1^2$ \input{a} ~b") == (
        r"50\% of \#1 \& \$x\_1\textasciicircum{}2\$ \textbackslash{}input\{a\} \textasciitilde{}b",
        "",
    )
    assert latex("Größe, 3 × 4 \u2013 \u2018a\u2019 “b” …") == (
        r"Größe, 3 \ensuremath{\times} 4 -- `a' ``b'' \ldots{}",
        "",
    )
    assert latex("e\u0301t\u00e9 漢字 😀漢") == ("été", "漢字😀")
    assert latex("?`!` ---") == (r"?\textasciigrave{}!\textasciigrave{} {-}{-}{-}", "")
