"""What a file says of itself: its title, its alt text, and the source it was made from, in the form of each format."""

from sgdviz.export.about.about import MOST_SOURCE, About
from sgdviz.export.about.read import read_about

__all__ = ["MOST_SOURCE", "About", "read_about"]
