"""Told steps on the command line: --explain, --squares and the parts of a still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import without_source

import sgdviz
from sgdviz import SGD, Line, Recording
from sgdviz.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SIZE = ("--size", "400x200")


def post_run(passes: int) -> Recording:
    """Return the run of the lesson with so many passes."""
    return sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=passes, seed=0)


def test_options_of_told_steps_do_what_the_python_arguments_do(here: Path) -> None:
    """The bytes equal those of `animate` with `explain` and `squares`, in `lesson` and in `render`."""
    options = [*SIZE, "--title", "T", "--explain", "1", "--squares", "-q"]
    assert main(["lesson", "--passes", "2", *options, "-o", "a.gif", "--record", "run.npz"]) == 0
    assert main(["render", "run.npz", *options, "-o", "b.gif"]) == 0
    animation = sgdviz.animate(post_run(2), size=(400, 200), title="T", explain=1, squares=True)
    assert animation.layout.explains
    animation.save("c.gif")
    assert without_source(here / "a.gif") == without_source(here / "b.gif") == without_source(here / "c.gif")


def test_told_steps_can_be_turned_off(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--explain 0 shows every step of the post's run, in 15.96 seconds; --no-squares draws none."""
    assert main(["lesson", *SIZE, "--explain", "0", "--no-squares", "-o", "a.gif"]) == 0
    assert capsys.readouterr().out.startswith("a.gif: 301 frames, 15.96 s, ")
    sgdviz.animate(post_run(50), size=(400, 200), title="One neuron learns a line").save("b.gif")
    assert without_source(here / "a.gif") == without_source(here / "b.gif")


@pytest.mark.parametrize("part", ["forward", "backward", "update"])
def test_a_part_of_a_step_is_a_still(here: Path, part: Any) -> None:
    """--at 2:backward writes that moment as a PNG and as an SVG, beside other outputs."""
    outputs = ("-o", "a.png", "-o", "a.svg")
    assert main(["lesson", "--passes", "2", *SIZE, "--title", "T", "--at", f"2:{part}", "-q", *outputs]) == 0
    animation = sgdviz.animate(post_run(2), size=(400, 200), title="T", explain=2)
    np.testing.assert_array_equal(iio.imread("a.png"), animation.still(2, part).rgb)
    animation.save("b.svg", at=2, part=part)
    assert without_source(here / "a.svg") == without_source(here / "b.svg")


def test_an_unknown_part_is_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--at 2:sideways ends with 2 before any training, and says how to write it."""
    assert main(["lesson", "--at", "2:sideways", "-o", "a.png"]) == 2
    said = capsys.readouterr()
    assert said.err == (
        "sgdviz: '2:sideways' is not a step; write its number, as in 15, a share of the run, as in 50%, or last; "
        "or a part of it, as in 2:backward (forward, backward, update)\n"
    )
    assert said.out == ""
    assert not list(here.iterdir())
