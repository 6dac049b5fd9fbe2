"""``sgdviz render``: recorded runs drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imageio.v3 as iio
import numpy as np
from helpers import without_source

import sgdviz
from sgdviz import Recording
from sgdviz.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_recorded_run_is_drawn_again(here: Path) -> None:
    """A GIF from the file of a run equals that from the training, and a still shows any step."""
    size = ("--size", "400x200")
    arguments = ["lesson", *size, "--passes", "2", "--title", "T", "-q", "-o", "a.gif", "--record", "run.npz"]
    assert main(arguments) == 0
    assert main(["render", "run.npz", *size, "--title", "T", "--explain", "2", "-q", "-o", "b.gif"]) == 0
    assert main(["render", "run.npz", "--at", "5", "-q", "-o", "c.png"]) == 0
    assert without_source(here / "a.gif") == without_source(here / "b.gif")
    frame = sgdviz.animate(Recording.load("run.npz")).still(5)
    np.testing.assert_array_equal(iio.imread("c.png"), frame.rgb)


def test_pacing_options_do_what_the_python_arguments_do(here: Path, short_run: Recording) -> None:
    """The bytes equal those of `animate` with the same settings, from any number of processes."""
    short_run.save("run.npz")
    pace = ["--frames", "9", "--duration", "8", "--tween", "7", "--rewind", "--workers", "2"]
    assert main(["render", "run.npz", "--size", "400x200", *pace, "-q", "-o", "a.gif"]) == 0
    animation = sgdviz.animate(short_run, size=(400, 200), frames=9, duration=8, tween=7, rewind=True)
    animation.save("b.gif", workers=1)
    assert len(animation.cues) == 9 + 8 * 7 + 25
    assert without_source(here / "a.gif") == without_source(here / "b.gif")


def test_recorded_runs_are_compared_under_the_names_of_their_files(
    here: Path, short_run: Recording, run: Recording
) -> None:
    """The bytes equal those of `animate` with the runs and the names of the files as labels."""
    run.save("first.npz")
    short_run.save("second.npz")
    look = ["--every", "60", "--size", "400x300"]
    assert main(["render", "first.npz", "second.npz", "--overlay", *look, "-q", "-o", "a.gif"]) == 0
    animation = sgdviz.animate([run, short_run], labels=("first", "second"), overlay=True, every=60, size=(400, 300))
    animation.save("b.gif")
    assert without_source(here / "a.gif") == without_source(here / "b.gif")


def test_an_output_must_be_given(here: Path, short_run: Recording, capsys: pytest.CaptureFixture[str]) -> None:
    """`render` has no default output."""
    short_run.save(here / "run.npz")
    assert main(["render", "run.npz"]) == 2
    assert capsys.readouterr().err == "sgdviz: no output was given; say where to write, as in -o run.gif\n"
    assert main(["render"]) == 2
