"""For a notebook: a cell of Python that shows the file; the notebook then holds it, except for a page or a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.embed.elements import FITTING, size_of
from sgdviz.embed.links import address_from, path_from
from sgdviz.embed.shown import Needs
from sgdviz.embed.words import attribute

if TYPE_CHECKING:
    from sgdviz.embed.media import Media
    from sgdviz.embed.shown import Shown

takes_dark = False


def needs(media: Media) -> Needs:
    """Return that a cell needs the file alone."""
    return Needs()


def snippet(shown: Shown) -> str:
    """Return the code of the cell."""
    return {
        "image": _image,
        "drawing": _drawing,
        "video": _video,
        "page": _frame,
        "document": _frame,
    }[shown.media.kind.shown_as](shown)


def _image(shown: Shown) -> str:
    # A PNG that moves has a suffix that IPython does not know.
    kind = ', format="png"' if shown.media.place.suffix.lower() == ".apng" else ""
    path = path_from(shown.folder, shown.media.place)
    return _lines(
        "from IPython.display import Image",
        "",
        f"Image(filename={path!r}{kind}, alt={shown.alt!r}{_size(shown)})",
    )


def _drawing(shown: Shown) -> str:
    """Return a cell that shows a drawing as an image: IPython's own way has no alt text and no size."""
    start, end = (
        '<img src="data:image/svg+xml;base64,',
        f'" alt="{attribute(shown.alt)}"{size_of(shown)} style="{FITTING}">',
    )
    return _lines(
        "from base64 import b64encode",
        "from pathlib import Path",
        "",
        "from IPython.display import HTML",
        "",
        f"drawing = b64encode(Path({path_from(shown.folder, shown.media.place)!r}).read_bytes()).decode()",
        f"HTML({start!r} + drawing + {end!r})",
    )


def _video(shown: Shown) -> str:
    settings = f'controls loop muted playsinline aria-label="{attribute(shown.alt)}"'
    path = path_from(shown.folder, shown.media.place)
    kind = f"mimetype={shown.media.kind.media_type!r}"
    return _lines(
        "from IPython.display import Video",
        "",
        f"Video(filename={path!r}, embed=True, {kind}, html_attributes={settings!r}{_size(shown)})",
    )


def _frame(shown: Shown) -> str:
    address, title = address_from(shown.folder, shown.media.place), f'title="{attribute(shown.alt)}"'
    return _lines(
        "from IPython.display import IFrame",
        "",
        f"IFrame({address!r}, width={shown.size[0]}, height={shown.size[1]}, extras=[{title!r}])",
    )


def _size(shown: Shown) -> str:
    return f", width={shown.size[0]}, height={shown.size[1]}"


def _lines(*lines: str) -> str:
    return "\n".join(lines)
