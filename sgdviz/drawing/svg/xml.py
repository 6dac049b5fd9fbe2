"""XML: attributes and texts, escaped, without characters that XML cannot hold."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold: https://www.w3.org/TR/xml/#charsets."""


def escaped(text: str) -> str:
    """Return `text` as the content of an element."""
    return escape(_FORBIDDEN.sub("", text), quote=False)


def attributes(**values: object) -> str:
    """Return attributes; None leaves one out, and an underscore stands for a hyphen."""
    return " ".join(
        f'{name.replace("_", "-")}="{escape(_FORBIDDEN.sub("", str(value)))}"'
        for name, value in values.items()
        if value is not None
    )
