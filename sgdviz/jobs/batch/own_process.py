"""Scripts and articles: each runs in a process of its own, in the folder of the job file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.errors import DrawingError
from sgdviz.jobs.batch.task import Made

if TYPE_CHECKING:
    from sgdviz.jobs.batch.task import Task

ENDED = re.compile(r"ended with exit code -?\d+$")
"""What is said of code that failed by itself; the last line that it printed follows."""

ANSWER, STILL = "answer.json", "still"
"""The files in which the process says what it made, and has the last frame."""


def made_by_code(task: Task, folder: Path) -> Made:
    """Run the code of a task in a process of its own, and return what it made. Raises `DrawingError`.

    The process ends with this one: it has the end of a pipe that is closed then.
    """
    request = {
        "name": task.name,
        "kind": task.kind,
        "settings": dict(task.settings),
        "outputs": task.outputs,
        "folder": task.folder,
    }
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    said = folder / "said.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - it is this Python
            [sys.executable, "-P", "-m", "sgdviz.jobs.batch.code", str(folder)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=task.folder,
        )
        assert process.stdin is not None
        with process.stdin:
            code = process.wait()
    if not (folder / ANSWER).exists():
        raise DrawingError(f"its process ended with exit code {code}: {_last_line(said)}")
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    if ENDED.search(answer["failed"]):
        answer["failed"] += f" ({_last_line(said)})"
    made = {output: Path(path).read_bytes() for output, path in answer.pop("outputs").items()}
    still = (folder / STILL).read_bytes() if (folder / STILL).exists() else b""
    return Made(made, notes=tuple(answer.pop("notes")), still=still, **answer)


def _last_line(said: Path) -> str:
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "it printed nothing")
