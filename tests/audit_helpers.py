"""Helpers of the tests that files are not run: commands in a process of their own that reports what Python does."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

WORD = "hostile"
"""The name of a module, in all code that must not run."""

MARKER = "ran.txt"
"""The file that this module writes when it is imported."""

PAYLOAD = f'__import__("{WORD}")'
"""An expression that runs the module."""

PROCESSES_AND_NETWORK = (
    "subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.forkpty", "os.startfile",
    "pty.spawn", "socket.connect", "socket.getaddrinfo", "urllib.Request", "webbrowser.open",
)  # fmt: skip
"""The audit events of other programs and other machines."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Done(NamedTuple):
    """A command that has ended: its exit code, its stderr, and what it did that no drawing needs."""

    code: int
    said: str
    acts: list[str]


def watched(folder: Path, *commands: list[str]) -> list[Done]:
    """Run `sgdviz` commands in `folder`, in one new process, with a module on its path that leaves a marker.

    Acts are: code that was compiled or run and has the module's name in it, the module's import, an object that was
    unpickled, a file outside of `folder` that was opened for writing, a process that was begun, and a connection.
    """
    (folder / f"{WORD}.py").write_text(f"open({MARKER!r}, 'w').close()\n")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder)}
    child = [sys.executable, __file__, json.dumps(commands)]
    done = subprocess.run(child, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return [Done(*each) for each in json.loads(done.stdout.splitlines()[-1])]


def _mentions(code: CodeType | Any) -> bool:
    """Return whether the word is in the names or the constants of code, or of a function in it."""
    if isinstance(code, CodeType):
        return WORD in code.co_names or any(_mentions(each) for each in code.co_consts)
    return WORD in str(code)


def _is_written_outside(folder: str, path: Any, mode: str | None, flags: int) -> bool:
    """Return whether a file that is opened is for writing, and outside of `folder`."""
    is_written = bool(flags & WRITING) if mode is None else not set(mode).isdisjoint("wax+")
    if not is_written or isinstance(path, int):
        return False
    return not os.path.realpath(os.fsdecode(path)).startswith(folder + os.sep)


def _act(event: str, arguments: tuple[Any, ...], folder: str) -> str | None:
    """Return what an audit event says in a few words, None for what drawing needs as well."""
    if event == "open" and _is_written_outside(folder, *arguments):
        return f"open {arguments[0]}"
    if event == "compile" and arguments[0] is not None:
        source = arguments[0].decode(errors="replace") if isinstance(arguments[0], bytes) else arguments[0]
        return f"compile {source}" if _mentions(source) else None
    if event == "exec" and _mentions(arguments[0]):
        return "exec"
    if event == "import" and arguments[0] == WORD:
        return f"import {WORD}"
    return f"{event} {arguments}" if event in (*PROCESSES_AND_NETWORK, "pickle.find_class") else None


def _watch_commands(commands: list[list[str]]) -> list[Done]:
    from sgdviz.cli import main

    folder, found = str(Path.cwd().resolve()), list[str]()
    sys.path.insert(0, folder)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        act = _act(event, arguments, folder)
        if act is not None:
            found.append(act)

    sys.addaudithook(watch)
    done = []
    for command in commands:
        found.clear()
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = main(command)
        done.append(Done(code, said.getvalue(), found.copy()))
    return done


if __name__ == "__main__":
    answer = json.dumps(_watch_commands(json.loads(sys.argv[1])))
    sys.stdout.write(f"\n{answer}\n")
