"""A forward pass written out by hand: the functions that made a prediction, replayed for other inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.recording.hooks.torch_model import tensors_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RANDOM = ("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout")
"""Functions that a prediction leaves out, as it does in evaluation mode."""


IN_PLACE = tuple(f"__i{name}__" for name in ("add", "sub", "mul", "truediv", "floordiv", "pow", "matmul", "mod"))
"""The methods of ``a += b`` and its like."""


class Operation(NamedTuple):
    """A call of a function of PyTorch, and what it returned."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    output: Any


class _Ref(NamedTuple):
    """The tensor with an id."""

    id: int


class Program:
    """The functions that make a prediction of `inputs` and of parameters, in their order.

    `inputs` are the tensors that they read, and that are no parameters.
    """

    def __init__(self, operations: Sequence[Operation], prediction: int, inputs: Sequence[Any]) -> None:
        self.inputs = list(inputs)
        self._prediction = prediction
        self._operations = [
            (one.function, _with_refs(one.args), _with_refs(one.named), _with_refs(one.output)) for one in operations
        ]
        self._constants: dict[int, Any] = {}
        for one in operations:
            for tensor in tensors_in([one.args, one.named]):
                self._constants[id(tensor)] = tensor
        for one in operations:
            for tensor in tensors_in(one.output):
                self._constants.pop(id(tensor), None)

    def run(self, state: Mapping[int, Any], place: Any, value: Any) -> Any:
        """Return the prediction with `value` instead of the input `place`, and the tensors of `state` for their ids."""
        known = self._constants | dict(state) | {id(place): value}
        for function, args, named, output in self._operations:
            own = _without_refs(args, known)
            is_random = getattr(function, "__name__", "") in RANDOM
            _keep(output, own[0] if is_random else function(*own, **_without_refs(named, known)), known)
        return known[self._prediction]


def program_of(
    operations: Sequence[Operation], prediction: int, parameters: set[int], *, keeps_data: bool = False
) -> Program | None:
    """Return the program that made the tensor with the id `prediction`; None where it changes a tensor in place.

    The search ends at `parameters`, by their ids, and at rows that are picked from data, such as ``X[i]``; with
    `keeps_data` at all that no parameter enters, such as ``x ** 2``.
    """
    needed, kept = {prediction}, []
    inputs: dict[int, Any] = {}
    for one in reversed(operations):
        outputs = {id(tensor) for tensor in tensors_in(one.output)} - parameters
        if needed.isdisjoint(outputs):
            continue
        own = {id(tensor): tensor for tensor in tensors_in([one.args, one.named])}
        has_parameters = any(tensor.requires_grad for tensor in tensors_in(one.output))
        if not has_parameters and (keeps_data or _picks_rows(one)):
            continue
        if _is_in_place(one):
            return None
        if outputs & own.keys():  # such as x.float() of a tensor of floats
            continue
        kept.append(one)
        inputs = {key: tensor for key, tensor in (inputs | own).items() if key not in outputs}
        needed = (needed - outputs) | (own.keys() - parameters)
    if not kept or parameters.isdisjoint(inputs):
        return None
    leaves = [tensor for key, tensor in inputs.items() if key in needed]
    return Program(kept[::-1], prediction, leaves)


def _picks_rows(one: Operation) -> bool:
    """Return whether a function returns rows of a tensor, and not columns of all its rows, such as ``X[:, 0]``."""
    name = getattr(one.function, "__name__", "")
    if name != "__getitem__":
        return name in {"index_select", "gather", "take", "narrow"}
    index = one.args[1]
    return not (isinstance(index, tuple) and isinstance(index[0], slice) and index[0] == slice(None))


def _is_in_place(one: Operation) -> bool:
    """Return whether a function changes a tensor that it is given."""
    name = getattr(one.function, "__name__", "")
    is_named_so = name.endswith("_") and not name.endswith("__")
    return is_named_so or name == "__setitem__" or name in IN_PLACE or bool(one.named.get("inplace"))


def new_tape(operations: list[Operation]) -> Any:
    """Return a mode of PyTorch that appends every call of a function on tensors to `operations`."""
    from torch.overrides import TorchFunctionMode, _get_current_function_mode_stack

    class Tape(TorchFunctionMode):  # type: ignore[misc]  # PyTorch is not there to be checked
        is_on = True

        def leave(self) -> None:
            """Leave the mode, if it is the innermost; under another one it stays, and does nothing."""
            stack = _get_current_function_mode_stack()
            if stack and stack[-1] is self:
                self.__exit__(None, None, None)

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            del types
            output = func(*args, **(kwargs or {}))
            if self.is_on and len(operations) < MOST_OPERATIONS:
                operations.append(Operation(func, args, kwargs or {}, output))
            return output

    return Tape()


MOST_OPERATIONS = 10_000
"""The largest number of calls of one step that are kept."""


def _with_refs(value: Any) -> Any:
    if hasattr(value, "requires_grad"):
        return _Ref(id(value))
    if isinstance(value, dict):
        return {key: _with_refs(part) for key, part in value.items()}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(map(_with_refs, value))
    return value


def _without_refs(value: Any, known: Mapping[int, Any]) -> Any:
    if isinstance(value, _Ref):
        return known[value.id]
    if isinstance(value, dict):
        return {key: _without_refs(part, known) for key, part in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_without_refs(part, known) for part in value)
    return value


def _keep(output: Any, value: Any, known: dict[int, Any]) -> None:
    """Keep what a function returned under the ids of what it returned to the script."""
    if isinstance(output, _Ref):
        known[output.id] = value
    elif isinstance(output, list | tuple):
        for one, own in zip(output, value, strict=True):
            _keep(one, own, known)
