"""Record a NumPy loop: logistic regression on two inputs, drawn as a boundary between two classes."""

import numpy as np
from numpy.typing import NDArray

import sgdviz

rng = np.random.default_rng(0)
labels = np.repeat([0.0, 1.0], 40)
points = rng.normal(0, 0.8, (80, 2)) + np.where(labels[:, None] == 1, [1.0, 1.0], [-1.0, -0.6])

weights, bias = np.array([-0.8, 0.6]), 0.0


def probability(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of class 1 for (n, 2) inputs, with the current weights."""
    shares: NDArray[np.float64] = 1 / (1 + np.exp(-(x @ weights + bias)))
    return shares


recorder = sgdviz.Recorder(points, labels, predict=probability, feature_names=("width", "height"))
recorder.record(weights=weights, bias=bias)

for epoch in range(1, 61):
    p = probability(points)
    loss = -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
    weights = weights - 0.5 * (points.T @ (p - labels)) / len(labels)
    bias = bias - 0.5 * np.mean(p - labels)
    recorder.record(weights=weights, bias=bias, loss=loss, pass_index=epoch)

sgdviz.animate(recorder.recording(), title="Logistic regression", fps=10).save("numpy_loop.gif")
