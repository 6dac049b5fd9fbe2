"""Alt text: a picture in one or two sentences, from its data."""

from sgdviz.drawing.alt_text.sentence import alt_text, alt_text_of_chapters

__all__ = ["alt_text", "alt_text_of_chapters"]
