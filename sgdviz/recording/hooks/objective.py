"""A call of a minimizer: its parameters after each iteration, whose costs are computed when the script has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.hooks.training import MOST_SHOWN
from sgdviz.recording.objective import objective_recording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sgdviz.recording.capture.run import CapturedRun
    from sgdviz.recording.hooks.script_frame import Place
    from sgdviz.recording.hooks.session import Session
    from sgdviz.recording.recording import Recording

    Array = NDArray[np.float64]

MOST_ROWS, MOST_NUMBERS = 600, 2_000_000
"""The largest number of iterations, and about that of numbers, that are kept: of more, every second one."""


class ObjectiveRun:
    """One call of ``scipy.optimize.minimize`` with `arguments`, from the script's line `place`.

    The data behind the function are not known: the picture shows the function's value, and of one or two parameters its
    valley.
    """

    def __init__(self, session: Session, place: Place, arguments: Mapping[str, Any]) -> None:
        self._session = session
        self._function, self._jac = arguments["fun"], arguments.get("jac")
        args = arguments.get("args", ())
        self._args = args if isinstance(args, tuple) else (args,)
        start = np.array(arguments["x0"], dtype=np.float64).ravel()
        self._name = getattr(self._function, "__name__", type(self._function).__name__)
        self._variable = place.name_of(arguments["x0"]) or "x"
        self.place = place.without_frame()
        self._rows: list[Array] = [start]
        self._steps = [0]
        self._count, self._every = 0, 1
        self._room = max(2, min(MOST_ROWS, MOST_NUMBERS // max(start.size, 1)))
        self._last = (0, start)

    def add(self, params: Array) -> None:
        """Take the parameters after an iteration."""
        self._count += 1
        self._last = (self._count, params.ravel())
        if self._count % self._every:
            return
        self._rows.append(params.ravel())
        self._steps.append(self._count)
        if len(self._rows) > self._room:
            self._rows, self._steps = self._rows[::2], self._steps[::2]
            self._every *= 2

    def run(self) -> CapturedRun | None:
        """Return the recording, with the function's values; None for a call without an iteration."""
        if not self._count:
            return None
        rows, steps = self._rows, self._steps
        if steps[-1] != self._count:
            rows, steps = [*rows, self._last[1]], [*steps, self._last[0]]
        with self._session.quiet():
            recording = self._recording(np.array(rows), steps)
        from sgdviz.recording.capture.run import CapturedRun  # capture itself imports the hooks

        return CapturedRun(recording, self.place.file, self.place.line, self._evidence(rows[0].size))

    def _recording(self, params: Array, steps: list[int]) -> Recording:
        size = params.shape[1]
        shown = np.linspace(0, size - 1, min(size, MOST_SHOWN)).astype(np.int64)
        names = ["x"] if size == 1 else [f"x[{place}]" for place in shown]
        whole = {row[shown].tobytes(): row for row in params}
        return objective_recording(
            lambda row: self._value(whole.get(row.tobytes(), row)), params[:, shown], names, steps
        )

    def _value(self, params: Array) -> Any:
        value = self._function(params, *self._args)
        return value[0] if self._jac is True else value

    def _evidence(self, size: int) -> str:
        shown = f" ({MOST_SHOWN} of {size:,} numbers)" if size > MOST_SHOWN else ""
        what = f"the function {self._name}, whose data are not known"
        return f"{self.place}: parameters {self._variable}{shown} of {what}; one step = one iteration of minimize"
