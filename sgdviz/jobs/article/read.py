"""Reading an article: Markdown of any flavour, or a notebook."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs.article.article import Article, ArticleImage, Block
from sgdviz.jobs.article.code import is_python, python_of
from sgdviz.jobs.article.markdown import Code, Said, Shown, pieces_of
from sgdviz.jobs.article.text import ArticleText, read_text
from sgdviz.recording.capture.magics import without_magics
from sgdviz.recording.capture.notebook import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

NOTEBOOK = ".ipynb"
SUFFIXES = (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".mdx", NOTEBOOK)

MARK = "sgdviz:"
"""The beginning of a comment that is for this program."""

SKIP = "skip"
"""The word in a comment by which the next block or image is left out."""


def read_article(path: str | PathLike[str]) -> Article:
    """Return the article at `path`. Raises `InputError` for a file that is none, or has no Python."""
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise UnknownNameError(f"suffix of {str(path)!r}:", path.suffix.lower(), SUFFIXES)
    if path.suffix.lower() == NOTEBOOK:
        cells = cells_of(path)
        length = sum(2 + cell.text.count("\n") for cell in cells)
        pieces = [piece for cell in cells for piece in _of_cell(cell.kind, cell.text, cell.line)]
    else:
        text = read_text(path)
        length = len(text.lines)
        pieces = pieces_of(text)
    article = Article(path, *_sorted(path, pieces), length=length)
    if not article.blocks:
        raise InputError(f"{path} has no block of Python; begin one with ```python")
    return article


def _of_cell(kind: str, text: str, line: int) -> Iterator[Code | Shown | Said]:
    """Yield the pieces of a cell that begins at `line`; the alt text in one has no place in the file."""
    if kind == "code":
        if text.strip():
            yield Code(line, "python", without_magics(text))
    elif kind == "markdown":
        for piece in pieces_of(ArticleText(text)):
            if not isinstance(piece, Code):  # a block in a text cell is shown, and not run
                moved = piece._replace(line=piece.line + line - 1)
                yield moved._replace(alt_place=None) if isinstance(moved, Shown) else moved


def _sorted(path: Path, pieces: Iterable[Code | Shown | Said]) -> tuple[tuple[Block, ...], tuple[ArticleImage, ...]]:
    """Return the blocks of Python and the images, each image with the options before it. Raises `InputError`."""
    blocks: list[Block] = []
    images: list[ArticleImage] = []
    options: tuple[int, tuple[str, ...]] | None = None
    for piece in pieces:
        if isinstance(piece, Said):
            words = _words(path, piece)
            if words is not None:
                line, before = options or (piece.line, ())
                options = (line, (*before, *words))
        elif options is not None and SKIP in options[1] and (isinstance(piece, Shown) or _is_run(piece)):
            options = None
        elif isinstance(piece, Shown):
            images.append(ArticleImage(*piece, options=options))
            options = None
        elif _is_run(piece):
            blocks.append(Block(piece.line, python_of(piece.text)))
    if options is not None:
        raise InputError(f"{path}:{options[0]}: no image follows this comment; put it before one, or take it out")
    return tuple(blocks), tuple(images)


def _is_run(piece: Code) -> bool:
    return is_python(piece.info, piece.text)


def _words(path: Path, comment: Said) -> tuple[str, ...] | None:
    """Return the words of a comment that is for this program; None for another one. Raises `InputError`."""
    text = comment.text.strip()
    if not text.lower().startswith(MARK):
        return None
    try:
        return tuple(shlex.split(text[len(MARK) :]))
    except ValueError as error:
        raise InputError(f"{path}:{comment.line}: the options cannot be read: {error}; check the quotes") from None
