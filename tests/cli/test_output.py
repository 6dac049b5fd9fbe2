"""What a verb prints about its outputs, and the progress bar."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import names

import sgdviz
from sgdviz import Recording
from sgdviz.cli.output import divergences, vanishing, write
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from pathlib import Path


def test_each_divergence_is_a_sentence(run: Recording, diverging_run: Recording) -> None:
    """A sentence gives the step of the divergence, and the run where there are several."""
    assert divergences(run) == []
    assert divergences(diverging_run) == ["the run diverged at step 7; the animation ends there"]
    assert divergences(Comparison((run, diverging_run), ("good", "bad"))) == [
        "the run 'bad' diverged at step 7; it stays there"
    ]


def test_each_output_is_a_line(here: Path, short_run: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    """A line gives the frames, the seconds and the bytes of an output; a still has no seconds."""
    write(sgdviz.animate(short_run, size=(400, 200)), ("a.gif", "b.png", "c/"), {"quiet": False})
    gif, still, folder = capsys.readouterr().out.splitlines()
    took = r", took \d+\.\d\d s"
    assert re.fullmatch(rf"a\.gif: 13 frames, 4\.44 s, {(here / 'a.gif').stat().st_size:,} bytes{took}", gif)
    assert re.fullmatch(rf"b\.png: 1 still, {(here / 'b.png').stat().st_size:,} bytes{took}", still)
    size = sum(file.stat().st_size for file in (here / "c").iterdir())
    assert re.fullmatch(rf"c/: 13 frames, 4\.44 s, {size:,} bytes{took}", folder)


def test_what_a_size_cost_is_in_the_line(here: Path, run: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    """The line says what was given up for the largest size."""
    write(sgdviz.animate(run, size=(400, 200), every=3), ("a.gif",), {"quiet": False, "max_size": 50_000})
    assert re.search(r"bytes, took .* s \(to fit: 16 colours instead of 32", capsys.readouterr().out)
    assert (here / "a.gif").stat().st_size <= 50_000


def test_a_run_that_failed_otherwise_has_advice(run: Recording) -> None:
    """A run that ends worse than it began, or far from the best fit, is named with what to change."""
    worse = replace(run, cost=np.linspace(7.0, 9.0, 301))
    assert divergences(worse) == ["the run ends with a higher cost than it began; give a smaller --step-size"]
    data = sgdviz.data.noisy_line(60)
    far = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(1e-9), passes=2, start={"m": -1.0})
    (said,) = divergences(Comparison((far, sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.01))), ("slow", "right")))
    assert said.startswith("the run 'slow' explains less than half of what a straight fit does; give more --passes")


@pytest.mark.usefixtures("here")
def test_divergences_are_printed_first(diverging_run: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence about a divergence stands before the lines of the outputs."""
    write(sgdviz.animate(diverging_run, size=(400, 200)), ("a.png",), {"quiet": False})
    first, second = capsys.readouterr().out.splitlines()
    assert first == "the run diverged at step 7; the animation ends there"
    assert second.startswith("a.png: ")


def test_quiet_prints_nothing(here: Path, diverging_run: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    """With `quiet` neither outputs nor divergences are printed."""
    write(sgdviz.animate(diverging_run, size=(400, 200)), ("a.png",), {"quiet": True})
    assert capsys.readouterr() == ("", "")
    assert names(here) == ["a.png"]


def test_settings_of_saving_are_passed_on(here: Path, short_run: Recording) -> None:
    """The step of a still, the number of processes and the path of the recording reach `save`."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    write(animation, ("a.png",), {"quiet": True, "at": "4", "workers": 1, "record": "run.npz"})
    animation.save("b.png", at=4)
    assert (here / "a.png").read_bytes() == (here / "b.png").read_bytes()
    assert len(Recording.load("run.npz")) == 13


@pytest.mark.slow
def test_a_terminal_gets_a_progress_bar(here: Path) -> None:
    """In a terminal a bar of frames is drawn on stderr, and standard output has the lines alone."""
    import pty
    import termios

    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 80))
    command = [sys.executable, "-m", "sgdviz", "lesson", "-o", "a/", "--passes", "20", "--every", "step"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, text=True)
    os.close(follower)
    seen = b""
    while chunk := read_or_nothing(leader):
        seen += chunk
    os.close(leader)
    out, _ = process.communicate(timeout=60)
    assert b"frame/s" in seen
    assert out.startswith("a/: 121 frames")
    assert names(here) == ["a"]


def read_or_nothing(descriptor: int) -> bytes:
    """Return the next bytes of a terminal; none when its other end has closed."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"theme": "light"}, []),
        ({"theme": "light", "transparent": True, "card": True}, []),
        ({"theme": "light", "transparent": True}, ["on dark slides", "'light'", "1.3 to 1", "--card", "--theme dark"]),
        ({"theme": "dark", "transparent": True}, ["on light slides", "'dark'", "1.1 to 1", "--card", "--theme light"]),
        ({"theme": "contrast", "transparent": True}, ["on light slides", "'contrast'", "1.0 to 1"]),
    ],
)
def test_a_picture_that_vanishes_on_some_slides_is_said(
    here: Path, short_run: Recording, capsys: pytest.CaptureFixture[str], settings: dict[str, Any], said: list[str]
) -> None:
    """One line on stderr, under quiet too, names the ground, the contrast, and both ways out."""
    write(sgdviz.animate(short_run, size=(400, 200), **settings), ("a.png",), {"quiet": True})
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == bool(said)
    assert all(part in printed.err for part in said)
    assert names(here) == ["a.png"]


def test_a_theme_between_black_and_white_vanishes_nowhere() -> None:
    """Grey ink is seen on both grounds."""
    theme = replace(sgdviz.LIGHT, ink="#777777")
    assert vanishing(sgdviz.Scene(theme=theme, transparent=True)) == []
