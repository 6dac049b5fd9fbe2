"""Running a program as ``python SCRIPT.py ARGS`` would: its names, its arguments, its folder, its exit code."""

from __future__ import annotations

import builtins
import os
import sys
import threading
from contextlib import ExitStack, contextmanager, suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture.depth import own_depth
from sgdviz.recording.capture.ends import ends_of_the_program, wait_for_threads
from sgdviz.recording.capture.limits import LimitReached
from sgdviz.recording.capture.reports import report
from sgdviz.recording.capture.tracing import traced_without_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sgdviz.recording.capture.program import Program

INSIDE = 2
"""The functions between `Execution.run` and the program."""

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended, as a shell gives it."""


class Execution:
    """One run of a program as ``__main__``.

    `given` are names that it has from the start. `ending` is called when its own code has ended, and before it ends the
    process by ``os._exit``; `leaving` is called with the exit code after that.
    """

    def __init__(
        self,
        program: Program,
        argv: Sequence[str],
        given: Mapping[str, Any],
        ending: Callable[[], None],
        leaving: Callable[[int], None],
    ) -> None:
        self._program = program
        self._argv = argv
        self._given = given
        self._ending = ending
        self._leaving = leaving
        self._process = os.getpid()
        self.failed = False
        self.stopped = ""

    def run(self, code: CodeType) -> int:
        """Run the code and return the exit code with which Python would end.

        A program that fails prints its own traceback. A process that the program has forked never returns.
        """
        with ExitStack() as stack:
            main = stack.enter_context(_as_main(self._program, self._argv, self._given))
            stack.enter_context(self._before_exit())
            at_exit = stack.enter_context(ends_of_the_program())
            stack.enter_context(traced_without_hooks())
            before = set(threading.enumerate())
            with own_depth(INSIDE):
                exit_code = self._result(code, main)
            if not self.stopped or exit_code == INTERRUPTED:
                wait_for_threads(before)
            if os.getpid() == self._process:
                self._ending()
            at_exit.run()
            if os.getpid() != self._process:
                _leave_child(exit_code)
        return exit_code

    def _result(self, code: CodeType, main: ModuleType) -> int:
        error = _error_of(code, main)
        match error:
            case None:
                return 0
            case LimitReached():
                self.stopped = "a limit"
                return 0
            case SystemExit():
                self.failed = error.code not in (None, 0)
                return _exit_code(error)
            case KeyboardInterrupt():
                self.stopped = "Ctrl-C"
                report(error, self._program)
                return INTERRUPTED
            case _:
                self.failed = True
                ended = report(error, self._program)
                return 1 if ended is None else _exit_code(ended)

    @contextmanager
    def _before_exit(self) -> Iterator[None]:
        leave = os._exit

        def exit_at_once(status: int) -> None:
            if os.getpid() == self._process:
                self._ending()
                if threading.current_thread() is threading.main_thread():
                    self._leaving(status)
            leave(status)

        os._exit = exit_at_once  # type: ignore[assignment]
        try:
            yield
        finally:
            os._exit = leave


def _error_of(code: CodeType, main: ModuleType) -> BaseException | None:
    """Run the code, and return the error that ended it; its report is no part of its handling."""
    try:
        exec(code, vars(main))  # noqa: S102 - the program that the user gave
    except BaseException as error:  # noqa: BLE001 - whatever the program raises is its own
        return error
    return None


@contextmanager
def _as_main(program: Program, argv: Sequence[str], given: Mapping[str, Any]) -> Iterator[ModuleType]:
    main = ModuleType("__main__")
    names = vars(main)
    names["__loader__"] = SourceFileLoader("__main__", program.name)
    if sys.version_info < (3, 14):
        names["__annotations__"] = {}
    names.update(__builtins__=builtins, __file__=program.name, __cached__=None)
    names.update(given)
    hook, old_main, old_argv, old_path = sys.excepthook, sys.modules["__main__"], sys.argv, list(sys.path)
    old_orig = sys.orig_argv
    sys.modules["__main__"] = main
    sys.argv = [program.given or program.name, *argv]
    sys.orig_argv = [sys.executable, *sys.argv]
    sys.path[:] = [str(Path(program.name).resolve().parent), *_path_of_environment(old_main, old_path)]
    try:
        yield main
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:], sys.orig_argv = old_main, old_argv, old_path, old_orig
        sys.excepthook = hook


def _path_of_environment(main: ModuleType, path: list[str]) -> list[str]:
    """Return the path of imports without the first place, where that is the folder of the running command itself."""
    file = getattr(main, "__file__", None)
    if not path or file is None or getattr(sys.flags, "safe_path", False):
        return path
    folders = ["", str(Path(file).resolve().parent)]
    if getattr(main, "__spec__", None) is not None:  # python -m puts the working folder there
        folders.append(str(Path.cwd()))
    return path[1:] if path[0] in folders else path


def _leave_child(exit_code: int) -> None:
    """End a process that the program forked and that came to the program's end."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(exit_code & 0xFF)


def _exit_code(error: SystemExit) -> int:
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{error.code}\n")
    return 1
