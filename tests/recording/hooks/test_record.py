"""`sgdviz.record`: the hooks around a loop in Python."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import output_of
from hooks_helpers import library

import sgdviz

torch = library("torch")
linear = library("sklearn.linear_model")
network = library("sklearn.neural_network")
pipeline = library("sklearn.pipeline")
preprocessing = library("sklearn.preprocessing")

X = np.linspace(-1, 1, 20)[:, None]
Y = 2 * X[:, 0] + 1


def test_it_can_be_the_first_thing_that_is_imported() -> None:
    """In a new interpreter `sgdviz.record` is there without another import of this package before it."""
    assert output_of(sys.executable, "-c", "import sgdviz; print(sgdviz.record.__name__)") == b"record\n"


def step(model: Any, optimizer: Any, x: Any, y: Any) -> None:
    """Make one step on the mean squared error."""
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(model(x)[:, 0], y).backward()
    optimizer.step()


def test_a_module_is_shown_on_the_given_data() -> None:
    """Whatever batches the loop takes, the picture has the data that were given, and only that model's steps."""
    model, other = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    own, others = (torch.optim.SGD(each.parameters(), lr=0.1) for each in (model, other))
    x, y = torch.as_tensor(X, dtype=torch.float32), torch.as_tensor(Y, dtype=torch.float32)
    with sgdviz.record(model, X, Y) as run:
        for first in range(0, 20, 5):
            step(other, others, x, y)
            step(model, own, x[first : first + 5], y[first : first + 5])
    recording = run.recording()
    assert recording.step.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(recording.dataset.y, Y)
    np.testing.assert_allclose(recording.params[-1], [model.weight.item(), model.bias.item()])


def test_a_loss_of_ones_own_needs_no_target_to_be_seen() -> None:
    """With data that are given the model's own output is the prediction."""
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.as_tensor(X, dtype=torch.float32), torch.as_tensor(Y, dtype=torch.float32)
    with sgdviz.record(model, x, y) as run:
        for _ in range(3):
            optimizer.zero_grad()
            torch.sub(model(x)[:, 0], y).square().mean().backward()
            optimizer.step()
    recording = run.recording()
    assert len(recording) == 4
    slope, start = recording.params[-1]
    np.testing.assert_allclose(recording.predictions[-1], slope * X[:, 0] + start, rtol=1e-5, atol=1e-6)


def test_estimators_and_pipelines_are_followed() -> None:
    """An estimator's partial_fit and fit, and a fit at the end of a pipeline, are recorded."""
    regressor = linear.SGDRegressor(random_state=0)
    with sgdviz.record(regressor, X, Y) as run:
        for place in range(3):
            regressor.partial_fit(X[place : place + 1], Y[place : place + 1])
    assert len(run.recording()) == 4
    assert len(run.recording().dataset) == 20
    whole = pipeline.make_pipeline(preprocessing.StandardScaler(), linear.SGDRegressor(random_state=0))
    with sgdviz.record(whole, X, Y) as run:
        linear.SGDRegressor().fit(X, Y)
        whole.fit(X, Y)
    np.testing.assert_allclose(run.recording().predictions[-1], whole.predict(X))
    classifier = network.MLPClassifier(hidden_layer_sizes=(2,), random_state=0)
    with sgdviz.record(classifier, X, Y > 1) as run:
        classifier.partial_fit(X[:4], Y[:4] > 1, classes=[False, True])
    assert run.recording().dataset.y.tolist() == (Y > 1).tolist()


def test_another_model_is_refused_in_one_line() -> None:
    """A function is no model that a hook can follow, and the error names those that are."""
    with pytest.raises(
        sgdviz.InputError, match="the model is a function; give a PyTorch module, a Keras model, or"
    ) as e:
        sgdviz.record(lambda x: x, X, Y)
    assert "\n" not in str(e.value)


def test_a_class_instead_of_a_model_is_refused() -> None:
    """A class has not been made a model yet."""
    with pytest.raises(sgdviz.InputError, match="the model is the class SGDRegressor; give"):
        sgdviz.record(linear.SGDRegressor, X, Y)


def test_a_block_without_training_says_so() -> None:
    """Without a step in the block there is nothing to record."""
    with sgdviz.record(linear.SGDRegressor(), X, Y) as run:
        pass
    with pytest.raises(sgdviz.RecordingError, match="the model was not trained in the with block"):
        run.recording()


def test_data_of_unequal_length_are_refused() -> None:
    """Given data must have a target for each input."""
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.as_tensor(X, dtype=torch.float32), torch.as_tensor(Y, dtype=torch.float32)
    with sgdviz.record(model, X, Y[:-1]) as run:
        step(model, optimizer, x, y)
    with pytest.raises(sgdviz.RecordingError, match="give one target for each row of x"):
        run.recording()


@pytest.mark.slow
def test_the_example_of_the_documentation_runs(here: Path) -> None:
    """The code block of docs/python.md writes its GIF."""
    page = (Path(__file__).parents[3] / "docs" / "python.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```py\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(code, "example.py", "exec"), {})  # noqa: S102, the documentation is ours
    assert (here / "mine.gif").stat().st_size > 10_000
