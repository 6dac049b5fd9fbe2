"""The backend of PDF: layers in, pages out. Type of the bundled fonts is text, in embedded subsets of the fonts."""

from sgdviz.drawing.pdf.document import Page, pages_pdf

__all__ = ["Page", "pages_pdf"]
