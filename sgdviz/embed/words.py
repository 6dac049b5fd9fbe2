"""Words for a snippet: one clean line of text, and that line as HTML and LaTeX can hold it."""

from __future__ import annotations

import unicodedata
from html import escape

LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': "''", "'": "'", "`": r"\textasciigrave{}", "-": "{-}",
    "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''",
    "\u2026": r"\ldots{}", "\u201a": ",", "\u201e": ",,",
    "\u2212": r"\ensuremath{-}", "\u00d7": r"\ensuremath{\times}", "\u00b7": r"\ensuremath{\cdot}",
    "\u00b1": r"\ensuremath{\pm}", "\u00b0": r"\ensuremath{^\circ}", "\u00b2": r"\ensuremath{^2}",
    "\u00b3": r"\ensuremath{^3}", "\u2248": r"\ensuremath{\approx}", "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}", "\u2192": r"\ensuremath{\rightarrow}", "\u221e": r"\ensuremath{\infty}",
    "\u00a0": "~",
}  # fmt: skip
"""Characters that LaTeX reads in another way, or that its first fonts lack, as it can write them."""


NOT_FIRST = frozenset("«»ÐÞðþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲųſ")
"""European characters that LaTeX's first fonts, those of the encoding OT1, lack."""


def clean(text: str) -> str:
    """Return `text` as one line without control characters; what joins emoji and what sets directions stays."""
    line = " ".join(text.split())
    return "".join(character for character in line if unicodedata.category(character) not in ("Cc", "Cs"))


def attribute(text: str) -> str:
    """Return `text` for an attribute of HTML in double quotation marks, also in a page that Liquid reads.

    Liquid knows its tags by braces.
    """
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")


def latex(text: str) -> tuple[str, str]:
    """Return `text` for LaTeX, and the characters that are left out: those that its first fonts lack."""
    written, missing = [], []
    for character in unicodedata.normalize("NFC", text):
        if character in LATEX:
            written.append(LATEX[character])
        elif " " <= character <= "~" or ("\u00a1" <= character <= "\u017f" and character not in NOT_FIRST):
            written.append(character)
        else:
            missing.append(character)
    return " ".join("".join(written).split()), "".join(dict.fromkeys(missing))
