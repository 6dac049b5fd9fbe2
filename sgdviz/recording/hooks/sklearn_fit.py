"""scikit-learn: ``partial_fit`` and the iterative ``fit`` of the SGD, perceptron and MLP estimators.

An MLP is recorded while it learns, after each iteration. The loop of the linear estimators is compiled, so that their
own ``fit`` runs untouched; after the script it is replayed on clones with `max_iter` 1, 2, 3, ... and the same random
numbers, and the last clone must equal the script's estimator bit for bit.
"""

from __future__ import annotations

import copy
import warnings
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sgdviz.errors import InputError
from sgdviz.recording.hooks.gathered import GatheredData
from sgdviz.recording.hooks.script_frame import script_place
from sgdviz.recording.hooks.sklearn_learners import LinearLearner, NetworkLearner, numbers_in
from sgdviz.recording.hooks.training import Training, names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.recording.hooks.patches import Patches
    from sgdviz.recording.hooks.scipy_minimize import ScipyHooks
    from sgdviz.recording.hooks.session import Session

EACH, GROWTH = 20, 1.15
"""The number of first iterations that are each replayed, and the factor between later ones: so a replay of n iterations
costs about 8 n, and not n squared."""


class SklearnHooks:
    """Replaces methods of scikit-learn's estimators by some that also record."""

    def __init__(self, session: Session, patches: Patches, scipy: ScipyHooks) -> None:
        self._session, self._patches, self._scipy = session, patches, scipy
        self._pipelines: list[tuple[Any, Any]] = []
        self._trainings: dict[int, Training[Any]] = {}
        self._kept: list[Any] = []

    def install_linear(self) -> None:
        """Replace methods of the linear estimators; ``sklearn.linear_model`` has been imported."""
        from sklearn.linear_model import _stochastic_gradient as module

        for base in (module.BaseSGDClassifier, module.BaseSGDRegressor):
            self._patches.replace(base, "fit", self._fit(base.fit))
            self._patches.replace(base, "partial_fit", self._partial_fit(base.partial_fit))

    def install_networks(self) -> None:
        """Replace methods of the multi-layer perceptrons; ``sklearn.neural_network`` has been imported."""
        from sklearn.neural_network._multilayer_perceptron import BaseMultilayerPerceptron as Base

        careful = self._session.harmless
        start, add = careful(self._start_network), careful(self._add_iteration)
        add_packed = careful(self._add_packed)
        stochastic, lbfgs, count = Base._fit_stochastic, Base._fit_lbfgs, Base._update_no_improvement_count  # noqa: SLF001

        @wraps(stochastic)
        def fit_stochastic(estimator: Any, *args: Any, **named: Any) -> Any:
            start(estimator, args, named)
            return stochastic(estimator, *args, **named)

        @wraps(count)
        def after_iteration(estimator: Any, *args: Any, **named: Any) -> Any:
            result = count(estimator, *args, **named)
            add(estimator)
            return result

        @wraps(lbfgs)
        def fit_lbfgs(estimator: Any, *args: Any, **named: Any) -> Any:
            start(estimator, args, named)
            with self._scipy.followed_by(lambda packed: add_packed(estimator, packed)):
                return lbfgs(estimator, *args, **named)

        self._patches.replace(Base, "_fit_stochastic", fit_stochastic)
        self._patches.replace(Base, "_update_no_improvement_count", after_iteration)
        self._patches.replace(Base, "_fit_lbfgs", fit_lbfgs)

    def install_pipeline(self) -> None:
        """Replace the `fit` of pipelines, whose inputs are drawn as they were before they were transformed."""
        from sklearn.pipeline import Pipeline

        original = Pipeline.fit

        @wraps(original)
        def fit(pipeline: Any, *args: Any, **named: Any) -> Any:
            self._pipelines.append((pipeline, args[0] if args else named.get("X")))
            try:
                return original(pipeline, *args, **named)
            finally:
                self._pipelines.pop()

        self._patches.replace(Pipeline, "fit", fit)

    def _is_recorded(self, estimator: Any) -> bool:
        return self._session.has_room and self._session.wants(estimator)

    def _begin(self, estimator: Any, learner_type: type[Any], inputs: Any, unit: str) -> tuple[Training[Any], Any]:
        """Return a new training of an estimator that is given `inputs`, and the inputs that are drawn."""
        place = script_place()
        drawn, inner, scaled = self._drawn(estimator, inputs)
        training = Training(self._session, place, learner_type(estimator, inner), GatheredData())
        training.what, training.unit, training.note = type(estimator).__name__, unit, scaled
        training.source = place.name_of(drawn) or "X"
        training.feature_names = tuple(map(str, getattr(drawn, "columns", ())))
        self._kept.append(estimator)  # so that no other has its id
        self._session.trainings.append(training)
        return training, drawn

    def _drawn(self, estimator: Any, inputs: Any) -> tuple[Any, Callable[[Any], Any], str]:
        """Return the inputs that are drawn, how those that the estimator is given are made of them, and a note."""
        if self._pipelines:
            pipeline, outer = self._pipelines[-1]
            if pipeline.steps[-1][1] is estimator and len(pipeline.steps) > 1 and len(outer) == inputs.shape[0]:
                columns = getattr(outer, "columns", None)
                before = ", ".join(type(step).__name__ for _, step in pipeline.steps[:-1])

                def inner(rows: Any) -> Any:
                    framed = rows if columns is None else type(outer)(rows, columns=columns)
                    return pipeline[:-1].transform(framed)

                return outer, inner, f"whose inputs come through {before}"
        return inputs, lambda rows: rows, ""

    def _fit(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Return the `fit` of a linear estimator, which keeps what a replay needs."""
        plan, take = self._session.harmless(self._plan_replay), self._session.harmless(self._take)

        @wraps(original)
        def fit(estimator: Any, *args: Any, **named: Any) -> Any:
            random = _copy_of(estimator.random_state)
            result = original(estimator, *args, **named)
            if estimator.warm_start:
                take(estimator, args, named)
            else:
                plan(_Fit(estimator, args, named, random, original))
            return result

        return fit

    def _plan_replay(self, fit: _Fit) -> None:
        if not self._is_recorded(fit.estimator):
            return
        inputs, targets = data_of(fit.args, fit.named)
        training, drawn = self._begin(fit.estimator, LinearLearner, inputs, "one pass of fit over the data")
        training.learner.estimator = copy.copy(fit.estimator)  # the script may fit its own again
        self._add_data(training, drawn, targets)
        training.names = names_of(training.learner.named(None))
        final, last = training.learner.state(), int(fit.estimator.n_iter_)
        training.prepare = lambda: self._replay(training, fit, final, last)

    def _replay(self, training: Training[Any], fit: _Fit, final: tuple[Any, Any], last: int) -> None:
        """Record the iterations of a fit that has taken place."""
        from sklearn.base import clone

        if len(fit.args) < 3 and "coef_init" not in fit.named:
            training.start_at(tuple(np.zeros_like(part) for part in final))
        rows = len(data_of(fit.args, fit.named)[1])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number in replayed(last):
                one = clone(fit.estimator).set_params(
                    max_iter=number, verbose=0, random_state=fit.same_random_numbers()
                )
                fit.original(one, *fit.args, **fit.named)
                training.learner.estimator = one
                steps = number - training.step
                training.add(rows=rows * steps, steps=steps)
        if not all(map(np.array_equal, training.learner.state(), final)):
            training.fail("its data were changed after fit, so that its steps could not be replayed")

    def _partial_fit(self, original: Callable[..., Any]) -> Callable[..., Any]:
        take = self._session.harmless(self._take)

        @wraps(original)
        def partial_fit(estimator: Any, *args: Any, **named: Any) -> Any:
            result = original(estimator, *args, **named)
            take(estimator, args, named)
            return result

        return partial_fit

    def _take(self, estimator: Any, args: Any, named: Any) -> None:
        """Record a linear estimator after an update that saw these data."""
        inputs, targets = data_of(args, named)
        training = self._trainings.get(id(estimator))
        if training is None:
            if not self._is_recorded(estimator):
                return
            training, inputs = self._begin(estimator, LinearLearner, inputs, "one call of partial_fit")
            self._trainings[id(estimator)] = training
            training.names = names_of(training.learner.named(None))
            training.start_at(tuple(np.zeros_like(part) for part in training.learner.state()))
        x, y = self._add_data(training, inputs, targets, is_all=False)
        sample = training.data.place_of(x[0], float(y[0])) if len(y) == 1 else None
        training.add(rows=len(y), sample=sample)

    def _start_network(self, estimator: Any, args: Any, named: Any) -> None:
        """Begin to record a network whose weights have been set, or go on where it goes on to learn."""
        inputs, targets = data_of(args, named)
        goes_on = estimator.warm_start or bool(named.get("incremental", args[-1] is True))
        training = self._trainings.get(id(estimator)) if goes_on else None
        if training is None:
            self._trainings.pop(id(estimator), None)
            if not self._is_recorded(estimator):
                return
            training, inputs = self._begin(estimator, NetworkLearner, inputs, "one pass over the data")
            self._trainings[id(estimator)] = training
            training.names = names_of(training.learner.named(None))
            training.start()
        self._add_data(training, inputs, targets, is_all=not goes_on)
        training.last_rows = len(targets)

    def _add_iteration(self, estimator: Any) -> None:
        training = self._trainings.get(id(estimator))
        if training is not None:
            training.add(rows=training.last_rows)

    def _add_packed(self, estimator: Any, packed: Any) -> None:
        """Record an iteration of LBFGS, whose parameters are one vector."""
        training = self._trainings.get(id(estimator))
        if training is not None:
            one = copy.copy(estimator)
            one._unpack(np.array(packed))  # noqa: SLF001, the estimator's own way
            training.learner.estimator = one
            training.add(rows=training.last_rows)

    def _add_data(self, training: Training[Any], inputs: Any, targets: Any, *, is_all: bool = True) -> tuple[Any, Any]:
        """Give a training the data of an update, and return them as they are drawn."""
        training.kind = training.learner.kind
        x, y = numbers_in(inputs), training.learner.targets(targets)
        if len(x) != len(y):
            raise InputError(f"it was given {len(x)} rows and {len(y)} targets")
        given = self._session.given
        if given is None:
            training.data.add(x, y)
        elif not len(training.data):
            training.data.add(numbers_in(given.x), training.learner.targets(given.y))
        training.is_given = training.is_given or is_all or given is not None
        return x, y


class _Fit(NamedTuple):
    """A fit that has taken place: its arguments, and the random state before it."""

    estimator: Any
    args: tuple[Any, ...]
    named: dict[str, Any]
    random: Any
    original: Callable[..., Any]

    def same_random_numbers(self) -> Any:
        """Return the `random_state` of a replay, or put NumPy's own generator back to where it was."""
        if isinstance(self.random, dict):
            np.random.set_state(self.random)  # noqa: NPY002, what scikit-learn uses
            return None
        return copy.deepcopy(self.random)


def _copy_of(random_state: Any) -> Any:
    """Return a copy of an estimator's random state; without one, that of NumPy's own generator."""
    return np.random.get_state(legacy=False) if random_state is None else copy.deepcopy(random_state)  # noqa: NPY002


def replayed(last: int) -> list[int]:
    """Return the iterations that are replayed, of so many."""
    numbers = list(range(1, min(EACH, last) + 1))
    while numbers[-1] < last:
        numbers.append(min(int(numbers[-1] * GROWTH), last))
    return numbers


def data_of(args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, Any]:
    """Return the `X` and `y` among the arguments of a method of an estimator."""
    given = dict(zip(("X", "y"), args, strict=False)) | named
    return given["X"], given["y"]
