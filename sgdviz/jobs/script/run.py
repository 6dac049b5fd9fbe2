"""Running a script, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture import Captured, Find, Program


def ran_script(program: Program, argv: Sequence[str], find: Find) -> Captured:
    """Run a script with the arguments `argv`, and return what it did.

    Raises `InputError` for something in `find` that the script does not have, and `SyntaxError`.
    """
    from sgdviz.recording.capture import capture

    return capture(program, argv=argv, find=find)
