"""The command line that makes the outputs of a job, as text to copy."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from sgdviz.jobs.batch.options import as_option
from sgdviz.jobs.batch.tables import is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.jobs.batch.job import Job

VERBS = {"lesson": "lesson", "recording": "render", "script": "run"}
"""The verb of each kind of job; articles write their pictures where they show them, so a batch alone makes these."""


def command_of(job: Job, file: str | None) -> str:
    """Return the command for a job of the job file `file`: its verb, or the batch where the verb has no such options.

    Empty for such a job that stands in no file. The paths are those from the folder of the job file.
    """
    settings = job.settings
    if job.recipe.kind == "article" or any(is_table(name, value) for name, value in settings.items()):
        return "" if file is None else shlex.join(["sgdviz", "batch", file, "--only", job.name])
    words = ["sgdviz", VERBS[job.recipe.kind]]
    source = settings.get(job.recipe.kind, ())
    words += [source] if isinstance(source, str) else source
    for picture in job.pictures:
        words += ["-o", picture]
    if job.record is not None:
        words += ["--record", job.record]
    for name, value in settings.items():
        if name not in (job.recipe.kind, "arguments"):
            words += _words_of(name, value)
    if settings.get("arguments"):
        arguments = settings["arguments"]
        words += ["--", *([arguments] if isinstance(arguments, str) else arguments)]
    return shlex.join(words)


def _words_of(name: str, value: Any) -> list[str]:
    """Return an option and its value as words of the command line."""
    if isinstance(value, bool):
        return [as_option(name if value else f"no_{name}")]
    if isinstance(value, list | tuple):
        between = "x" if name == "size" else ","
        return [as_option(name), between.join(map(str, value))]
    return [as_option(name), _start(value) if isinstance(value, dict) else str(value)]


def _start(table: Mapping[str, Any]) -> str:
    return ",".join(f"{key}={value}" for key, value in table.items())
