"""The ends of a program: threads that it still has, and functions that it registered with `atexit`."""

from __future__ import annotations

import atexit
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture.reports import own_part
from sgdviz.recording.hooks.script_frame import is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def wait_for_threads(before: set[threading.Thread]) -> None:
    """Wait for the threads that a program started, as Python does at its end; daemons, and those in `before`, go on."""
    pools = sys.modules.get("concurrent.futures.thread")
    if pools is not None and getattr(pools, "_threads_queues", None):
        pools._python_exit()  # noqa: SLF001 - it lets the threads of pools end; then there may be new ones
        vars(pools)["_shutdown"] = False
    for thread in threading.enumerate():
        if thread not in before and not thread.daemon and thread is not threading.current_thread():
            try:
                thread.join()
            except KeyboardInterrupt:
                return


class EndFunctions:
    """The functions that a program itself registered to be called at its end."""

    def __init__(self) -> None:
        self._functions: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []

    def add(self, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Add one call."""
        self._functions.append((function, arguments, named))

    def remove(self, function: Callable[..., Any]) -> None:
        """Remove the calls of a function."""
        self._functions = [one for one in self._functions if one[0] != function]

    def run(self) -> None:
        """Call the functions, the last one first; an error is printed as Python does."""
        while self._functions:
            function, arguments, named = self._functions.pop()
            try:
                function(*arguments, **named)
            except SystemExit:
                pass
            except BaseException as error:  # noqa: BLE001 - the program's function can do anything
                _ignored(error, function)


def _ignored(error: BaseException, function: Any) -> None:
    """Print an error of a function at exit as Python does, or as the program's own hook does."""
    error = error.with_traceback(own_part(error.__traceback__))
    what = "Exception ignored in atexit callback"
    with suppress(Exception):
        if sys.unraisablehook is sys.__unraisablehook__:
            sys.stderr.write(f"{what}: {function!r}\n")
            traceback.print_exception(error)
        else:
            sys.unraisablehook(
                SimpleNamespace(
                    exc_type=type(error),
                    exc_value=error,
                    exc_traceback=error.__traceback__,
                    err_msg=what,
                    object=function,
                )
            )


@contextmanager
def ends_of_the_program() -> Iterator[EndFunctions]:
    """Collect the functions that the program's own code registers; those of libraries wait for the process to end."""
    functions = EndFunctions()
    register, unregister = atexit.register, atexit.unregister

    def registered(func: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        if is_own(sys._getframe(1).f_code.co_filename):  # noqa: SLF001
            if not callable(func):
                raise TypeError("the first argument must be callable")
            functions.add(func, args, kwargs)
            return func
        return register(func, *args, **kwargs)

    def unregistered(func: Callable[..., Any], /) -> None:
        functions.remove(func)
        unregister(func)

    atexit.register, atexit.unregister = registered, unregistered
    try:
        yield functions
    finally:
        atexit.register, atexit.unregister = register, unregister
