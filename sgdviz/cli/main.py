"""The command `sgdviz`: its verbs, and errors as one line and an exit code."""

from __future__ import annotations

import errno
import logging
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

import click

from sgdviz import __version__
from sgdviz.cli.batch import batch
from sgdviz.cli.embed import embed
from sgdviz.cli.lesson import lesson
from sgdviz.cli.post import post
from sgdviz.cli.render import render
from sgdviz.cli.run import run
from sgdviz.cli.signals import Ended, ended_by_signals
from sgdviz.cli.streams import any_text_printed
from sgdviz.cli.verify import verify
from sgdviz.errors import DataWarning, DrawingError, MissingCharacterWarning, SgdvizError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INTERRUPTED, BAD_INPUT, NOT_DRAWN = 130, 2, 1
NOTICES = (DataWarning, MissingCharacterWarning)
SIGNALLED = 128
"""Added to the number of the signal that ended the command."""

OF_PRINTING = {errno.ENOSPC, errno.EFBIG, errno.EPIPE, errno.EBADF, errno.EIO}
"""Errors of a stdout that is closed, or whose disk is full."""

OF_THE_MACHINE = {
    errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, getattr(errno, "EDQUOT", errno.EIO),
}  # fmt: skip
"""Errors of files that are no fault of the input: full disks, limits of the process, broken devices."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sgdviz", message="%(prog)s %(version)s")
def cli() -> None:
    """Point it at a training loop, get the animation that explains it.

    \b
    Examples:
      sgdviz lesson                              write sgd_line.gif
      sgdviz lesson line -o a.gif -o a.png       an animation and its last frame
      sgdviz render run.npz -o dark.gif --theme dark
      sgdviz embed sgd_line.gif --for markdown   print the lines that show it in a page
      sgdviz verify sgd_line.gif                 make it again, and compare
      sgdviz run train.py -o train.gif           run a script as it is, and animate it
      sgdviz post article.md                     run its code, write the pictures that it shows
      sgdviz batch jobs.toml                     make many animations, in parallel
    """  # noqa: D301 - a backspace makes click keep the lines as they are


cli.add_command(embed)
cli.add_command(lesson)
cli.add_command(render)
cli.add_command(verify)
cli.add_command(run)
cli.add_command(post)
cli.add_command(batch)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error and every notice is one line on stderr."""
    with any_text_printed():
        try:
            with ended_by_signals(), _notices(), _quiet_matplotlib():
                code = cli.main(arguments, prog_name="sgdviz", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            return 0
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except Ended as ended:
            return SIGNALLED + ended.number
        except (click.ClickException, SgdvizError, MemoryError, OSError) as error:
            message, code = _explained(error)
            with suppress(OSError):  # stderr is full or has lost its reader
                click.echo(f"sgdviz: {shortened(' '.join(message.split()))}", err=True)
            return code
        return code if isinstance(code, int) else 0


@contextmanager
def _quiet_matplotlib() -> Iterator[None]:
    """Keep warnings about Matplotlib's own folders and settings off stderr: they do not change a picture here."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _notices() -> Iterator[None]:
    """Print the package's own warnings and NumPy's as one line each on stderr, with --quiet too.

    Those of the package are printed whatever the filters.
    """
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
            if issubclass(category, (*NOTICES, RuntimeWarning)):
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
        return str(error), NOT_DRAWN if isinstance(error, DrawingError) or _is_of_the_machine(error) else BAD_INPUT
    if isinstance(error, OSError) and error.filename is not None:  # a file of the package, or of a library
        return f"cannot read {error.filename}: {error.strerror}", NOT_DRAWN
    if isinstance(error, OSError) and error.errno in OF_PRINTING:
        return f"cannot print: {error.strerror or error}", NOT_DRAWN
    if isinstance(error, OSError) and error.errno != errno.ENOMEM:
        return f"the system refused: {error.strerror or error}", NOT_DRAWN
    return "there is not enough memory; try a smaller size, or fewer workers", NOT_DRAWN


def _is_of_the_machine(error: BaseException) -> bool:
    """Return whether memory, descriptors or the disk ended in an error, which no other input would have mended."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__context__) is not None and cause not in causes:
        causes.append(cause)
    return any(
        isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno in OF_THE_MACHINE)
        for cause in causes
    )
