"""Reports of errors that a program did not catch, printed as Python prints them."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from sgdviz.recording.capture.program import Program

OURS = str(Path(__file__).parent)
"""The folder of the functions that a traceback of the program leaves out."""


def report(error: BaseException, program: Program) -> SystemExit | None:
    """Print an error as Python does, or as the program's own hook does; return how the hook ended the program."""
    error = error.with_traceback(own_part(error.__traceback__))
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    hook = sys.excepthook
    if hook is sys.__excepthook__:
        _print(error, program)
        return None
    try:
        hook(type(error), error, error.__traceback__)
    except SystemExit as ended:
        return ended
    except BaseException as other:  # noqa: BLE001 - the program's hook can do anything
        _write("Error in sys.excepthook:\n")
        _print(other.with_traceback(own_part(other.__traceback__)), program)
        _write("\nOriginal exception was:\n")
        _print(error, program)
    return None


def _print(error: BaseException, program: Program) -> None:
    with suppress(OSError, ValueError, AttributeError):
        if Path(program.name).suffix == ".py":
            sys.__excepthook__(type(error), error, error.__traceback__)
        else:  # a notebook's file has other lines than its program
            traceback.print_exception(error)


def _write(text: str) -> None:
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(text)


def own_part(trace: TracebackType | None) -> TracebackType | None:
    """Return a traceback without the functions that run and watch the program."""
    if trace is None:
        return None
    after = own_part(trace.tb_next)
    if is_ours(trace.tb_frame.f_code.co_filename):
        return after
    trace.tb_next = after
    return trace


def is_ours(file: str) -> bool:
    """Return whether a file holds code of capture itself."""
    return file.startswith(OURS) and os.sep not in file[len(OURS) + 1 :]
