"""The Article type: the blocks of code and the images of a file, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.recording.capture import Program


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Python: the line of the article at which the code begins, and the code."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class AltPlace:
    """Where the alt text of an image stands: offsets in the text of the article, and how it is written there.

    `form` is "markdown", or "label" where the alt text is also the label of a reference, or "attribute", or "missing"
    where an attribute is to be inserted.
    """

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class ArticleImage:
    """An image that an article shows: its line, its destination as written, and its alt text with the place of that.

    The place is None where the alt text cannot be written into the file. `options` are the words of the comment before
    the image, with the line of the comment; None without one.
    """

    line: int
    destination: str
    alt: str
    alt_place: AltPlace | None = None
    options: tuple[int, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its path, its blocks of Python, its images, and the number of its lines."""

    path: Path
    blocks: tuple[Block, ...] = ()
    images: tuple[ArticleImage, ...] = ()
    length: int = 0

    @property
    def file(self) -> str:
        """The absolute path, by which its program and the runs of that are called."""
        return str(self.path.absolute())

    def program(self) -> Program:
        """Return the code as one program, each line of which is that of the article; all other lines are empty."""
        from sgdviz.recording.capture import Program

        lines = [""] * self.length
        for block in self.blocks:
            code = block.code.split("\n")
            lines[block.line - 1 : block.line - 1 + len(code)] = code
        return Program(self.file, "\n".join(lines))

    def code_before(self, line: int) -> str:
        """Return the code of the blocks that begin before a line, without the article around them."""
        return "\n\n".join(block.code.strip("\n") for block in self.blocks if block.line < line) + "\n"
