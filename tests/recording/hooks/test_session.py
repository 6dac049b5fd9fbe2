"""What the hooks share: no trace of sgdviz's own calls, and no error of its own in a script."""

from __future__ import annotations

import random

import numpy as np
import pytest

from sgdviz.recording.hooks.session import Session


def test_a_quiet_call_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    """Random numbers are put back, and prints go nowhere."""
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002, scripts use it
    expected = random.getstate(), np.random.rand()  # noqa: NPY002
    np.random.seed(1)  # noqa: NPY002
    with Session().quiet():
        random.random()
        np.random.rand(5)  # noqa: NPY002
        print("forward")  # noqa: T201, what a model may do
    assert (random.getstate(), np.random.rand()) == expected  # noqa: NPY002
    assert capsys.readouterr().out == ""


def test_an_error_of_a_hook_is_a_fault() -> None:
    """A hook that fails does not disturb the script, and its error is kept once, in one line."""
    session = Session()

    def hook() -> None:
        raise ValueError("no\nshape")

    session.harmless(hook)()
    session.harmless(hook)()
    assert session.faults == ["ValueError: no shape"]


def test_hooks_take_no_notice_of_quiet_calls() -> None:
    """While sgdviz itself calls a model no hook of any session runs."""
    seen: list[int] = []
    hook = Session().harmless(lambda: seen.append(1))
    with Session().quiet():
        hook()
    assert seen == []
    hook()
    assert seen == [1]


def test_an_interruption_is_the_scripts_own() -> None:
    """Ctrl-C goes through a hook."""

    def hook() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Session().harmless(hook)()
