"""Running a script, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.recording.capture import Captured, Find, Program


class Running(NamedTuple):
    """How a script is run: its arguments, lines that answer ``input()``, and limits of steps and of seconds."""

    argv: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    max_steps: int | None = None
    time_limit: float | None = None


def ran_script(
    program: Program, running: Running, find: Find, leaving: Callable[[Captured], None] | None = None
) -> Captured:
    """Run a script, and return what it did; `leaving` gets that where the script ends the process at once.

    Raises `InputError` for something in `find` that the script does not have, and `SyntaxError`.
    """
    from sgdviz.recording.capture import capture

    return capture(
        program,
        argv=running.argv,
        find=find,
        answers=running.answers or None,
        max_steps=running.max_steps,
        time_limit=running.time_limit,
        leaving=leaving,
    )
