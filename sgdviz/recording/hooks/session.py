"""What the hooks of all libraries share while a script runs: its trainings, and the care that none is changed."""

from __future__ import annotations

import io
import random
import sys
from contextlib import contextmanager, redirect_stdout
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.recording.capture.run import CapturedRun

MOST_TRAININGS = 20
"""The largest number of trainings of one script that are recorded: the first ones."""


class Given(NamedTuple):
    """A model and the data on which it is shown, as they were given to `sgdviz.record`."""

    model: Any
    x: Any
    y: Any


class Found(Protocol):
    """A training that a hook has found."""

    def run(self) -> CapturedRun | None:
        """Return its recording; None where there is none."""


class Session:
    """The trainings that the hooks have found so far, in the order of their first steps.

    With `given`, only that model is recorded, on those data. `faults` has a sentence for each training that cannot be
    recorded, and `is_quiet` is whether sgdviz itself is calling a model, of which no hook of any session takes notice.
    """

    is_quiet: ClassVar[bool] = False

    def __init__(self, given: Given | None = None) -> None:
        self.given = given
        self.trainings: list[Found] = []
        self.faults: list[str] = []

    @property
    def has_room(self) -> bool:
        """Whether another training is recorded."""
        return len(self.trainings) < MOST_TRAININGS

    def wants(self, model: Any) -> bool:
        """Return whether `model` is recorded: any, or the one that was given, also as the last step of a pipeline."""
        if self.given is None:
            return True
        given = self.given.model
        return given is model or (hasattr(given, "steps") and given.steps[-1][1] is model)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Call a model without leaving a trace: random generators are put back, and its prints go nowhere."""
        before, Session.is_quiet = Session.is_quiet, True
        python, numpy = random.getstate(), np.random.get_state(legacy=False)  # noqa: NPY002, the script may use it
        restore_torch = _torch_state()
        try:
            with redirect_stdout(io.StringIO()):
                yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy)  # noqa: NPY002, as above
            restore_torch()
            Session.is_quiet = before

    def harmless(self, hook: Callable[..., None]) -> Callable[..., None]:
        """Return `hook` without its errors, which would be the script's: they become faults."""

        @wraps(hook)
        def careful(*args: Any, **named: Any) -> None:
            if self.is_quiet:
                return
            try:
                hook(*args, **named)
            except Exception as error:  # noqa: BLE001, whatever a model's code may raise
                self.add_fault(" ".join(f"{type(error).__name__}: {error}".split()))

        return careful

    def add_fault(self, fault: str) -> None:
        """Keep a sentence that says why a training is not recorded, once."""
        if fault not in self.faults:
            self.faults.append(fault)


def _torch_state() -> Callable[[], None]:
    """Return a function that puts PyTorch's random generators back to where they are now."""
    torch = sys.modules.get("torch")
    if torch is None or not hasattr(torch, "random"):
        return lambda: None
    host = torch.random.get_rng_state()
    devices = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else None

    def restore() -> None:
        torch.random.set_rng_state(host)
        if devices is not None:
            torch.cuda.set_rng_state_all(devices)

    return restore
