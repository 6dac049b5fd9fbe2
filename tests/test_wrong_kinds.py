"""Every public function called with values of wrong kinds: it works, or an error of sgdviz says why in one line."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import SgdvizError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VALUES: tuple[Any, ...] = (
    None, 1, -1, 2.5, True, "x", "", b"x", [], (), {}, [1], ["x"], object(), np.array([1, 2]), np.array(3.0),
    10**5000, 10**400, float("nan"), 1j, print, int, np.True_, {"x": 1}, set(), "w" * 100_000,
)  # fmt: skip
"""Values of many kinds, most of them wrong anywhere."""

SETTINGS = (
    sgdviz.SGD, sgdviz.Momentum, sgdviz.Nesterov, sgdviz.AdaGrad, sgdviz.RMSProp, sgdviz.Adam, sgdviz.Cosine,
    sgdviz.Decay, sgdviz.MLP, sgdviz.LinearNetwork, sgdviz.Neuron, sgdviz.Proportion, sgdviz.Pacing, sgdviz.Scene,
    sgdviz.data.houses, sgdviz.data.noisy_line, sgdviz.data.sine, sgdviz.data.two_moons, sgdviz.data.spiral,
    sgdviz.data.many_houses,
)  # fmt: skip
"""Public functions and classes all of whose arguments have defaults."""


def tried(function: Callable[..., Any], names: list[str], **good: Any) -> list[str]:
    """Call `function` with each of `VALUES` for each of `names`, and return the messages of its errors."""
    said = []
    for name in names:
        for value in VALUES:
            try:
                function(**{**good, name: value})
            except SgdvizError as error:
                said.append(str(error))
    return said


def check(said: list[str]) -> None:
    """Assert that there are errors, each of one short line."""
    assert said
    assert all("\n" not in message and 10 < len(message) < 1600 for message in said)


def parameters(function: Callable[..., Any]) -> list[str]:
    """Return the names of the arguments that `function` takes by name."""
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [name for name, value in inspect.signature(function).parameters.items() if value.kind in kinds]


@pytest.mark.parametrize("function", SETTINGS, ids=lambda function: function.__name__)
def test_settings_refuse_wrong_kinds(function: Callable[..., Any]) -> None:
    """No setting lets a TypeError, an OverflowError or a warning of NumPy through."""
    if names := parameters(function):
        check(tried(function, names))


def test_training_refuses_wrong_kinds() -> None:
    """`fit` and `train` check each argument before the first step."""
    good = {"model": sgdviz.Line(), "dataset": sgdviz.data.post(), "optimizer": sgdviz.SGD(), "passes": 1}
    for function in (sgdviz.fit, sgdviz.train):
        check(tried(function, parameters(function), **good))


def test_data_and_recorder_refuse_wrong_kinds() -> None:
    """`Dataset`, `Recorder` and `Recorder.record` name the argument."""
    check(tried(sgdviz.Dataset, parameters(sgdviz.Dataset), x=[1, 2], y=[1, 2]))
    check(tried(sgdviz.Recorder, parameters(sgdviz.Recorder)[3:], x=[1, 2], y=[1, 2], predict=abs))

    def record(**values: Any) -> None:
        sgdviz.Recorder([1, 2], [1, 2], predict=abs).record(**{"m": 1.0, **values})

    check(tried(record, ["m", "loss", "sample", "pass_index"]))


def test_drawing_refuses_wrong_kinds(short_run: sgdviz.Recording) -> None:
    """`animate` checks all settings, and so do themes."""
    check(tried(sgdviz.animate, parameters(sgdviz.animate), recording=short_run))
    names = [field.name for field in fields(sgdviz.Theme) if field.name != "paper"]
    check(tried(lambda **change: replace(sgdviz.LIGHT, **change), names))


def test_saving_refuses_wrong_kinds(short_run: sgdviz.Recording, here: Path) -> None:
    """`save`, `still`, `then`, `load` and `row_of` name the argument, and what is refused leaves no file."""
    animation = sgdviz.animate(short_run, size=(400, 200), frames=2)

    def save(path: Any) -> None:
        animation.save(path)

    check(tried(save, ["path"]))
    assert list(here.iterdir()) == []
    check(tried(lambda **given: animation.save("a.gif", **given), parameters(animation.save)))
    check(tried(animation.still, ["step", "part"]))
    check(tried(animation.then, ["other"]))
    check(tried(sgdviz.Recording.load, ["path"]))
    check(tried(short_run.row_of, ["step"]))


@pytest.mark.parametrize(
    ("function", "given", "name"),
    [
        (sgdviz.Pacing, {"fps": 10**400}, "fps"),
        (sgdviz.Pacing, {"tween": "3"}, "tween"),
        (sgdviz.Scene, {"title": ["a"]}, "title"),
        (sgdviz.Scene, {"size": 3}, "size"),
        (sgdviz.MLP, {"hidden": {"a"}}, "hidden"),
        (sgdviz.MLP, {"hidden": (10**6, 10**6)}, "the network would have"),
        (sgdviz.SGD, {"step_size": None}, "step size"),
        (sgdviz.data.sine, {"points": 10**12}, "points"),
        (sgdviz.Recording.load, {"path": None}, "path"),
    ],
)
def test_the_error_names_the_argument(function: Callable[..., Any], given: dict[str, Any], name: str) -> None:
    """The message begins with the argument."""
    with pytest.raises(sgdviz.InputError, match=f"^{name}"):
        function(**given)


def test_whole_floats_count() -> None:
    """Counts may be floats that are whole numbers, as arithmetic leaves them; the run is the same."""
    one = sgdviz.fit(sgdviz.MLP(hidden=(3.0,)), sgdviz.data.post(), sgdviz.SGD(), passes=2.0, batch_size=2.0)  # type: ignore[arg-type]
    other = sgdviz.fit(sgdviz.MLP(hidden=(3,)), sgdviz.data.post(), sgdviz.SGD(), passes=2, batch_size=2)
    np.testing.assert_array_equal(one.params, other.params)
    assert one.recipe == other.recipe
    pacing = sgdviz.Pacing(every=2.0, tween=1.0, plays=3.0)  # type: ignore[arg-type]
    assert pacing == sgdviz.Pacing(every=2, tween=1, plays=3)
    assert [type(count) for count in (pacing.every, pacing.tween, pacing.plays)] == [int, int, int]
