"""The syntax of Python code: which characters of its lines are keywords, literals, comments and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["keyword", "literal", "comment", "operator"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of characters that have colours of their own; names have that of the line."""


class Token(NamedTuple):
    """Characters `start` to `stop` (not included) of a line, of one kind."""

    start: int
    stop: int
    kind: Kind


def tokens_of(lines: Sequence[str]) -> list[list[Token]]:
    """Return the tokens of each of `lines` of Python code, from left to right; lines between them may be missing."""
    from pygments.lexers.python import PythonLexer
    from pygments.token import Comment, Keyword, Literal, Operator, Punctuation

    kinds: tuple[tuple[object, Kind], ...] = (
        (Operator.Word, "keyword"),
        (Keyword, "keyword"),
        (Literal, "literal"),
        (Comment, "comment"),
        (Operator, "operator"),
        (Punctuation, "operator"),
    )
    found: list[list[Token]] = [[] for _ in lines]
    number, begin = 0, 0
    for index, token, text in PythonLexer().get_tokens_unprocessed("\n".join(lines)):
        kind = next((kind for known, kind in kinds if token in known), None)  # type: ignore[operator] # a set of tokens
        start = index - begin
        for part in text.splitlines(keepends=True):
            bare = part.rstrip("\n")
            if kind is not None and bare.strip():
                found[number].append(Token(start, start + len(bare), kind))
            start += len(bare)
            if bare != part:
                begin += start + 1
                number, start = number + 1, 0
    return found
