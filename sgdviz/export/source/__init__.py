"""The source of a picture, as it stands in the picture's file: how to make it again, and its recordings if wanted."""

from sgdviz.export.source.text import MOST_RECORDING, Part, Source, source_for

__all__ = ["MOST_RECORDING", "Part", "Source", "source_for"]
