"""The linear network: its gradients against finite differences, and its saddle."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import SGD, InputError, LinearNetwork, data, fit


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_the_slope_of_the_loss(seed: int) -> None:
    """The gradient equals central differences of the loss."""
    rng = np.random.default_rng(seed)
    params, x, y = rng.normal(size=2), rng.normal(size=(9, 1)), rng.normal(size=9)
    model = LinearNetwork()
    np.testing.assert_allclose(model.gradient(params, x, y), slopes_of(model, params, x, y), rtol=1e-5, atol=1e-8)


def test_both_branches_have_the_least_squares_product() -> None:
    """From either side of the saddle, the product becomes the slope of least squares through the origin."""
    points = data.post()
    slope = points.inputs @ points.y / (points.inputs @ points.inputs)
    for u, v in ((1.0, 0.2), (-0.2, -1.0)):
        run = fit(LinearNetwork(), points, SGD(0.05), passes=200, batch_size=None, start={"u": u, "v": v})
        assert run.params[-1].prod() == pytest.approx(slope)
        assert (run.params[-1] * [u, v] > 0).all()


def test_from_opposite_weights_a_run_ends_at_the_saddle() -> None:
    """Weights of one size and opposite signs shrink together to zero, where the gradient is zero."""
    run = fit(LinearNetwork(), data.post(), SGD(0.02), passes=200, batch_size=None, start={"u": -1.0, "v": 1.0})
    assert np.abs(run.params[-1]).max() < 1e-6
    assert run.cost[-1] == pytest.approx(np.mean(data.post().y ** 2))


def test_two_inputs_are_refused() -> None:
    """The error names the inputs."""
    with pytest.raises(InputError, match="takes one input and the data have 3"):
        fit(LinearNetwork(), data.many_houses(), SGD(0.02))
