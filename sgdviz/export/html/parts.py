"""The parts of a page without network: its script as one module, its style, and its data."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def script_of(folder: Path, names: Sequence[str]) -> str:
    """Return files of `folder` as one module, without imports, comments and indentation.

    Each file imports only from those before it.
    """
    lines = [line.strip() for name in names for line in text_of(folder / name).splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith(("import ", "//", "/**", "*")))


def hash_of(script: str) -> str:
    """Return the SHA-256 of a script in base64, by which the policy of its page allows it."""
    return b64encode(sha256(script.encode()).digest()).decode()


def style_of(path: Path) -> str:
    """Return a style sheet without comments and indentation."""
    lines = (line.strip() for line in text_of(path).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/*"))


def in_script(data: dict[str, Any]) -> str:
    """Return `data` as JSON in which nothing ends or hides a ``<script>`` element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def text_of(path: Path) -> str:
    """Return the text of a file of the package."""
    return path.read_text(encoding="utf-8")
