"""The pieces of a Markdown text, parsed by markdown-it-py: blocks of code, images and comments, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.image import image

from sgdviz.jobs.article.article import AltPlace
from sgdviz.jobs.article.front_matter import length_of_front_matter
from sgdviz.jobs.article.liquid import Hidden, hidden
from sgdviz.jobs.article.tags import Comment, tags_in
from sgdviz.jobs.article.text import ArticleText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

PLACE = "place"
"""The key under which a token has its place in the text of its paragraph."""


class Code(NamedTuple):
    """A block of code: the line at which the code begins, what stands after the fence, and the code."""

    line: int
    info: str
    text: str


class Shown(NamedTuple):
    """An image: its line, its destination as written, its alt text, and the place of that in the whole text."""

    line: int
    destination: str
    alt: str
    alt_place: AltPlace | None


class Said(NamedTuple):
    """A comment: its line and its text."""

    line: int
    text: str


def pieces_of(text: ArticleText) -> list[Code | Shown | Said]:
    """Return the pieces of a Markdown text in their order. Lines count from 1."""
    return list(_Pieces(text).all())


class _Parser(MarkdownIt):
    """CommonMark with tables, which keeps destinations as they are written, and the places of images."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.enable("table")
        self.inline.ruler.at("image", _with_place(image))
        self.inline.ruler.at("html_inline", _with_place(html_inline))

    def validateLink(self, _: str) -> bool:  # noqa: N802 - a method of MarkdownIt
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - a method of MarkdownIt
        return url


def _with_place(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule whose tokens have their place."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it-py calls it so
        start = state.pos
        found = rule(state, silent)
        if found and not silent:
            state.tokens[-1].meta[PLACE] = (start, state.pos)
        return found

    return placed


class _Pieces:
    """The pieces of one text."""

    def __init__(self, text: ArticleText) -> None:
        self._length_of_front_matter = length_of_front_matter(text.lines)
        begin = text.starts[min(self._length_of_front_matter, len(text.starts) - 1)]
        self._hidden: Hidden = hidden(text.text[begin:])
        self._text = ArticleText(self._hidden.text)
        self._begin = begin
        self._cursor: dict[int, int] = {}

    def all(self) -> Iterator[Code | Shown | Said]:
        """Yield the pieces in their order."""
        for token in _Parser().parse(self._text.text):
            if token.map is None:
                continue
            first = token.map[0]
            if token.type == "fence":
                yield Code(
                    self._line(first + 1), token.info.strip(), self._hidden.shown(token.content).removesuffix("\n")
                )
            elif token.type == "html_block":
                yield from self._in_html(token.content, _Lines(self, first, token.content), 0)
            elif token.type == "inline":
                yield from self._in_line(token.children or [], _Lines(self, first, token.content))

    def _in_line(self, tokens: Sequence[Token], lines: _Lines) -> Iterator[Shown | Said]:
        """Yield the images and comments of a paragraph."""
        for token in tokens:
            if PLACE not in token.meta:
                continue
            start, end = token.meta[PLACE]
            if token.type == "html_inline":
                yield from self._in_html(token.content, lines, start)
                continue
            label = start + 2
            after = lines.content[label + len(token.content) + 1 : end]
            form = "label" if after in ("", "[]") else "markdown"
            place = lines.alt_place(label, label + len(token.content), form)
            yield self._shown(lines.line(start), str(token.attrGet("src") or ""), token.content, place)

    def _in_html(self, html: str, lines: _Lines, start: int) -> Iterator[Shown | Said]:
        """Yield the images and comments of a piece of HTML, which begins at `start` of its paragraph."""
        for found in tags_in(html):
            line = lines.line(start + found.start)
            if isinstance(found, Comment):
                yield Said(line, self._hidden.shown(found.text))
                continue
            place = None
            if found.attribute is not None:
                place = lines.alt_place(start + found.attribute[0], start + found.attribute[1], "attribute")
            elif found.takes_alt:
                after = start + found.start + len("<img")
                place = lines.alt_place(after, after, "missing")
            yield self._shown(line, found.source, found.alt, place)

    def _shown(self, line: int, destination: str, alt: str, place: AltPlace | None) -> Shown:
        return Shown(line, self._hidden.shown(destination), self._hidden.shown(alt), place)

    def _line(self, line: int) -> int:
        """Return the number, from 1, of a line of the article, by its index after the front matter."""
        return self._length_of_front_matter + line + 1

    def offset_of_line(self, line: int, content: str) -> int | None:
        """Return the offset, in the article, of a line of a paragraph, without what Markdown has put before it.

        Cells of a table are parts of one line, and are looked for one after the other. None where it is not found.
        """
        if line >= len(self._text.lines):
            return None
        whole = self._text.lines[line]
        at = whole.find(content.rstrip(), self._cursor.get(line, 0))
        if whole.rstrip().endswith(content.rstrip()):
            at = len(whole.rstrip()) - len(content.rstrip())
        if at < 0:
            return None
        self._cursor[line] = at + len(content.rstrip())
        return self._begin + self._text.starts[line] + at


class _Lines:
    """The lines of a paragraph, by which a place in it becomes one in the article."""

    def __init__(self, pieces: _Pieces, first: int, content: str) -> None:
        self.content = content
        self._first = first
        self._pieces = pieces
        self._starts = [0]
        self._offsets: list[int | None] = []
        for number, line in enumerate(content.split("\n")):
            self._starts.append(self._starts[-1] + len(line) + 1)
            self._offsets.append(pieces.offset_of_line(first + number, line) if line.strip() else None)

    def line(self, place: int) -> int:
        """Return the line of the article, from 1, of a place in the paragraph."""
        return self._pieces._line(self._first + self._number(place))  # noqa: SLF001 - both know one text

    def alt_place(self, start: int, end: int, form: str) -> AltPlace | None:
        """Return an alt text from `start` to `end` of the paragraph; None for one of several lines."""
        number = self._number(start)
        offset = self._offsets[number]
        if offset is None or self._number(end) != number:
            return None
        moved = offset - self._starts[number]
        return AltPlace(moved + start, moved + end, form)

    def _number(self, place: int) -> int:
        return sum(begin <= place for begin in self._starts[1:-1])
