"""PyTorch: a step of any optimizer of ``torch.optim`` is a step of the recording."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from sgdviz.recording.hooks.gathered import GatheredData
from sgdviz.recording.hooks.script_frame import script_place
from sgdviz.recording.hooks.torch_learner import TorchLearner, kind_for, route_of, tensors_of
from sgdviz.recording.hooks.torch_losses import COST_KINDS, Pair, listening, shown_target
from sgdviz.recording.hooks.torch_model import Call, detached
from sgdviz.recording.hooks.training import Training, names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.recording.hooks.patches import Patches
    from sgdviz.recording.hooks.session import Given, Session

MOST_NOTES = 64
"""The number of calls and pairs that are kept until the next step: LBFGS evaluates its closure up to 25 times."""


class TorchHooks:
    """Notes the calls of models and what losses compare, and records them at each step of an optimizer."""

    def __init__(self, session: Session, patches: Patches) -> None:
        self._session, self._patches = session, patches
        self._depth = 0
        self._notes: deque[tuple[int, Call | Pair]] = deque(maxlen=MOST_NOTES)
        self._serial = 0
        self._followed: dict[int, _Followed] = {}
        self._handles: list[Any] = []

    def install(self) -> None:
        """Register the hooks; PyTorch has been imported."""
        from torch.nn import functional
        from torch.nn.modules import module
        from torch.optim import optimizer

        careful = self._session.harmless
        self._handles = [
            module.register_module_forward_pre_hook(self._before_call),
            module.register_module_forward_hook(self._after_call, with_kwargs=True, always_call=True),
            optimizer.register_optimizer_step_pre_hook(careful(self._before_step)),
            optimizer.register_optimizer_step_post_hook(careful(self._after_step)),
        ]
        for loss in COST_KINDS:
            if hasattr(functional, loss):
                compared = listening(getattr(functional, loss), loss, careful(self._note))
                self._patches.replace(functional, loss, compared)

    def remove(self) -> None:
        """Take the hooks away."""
        for handle in self._handles:
            handle.remove()
        self._notes.clear()

    def saw_pair(self, prediction: Any, target: Any) -> None:
        """Note a residual of the script's own, ``prediction - target``, where the prediction is a tensor."""
        import torch

        if not isinstance(prediction, torch.Tensor) or not prediction.requires_grad:
            return
        target = torch.as_tensor(target).detach()
        self._note(Pair(prediction.detach(), target, "residual", id(prediction)))

    def _before_call(self, module: Any, args: Any) -> None:
        del module, args
        self._depth += 1

    def _after_call(self, module: Any, args: Any, named: Any, output: Any) -> None:
        self._depth -= 1
        if self._depth == 0 and output is not None:
            self._note_call(module, args, named, output)

    def _note_call(self, module: Any, args: Any, named: Any, output: Any) -> None:
        self._note(Call(module, args, named, detached(output), module.training))

    def _note(self, what: Call | Pair) -> None:
        import torch

        if torch.is_grad_enabled() and not self._session.is_quiet:
            self._serial += 1
            self._notes.append((self._serial, what))

    def _before_step(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        del args, kwargs
        if id(optimizer) not in self._followed and self._session.has_room and self._is_wanted(optimizer):
            followed = self._followed[id(optimizer)] = _Followed(self._session, optimizer)
            followed.find(*self._since(0))
            followed.training.start()

    def _is_wanted(self, optimizer: Any) -> bool:
        if self._session.given is None:
            return True
        own = set(map(id, self._session.given.model.parameters()))
        return any(id(tensor) in own for group in optimizer.param_groups for tensor in group["params"])

    def _after_step(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        del args, kwargs
        followed = self._followed.get(id(optimizer))
        if followed is not None:
            followed.after_step(*self._since(followed.serial))
            followed.serial = self._serial
        if len(self._followed) == 1:
            self._notes.clear()

    def _since(self, serial: int) -> tuple[list[Call], list[Pair]]:
        """Return the calls and the pairs since the note of that number: those of loss functions first."""
        notes = [what for number, what in self._notes if number > serial]
        calls = [what for what in notes if isinstance(what, Call)]
        pairs = [what for what in notes if isinstance(what, Pair)]
        pairs.sort(key=lambda pair: pair.loss == "residual")
        return [call for call in calls if call.is_training] or calls, pairs


class _Followed:
    """An optimizer whose steps are recorded."""

    def __init__(self, session: Session, optimizer: Any) -> None:
        place = script_place()
        self.serial = 0
        self._given = session.given
        self._optimizer = optimizer  # kept, so that no other has its id
        self._learner = TorchLearner(optimizer, place)
        self._place = place.without_frame()
        self._name_of: Callable[[Any], str] | None = place.name_of
        self.training = Training(session, place, self._learner, GatheredData(self._learner.most_rows))
        self.training.unit, self.training.what = "one optimizer.step()", type(optimizer).__name__
        session.trainings.append(self.training)

    def find(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Find the model, if a call has shown it by now."""
        training, learner = self.training, self._learner
        if learner.route is None and learner.find_route(calls, pairs):
            assert learner.route is not None
            module = learner.route.call.module
            name = self._name_of(module) if self._name_of else ""
            training.what = type(module).__name__
            training.source = f"the calls of {name or training.what}"
            training.names = names_of(learner.named(None))

    def _take_given(self, given: Given) -> None:
        """Show the model on the data that were given, whatever batches it sees."""
        training, learner = self.training, self._learner
        x, y = tensors_of(given.model, given.x, given.y)
        if learner.route is None:
            learner.follow(route_of(given.model, x, y))
            training.what, training.names = type(given.model).__name__, names_of(learner.named(None))
        assert learner.route is not None
        loss, outputs = learner.route.loss, learner.route.outputs
        targets = shown_target(loss, y, outputs, len(y))
        training.kind = kind_for(learner.route, targets)
        training.data.add(x.reshape(len(y), -1).double().cpu().numpy(), targets)
        training.source, training.is_given = "x and y of record()", True

    def after_step(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Record a step of which these are the calls and pairs."""
        self.find(calls, pairs)
        training, learner = self.training, self._learner
        if self._given is not None and not len(training.data):
            self._take_given(self._given)
        self._name_of = None
        batches = learner.seen(calls, pairs)
        loss = sample = None
        if batches:
            first = batches[0]
            if not len(training.data):
                assert learner.route is not None
                training.kind = kind_for(learner.route, first.y)
            if self._given is None:
                for batch in batches:
                    training.data.add(batch.x, batch.y)
            loss = training.batch_loss(first.predictions, first.y)
            if len(first.y) == 1:
                sample = training.data.place_of(first.x[0], float(first.y[0]))
        training.add(sum(len(batch.y) for batch in batches), sample, loss)
