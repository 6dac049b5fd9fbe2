"""Signals: the first ends the command, those after it wait, and the handlers are put back."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from sgdviz.cli import main
from sgdviz.cli.signals import Ended, ended_by_signals

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_ends_and_the_next_are_ignored(number: signal.Signals) -> None:
    """`Ended` has the number of the signal; after the block the handlers are those from before."""
    before = [signal.getsignal(other) for other in SIGNALS]
    with pytest.raises(Ended) as caught, ended_by_signals():  # noqa: PT012 - the block is under test
        try:
            os.kill(os.getpid(), number)
        finally:
            for other in SIGNALS:
                os.kill(os.getpid(), other)
    assert caught.value.number == number
    assert [signal.getsignal(other) for other in SIGNALS] == before


def test_a_signal_that_is_ignored_stays_so() -> None:
    """Under nohup the end of a terminal ends nothing."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_command_puts_the_handlers_back() -> None:
    """After the command, the handlers are those of its caller."""
    before = [signal.getsignal(other) for other in SIGNALS]
    assert main(["lesson", "lin"]) == 2
    assert [signal.getsignal(other) for other in SIGNALS] == before


@pytest.mark.usefixtures("here")
def test_the_command_runs_in_a_thread(capsys: pytest.CaptureFixture[str]) -> None:
    """Outside the main thread, which alone may set handlers, the command works as well."""
    codes: list[int] = []
    command = ["lesson", "line", "--every", "pass", "--size", "400x200", "-o", "a.gif"]
    thread = threading.Thread(target=lambda: codes.append(main(command)))
    thread.start()
    thread.join()
    assert codes == [0]
    assert capsys.readouterr().out.startswith("a.gif: 51 frames")
