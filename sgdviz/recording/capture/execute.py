"""Running a program as ``python SCRIPT.py ARGS`` would: its names, its arguments, its folder, its exit code."""

from __future__ import annotations

import builtins
import os
import sys
import traceback
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

OURS = os.path.dirname(os.path.abspath(__file__))
"""The folder of the functions that a traceback of the program leaves out."""


def run_as_main(code: CodeType, path: str, argv: Sequence[str], given: Mapping[str, Any], ending: Callable[[], None]) -> int:
    """Run code as ``__main__`` and return the exit code with which Python would end.

    A program that fails prints its own traceback. `given` are names that it has from the start. `ending` is called
    before a program ends the process by ``os._exit``.
    """
    main = ModuleType("__main__")
    vars(main).update(given)
    main.__file__ = path
    main.__builtins__ = builtins  # type: ignore[attr-defined]
    with _as_main(main, path, argv), _before_exit(ending):
        try:
            exec(code, vars(main))  # noqa: S102 - the program that the user gave
        except SystemExit as error:
            return _exit_code(error)
        except KeyboardInterrupt:
            return 130
        except BaseException as error:  # noqa: BLE001 - whatever the program raises is its own
            _print(error)
            return 1
    return 0


@contextmanager
def _as_main(main: ModuleType, path: str, argv: Sequence[str]) -> Iterator[None]:
    old_main, old_argv, old_path = sys.modules["__main__"], sys.argv, list(sys.path)
    hook = sys.excepthook
    sys.modules["__main__"] = main
    sys.argv = [path, *argv]
    folder = str(Path(path).resolve().parent)
    sys.path[:] = [folder, *(one for one in old_path if one not in ("", folder))]
    try:
        yield
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:] = old_main, old_argv, old_path
        sys.excepthook = hook


@contextmanager
def _before_exit(ending: Callable[[], None]) -> Iterator[None]:
    leave, process = os._exit, os.getpid()

    def exit_at_once(status: int) -> None:
        if os.getpid() == process:
            ending()
        leave(status)

    os._exit = exit_at_once  # type: ignore[assignment]
    try:
        yield
    finally:
        os._exit = leave


def _exit_code(error: SystemExit) -> int:
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def _print(error: BaseException) -> None:
    """Print the traceback of an error as Python would, or as the program's own hook does."""
    error = error.with_traceback(own_part(error.__traceback__))
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(error), error, error.__traceback__)
    else:
        sys.stdout.flush()
        traceback.print_exception(error)


def own_part(trace: TracebackType | None) -> TracebackType | None:
    """Return a traceback without the functions that run and watch the program."""
    if trace is None:
        return None
    after = own_part(trace.tb_next)
    if os.path.dirname(os.path.abspath(trace.tb_frame.f_code.co_filename)) == OURS:
        return after
    trace.tb_next = after
    return trace
