"""The link from a page to a file: an address for pages, a path for LaTeX and Python."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from sgdviz.errors import InputError

SITE_FILES = ("_config.yml", "_config.yaml", "_config.toml")
"""The files of settings by which Jekyll knows the root of a site."""

UNPUBLISHED = (".", "_", "#")
"""What names begin with that Jekyll leaves out of a site."""

FOR_LATEX = {
    "%": "percent", "#": "hash", "\\": "backslash", "{": "left_brace", "}": "right_brace",
}  # fmt: skip
"""Characters that a path in LaTeX cannot hold as they are, by the names of the constants that hold them."""


def folder_of(page: str | None) -> Path:
    """Return the folder of the page into which a snippet goes: that of `page`, or the working folder."""
    if page is None:
        return Path(os.path.abspath("."))  # noqa: PTH100 - links are followed by name, not resolved
    place = Path(os.path.abspath(page))  # noqa: PTH100
    if place.is_dir() or page.endswith(("/", os.sep)):
        return place
    return place.parent


def path_from(folder: Path, place: Path) -> str:
    """Return the path from `folder` to `place`, with slashes. Raises `InputError` where there is none."""
    try:
        return Path(os.path.relpath(place, folder)).as_posix()
    except ValueError:
        raise InputError(f"no relative path leads from {folder} to {place}; put both on one drive") from None


def address_from(folder: Path, place: Path) -> str:
    """Return the relative address of `place` for a page in `folder`."""
    return _quoted(path_from(folder, place))


def jekyll_address(place: Path) -> str:
    """Return the address of `place` as Liquid makes it, so that the `baseurl` of the site stands before it.

    Raises `InputError` where no site is around `place`, or where the site would leave it out or rename it.
    """
    root = next((own for own in place.parents if any((own / name).is_file() for name in SITE_FILES)), None)
    if root is None:
        what = f"no folder around {place} has Jekyll's {SITE_FILES[0]}"
        raise InputError(f"{what}; put the file into the site, as in assets/img/")
    inside = place.relative_to(root)
    for part in inside.parts:
        if part.startswith(UNPUBLISHED) or part.endswith("~"):
            raise InputError(f"Jekyll does not publish {inside}: {part} begins or ends as its own files do; rename it")
        if re.search("%[0-9A-Fa-f]{2}", part):
            raise InputError(f"Jekyll publishes {part} under another name, as it reads % and two digits; rename it")
    address = _quoted(f"/{inside.as_posix()}")
    # The filter writes an ampersand as it is, which an attribute of HTML may read as the beginning of a character.
    filters = "relative_url | escape" if "&" in inside.as_posix() else "relative_url"
    return f"{{{{ '{address}' | {filters} }}}}"


def latex_path(folder: Path, place: Path) -> str:
    """Return the path of `place` for a document in `folder`. Raises `InputError` where LaTeX can read none."""
    path = path_from(folder, place)
    if any(character < " " or character in '"\x7f' or "\ud800" <= character <= "\udfff" for character in path):
        raise InputError(f"LaTeX cannot read the path {path!r}; rename what has quotation marks or control characters")
    return "".join(_for_latex(character) for character in path)


def _for_latex(character: str) -> str:
    if character in FOR_LATEX:
        return f"\\csname c_{FOR_LATEX[character]}_str\\endcsname "
    if character == " ":
        return "\\space "
    return f"\\string{character}" if character in "&$^~" else character


def _quoted(path: str) -> str:
    """Return a path as an address: each byte that is no letter, digit or one of ``/._-~`` by its number."""
    return quote(os.fsencode(path), safe="/")
