"""Stdout for other programs: the bytes of the output ``-``, or with --json a line about each output."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sgdviz.export.save import Output

STDOUT = "-"
"""The output that is written to stdout."""


def is_for_programs(outputs: Sequence[str], settings: Mapping[str, Any]) -> bool:
    """Return whether nothing but bytes or JSON may be printed on stdout."""
    return STDOUT in outputs or bool(settings.get("json"))


def check_writes(option: str, settings: Mapping[str, Any]) -> None:
    """Raise `InputError` where --json is given beside an `option` with which nothing is written."""
    if settings.get("json"):
        raise InputError(f"{option} writes nothing, so leave --json out")


def check_stdout(outputs: Sequence[str], settings: Mapping[str, Any]) -> None:
    """Raise `InputError` where `outputs` and `settings` ask of stdout what it cannot take."""
    if STDOUT not in outputs:
        if "format" in settings:
            raise InputError("--format is that of -o -, and no output is -; leave it out, or give -o -")
        return
    if outputs.count(STDOUT) > 1:
        raise InputError("-o - was given twice, and stdout takes one output; give it once, and names for the others")
    if "format" not in settings:
        raise InputError("-o - has no suffix that names its format; give that too, as in -o - --format gif")
    if settings.get("json"):
        raise InputError("-o - and --json both print on stdout; leave one out, or give the output a name")
    if sys.stdout is None or sys.stdout.isatty():
        raise InputError("stdout is a terminal or closed, which takes no picture; send it on, as in -o - > run.gif")


@contextmanager
def named(outputs: Sequence[str], settings: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the names of `outputs`: stdout is a temporary file, whose bytes are printed after the block."""
    if STDOUT not in outputs:
        yield tuple(outputs)
        return
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"stdout{settings['format']}"
        yield tuple(str(place) if output == STDOUT else output for output in outputs)
        with place.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def json_line(output: Output) -> str:
    """Return the line about an output: `seconds` are those of the animation, and making it `took` others."""
    facts = {
        "path": output.path,
        "status": "written",
        "bytes": output.bytes,
        "frames": output.frames,
        "seconds": round(output.seconds, 6),
        "took": round(output.took, 3),
        **({"given_up": output.given_up} if output.given_up else {}),
    }
    return json.dumps(facts)
