"""Captures scripts, each in a process of its own that begins as a copy of this one, so that nothing is imported twice.

Its argument is the number of an open socket, on which it reads jobs, a line of JSON each, and answers with exit codes.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture import capture, read_program
from sgdviz.recording.capture.syntax import report_syntax

if TYPE_CHECKING:
    from sgdviz.recording.capture import Captured


def serve(jobs: socket.socket) -> dict[str, Any] | None:
    """Answer jobs until there are no more, which returns None; in a copy of the process, return its job."""
    with jobs.makefile("r") as lines:
        for line in lines:
            job: dict[str, Any] = json.loads(line)
            child = os.fork()
            if child == 0:
                return job
            _, status = os.waitpid(child, 0)
            jobs.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return None


def run(job: dict[str, Any]) -> int:
    """Capture the script of a job with its files as streams; its notes and runs are written to a file."""
    for number, stream in enumerate(job["streams"]):
        opened = os.open(stream, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(job["folder"])

    def note(captured: Captured) -> None:
        runs = [(run.line, len(run.recording.step), int(run.recording.step[-1])) for run in captured.runs]
        write({"runs": runs, "notes": captured.notes, "failed": captured.failed, "stopped": captured.stopped})

    def write(found: dict[str, Any]) -> None:
        Path(job["found"]).write_text(json.dumps(found), encoding="utf-8")

    try:
        program = read_program(job["script"])
        captured = capture(program, argv=job["arguments"], leaving=note, **job["options"])
    except SyntaxError as error:
        write({"runs": [], "notes": report_syntax(error), "failed": True, "stopped": ""})
        return 1
    note(captured)
    return captured.exit_code


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        given = serve(connection)
    if given is not None:
        sys.exit(run(given))
