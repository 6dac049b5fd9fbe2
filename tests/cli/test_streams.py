"""The standard streams: closed, of another encoding, and the environment of Matplotlib."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers import names

from sgdviz.cli.streams import any_text_printed

if TYPE_CHECKING:
    from pathlib import Path

SHORT = ("lesson", "line", "--every", "pass", "--size", "400x200")


def finished(*arguments: str, closed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell that closes streams, as in ``>&-``, with more environment variables."""
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "sgdviz", *arguments]
    return subprocess.run(
        shell, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **variables}
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(here: Path, closed: str) -> None:
    """The outputs are written whole, and no line about them is among their bytes."""
    done = finished(*SHORT, "-o", "a.gif", "-o", "b.gif", closed=closed)
    assert done.returncode == 0
    assert done.stderr == ""
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()
    assert (here / "a.gif").read_bytes().startswith(b"GIF89a")
    assert (here / "a.gif").read_bytes().endswith(b";")


def test_an_error_without_stderr_is_its_exit_code() -> None:
    """Bad input ends with 2 where its line cannot be printed."""
    assert finished("lesson", "lin", closed="2>&-").returncode == 2
    assert finished("lesson", "lin", closed="2>/dev/full").returncode == 2


def test_a_name_that_the_terminal_cannot_write_is_escaped(here: Path) -> None:
    """The file has its name, and the line about it is printed with escapes."""
    done = finished(*SHORT, "-o", "日本.gif", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\\u65e5\\u672c.gif: 51 frames")
    assert names(here) == ["日本.gif"]


def test_the_streams_are_put_back() -> None:
    """After the block the streams refuse what they refused before."""
    before = sys.__stdout__.errors if sys.__stdout__ else None
    with any_text_printed():
        pass
    assert (sys.__stdout__.errors if sys.__stdout__ else None) == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "variables",
    [
        {"MPLBACKEND": "module://no_such.backend"},
        {"MPLBACKEND": "nonsense"},
        {"MATPLOTLIBRC": "bad"},
        {"HOME": "/proc/none", "XDG_CACHE_HOME": "/proc/none", "XDG_CONFIG_HOME": "/proc/none", "MPLCONFIGDIR": ""},
    ],
    ids=["absent backend", "unknown backend", "bad settings", "home"],
)
def test_the_environment_of_matplotlib_does_not_matter(here: Path, variables: dict[str, str]) -> None:
    """A backend that is absent or unknown, settings that are no text and an unwritable home leave the bytes alone."""
    (here / "bad").write_bytes(b"nonsense\n\xff\xfe")
    assert finished(*SHORT, "-o", "a.gif").returncode == 0
    done = finished(*SHORT, "-o", "b.gif", **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()


def test_a_bad_matplotlibrc_beside_the_outputs_is_named(here: Path) -> None:
    """Matplotlib reads the one in the working folder before all others; where it is no text, one line says so."""
    (here / "matplotlibrc").write_bytes(b"\xff")
    done = finished(*SHORT, "-o", "a.gif")
    assert done.returncode == 1
    assert "mend or remove the file matplotlibrc here" in done.stderr
    assert done.stderr.count("\n") == 1
    assert names(here) == ["matplotlibrc"]


def test_a_working_folder_that_is_gone_is_said(here: Path) -> None:
    """A relative output is refused, and an absolute one is written."""
    shell = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    command = ["sh", "-c", shell, "sh", sys.executable, "-m", "sgdviz", *SHORT, "-o"]
    done = subprocess.run([*command, "a.gif"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2, "sgdviz: cannot write a.gif: the working folder is gone; change to another one\n",
    )  # fmt: skip
    assert subprocess.run([*command, f"{here}/b.gif"], capture_output=True, check=False).returncode == 0
    assert names(here) == ["b.gif"]


def test_few_descriptors_are_the_machines_fault(here: Path) -> None:
    """The line gives the true reason, the exit code is 1 and nothing is left behind."""
    shell = 'ulimit -n 10; exec "$@"'
    command = ["sh", "-c", shell, "sh", sys.executable, "-m", "sgdviz", "lesson", "--workers", "2", "-o", "a.gif"]
    done = subprocess.run([*command, "-o", "b.gif", "-o", "c.gif"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Too many open files" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(here) == []
