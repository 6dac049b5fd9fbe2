"""What the gallery knows of a job: its parameters, its still, its files, and the one that plays."""

from __future__ import annotations

import math
from base64 import b64encode
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sgdviz.jobs.gallery.still import alt_of, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sgdviz.jobs.batch.result import JobResult, OutputFile

IMAGES = (".gif", ".webp", ".apng", ".svg")
"""The suffixes of files that play as images, the first to be taken first."""

VIDEOS = (".mp4", ".webm")

MOST_FILES = 8
"""The files of a job that are listed; a folder of frames has hundreds."""

BARE = (2, 1)
"""The shape of a job without a still."""


def card_of(result: JobResult) -> dict[str, Any]:
    """Return the facts of a job for the page.

    They depend on what was made, not on when: a job that was skipped since its outputs are whole has the same facts.
    """
    failed = result.status == "failed"
    files = result.outputs[:MOST_FILES]
    cost = result.final_cost
    return {
        "name": result.name,
        "parameters": dict(parameters_of(result.settings)),
        "failed": (result.reason or "failed") if failed else "",
        "cost": cost if cost is not None and math.isfinite(cost) else None,
        "notes": list(result.notes),
        "files": [
            {"link": link_of(file.path), "label": label, "bytes": file.bytes}
            for file, label in zip(files, labels_of(files), strict=True)
        ],
        "more": len(result.outputs) - len(files),
        "plays": None if failed or result.frames == 1 else _playing(result.outputs),
        "still": b64encode(result.still).decode(),
        "size": size_of(result.still) if result.still else BARE,
        "alt": alt_of(result.still) or result.name,
        "command": result.command,
    }


def parameters_of(settings: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the name and the value of each setting; one inside a table has the names of the tables before its own."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from parameters_of(value, f"{before}{name}.")
        elif isinstance(value, float) and not math.isfinite(value):
            yield before + name, str(value)  # JSON has no such number
        else:
            yield before + name, value


def labels_of(files: Sequence[OutputFile]) -> list[str]:
    """Return what a reader calls each file: its format, or its name where several have one format."""
    suffixes = [PurePosixPath(file.path).suffix.removeprefix(".").upper() for file in files]
    if all(suffixes) and len(set(suffixes)) == len(suffixes):
        return suffixes
    return [PurePosixPath(file.path).name for file in files]


def link_of(path: str) -> str:
    """Return the relative address of a file."""
    return quote(path, errors="surrogateescape")


def _playing(files: Sequence[OutputFile]) -> dict[str, str] | None:
    """Return the address and the kind of the file that plays inside the page; None without one."""
    for suffix in (*IMAGES, *VIDEOS):
        for file in files:
            if file.path.lower().endswith(suffix):
                return {"link": link_of(file.path), "kind": "image" if suffix in IMAGES else "video"}
    return None
