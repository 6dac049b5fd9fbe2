"""What a PyTorch optimizer trains: its parameters by name, and predictions for any inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.errors import InputError
from sgdviz.recording.hooks.torch_losses import kind_of, rows_of, shown_prediction, shown_target
from sgdviz.recording.hooks.torch_model import Call, evaluating, tensors_in, way_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.recording.hooks.script_frame import Place
    from sgdviz.recording.hooks.torch_losses import Pair

    Array = NDArray[np.float64]

WORK = 20_000_000
"""The product of rows and parameters that one prediction of all data may have."""


class Route(NamedTuple):
    """How a prediction is computed: the call of the module, and the way from its output to what the loss compares."""

    call: Call
    x: Any
    rows: int
    way: Callable[[Any, int], Any]
    loss: str
    outputs: int


class Seen(NamedTuple):
    """A batch as a step has seen it, as it is shown: (B, D) inputs, (B,) targets and (B,) predictions."""

    x: Array
    y: Array
    predictions: Array


class TorchLearner:
    """The parameters of an optimizer, and the module that predicts with them once a call has shown it."""

    def __init__(self, optimizer: Any, place: Place) -> None:
        self.parameters = [tensor for group in optimizer.param_groups for tensor in group["params"]]
        self.ids = {id(tensor) for tensor in self.parameters}
        given = [name for group in optimizer.param_groups for name in group.get("param_names", ())]
        self._names = given if len(given) == len(self.parameters) else []
        self._place = place
        self._own_names = [place.name_of(tensor) for tensor in self.parameters]
        self.route: Route | None = None
        self._shape: tuple[int, ...] | None = None

    @property
    def most_rows(self) -> int:
        """The number of rows whose predictions cost no more than the training itself, or little."""
        count: int = sum(tensor.numel() for tensor in self.parameters)
        return max(128, min(2000, WORK // max(count, 1)))

    def find_route(self, calls: Sequence[Call], pairs: Sequence[Pair]) -> bool:
        """Find the call whose output a loss compares with a target; return whether there is one."""
        for pair in pairs:
            shape = rows_of(pair)
            if shape is None:
                continue
            for call in reversed(calls):
                if self.ids.isdisjoint(map(id, call.module.parameters())):
                    continue
                x, way = input_of(call, shape[0]), way_from(call.output, pair.prediction)
                if x is not None and way is not None:
                    self.follow(Route(call, x, shape[0], way, pair.loss, shape[1]))
                    return True
        return False

    def follow(self, route: Route) -> None:
        """Predict by `route` from now on."""
        self.route = route
        own = {id(tensor): name for name, tensor in route.call.module.named_parameters()}
        self._names = self._names or [own.get(id(tensor), "") for tensor in self.parameters]

    def seen(self, calls: Sequence[Call], pairs: Sequence[Pair]) -> list[Seen]:
        """Return the batches that the route's module has predicted, each with the targets it was compared with."""
        route, found = self.route, []
        if route is None:
            return []
        for call in calls:
            for pair in pairs:
                batch = self._batch(route, call, pair)
                if batch is not None:
                    found.append(batch)
                    break
        return found

    def _batch(self, route: Route, call: Call, pair: Pair) -> Seen | None:
        import torch

        shape = rows_of(pair)
        if call.module is not route.call.module or pair.loss != route.loss or shape is None:
            return None
        rows, outputs = shape
        x = input_of(call, rows)
        if x is None:
            return None
        prediction = route.way(call.output, rows)
        wanted = pair.prediction.reshape(-1)
        if prediction.numel() != wanted.numel() or not torch.allclose(
            prediction.reshape(-1), wanted.to(prediction.dtype), equal_nan=True
        ):
            return None
        targets = shown_target(pair.loss, pair.target, outputs, rows)
        inputs = x.detach().cpu().double().reshape(rows, -1).numpy().copy()
        return Seen(inputs, targets, shown_prediction(pair.loss, pair.prediction, rows))

    def state(self) -> dict[int, Any]:
        """Return copies of the parameters and of the module's buffers, by the ids of the originals."""
        tensors = list(self.parameters)
        if self.route is not None:
            tensors += [*self.route.call.module.parameters(), *self.route.call.module.buffers()]
        return {id(tensor): tensor.detach().clone() for tensor in tensors}

    def named(self, state: Mapping[int, Any] | None) -> dict[str, Array]:
        """Return the optimizer's parameters by name: the module's names, or those of the script's variables."""
        names: dict[str, Array] = {}
        for place, tensor in enumerate(self.parameters):
            own = self._names[place] if self._names else ""
            name = own or self._own_names[place] or f"parameter {place}"
            while name in names:
                name += "'"
            names[name] = (state or {}).get(id(tensor), tensor).detach().cpu().numpy()
        return names

    def predict(self, state: Mapping[int, Any] | None, rows: Array) -> Array:
        """Return the predictions for (M, D) rows, in evaluation mode and without gradients."""
        route = self.route
        if route is None:
            raise InputError("no call of a model was found whose output a loss compares with a target")
        faults = []
        for shape in (self._shape,) if self._shape is not None else _layouts(route):
            try:
                prediction = self._call(route, state or {}, rows, shape)
            except (RuntimeError, TypeError, ValueError, IndexError) as error:
                faults.append(" ".join(str(error).split())[:200])
                continue
            self._shape = shape
            return shown_prediction(route.loss, prediction, len(rows))
        raise InputError(f"the model does not take other inputs of the shape of its own ({faults[0]})")

    def _call(self, route: Route, state: Mapping[int, Any], rows: Array, shape: tuple[int, ...]) -> Any:
        import torch

        x = torch.as_tensor(rows).to(dtype=route.x.dtype, device=route.x.device).reshape(len(rows), *shape)
        args = [x if value is route.x else value for value in route.call.args]
        named = {name: x if value is route.x else value for name, value in route.call.named.items()}
        with torch.no_grad(), evaluating(route.call.module, state):
            prediction = route.way(route.call.module(*args, **named), len(rows))
        if prediction.numel() != len(rows) * route.outputs:
            raise InputError(f"it gives {prediction.numel()} numbers for {len(rows)} inputs")
        return prediction


def input_of(call: Call, rows: int) -> Any:
    """Return the only tensor among the arguments of a call that has so many rows; None where there is none."""
    found = [tensor for tensor in tensors_in([*call.args, *call.named.values()]) if _has_rows(tensor, rows)]
    return found[0] if len(found) == 1 else None


def _has_rows(tensor: Any, rows: int) -> bool:
    return bool(tensor.numel()) and (rows == 1 or (tensor.ndim > 0 and tensor.shape[0] == rows))


def _layouts(route: Route) -> list[tuple[int, ...]]:
    """Return the shapes that one row may have; an `x` of one row may have an axis of rows or not."""
    own = tuple(route.x.shape)
    if route.rows > 1:
        return [own[1:]]
    return [own[1:], own] if own[:1] == (1,) else [own]


def kind_for(route: Route, targets: Array) -> Any:
    """Return the kind of a route's predictions; a residual of targets 0 and 1 leaves it to the recorder."""
    from sgdviz.recording.hooks.training import Kind

    if route.loss == "residual" and set(targets.tolist()) <= {0.0, 1.0}:
        return Kind()
    return kind_of(route.loss, route.outputs)


def tensors_of(module: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """Return given data as tensors, (N, ...) inputs in the type of the module's parameters and targets."""
    import torch

    like = next(module.parameters())
    inputs, targets = (value.detach() if hasattr(value, "detach") else torch.as_tensor(value) for value in (x, y))
    if inputs.ndim == 0 or targets.ndim == 0 or len(inputs) != len(targets):
        shapes = f"x has shape {tuple(inputs.shape)} and y {tuple(targets.shape)}"
        raise InputError(f"{shapes}; give one target for each row of x")
    return inputs.to(device=like.device, dtype=like.dtype), targets


def route_of(module: Any, x: Any, y: Any) -> Route:
    """Return the route from given inputs to the module's own output, where no loss has shown another."""
    import torch

    with torch.no_grad(), evaluating(module, {}):
        output = module(x)
    outputs = output.numel() // len(x)
    is_index = outputs > 1 and y.numel() == len(y) and not y.is_floating_point()
    loss = "cross_entropy" if is_index else "residual"
    return Route(Call(module, (x,), {}, output, module.training), x, len(x), _own_output, loss, outputs)


def _own_output(output: Any, rows: int) -> Any:
    return output.reshape(rows, -1)
