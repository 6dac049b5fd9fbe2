"""The report of a batch: the facts of every job as JSON, for other programs."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.atomic import atomic_file, output_errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from sgdviz.jobs.batch.result import JobResult

NAME = "report.json"


def write_report(results: Iterable[JobResult], folder: str | PathLike[str]) -> None:
    """Write ``report.json``: a list with an object for each of `results`, one a line.

    One result is held at a time. Raises `OutputError`.
    """
    path = Path(folder) / NAME
    with atomic_file(path) as file, output_errors(path):
        file.write(b"[")
        for number, result in enumerate(results):
            file.write((b"," if number else b"") + b"\n" + json.dumps(entry_of(result), default=str).encode())
        file.write(b"\n]\n")


def entry_of(result: JobResult) -> dict[str, Any]:
    """Return the facts of a job; a cost that is not finite is null, as one that is not known."""
    cost = result.final_cost
    return {
        "name": result.name,
        "status": result.status,
        "reason": result.reason,
        "seconds": round(result.seconds, 3),
        "frames": result.frames,
        "final_cost": cost if cost is not None and math.isfinite(cost) else None,
        "settings": _finite(dict(result.settings)),
        "outputs": [{"path": file.path, "bytes": file.bytes, "sha256": file.sha256} for file in result.outputs],
        "notes": list(result.notes),
        "command": result.command,
    }


def _finite(value: Any) -> Any:
    """Return a value with texts in the place of numbers that JSON has not."""
    if isinstance(value, dict):
        return {name: _finite(own) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(own) for own in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
