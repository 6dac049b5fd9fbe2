"""Keras: a batch of ``Model.fit`` is a step, by a callback of its own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError
from sgdviz.recording.hooks.gathered import GatheredData
from sgdviz.recording.hooks.keras_learner import KerasLearner
from sgdviz.recording.hooks.script_frame import script_place
from sgdviz.recording.hooks.training import Training, names_of

if TYPE_CHECKING:
    from sgdviz.recording.hooks.patches import Patches
    from sgdviz.recording.hooks.script_frame import Place
    from sgdviz.recording.hooks.session import Session


class KerasHooks:
    """Replaces ``keras.Model.fit`` by one with a further callback."""

    def __init__(self, session: Session, patches: Patches) -> None:
        self._session, self._patches = session, patches
        self._trainings: dict[int, Training[KerasLearner]] = {}

    def install(self) -> None:
        """Replace `fit`; ``keras`` has been imported."""
        import keras

        original = keras.Model.fit
        begin = self._session.harmless(self._begin)

        @wraps(original)
        def fit(model: Any, *args: Any, **named: Any) -> Any:
            given = dict(zip(ARGUMENTS, args, strict=False)) | named
            begin(model, given)
            return original(model, **given)

        self._patches.replace(keras.Model, "fit", fit)

    def _begin(self, model: Any, given: dict[str, Any]) -> None:
        """Add the callback to the arguments of a fit."""
        from keras.callbacks import Callback, CallbackList

        careful = self._session.harmless
        start, add = careful(self._start), careful(self._add)
        batch_size = given.get("batch_size") or 32

        class Recorder(Callback):  # type: ignore[misc]  # Keras is not there to be checked
            def on_train_begin(self, logs: Any = None) -> None:
                del logs
                start(model, given, place, source)

            def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
                del batch, logs
                add(model, batch_size)

        place = script_place()
        source = place.name_of(given.get("x")) or "x"
        place = place.without_frame()  # the script's values live no longer than they do without the callback
        own = given.get("callbacks")
        if isinstance(own, CallbackList):
            raise InputError("fit was given a CallbackList; give it a list of callbacks to see the model learn")
        listed = list(own) if isinstance(own, list | tuple) else [] if own is None else [own]
        given["callbacks"] = [*listed, Recorder()]

    def _start(self, model: Any, given: dict[str, Any], place: Place, source: str) -> None:
        """Begin to record a model that has its weights, or go on with one that is fitted again."""
        if id(model) in self._trainings or not self._session.has_room or not self._session.wants(model):
            return
        x, y = (given.get("x"), given.get("y")) if self._session.given is None else self._session.given[1:]
        learner = KerasLearner(model)
        training = Training(self._session, place, learner, GatheredData(learner.most_rows))
        training.what, training.unit = type(model).__name__, "one batch of fit"
        training.source = f"{source} of fit"
        self._trainings[id(model)] = training
        self._session.trainings.append(training)
        if x is None or y is None:
            training.fail("fit was given no arrays x and y, such as a generator of batches")
            return
        training.names = names_of(learner.named(None))
        inputs, targets, training.kind = learner.data(x, y)
        share = 0.0 if given.get("validation_data") is not None else given.get("validation_split") or 0.0
        count = (
            len(targets) if self._session.given else int(len(targets) * (1 - share))
        )  # those at the end are not seen
        training.data.add(inputs[:count], targets[:count])
        training.is_given = True
        training.start()

    def _add(self, model: Any, rows: int) -> None:
        training = self._trainings.get(id(model))
        if training is not None:
            size = training.data.pass_size
            training.last_rows %= size
            rows = min(rows, size - training.last_rows)  # the last batch of a pass may be smaller
            training.last_rows += rows
            training.add(rows=rows)


ARGUMENTS = ("x", "y", "batch_size", "epochs", "verbose", "callbacks")
"""The first arguments of ``Model.fit``, in their order; the others are given by name."""
