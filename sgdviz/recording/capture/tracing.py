"""Tracing: a tracer that a program sets for itself sees the program alone, and no function of capture."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture.reports import is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Tracer = Callable[[FrameType, str, Any], Any]


is_on = False
"""Whether the program has set a tracer or a profiler."""


class _Filtered:
    """A tracer or a profiler of the program that leaves out the hooks."""

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Pass an event on, unless it is one of capture's own functions."""
        return None if is_ours(frame.f_code.co_filename) else self.tracer(frame, event, argument)


@contextmanager
def traced_without_hooks() -> Iterator[None]:
    """Filter what tracers see that are set in the block, and put back what was set before."""
    global is_on  # noqa: PLW0603
    is_on = False
    kinds = {
        "trace": (sys.gettrace(), sys.settrace, sys.gettrace),
        "profile": (sys.getprofile(), sys.setprofile, sys.getprofile),
    }
    threads = {name: getattr(threading, name) for name in ("settrace", "setprofile")}
    for kind, (_, set_it, get_it) in kinds.items():
        setattr(sys, f"set{kind}", _setter(set_it))
        setattr(sys, f"get{kind}", _getter(get_it))
        setattr(threading, f"set{kind}", _setter(threads[f"set{kind}"]))
    try:
        yield
    finally:
        for kind, (before, set_it, get_it) in kinds.items():
            setattr(sys, f"set{kind}", set_it)
            setattr(sys, f"get{kind}", get_it)
            setattr(threading, f"set{kind}", threads[f"set{kind}"])
            if isinstance(get_it(), _Filtered):
                set_it(before)  # type: ignore[arg-type]


def _setter(set_it: Callable[[Any], None]) -> Callable[[Any], None]:
    def setter(function: Any, /) -> None:
        global is_on  # noqa: PLW0603 - asked for at every look
        is_on = is_on or function is not None
        set_it(function if function is None else _Filtered(function))

    return setter


def _getter(get_it: Callable[[], Any]) -> Callable[[], Any]:
    def getter() -> Any:
        found = get_it()
        return found.tracer if isinstance(found, _Filtered) else found

    return getter


def without_tracer() -> tuple[Any, Any]:
    """Let the tracer and the profiler of this thread rest, where they are the program's; return them."""
    found = _tracer(), _profiler()
    if isinstance(found[0], _Filtered):
        _set_tracer(None)
    if isinstance(found[1], _Filtered):
        _set_profiler(None)
    return found


def with_tracer(found: tuple[Any, Any]) -> None:
    """Let what `without_tracer` returned go on."""
    if isinstance(found[0], _Filtered):
        _set_tracer(found[0])
    if isinstance(found[1], _Filtered):
        _set_profiler(found[1])


_tracer, _profiler, _set_tracer, _set_profiler = sys.gettrace, sys.getprofile, sys.settrace, sys.setprofile
