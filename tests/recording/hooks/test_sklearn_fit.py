"""scikit-learn: partial_fit, the replay of a compiled fit, and the iterations of a network."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hooks_helpers import library, recorded

from sgdviz.recording.hooks import LibraryHooks
from sgdviz.recording.hooks.sklearn_fit import EACH, replayed

if TYPE_CHECKING:
    from collections.abc import Callable

linear = library("sklearn.linear_model")
network = library("sklearn.neural_network")
pipeline = library("sklearn.pipeline")
preprocessing = library("sklearn.preprocessing")

X = np.random.default_rng(0).normal(size=(40, 2))
Y = X @ [2.0, -1.0] + 0.5
NAMES = np.where(X[:, 0] + X[:, 1] > 0, "up", "down")


@pytest.fixture(autouse=True)
def _unsettled() -> Any:
    """Short fits warn that they have not converged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_each_partial_fit_is_a_step() -> None:
    """Calls of partial_fit have their samples, start at zero, and end at the estimator's own numbers."""
    ended = []

    def train() -> list[Any]:
        estimator = linear.SGDRegressor(random_state=0)
        for _ in range(2):
            for place in range(len(X)):
                estimator.partial_fit(X[place : place + 1], Y[place : place + 1])
        ended.append(estimator)
        return [estimator.coef_, estimator.intercept_]

    (run,) = recorded(train)
    recording = run.recording
    assert recording.step.tolist() == list(range(81))
    assert recording.sample.tolist() == [-1, *range(40), *range(40)]
    np.testing.assert_array_equal(recording.params[0], 0)
    np.testing.assert_array_equal(recording.params[-1], [*ended[-1].coef_, *ended[-1].intercept_])
    np.testing.assert_allclose(recording.predictions[-1], ended[-1].predict(X))


ESTIMATORS: list[Callable[[], Any]] = [
    lambda: linear.SGDRegressor(max_iter=30),
    lambda: linear.SGDRegressor(random_state=np.random.RandomState(3), learning_rate="adaptive"),
    lambda: linear.SGDRegressor(random_state=1, average=True, early_stopping=True),
    lambda: linear.SGDClassifier(loss="log_loss", random_state=2),
    lambda: linear.SGDClassifier(random_state=2),
    lambda: linear.Perceptron(tol=None, max_iter=8),
]


@pytest.mark.parametrize("make", ESTIMATORS)
def test_a_compiled_fit_is_replayed_exactly(make: Callable[[], Any]) -> None:
    """Row k of a fit is bit for bit what a fit with max_iter k gives, whatever the random state is."""
    targets = Y if "Regressor" in type(make()).__name__ else NAMES
    ended = []

    def train() -> list[Any]:
        estimator = make().fit(X, targets)
        ended.append(estimator)
        return [estimator.coef_, estimator.intercept_]

    (run,) = recorded(train)
    recording = run.recording
    assert recording.step[:4].tolist() == [0, 1, 2, 3]
    assert recording.step[-1] == ended[-1].n_iter_
    np.testing.assert_array_equal(recording.params[-1], [*ended[-1].coef_.ravel(), *ended[-1].intercept_])


def test_a_replayed_row_is_a_shorter_fit() -> None:
    """A row in the middle equals a fit of the script's that ends there."""
    with LibraryHooks() as hooks:
        linear.SGDRegressor(random_state=0, max_iter=30, tol=None).fit(X, Y)
    (run,) = hooks.runs()
    shorter = linear.SGDRegressor(random_state=0, max_iter=7, tol=None).fit(X, Y)
    row = run.recording.row_of(7)
    np.testing.assert_array_equal(run.recording.params[row], [*shorter.coef_, *shorter.intercept_])


def test_data_changed_after_fit_are_noticed() -> None:
    """A replay that does not end at the script's numbers is not shown, and a sentence says why."""
    x = X.copy()
    with LibraryHooks() as hooks:
        linear.SGDRegressor(random_state=0).fit(x, Y)
    x += 1
    assert hooks.runs() == []
    assert "data were changed" in hooks.faults()[0]


def test_the_replays_of_a_long_fit_grow_apart() -> None:
    """The first iterations are all replayed, the last one always, and all of them cost a few times the fit."""
    numbers = replayed(1000)
    assert numbers[:EACH] == list(range(1, EACH + 1))
    assert numbers[-1] == 1000
    assert sum(numbers) < 9 * 1000
    assert replayed(3) == [1, 2, 3]


def test_classes_have_the_names_of_the_script() -> None:
    """A classifier's targets become 0 and 1, and a log loss gives probabilities."""
    ended = []

    def train() -> list[Any]:
        ended.append(linear.SGDClassifier(loss="log_loss", random_state=2).fit(X, NAMES))
        return [ended[-1].coef_]

    (run,) = recorded(train)
    assert run.recording.dataset.class_names == ("down", "up")
    assert run.recording.cost_kind == "cross-entropy"
    np.testing.assert_allclose(run.recording.predictions[-1], ended[-1].predict_proba(X)[:, 1])


def test_a_hinge_shows_the_score_between_its_margins() -> None:
    """The border of the classes is where the score changes its sign."""
    ended = []

    def train() -> list[Any]:
        ended.append(linear.SGDClassifier(random_state=2).fit(X, NAMES))
        return [ended[-1].coef_]

    (run,) = recorded(train)
    score = np.clip(ended[-1].decision_function(X), -1, 1)
    np.testing.assert_allclose(run.recording.predictions[-1], (score + 1) / 2)
    assert run.recording.dataset.class_names == ("down", "up")


def test_a_pipeline_is_drawn_in_its_own_units() -> None:
    """Behind a scaler the data are those that the pipeline was given."""
    ended = []

    def train() -> list[Any]:
        steps = preprocessing.StandardScaler(), linear.SGDRegressor(random_state=0)
        ended.append(pipeline.make_pipeline(*steps).fit(X * 100, Y))
        return [ended[-1][-1].coef_]

    (run,) = recorded(train)
    np.testing.assert_array_equal(run.recording.dataset.x, X * 100)
    np.testing.assert_allclose(run.recording.predictions[-1], ended[-1].predict(X * 100))
    assert "whose inputs come through StandardScaler" in run.evidence


@pytest.mark.parametrize("solver", ["sgd", "adam", "lbfgs"])
def test_each_iteration_of_a_network_is_a_step(solver: str) -> None:
    """The network is recorded from its first weights to its last ones, with its own predictions."""
    ended = []

    def train() -> list[Any]:
        estimator = network.MLPRegressor(hidden_layer_sizes=(4,), solver=solver, max_iter=12)
        ended.append(estimator.fit(X, Y))
        return [*estimator.coefs_, *estimator.intercepts_]

    (run,) = recorded(train)
    assert run.recording.step.tolist() == list(range(ended[-1].n_iter_ + 1))
    np.testing.assert_allclose(run.recording.predictions[-1], ended[-1].predict(X), rtol=1e-6)
    assert run.recording.param_names[0] == "coefs_[0][0,0]"


def test_a_network_of_three_classes_shows_the_last() -> None:
    """Of several classes the probability of the last one is drawn against the others."""
    ended = []

    def train() -> list[Any]:
        estimator = network.MLPClassifier(hidden_layer_sizes=(4,), max_iter=5, random_state=0)
        ended.append(estimator.fit(X, np.arange(40) % 3))
        return list(estimator.coefs_)

    (run,) = recorded(train)
    np.testing.assert_allclose(run.recording.predictions[-1], ended[-1].predict_proba(X)[:, 2])
    assert "class 2 of 3 against the others" in run.evidence


def test_a_network_goes_on_where_it_starts_warm() -> None:
    """Fits that go on, by warm_start or partial_fit, are one run."""

    def train() -> list[Any]:
        warm = network.MLPRegressor(hidden_layer_sizes=(2,), max_iter=1, warm_start=True, random_state=0)
        partial = network.MLPRegressor(hidden_layer_sizes=(2,), random_state=0)
        for _ in range(4):
            warm.fit(X, Y)
            partial.partial_fit(X, Y)
        return [*warm.coefs_, *partial.coefs_]

    runs = recorded(train)
    assert [len(run.recording) for run in runs] == [5, 5]


def test_the_methods_are_put_back() -> None:
    """After the block the classes have their own methods."""
    owners = {
        linear.SGDRegressor: ("fit", "partial_fit"),
        linear.SGDClassifier: ("fit", "partial_fit"),
        network.MLPRegressor: ("_fit_stochastic", "_fit_lbfgs", "_update_no_improvement_count"),
        pipeline.Pipeline: ("fit",),
    }
    before = [getattr(owner, name) for owner, names in owners.items() for name in names]
    with LibraryHooks():
        assert linear.SGDRegressor.fit is not before[0]
    assert [getattr(owner, name) for owner, names in owners.items() for name in names] == before
