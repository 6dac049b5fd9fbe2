"""The command `sgdviz`: help, version, and the exit codes of errors."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import click
import pytest

import sgdviz
from sgdviz import DrawingError, InputError, OutputError
from sgdviz.cli import main
from sgdviz.cli.main import _notices

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("verb", ["embed", "lesson", "render"])
def test_the_help_of_a_verb_has_examples(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """The help shows calls of the verb, in lines that fit a terminal."""
    assert main([verb, "--help"]) == 0
    out = capsys.readouterr().out
    examples = out.split("\n  Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 3
    assert all(line.startswith(f"    sgdviz {verb}") for line in examples)
    assert "\\b" not in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_call_without_a_verb_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`sgdviz` alone prints its help, which names the verbs."""
    main([])
    out = capsys.readouterr().out
    assert "Usage: sgdviz" in out
    assert "lesson" in out
    assert "render" in out


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints the name and the version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sgdviz {sgdviz.__version__}\n"


def raiser(error: BaseException) -> Callable[..., None]:
    """Return a function that raises `error`."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("bad\ninput"), 2, "bad input"),
        (OutputError("no place"), 2, "no place"),
        (DrawingError("a process died"), 1, "a process died"),
        (click.UsageError("no such option"), 2, "no such option"),
        (MemoryError(), 1, "there is not enough memory; try a smaller size, or fewer workers"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "cannot print: No space left on device"),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: int, said: str
) -> None:
    """Bad input ends with 2 and a failure to draw with 1; the message is one line on stderr."""
    monkeypatch.setattr("sgdviz.jobs.lesson_names", raiser(error))
    assert main(["lesson", "--list"]) == code
    assert capsys.readouterr() == ("", f"sgdviz: {said}\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    """Ctrl-C prints nothing but the end of the terminal's line."""
    monkeypatch.setattr("sgdviz.jobs.lesson_names", raiser(error))
    assert main(["lesson", "--list"]) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "")


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is not raised on purpose passes through with its traceback."""
    monkeypatch.setattr("sgdviz.jobs.lesson_names", raiser(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["lesson", "--list"])


def test_the_module_is_the_command() -> None:
    """``python -m sgdviz`` runs the command and returns its exit code."""
    command = [sys.executable, "-m", "sgdviz"]
    done = subprocess.run([*command, "lesson", "--list"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith("batch ")
    assert subprocess.run([*command, "lesson", "lin"], capture_output=True, check=False).returncode == 2


def test_a_reader_that_closes_the_pipe_ends_the_command() -> None:
    """Where standard output is closed, the command ends with 1 and without a traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-u", "-m", "sgdviz", "lesson", "--list"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_interrupt_before_the_command_line_ends_with_130() -> None:
    """Ctrl-C during the imports ends the process with 130 and without a traceback."""
    code = """
import sys, sgdviz.cli
from sgdviz.__main__ import main
def interrupted(_):
    raise KeyboardInterrupt
sgdviz.cli.main = interrupted
sys.exit(main([]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.usefixtures("here")
def test_missing_characters_are_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """The line is printed with --quiet too, and not at all where a font has every character."""
    arguments = ["lesson", "line", "--every", "pass", "--size", "400x200", "-o", "a.gif", "-o", "a.png", "--quiet"]
    assert main([*arguments, "--title", "\U0010fffb\U0010fffc", "--caption", "\U0010fffc"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(
        "sgdviz: no installed font has an outline of U+10FFFB, U+10FFFC; a box stands for it, or nothing"
    )
    assert printed.err.count("\n") == 1
    assert main([*arguments, "--title", "שלום é"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("here")
def test_other_warnings_stay_as_they_are() -> None:
    """A warning of another kind is not printed as a line of the command."""
    with pytest.warns(UserWarning, match="of another kind"), _notices():
        warnings.warn("of another kind", UserWarning, stacklevel=1)


def test_warnings_of_numpy_are_one_line_without_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    """A RuntimeWarning is a line of the command, with no path and no line of code."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with _notices():
            warnings.warn("overflow encountered in multiply", RuntimeWarning, stacklevel=1)
    assert capsys.readouterr() == ("", "sgdviz: overflow encountered in multiply\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 1, "there is not enough memory"),
        (OSError(errno.EMFILE, "Too many open files", "font.ttf"), 1, "cannot read font.ttf: Too many open files"),
        (OSError(errno.EAGAIN, "Resource temporarily unavailable"), 1, "the system refused: Resource temporarily"),
        (InputError("w" * 100_000), 2, "w" * 60 + "…"),
    ],
)
def test_the_true_reason_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: int, said: str
) -> None:
    """The file that failed is named, and what is no fault of printing is not called so."""
    monkeypatch.setattr("sgdviz.jobs.lesson_names", raiser(error))
    assert main(["lesson", "--list"]) == code
    line = capsys.readouterr().err
    assert line.startswith(f"sgdviz: {said}")
    assert len(line) < 200


def test_what_the_machine_lacks_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An input that could not be read for want of descriptors is no bad input."""

    def fail() -> None:
        try:
            raiser(OSError(errno.EMFILE, "Too many open files", "d.csv"))()
        except OSError:
            raise InputError("cannot read d.csv: Too many open files") from None

    monkeypatch.setattr("sgdviz.jobs.lesson_names", fail)
    assert main(["lesson", "--list"]) == 1
    assert capsys.readouterr().err == "sgdviz: cannot read d.csv: Too many open files\n"
