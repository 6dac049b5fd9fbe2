"""The words that the program itself draws, as one table for each language, and how a language writes its numbers."""

from typing import TYPE_CHECKING

from sgdviz.drawing.words.find import find_words
from sgdviz.drawing.words.table import ENGLISH, Words

if TYPE_CHECKING:
    from sgdviz.drawing.words.find import WordsLike as WordsLike

__all__ = ["ENGLISH", "Words", "find_words"]
