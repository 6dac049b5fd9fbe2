"""The command `sgdviz`: its verbs, and errors as one line and an exit code."""

from __future__ import annotations

import signal
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from sgdviz import __version__
from sgdviz.cli.lesson import lesson
from sgdviz.cli.render import render
from sgdviz.errors import DataWarning, DrawingError, MissingCharacterWarning, SgdvizError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INTERRUPTED, BAD_INPUT, NOT_DRAWN = 130, 2, 1
NOTICES = (DataWarning, MissingCharacterWarning)
SIGNALLED = 128
"""Added to the number of the signal that ended the command."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sgdviz", message="%(prog)s %(version)s")
def cli() -> None:
    """Point it at a training loop, get the animation that explains it.

    \b
    Examples:
      sgdviz lesson                              write sgd_line.gif
      sgdviz lesson line -o a.gif -o a.png       an animation and its last frame
      sgdviz render run.npz -o dark.gif --theme dark
    """  # noqa: D301 - a backspace makes click keep the lines as they are


cli.add_command(lesson)
cli.add_command(render)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error and every notice is one line on stderr."""
    for name in ("SIGTERM", "SIGHUP"):  # there is no SIGHUP on Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminate)
    try:
        with _notices():
            cli.main(arguments, prog_name="sgdviz", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (click.ClickException, SgdvizError, MemoryError, OSError) as error:
        message, code = _explained(error)
        click.echo(f"sgdviz: {' '.join(message.split())}", err=True)
        return code
    return 0


@contextmanager
def _notices() -> Iterator[None]:
    """Print the package's own warnings as one line each on stderr, with --quiet too and whatever the filters."""
    with warnings.catch_warnings():
        for own in NOTICES:
            warnings.simplefilter("always", own)
        others = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if issubclass(category, NOTICES):
                click.echo(f"sgdviz: {message}", err=True)
            else:
                others(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        yield


def _explained(error: Exception) -> tuple[str, int]:
    """Return the message for an error, and the exit code."""
    if isinstance(error, click.ClickException):
        return error.format_message(), BAD_INPUT
    if isinstance(error, SgdvizError):
        return str(error), NOT_DRAWN if isinstance(error, DrawingError) else BAD_INPUT
    if isinstance(error, OSError):  # stdout is closed, or its disk is full
        return f"cannot print: {error.strerror or error}", NOT_DRAWN
    return "there is not enough memory; try a smaller size, or fewer workers", NOT_DRAWN


def _terminate(number: int, _frame: object) -> None:
    """Exit as after Ctrl-C, so that half-written files are removed."""
    sys.exit(SIGNALLED + number)
