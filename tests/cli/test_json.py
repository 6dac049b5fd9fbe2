"""Outputs for other programs: a line of JSON about each, and the bytes of one on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers import names

from sgdviz.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("--size", "400x200", "--every", "pass")

SCRIPT = """
import atexit, subprocess, sys
atexit.register(print, "afterwards")
print("hello")
subprocess.run([sys.executable, "-c", "print('child')"])
x, y, w = [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 0.0
for epoch in range(4):
    for a, b in zip(x, y):
        error = w * a - b
        w -= 0.01 * 2 * error * a
print("goodbye")
"""


def finished(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "sgdviz", *arguments], capture_output=True, check=False, timeout=120)


def lines_of(text: str) -> list[dict[str, Any]]:
    """Return the objects of lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]


def test_each_output_is_a_line_of_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line has the path as it was given, the size of the file, the frames and the seconds."""
    assert main(["lesson", "line", *SMALL, "--json", "-o", "a.gif", "-o", "./b.png", "-o", "c/"]) == 0
    said = capsys.readouterr()
    gif, still, folder = lines_of(said.out)
    assert {name: gif[name] for name in ("path", "status", "frames")} == {
        "path": "a.gif", "status": "written", "frames": 51,
    }  # fmt: skip
    assert gif["seconds"] == pytest.approx(5.96)
    assert gif["took"] > 0
    assert gif["bytes"] == (here / "a.gif").stat().st_size
    assert (still["path"], still["frames"], still["seconds"]) == ("./b.png", 1, 0)
    assert folder["path"] == "c/"
    assert folder["bytes"] == sum(file.stat().st_size for file in (here / "c").iterdir())
    assert said.err == ""


@pytest.mark.usefixtures("here")
def test_notes_are_aside(capsys: pytest.CaptureFixture[str]) -> None:
    """What is to be said of a run goes to stderr, and with --quiet nowhere; the JSON is printed with --quiet too."""
    bad = ("lesson", "line", *SMALL, "--step-size", "0.5", "--json", "-o", "a.gif")
    assert main([*bad]) == 0
    said = capsys.readouterr()
    assert [line["path"] for line in lines_of(said.out)] == ["a.gif"]
    assert said.err == "sgdviz: the run diverged at step 7; the animation ends there\n"
    assert main([*bad, "--quiet"]) == 0
    said = capsys.readouterr()
    assert [line["path"] for line in lines_of(said.out)] == ["a.gif"]
    assert said.err == ""


@pytest.mark.usefixtures("here")
def test_what_a_size_cost_is_in_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    """An output that was made to fit says what was given up."""
    assert main(["lesson", "line", "--size", "400x200", "--json", "--max-size", "50KB", "-o", "a.gif"]) == 0
    (line,) = lines_of(capsys.readouterr().out)
    assert "colours instead of" in line["given_up"]
    assert line["bytes"] <= 50_000


@pytest.mark.usefixtures("here")
def test_render_has_json(capsys: pytest.CaptureFixture[str]) -> None:
    """A recorded run that is drawn again is a line as well."""
    assert main(["lesson", "line", *SMALL, "-q", "-o", "a.gif", "--record", "run.npz"]) == 0
    assert main(["render", "run.npz", *SMALL, "--json", "-o", "b.svg"]) == 0
    assert [line["path"] for line in lines_of(capsys.readouterr().out)] == ["b.svg"]


@pytest.mark.slow
def test_a_script_prints_aside(here: Path) -> None:
    """What a script and its programs print goes to stderr, and stdout has JSON alone; without --json it is theirs."""
    (here / "train.py").write_text(SCRIPT)
    done = finished("run", "train.py", *SMALL, "--json", "-o", "a.gif")
    assert done.returncode == 0
    assert [line["path"] for line in lines_of(done.stdout.decode())] == ["a.gif"]
    aside = done.stderr.decode().splitlines()
    assert {"hello", "child", "goodbye", "afterwards"} <= set(aside)
    assert aside.index("hello") < aside.index("goodbye")
    assert finished("run", "train.py", *SMALL, "-q", "-o", "a.gif").stdout.decode().split() == [
        "hello", "child", "goodbye", "afterwards",
    ]  # fmt: skip


@pytest.mark.slow
def test_what_is_found_in_a_script_is_no_json(here: Path) -> None:
    """--find-only writes nothing, so --json is refused."""
    (here / "train.py").write_text(SCRIPT)
    done = finished("run", "train.py", "--find-only", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"sgdviz: --find-only writes nothing, so leave --json out\n"


@pytest.mark.slow
def test_a_script_that_fails_has_no_json(here: Path) -> None:
    """The exit code is the script's, and stdout is empty."""
    (here / "train.py").write_text(f"{SCRIPT}\nraise SystemExit(7)\n")
    done = finished("run", "train.py", *SMALL, "--json", "-o", "a.gif")
    assert (done.returncode, done.stdout) == (7, b"")
    assert names(here) == ["train.py"]


@pytest.mark.slow
def test_an_article_has_json(here: Path) -> None:
    """Each picture of an article is a line, and what its code prints is aside."""
    (here / "post.md").write_text(f"```python\n{SCRIPT}```\n\n![The line](a.gif)\n")
    done = finished("post", "post.md", "--json")
    assert done.returncode == 0
    (line,) = lines_of(done.stdout.decode())
    assert line["path"].endswith("a.gif")
    assert line["bytes"] == (here / "a.gif").stat().st_size
    assert b"goodbye" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["gif", ".SVG", "html", "png"])
def test_stdout_has_the_bytes_of_the_file(here: Path, suffix: str) -> None:
    """`-o -` prints what a file would hold, and nothing else; the lines about others are on stderr."""
    path = f"a.{suffix.lower().removeprefix('.')}"
    done = finished("lesson", "line", *SMALL, "-o", path, "-o", "-", "--format", suffix)
    assert done.returncode == 0
    assert done.stdout == (here / path).read_bytes()
    assert done.stderr.decode().startswith(f"sgdviz: {path}: ")
    assert done.stderr.count(b"\n") == 1
    assert names(here) == [path]


@pytest.mark.slow
def test_a_script_and_its_picture_share_stdout(here: Path) -> None:
    """The picture of a script has stdout alone."""
    (here / "train.py").write_text(SCRIPT)
    done = finished("run", "train.py", *SMALL, "-o", "-", "--format", "gif")
    assert done.returncode == 0
    assert done.stdout.startswith(b"GIF89a")
    assert done.stdout.endswith(b";")
    assert b"goodbye" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lesson", "-o", "-"), "-o - has no suffix that names its format; give that too, as in -o - --format gif"),
        (("lesson", "-o", "-", "-o", "-", "--format", "gif"), "-o - was given twice"),
        (("lesson", "-o", "-", "--format", "gif", "--json"), "-o - and --json both print on stdout"),
        (("lesson", "-o", "a.gif", "--format", "gif"), "--format is that of -o -"),
        (("lesson", "-o", "-", "--format", "gig"), "did you mean '.gif'?"),
        (("lesson", "-o", "-", "--format", "frames/"), "'frames/' is no format"),
        (("render", "no.npz", "-o", "-"), "-o - has no suffix"),
        (("run", "no.py", "-o", "-"), "-o - has no suffix"),
        (("post", "no.md", "--check", "--json"), "--check writes nothing, so leave --json out"),
        (("lesson", "--list", "--json"), "--list writes nothing, so leave --json out"),
        (("lesson", "--data", "d.csv", "--json"), "--data without columns writes nothing, so leave --json out"),
    ],
)
def test_what_stdout_cannot_take_is_bad_input(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    """One line on stderr, exit code 2, nothing on stdout and no file."""
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert said in streams.err
    assert streams.err.count("\n") == 1
    assert streams.out == ""
    assert names(here) == []


@pytest.mark.usefixtures("here")
def test_a_terminal_takes_no_picture(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are not printed on a terminal."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["lesson", "-o", "-", "--format", "gif"]) == 2
    assert "stdout is a terminal or closed" in capsys.readouterr().err
