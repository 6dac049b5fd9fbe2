"""A tape of the functions that a script calls between two steps, and the prediction that they make."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from sgdviz.recording.hooks.torch_learner import Route, has_rows, seen_of
from sgdviz.recording.hooks.torch_losses import rows_of
from sgdviz.recording.hooks.torch_tape import new_tape, program_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.hooks.torch_learner import Seen, TorchLearner
    from sgdviz.recording.hooks.torch_losses import Pair
    from sgdviz.recording.hooks.torch_tape import Operation, Program


class TapeWatch:
    """Keeps a tape from now on; `batches` are those of the present step, and `agrees` is whether the route is right."""

    def __init__(self) -> None:
        self.route: Route | None = None
        self.batches: list[Seen] = []
        self.agrees = True
        self._operations: list[Operation] = []
        self._tape = new_tape(self._operations)
        self._tape.__enter__()

    def clear(self) -> None:
        """Forget the functions of the last step."""
        self._operations.clear()
        self.batches = []

    def stop(self) -> None:
        """Keep no tape any more."""
        self._operations.clear()
        self._tape.is_on = False
        self._tape.leave()

    def look(self, pairs: Sequence[Pair], learner: TorchLearner) -> bool:
        """Find the prediction of the present step, and compare it with what the route of an earlier step gives."""
        for pair, keeps_data in product(pairs, (False, True)):
            shape = rows_of(pair)
            program = program_of(self._operations, pair.identity, learner.ids, keeps_data=keeps_data)
            x = _input_of(program, pair, shape[0]) if shape is not None and program is not None else None
            if shape is None or program is None or x is None:
                continue
            if self.route is None:
                self.route = _route_of(program, x, pair, shape)
            elif not self.batches and pair.loss == self.route.loss:
                self.agrees = self.agrees and _is_same(self.route, x, pair, shape[0])
            self.batches = [seen_of(x, pair, *shape)]
            return True
        return False


def _route_of(program: Program, x: Any, pair: Pair, shape: tuple[int, int]) -> Route:
    return Route(lambda state, inputs, _: program.run(state, x, inputs), x, shape[0], pair.loss, shape[1])


def _is_same(route: Route, x: Any, pair: Pair, rows: int) -> bool:
    """Return whether a route gives for `x` what the script has computed; it may not take batches of another size."""
    import torch

    with torch.no_grad():
        try:
            value = route.run({}, x, rows).reshape(-1)
        except (RuntimeError, TypeError, ValueError):
            return False
    own = pair.prediction.reshape(-1)
    return value.numel() == own.numel() and bool(torch.allclose(value, own.to(value.dtype), equal_nan=True))


def _input_of(program: Program, pair: Pair, rows: int) -> Any:
    """Return the only input of a program with so many rows that is not the target; None where there is none."""
    target = (pair.target.data_ptr(), pair.target.shape)
    found = [
        tensor
        for tensor in program.inputs
        if has_rows(tensor, rows) and not tensor.requires_grad and (tensor.data_ptr(), tensor.shape) != target
    ]
    return found[0] if len(found) == 1 else None
