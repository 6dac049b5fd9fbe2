"""Runs scripts in processes of their own: by Python alone, and captured."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("capture_server.py")
ENVIRONMENT = {**os.environ, "MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Ended:
    """How a script ended: its exit code, what it wrote, and what capture found, if it was captured."""

    exit_code: int
    stdout: str
    stderr: str
    found: dict[str, Any] = field(default_factory=dict, compare=False)


def plain(script: Path, *arguments: str, answers: str = "") -> Ended:
    """Run a script in its own folder by ``python SCRIPT.py``."""
    process = subprocess.run(
        [sys.executable, script.name, *arguments],
        cwd=script.parent,
        input=answers.encode(),
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ended(process.returncode, _text(process.stdout), _text(process.stderr))


def captured(script: Path, *arguments: str, answers: str = "", given: dict[str, Any] | None = None) -> Ended:
    """Run a script in its own folder by `capture`, with what is `given` to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "0").write_text(answers)
        streams = [folder / number for number in "012"]
        job = {
            "script": script.name,
            "folder": str(script.parent),
            "arguments": arguments,
            "streams": list(map(str, streams)),
            "found": str(folder / "found"),
            "options": given or {},
        }
        connection, replies = _server()
        connection.sendall(f"{json.dumps(job)}\n".encode())
        exit_code = int(replies.readline())
        found = json.loads((folder / "found").read_text()) if (folder / "found").exists() else {}
        return Ended(exit_code, _text(streams[1].read_bytes()), _text(streams[2].read_bytes()), found)


def _text(data: bytes) -> str:
    return data.decode(errors="backslashreplace")


@cache
def _server() -> tuple[socket.socket, Any]:
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, str(SERVER), str(theirs.fileno())], pass_fds=[theirs.fileno()], env=ENVIRONMENT
    )
    theirs.close()
    ours.settimeout(60)

    def end() -> None:
        ours.shutdown(socket.SHUT_RDWR)
        process.wait()

    atexit.register(end)
    return ours, ours.makefile("r")
