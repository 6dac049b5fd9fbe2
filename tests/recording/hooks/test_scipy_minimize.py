"""SciPy: the iterations of minimize as a walk down a function."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hooks_helpers import library, recorded

from sgdviz.recording.hooks import LibraryHooks

optimize = library("scipy.optimize")

METHODS = ["Nelder-Mead", "Powell", "CG", "BFGS", "L-BFGS-B", "TNC", "COBYLA", "COBYQA", "SLSQP", "trust-constr"]


def bowl(x: np.ndarray) -> float:
    """Return the height over a bowl whose ground is below zero."""
    return float((x[0] - 1) ** 2 + 10 * (x[1] + 2) ** 2 - 5)


@pytest.mark.parametrize("method", METHODS)
def test_each_iteration_is_a_step(method: str) -> None:
    """The walk has the start, a row an iteration, the values of the function and its landscape, and is unchanged."""
    found = []

    def minimize() -> list[Any]:
        found.append(optimize.minimize(bowl, [3.0, 4.0], method=method))
        return [found[-1].x, found[-1].nfev]

    (run,) = recorded(minimize)
    recording = run.recording
    np.testing.assert_array_equal(recording.params[0], [3, 4])
    np.testing.assert_allclose(recording.cost, [bowl(row) for row in recording.params])
    np.testing.assert_allclose(recording.cost[-1], found[-1].fun, atol=0.1)
    assert recording.param_names == ("x[0]", "x[1]")
    assert len(recording.landscape_cost) == len(recording.landscape) > 1000
    assert run.evidence.startswith(f"test_scipy_minimize.py:{run.line}: parameters x of the function bowl")


def test_one_parameter_is_a_ball_in_a_valley() -> None:
    """A function of one number has a curve as its landscape."""
    (run,) = recorded(lambda: [optimize.minimize(lambda x: (x - 3) ** 2, 0.0).x])
    assert run.recording.param_names == ("x",)
    np.testing.assert_allclose(run.recording.landscape_cost, (run.recording.landscape[:, 0] - 3) ** 2)


def test_the_scripts_own_callbacks_are_called_in_their_own_way() -> None:
    """A callback gets the parameters, the result, or the state as before, and can end the search."""
    seen: list[Any] = []

    def with_result(intermediate_result: Any) -> None:
        seen.append(intermediate_result.fun)
        if len(seen) % 3 == 0:
            raise StopIteration

    def minimize() -> list[Any]:
        seen.clear()
        one = optimize.minimize(bowl, [3.0, 4.0], method="BFGS", callback=with_result)
        two = optimize.minimize(bowl, [3.0, 4.0], method="BFGS", callback=lambda xk: seen.append(xk[0]))
        three = optimize.minimize(bowl, [3, 4], method="trust-constr", callback=lambda _, state: state.nit >= 2)
        return [one.x, two.x, three.x, np.array(seen)]

    runs = recorded(minimize)
    assert len(runs) == 3
    assert runs[0].recording.step[-1] == 3


def test_arguments_and_gradients_of_the_function_are_kept() -> None:
    """A function with `args` that also returns its gradient is evaluated as the script does."""

    def line(theta: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
        rest = theta[0] * x + theta[1] - y
        return float(np.mean(rest**2)), 2 * np.array([np.mean(rest * x), np.mean(rest)])

    data = np.arange(5.0), 2 * np.arange(5.0) + 1
    (run,) = recorded(lambda: [optimize.minimize(line, np.zeros(2), args=data, jac=True).x])
    np.testing.assert_allclose(run.recording.cost, [line(row, *data)[0] for row in run.recording.params])


def test_many_parameters_have_no_landscape() -> None:
    """Of five numbers the walk has the values of the function alone."""
    (run,) = recorded(lambda: [optimize.minimize(optimize.rosen, np.full(5, 2.0)).x])
    assert len(run.recording.param_names) == 5
    assert not len(run.recording.landscape)
    np.testing.assert_allclose(run.recording.cost, [optimize.rosen(row) for row in run.recording.params])


def test_a_long_search_keeps_a_bounded_number_of_rows() -> None:
    """Of thousands of iterations every so many are kept, and the last one."""

    def walk(fun: Any, x0: Any, callback: Any, **_: Any) -> Any:
        for number in range(1, 5001):
            callback(x0 - number)
        return optimize.OptimizeResult(x=x0, fun=fun(x0))

    with LibraryHooks() as hooks:
        optimize.minimize(lambda x: float(x[0]), np.zeros(1), method=walk)
    (run,) = hooks.runs()
    assert 250 < len(run.recording) <= 602
    assert run.recording.step[-1] == 5000
    np.testing.assert_array_equal(run.recording.params[:, 0], -run.recording.step)


def test_calls_of_libraries_are_left_alone() -> None:
    """A library that calls minimize for a purpose of its own is no training."""
    linear = library("sklearn.linear_model")
    with LibraryHooks() as hooks:
        linear.LogisticRegression().fit([[1.0], [2.0], [3.0], [4.0]], [0, 0, 1, 1])
    assert hooks.runs() == []


def test_a_call_that_fails_raises_its_own_error() -> None:
    """A wrong call says what SciPy says."""
    with LibraryHooks() as hooks, pytest.raises(TypeError, match="x0"):
        optimize.minimize(bowl)
    assert hooks.runs() == []


def test_minimize_is_put_back() -> None:
    """After the block `minimize` is SciPy's own."""
    before = optimize.minimize
    with LibraryHooks():
        assert optimize.minimize is not before
    assert optimize.minimize is before
