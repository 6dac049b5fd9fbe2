"""The site that an article belongs to, and the file that the destination of an image means in it.

Sources: https://jekyllrb.com/docs/structure, https://gohugo.io/getting-started/directory-structure,
https://www.mkdocs.org/user-guide/configuration, https://quarto.org/docs/websites.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sgdviz.errors import InputError
from sgdviz.jobs.article.liquid import without_liquid

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""The beginning of a destination that is no file of the site: an address, data, or a drive of Windows."""

ENDINGS = (".toml", ".yml", ".yaml", ".json")
MOST_CONFIG = 1 << 20
"""Characters of a site's settings that are looked at."""


class Site(NamedTuple):
    """A site: the program that makes it, its folder, the folder that ``/`` means, and what stands before that."""

    program: str
    root: Path
    files: Path
    base: str = ""


def site_of(article: Path) -> Site | None:
    """Return the site around an article, by the nearest file of settings above it; None where there is none."""
    for folder in _absolute(article).parents:
        found = _site_in(folder)
        if found is not None:
            return found
    return None


def place_of_image(destination: str, article: Path, site: Site | None) -> Path | None:
    """Return the absolute path of the file that the `destination` of an image means; None where it is no local file.

    A destination that begins with a slash begins at the root of the site, and any other one at the article. Raises
    `InputError` where there is no site, and for a place outside of it.
    """
    resolved = without_liquid(destination.strip())
    if resolved is None:
        return None
    path = resolved.replace("\\", "/")
    if not path or SCHEME.match(path):
        return None
    path = unquote(path.partition("#")[0].partition("?")[0])
    if not path or "\0" in path:
        return None
    if not path.startswith("/"):
        place = _absolute(article.parent / path)
    elif site is None:
        what = (
            f"{destination} begins at the root of a site, and no settings of Jekyll, Hugo, MkDocs or Quarto are above"
        )
        raise InputError(f"{what}; begin it at the article, as in ../{path.lstrip('/')}")
    else:
        place = _from_root(path, article, site)
    if site is not None and site.root not in place.parents:
        raise InputError(
            f"{destination} is outside of the {site.program} site {site.root}; put the image into the site"
        )
    return place


def _from_root(path: str, article: Path, site: Site) -> Path:
    """Return the file of a path from the root of a site."""
    if site.base and path.startswith(f"{site.base}/"):
        path = path.removeprefix(site.base)
    inside = path.lstrip("/")
    bundle = _absolute(site.root / "content" / inside)
    if site.program == "Hugo" and article.stem in ("index", "_index") and bundle.parent == _absolute(article).parent:
        return bundle
    return _absolute(site.files / inside)


def _site_in(folder: Path) -> Site | None:
    """Return the site whose settings are in `folder`."""
    if config := _first(folder, "_quarto", (".yml", ".yaml")):
        return Site("Quarto", folder, folder)
    if config := _first(folder, "_config", (".yml", ".yaml", ".toml")):
        return Site(
            "Jekyll", folder, _inside(folder, _setting(config, "source")), _setting(config, "baseurl").rstrip("/")
        )
    if config := _first(folder, "mkdocs", (".yml", ".yaml")):
        return Site("MkDocs", folder, _inside(folder, _setting(config, "docs_dir") or "docs"))
    config = _first(folder, "hugo", ENDINGS)
    if config is None and (folder / "content").is_dir():  # other programs have a file of this name, too
        config = _first(folder, "config", ENDINGS) or _first(folder / "config" / "_default", "hugo", ENDINGS)
    if config is None:
        return None
    base = urlsplit(_setting(config, "baseURL")).path.rstrip("/")
    return Site("Hugo", folder, _inside(folder, _setting(config, "staticDir") or "static"), base)


def _first(folder: Path, stem: str, endings: tuple[str, ...]) -> Path | None:
    return next((place for ending in endings if (place := folder / f"{stem}{ending}").is_file()), None)


def _inside(folder: Path, name: str) -> Path:
    """Return a folder of the site by the name in its settings; a name that leads out of the site is that of none."""
    place = _absolute(folder / name)
    return place if place == folder or folder in place.parents else folder


def _setting(config: Path, key: str) -> str:
    """Return the text of a setting that stands at the margin of a file of settings; empty without one.

    TOML is read as such. Of YAML and JSON one line is looked at, since the settings of MkDocs may name Python objects.
    """
    try:
        text = config.read_text(encoding="utf-8-sig", errors="replace")[:MOST_CONFIG]
    except OSError as error:
        raise InputError(f"cannot read {config}: {error.strerror or error}; check its rights") from None
    if config.suffix == ".toml":
        try:
            value = {name.lower(): value for name, value in tomllib.loads(text).items()}.get(key.lower())
        except (ValueError, RecursionError) as error:
            raise InputError(f"{config} is not TOML: {' '.join(str(error).split())}; mend it") from None
        return value if isinstance(value, str) else ""
    found = re.search(rf"""^[\s{{]*["']?{key}["']?[ \t]*:[ \t]*([^\n]*)""", text, re.MULTILINE | re.IGNORECASE)
    if found is None:
        return ""
    quoted = re.match(r"""(["'])(.*?)\1""", found[1])
    return quoted[2] if quoted else re.sub(r"(^|\s)#.*", "", found[1]).strip().rstrip(",")


def _absolute(path: Path) -> Path:
    """Return the absolute path by its names; links on the way are not resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100
