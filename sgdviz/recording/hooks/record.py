"""`sgdviz.record`: the hooks on libraries around a loop of one's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

from sgdviz.errors import InputError, RecordingError
from sgdviz.recording.hooks import LibraryHooks
from sgdviz.recording.hooks.session import Given

if TYPE_CHECKING:
    from types import TracebackType

    from sgdviz.recording.recording import Recording

MODELS = "a PyTorch module, a Keras model, or one of scikit-learn's SGD, Perceptron and MLP estimators"


class RecordedModel:
    """A model whose training inside a ``with`` block is recorded; made by `record`."""

    def __init__(self, model: Any, x: Any, y: Any) -> None:
        if not is_known(model):
            kind = f"the class {model.__name__}" if isinstance(model, type) else f"a {type(model).__name__}"
            what = f"the model is {kind}; give {MODELS}"
            raise InputError(f"{what}, or record a loop of your own with sgdviz.Recorder")
        self._hooks = LibraryHooks(Given(model, x, y))

    def __enter__(self) -> Self:
        self._hooks.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._hooks.__exit__(kind, error, traceback)

    def recording(self) -> Recording:
        """Return what was recorded; raises `RecordingError` where there is nothing."""
        for run in self._hooks.runs():
            return run.recording
        why = "; ".join(self._hooks.faults()) or "the model was not trained in the with block"
        raise RecordingError(f"nothing was recorded: {why}; train it there by an optimizer's step, fit or partial_fit")


def record(model: Any, x: Any, y: Any) -> RecordedModel:
    """Record the training of `model` inside a ``with`` block, and show it on the data `x` and `y`.

    ::

        with sgdviz.record(model, x, y) as run:
            for _ in range(100):
                optimizer.zero_grad()
                loss_fn(model(x), y).backward()
                optimizer.step()
        sgdviz.animate(run.recording()).save("mine.gif")

    `model` is a PyTorch module, trained by an optimizer of ``torch.optim``; a Keras model, by `fit`; or an SGD,
    Perceptron or MLP estimator of scikit-learn, also at the end of a pipeline, by `fit` or `partial_fit`. `x` (N, ...)
    and `y` (N, ...) may be arrays or tensors. The training's results are the same with and without the block. Raises
    `InputError`.
    """
    return RecordedModel(model, x, y)


def is_known(model: Any) -> bool:
    """Return whether a hook can follow `model`; no library is imported to find out."""
    kinds = [
        ("torch.nn", ("Module",)),
        ("keras", ("Model",)),
        ("sklearn.linear_model._stochastic_gradient", ("BaseSGDClassifier", "BaseSGDRegressor")),
        ("sklearn.neural_network._multilayer_perceptron", ("BaseMultilayerPerceptron",)),
    ]
    last = model.steps[-1][1] if type(model).__name__ == "Pipeline" and getattr(model, "steps", None) else model
    for home, names in kinds:
        module = sys.modules.get(home)
        if module is not None and any(isinstance(last, getattr(module, name)) for name in names):
            return not isinstance(last, type)
    return False
