"""The source in a picture's file: read, checked, drawn anew, and compared with the picture."""

from sgdviz.jobs.source.checked import PictureSource, checked_source
from sgdviz.jobs.source.find import source_in
from sgdviz.jobs.source.remake import remade, saved_moments
from sgdviz.jobs.source.verify import Finding, verify

__all__ = ["Finding", "PictureSource", "checked_source", "remade", "saved_moments", "source_in", "verify"]
