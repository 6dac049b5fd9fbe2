"""XML: attributes and texts, escaped, without characters that XML cannot hold."""

from __future__ import annotations

from html import escape

from sgdviz.checks import NOT_IN_XML


def escaped(text: str) -> str:
    """Return `text` as the content of an element."""
    return escape(NOT_IN_XML.sub("", text), quote=False)


def attributes(**values: object) -> str:
    """Return attributes; None leaves one out, and an underscore stands for a hyphen."""
    return " ".join(
        f'{name.replace("_", "-")}="{escape(NOT_IN_XML.sub("", str(value)))}"'
        for name, value in values.items()
        if value is not None
    )
