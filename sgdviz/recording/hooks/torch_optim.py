"""PyTorch: a step of any optimizer of ``torch.optim`` is a step of the recording."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from sgdviz.recording.hooks.torch_followed import FollowedOptimizer
from sgdviz.recording.hooks.torch_losses import COST_KINDS, Pair, is_compiling, listening, minus
from sgdviz.recording.hooks.torch_model import Call, detached

if TYPE_CHECKING:
    from sgdviz.recording.hooks.patches import Patches
    from sgdviz.recording.hooks.session import Session

MOST_NOTES = 64
"""The number of calls and pairs that are kept until the next step: LBFGS evaluates its closure up to 25 times."""


class TorchHooks:
    """Notes the calls of models and what losses compare, and records them at each step of an optimizer."""

    def __init__(self, session: Session, patches: Patches) -> None:
        self._session, self._patches = session, patches
        self._depth = 0
        self._notes: deque[tuple[int, Call | Pair]] = deque(maxlen=MOST_NOTES)
        self._serial = 0
        self._steps = (0, 0)  # the last notes before the last two steps of any optimizer
        self._followed: dict[int, FollowedOptimizer] = {}
        self._handles: list[Any] = []

    def install(self) -> None:
        """Register the hooks; PyTorch has been imported."""
        import torch
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
        self._patches.replace(torch.Tensor, "__sub__", minus(torch.Tensor.__sub__, careful(self.saw_pair)))
        self._patches.replace(
            torch.Tensor, "__rsub__", minus(torch.Tensor.__rsub__, careful(self.saw_pair), is_swapped=True)
        )
        for loss in COST_KINDS:
            if hasattr(functional, loss):
                compared = listening(getattr(functional, loss), loss, careful(self._note))
                self._patches.replace(functional, loss, compared)

    def remove(self) -> None:
        """Take the hooks away."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        for followed in self._followed.values():
            followed.stop_tape()
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
        if is_compiling():
            return
        self._depth += 1

    def _after_call(self, module: Any, args: Any, *rest: Any) -> None:
        """Note the call of an outermost module; after an error PyTorch gives no keyword arguments."""
        if is_compiling():
            return
        self._depth -= 1
        if self._depth == 0 and len(rest) == 2:
            self._session.harmless(self._note_call)(module, args, *rest)

    def _note_call(self, module: Any, args: Any, named: Any, output: Any) -> None:
        self._note(Call(module, args, named, detached(output), module.training))

    def _note(self, what: Call | Pair) -> None:
        import torch

        # A script may keep a function that was replaced, and call it after the block.
        if self._handles and torch.is_grad_enabled() and not self._session.is_quiet:
            self._serial += 1
            self._notes.append((self._serial, what))

    def _before_step(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        del args, kwargs
        if id(optimizer) not in self._followed and self._session.has_room and self._is_wanted(optimizer):
            followed = self._followed[id(optimizer)] = FollowedOptimizer(self._session, optimizer)
            # Notes from before the last step belong to another training, unless both steps follow one forward pass.
            followed.serial = self._steps[1] if self._serial > self._steps[1] else self._steps[0]
            followed.start(*self._since(followed.serial))
        elif id(optimizer) in self._followed:
            followed = self._followed[id(optimizer)]
            followed.before_step(*self._since(followed.serial))

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
        if self._serial > self._steps[1]:
            self._steps = (self._steps[1], self._serial)
        while len(self._followed) == 1 and self._notes and self._notes[0][0] <= self._steps[0]:
            self._notes.popleft()

    def _since(self, serial: int) -> tuple[list[Call], list[Pair]]:
        """Return the calls and the pairs since the note of that number: those of loss functions first."""
        notes = [what for number, what in self._notes if number > serial]
        calls = [what for what in notes if isinstance(what, Call)]
        pairs = [what for what in notes if isinstance(what, Pair)]
        pairs.sort(key=lambda pair: pair.loss == "residual")
        return [call for call in calls if call.is_training] or calls, pairs
