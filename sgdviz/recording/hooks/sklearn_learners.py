"""What scikit-learn estimators have learned: their parameters, and what is shown of their predictions."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.errors import InputError
from sgdviz.recording.hooks.training import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def _mark(values: Iterable[Array]) -> tuple[bytes, ...]:
    return tuple(np.asarray(value).tobytes() for value in values)


class LinearLearner:
    """A linear estimator: SGDRegressor, SGDClassifier or Perceptron.

    A classifier with the log loss shows a probability, others the score whose sign decides, cut off at the margins -1
    and 1; of more than two classes it is that of the last one. `inner` maps (M, D) inputs as the picture has them to
    those that the estimator is given.
    """

    def __init__(self, estimator: Any, inner: Callable[[Array], Any]) -> None:
        self.estimator = estimator
        self._inner = inner

    @property
    def kind(self) -> Kind:
        """What is shown of the predictions."""
        if not hasattr(self.estimator, "classes_"):
            return Kind("mean squared error")
        kind = kind_of_classes(self.estimator.classes_)
        return kind if self._has_chances else Kind(None, kind.class_names, kind.note)

    @property
    def _has_chances(self) -> bool:
        return getattr(self.estimator, "loss", "") == "log_loss"

    def targets(self, y: Any) -> Array:
        """Return targets as they are shown: of classes 0 and 1 beside a probability, -1 and 1 beside a score."""
        y = np.asarray(y).ravel()
        if not hasattr(self.estimator, "classes_"):
            return np.array(y, dtype=np.float64)
        is_last = y == self.estimator.classes_[-1]
        shown: Array = np.where(is_last, 1.0, 0.0 if self._has_chances else -1.0)
        return shown

    def state(self) -> tuple[Array, Array]:
        """Return copies of the coefficients and intercepts."""
        return self.estimator.coef_.copy(), np.array(self.estimator.intercept_)

    def mark(self) -> Any:
        """Return something that differs after the parameters have changed."""
        return _mark(self.named(None).values())

    def named(self, state: Any) -> dict[str, Array]:
        """Return the coefficients and the intercept by name."""
        coef, intercept = state or (self.estimator.coef_, self.estimator.intercept_)
        return {"coef_": np.asarray(coef), "intercept_": np.asarray(intercept)}

    def predict(self, state: Any, rows: Array) -> Array:
        """Return the predictions, probabilities or scores for (M, D) rows."""
        coef, intercept = state or (self.estimator.coef_, self.estimator.intercept_)
        inputs = np.asarray(self._inner(rows), dtype=np.float64)
        score: Array = inputs @ np.atleast_2d(coef)[-1] + np.ravel(intercept)[-1]
        if self._has_chances:
            return 1 / (1 + np.exp(-score))
        return np.clip(score, -1, 1) if hasattr(self.estimator, "classes_") else score


class NetworkLearner:
    """A multi-layer perceptron: MLPRegressor or MLPClassifier.

    It shows the first output of a regressor, and of a classifier the probability of the last class.
    """

    def __init__(self, estimator: Any, inner: Callable[[Array], Any]) -> None:
        self.estimator = estimator
        self._inner = inner

    @property
    def kind(self) -> Kind:
        """What is shown of the predictions."""
        if hasattr(self.estimator, "classes_"):
            return kind_of_classes(self.estimator.classes_)
        outputs = self.estimator.n_outputs_
        return Kind("mean squared error", (), f"the first of {outputs} outputs" if outputs > 1 else "")

    def targets(self, y: Any) -> Array:
        """Return targets as they are shown, from those of the script or from (N, K) ones as the estimator has them."""
        y = np.asarray(y)
        if y.ndim == 1 and hasattr(self.estimator, "classes_"):
            y = y == self.estimator.classes_[-1]
        shown: Array = y.reshape(len(y), -1)[:, self._column].astype(np.float64)
        return shown

    @property
    def _column(self) -> int:
        return -1 if hasattr(self.estimator, "classes_") else 0

    def state(self) -> tuple[list[Array], list[Array]]:
        """Return copies of the weights and biases of all layers."""
        return [w.copy() for w in self.estimator.coefs_], [b.copy() for b in self.estimator.intercepts_]

    def mark(self) -> Any:
        """Return something that differs after the parameters have changed."""
        return _mark(self.named(None).values())

    def named(self, state: Any) -> dict[str, Array]:
        """Return the weights and biases of all layers by name."""
        coefs, intercepts = state or (self.estimator.coefs_, self.estimator.intercepts_)
        weights = {f"coefs_[{layer}]": value for layer, value in enumerate(coefs)}
        return weights | {f"intercepts_[{layer}]": value for layer, value in enumerate(intercepts)}

    def predict(self, state: Any, rows: Array) -> Array:
        """Return the predictions or probabilities for (M, D) rows."""
        estimator = copy.copy(self.estimator)
        if state is not None:
            estimator.coefs_, estimator.intercepts_ = state
        inputs = np.asarray(self._inner(rows), dtype=estimator.coefs_[0].dtype)
        # The public predict would check the names of features, and warn.
        output: Array = estimator._forward_pass_fast(inputs, check_input=False)  # noqa: SLF001
        return output.reshape(len(rows), -1)[:, self._column].astype(np.float64)


def kind_of_classes(classes: Any) -> Kind:
    """Return the kind of a probability of the last of `classes`."""
    names = [str(name) for name in classes]
    if len(names) == 2:
        return Kind("cross-entropy", tuple(names))
    return Kind("cross-entropy", ("others", names[-1]), f"class {names[-1]} of {len(names)} against the others")


def numbers_in(x: Any) -> Array:
    """Return (N, D) inputs of an estimator as numbers; raises `InputError` for a sparse matrix or for text."""
    if hasattr(x, "tocsr"):
        raise InputError("its inputs are a sparse matrix; give it a dense array to see it learn")
    try:
        numbers = np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError("its inputs are not numbers") from None
    return numbers
