"""What a PyTorch optimizer trains: its parameters by name, and predictions for any inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.errors import InputError
from sgdviz.recording.hooks.torch_losses import Pair, kind_of, rows_of, shown_prediction, shown_target
from sgdviz.recording.hooks.torch_model import Call, evaluating, tensors_in, way_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.recording.hooks.script_frame import Place

    Array = NDArray[np.float64]

WORK = 20_000_000
"""The product of rows and parameters that one prediction of all data may have."""


class Route(NamedTuple):
    """How a prediction is computed of an input: `run` maps a state, inputs in the place of `x` and their number to it.

    `x` has so many `rows`, and the prediction so many `outputs` a row, which the function `loss` compares. `module`
    holds further tensors of the state, where there is one.
    """

    run: Callable[[Mapping[int, Any], Any, int], Any]
    x: Any
    rows: int
    loss: str
    outputs: int
    module: Any = None


def module_route(call: Call, x: Any, way: Callable[[Any, int], Any], pair: Pair, shape: tuple[int, int]) -> Route:
    """Return the route through the call of a module, and the way from its output to the prediction of a pair."""

    def run(state: Mapping[int, Any], inputs: Any, rows: int) -> Any:
        args = [inputs if value is x else value for value in call.args]
        named = {name: inputs if value is x else value for name, value in call.named.items()}
        with evaluating(call.module, state):
            return way(call.module(*args, **named), rows)

    return Route(run, x, shape[0], pair.loss, shape[1], call.module)


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
        self._own_names = [place.name_of(tensor) for tensor in self.parameters]
        self.route: Route | None = None
        self._way: Callable[[Any, int], Any] | None = None
        self._way_number: int | None = None

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
                    self._way = way
                    self.follow(module_route(call, x, way, pair, shape))
                    return True
        return False

    def follow(self, route: Route) -> None:
        """Predict by `route` from now on."""
        self.route = route
        if route.module is not None:
            self.take_names([route.module])

    def take_names(self, modules: Sequence[Any]) -> None:
        """Call the parameters as the first of some modules does that has them."""
        for module in modules:
            plain = getattr(module, "_orig_mod", module)  # that of torch.compile adds a prefix
            own = {id(tensor): name for name, tensor in plain.named_parameters()}
            if not self._names and not self.ids.isdisjoint(own):
                self._names = [own.get(id(tensor), "") for tensor in self.parameters]

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
        if call.module is not route.module or self._way is None or pair.loss != route.loss or shape is None:
            return None
        rows, outputs = shape
        x = input_of(call, rows)
        if x is None:
            return None
        prediction = self._way(call.output, rows)
        wanted = pair.prediction.reshape(-1)
        if prediction.numel() != wanted.numel() or not torch.allclose(
            prediction.reshape(-1), wanted.to(prediction.dtype), equal_nan=True
        ):
            return None
        return seen_of(x, pair, rows, outputs)

    def state(self) -> dict[int, Any]:
        """Return copies of the parameters and of the module's buffers, by the ids of the originals."""
        tensors = list(self.parameters)
        if self.route is not None and self.route.module is not None:
            tensors += [*self.route.module.parameters(), *self.route.module.buffers()]
        return {id(tensor): tensor.detach().clone() for tensor in tensors}

    def mark(self) -> Any:
        """Return the versions of the parameters, which PyTorch counts up at every change."""
        return [tensor._version for tensor in self.parameters]  # noqa: SLF001, it has no other name

    def named(self, state: Mapping[int, Any] | None) -> dict[str, Array]:
        """Return the optimizer's parameters by name: the module's names, or those of the script's variables."""
        names: dict[str, Array] = {}
        for place, tensor in enumerate(self.parameters):
            own = self._names[place] if self._names else ""
            name = own or self._own_names[place] or f"p{place}"
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
        for number, way in enumerate(_ways(route)):
            if self._way_number not in (None, number):
                continue
            try:
                prediction = _prediction(route, state or {}, rows, way)
            except (RuntimeError, TypeError, ValueError, IndexError) as error:
                faults.append(" ".join(str(error).split())[:200])
                continue
            self._way_number = number
            return shown_prediction(route.loss, prediction, len(rows))
        raise InputError(f"the model does not take other inputs of the shape of its own ({faults[0]})")


def seen_of(x: Any, pair: Pair, rows: int, outputs: int) -> Seen:
    """Return a batch of so many rows as it is shown."""
    inputs = x.detach().cpu().double().reshape(rows, -1).numpy().copy()
    targets = shown_target(pair.loss, pair.target, outputs, rows)
    return Seen(inputs, targets, shown_prediction(pair.loss, pair.prediction, rows))


def input_of(call: Call, rows: int) -> Any:
    """Return the only tensor among the arguments of a call that has so many rows; None where there is none."""
    found = [tensor for tensor in tensors_in([*call.args, *call.named.values()]) if has_rows(tensor, rows)]
    return found[0] if len(found) == 1 else None


def has_rows(tensor: Any, rows: int) -> bool:
    """Return whether a tensor has so many rows; one row needs no axis of its own."""
    return bool(tensor.numel()) and (rows == 1 or (tensor.ndim > 0 and tensor.shape[0] == rows))


class _Way(NamedTuple):
    """How many rows at once are given to a route: the shape of one of them, and whether each gets a run of its own."""

    shape: tuple[int, ...]
    one_by_one: bool = False


def _ways(route: Route) -> list[_Way]:
    """Return the ways to try; an `x` of one row may have an axis of rows or not."""
    own = tuple(route.x.shape)
    if route.rows > 1:
        return [_Way(own[1:])]
    alone = [] if route.module is not None else [_Way(own, one_by_one=True)]
    return [*([_Way(own[1:])] if own[:1] == (1,) else []), _Way(own), *alone]


def _prediction(route: Route, state: Mapping[int, Any], rows: Array, way: _Way) -> Any:
    """Return the predictions for (M, D) rows; raises `InputError` where they are not one for each."""
    import torch

    x = torch.as_tensor(rows).to(dtype=route.x.dtype, device=route.x.device).reshape(len(rows), *way.shape)
    with torch.no_grad():
        if way.one_by_one:
            prediction = torch.vmap(lambda row: route.run(state, row, 1))(x)
        else:
            prediction = route.run(state, x, len(rows))
    if prediction.numel() != len(rows) * route.outputs:
        raise InputError(f"it gives {prediction.numel()} numbers for {len(rows)} inputs")
    return prediction


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
    call, pair = Call(module, (x,), {}, output, module.training), Pair(output, y, loss)
    return module_route(call, x, _own_output, pair, (len(x), outputs))


def _own_output(output: Any, rows: int) -> Any:
    return output.reshape(rows, -1)
