"""What came out of a batch: a gallery, a report, and a sheet of all last frames."""

from sgdviz.jobs.gallery.page import write_gallery
from sgdviz.jobs.gallery.report import write_report
from sgdviz.jobs.gallery.sheet import write_sheet
from sgdviz.jobs.gallery.still import still_of

__all__ = ["still_of", "write_gallery", "write_report", "write_sheet"]
