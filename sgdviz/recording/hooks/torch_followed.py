"""An optimizer of PyTorch whose steps are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.recording.hooks.gathered import GatheredData
from sgdviz.recording.hooks.script_frame import script_place
from sgdviz.recording.hooks.torch_learner import TorchLearner, kind_for, route_of, seen_of, tensors_of
from sgdviz.recording.hooks.torch_losses import kind_of, rows_of, shown_prediction, shown_target
from sgdviz.recording.hooks.torch_watch import TapeWatch
from sgdviz.recording.hooks.training import Training, loss_of, names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.recording.hooks.session import Given, Session
    from sgdviz.recording.hooks.torch_learner import Seen
    from sgdviz.recording.hooks.torch_losses import Pair
    from sgdviz.recording.hooks.torch_model import Call

MOST_TRIES = 3
"""The number of steps in which a prediction must have been found."""


class FollowedOptimizer:
    """An optimizer, what it trains, and the data that its steps have seen.

    The model is found by the first call whose output a loss or a residual compares with a target. Where there is none,
    the script's forward pass is written out by hand, and a tape of its functions is kept until the data are known.
    """

    def __init__(self, session: Session, optimizer: Any) -> None:
        place = script_place()
        self.serial = 0
        self._optimizer = optimizer  # kept, so that no other has its id
        self._given = session.given
        self._learner = TorchLearner(optimizer, place)
        self._name_of: Callable[[Any], str] | None = place.name_of
        self._tape: TapeWatch | None = None
        self._tries = 0
        self.training = Training(session, place, self._learner, GatheredData(self._learner.most_rows))
        self.training.unit, self.training.what = "one optimizer.step()", type(optimizer).__name__
        session.trainings.append(self.training)

    def start(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Keep the state before the first step."""
        self._find(calls, pairs)
        self.training.start()

    def before_step(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Look at the forward pass that a step is about to follow."""
        self._find(calls, pairs)
        if self._tape is not None and pairs and self._learner.route is not None:
            self._tape.look(pairs, self._learner)
            if not self._tape.agrees:
                self.training.fail("its prediction could not be computed again from the functions that it calls")

    def after_step(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Record a step of which these are the calls and pairs."""
        training, learner = self.training, self._learner
        if training.is_recording and not training.looks_at_next:
            shape = rows_of(pairs[0]) if pairs else None
            training.add(shape[0] if shape else 0)
            return
        self._find(calls, pairs)
        if self._given is not None and not len(training.data):
            self._take_given(self._given)
        if learner.route is not None:
            self._name_of = None
        batches = learner.seen(calls, pairs) or self._from_tape(pairs)
        loss = sample = None
        if not batches and learner.route is None:
            loss = _loss_of(pairs)
        if batches:
            first = batches[0]
            if not len(training.data):
                assert learner.route is not None
                training.kind = kind_for(learner.route, first.y)
            if self._given is None:
                for batch in batches:
                    training.data.add(batch.x, batch.y)
            loss = loss_of(training.kind, first.predictions, first.y)
            if len(first.y) == 1 and first.x.size:
                sample = training.data.place_of(first.x[0], float(first.y[0]))
        seen = {batch.x.tobytes(): len(batch.y) for batch in batches}  # LBFGS sees the same batch several times
        training.add(sum(seen.values()), sample, loss)
        self._turn_tape()

    def stop_tape(self) -> None:
        """Keep no tape of functions any more."""
        if self._tape is not None:
            self._tape.stop()
            self._tape = None

    def _find(self, calls: list[Call], pairs: list[Pair]) -> None:
        """Find the model, if a call or the tape has shown it by now."""
        training, learner = self.training, self._learner
        if learner.route is not None:
            return
        if learner.find_route(calls, pairs):
            assert learner.route is not None
            module = learner.route.module
            name = self._name_of(module) if self._name_of else ""
            training.what = type(getattr(module, "_orig_mod", module)).__name__
            training.source = f"the calls of {name or training.what}"
        elif self._tape is not None and self._tape.look(pairs, learner) and self._tape.route is not None:
            learner.follow(self._tape.route)
            learner.take_names([call.module for call in calls])
            name = self._name_of(self._tape.route.x) if self._name_of else ""
            training.what = f"the script's own prediction, trained by {type(self._optimizer).__name__}"
            training.source = name or "the script's own forward pass"
        else:
            return
        training.names = names_of(learner.named(None))

    def _from_tape(self, pairs: list[Pair]) -> list[Seen]:
        """Return the batches of a forward pass written out by hand."""
        route = self._learner.route
        if route is None or route.module is not None:
            return []
        if self._tape is not None:
            if not self._tape.batches:
                self._tape.look(pairs, self._learner)
            return self._tape.batches
        known = [(pair, shape) for pair in pairs if pair.loss == route.loss and (shape := rows_of(pair))]
        return [seen_of(pair.target.new_empty(shape[0], 0), pair, *shape) for pair, shape in known[:1]]

    def _turn_tape(self) -> None:
        """Start the tape where no model was found, clear it for the next step, and stop it when the data are known."""
        training, route = self.training, self._learner.route
        is_found = route is not None
        if self._tape is not None:
            if training.is_recording or training.fault or (route is not None and route.module is not None):
                self.stop_tape()
            else:
                self._tape.clear()
        elif not is_found and not training.fault:
            self._tape = TapeWatch()
        if not is_found:
            self._tries += 1
            if self._tries > MOST_TRIES:
                training.fail("no prediction of a model was found that a loss compares with a target")
                self._name_of = None
                self.stop_tape()

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


def _loss_of(pairs: list[Pair]) -> float | None:
    """Return the loss of a step whose model is not known yet; None where more than one is possible."""
    shape = rows_of(pairs[0]) if len(pairs) == 1 else None
    if shape is None:
        return None
    pair, (rows, outputs) = pairs[0], shape
    predictions, targets = (
        shown_prediction(pair.loss, pair.prediction, rows),
        shown_target(pair.loss, pair.target, outputs, rows),
    )
    return loss_of(kind_of(pair.loss, outputs), predictions, targets)
