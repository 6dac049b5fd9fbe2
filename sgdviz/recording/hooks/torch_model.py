"""The predictions of a PyTorch module that is being trained, asked for without changing it."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Call(NamedTuple):
    """A call of an outermost module: its arguments, and its output without gradients."""

    module: Any
    args: tuple[Any, ...]
    named: dict[str, Any]
    output: Any
    is_training: bool


MOST_COLUMNS = 16
"""The largest number of columns of an output of which one may be the prediction."""


@contextmanager
def evaluating(module: Any, state: Mapping[int, Any]) -> Iterator[None]:
    """Put a module into evaluation mode for a while, with the tensors of `state` in the place of those with their ids.

    Everything that its call could change is put back: modes, counters and other attributes, and buffers, of which the
    call sees copies. The module's forward hooks, which are the script's own, do not run. Raises `InputError` for a
    module of ``torch.jit``, whose tensors cannot be replaced.
    """
    import torch

    if any(isinstance(part, torch.jit.ScriptModule) for part in module.modules()):
        raise InputError("it is compiled by torch.jit, and only the module itself can be shown")
    before = [(part, dict(vars(part))) for part in module.modules()]
    try:
        for part, attributes in before:
            parameters, buffers = attributes["_parameters"], attributes["_buffers"]
            vars(part).update(
                training=False,
                _parameters={name: state.get(id(value), value) for name, value in parameters.items()},
                _buffers={
                    name: None if value is None else state.get(id(value), value).clone()
                    for name, value in buffers.items()
                },
                _forward_hooks=OrderedDict(),
            )
        yield
    finally:
        for part, attributes in before:
            vars(part).clear()
            vars(part).update(attributes)


def tensors_in(value: Any) -> Iterator[Any]:
    """Yield the tensors in an argument or an output, also in tuples, lists and dicts."""
    if hasattr(value, "requires_grad"):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from tensors_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from tensors_in(part)


def detached(value: Any) -> Any:
    """Return `value` with its tensors without gradients, so that they do not keep the graph of the gradients."""
    if hasattr(value, "requires_grad"):
        return value.detach()
    if isinstance(value, dict):
        return {key: detached(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [detached(part) for part in value]
    return value


def way_from(output: Any, prediction: Any) -> Callable[[Any, int], Any] | None:
    """Return the function that makes `prediction` of a module's output and a number of rows; None where none fits.

    It is one of those that a script applies after the call: none, a change of shape, a sigmoid, a softmax, or one
    column.
    """
    import torch

    plain: tuple[Callable[[Any], Any], ...] = (
        lambda t: t, torch.sigmoid, torch.tanh, torch.exp, lambda t: torch.softmax(t, -1),
        lambda t: torch.log_softmax(t, -1),
    )  # fmt: skip
    for place, tensor in enumerate(tensors_in(output)):
        if not tensor.is_floating_point():
            continue
        wanted = prediction.reshape(-1)
        if tensor.numel() == wanted.numel() and tensor.numel():
            for function in plain:
                if torch.allclose(function(tensor).reshape(-1), wanted.to(tensor.dtype), equal_nan=True):
                    return _of_tensor(place, function)
        columns = tensor.shape[-1] if tensor.ndim > 1 else 0
        if 1 < columns <= MOST_COLUMNS and tensor.numel() == columns * wanted.numel():
            for column in range(columns):
                if torch.allclose(tensor[..., column].reshape(-1), wanted.to(tensor.dtype), equal_nan=True):
                    return _of_tensor(place, _column(column))
    return None


def _column(number: int) -> Callable[[Any], Any]:
    return lambda tensor: tensor[..., number]


def _of_tensor(place: int, function: Callable[[Any], Any]) -> Callable[[Any, int], Any]:
    return lambda output, rows: function(list(tensors_in(output))[place]).reshape(rows, -1)
