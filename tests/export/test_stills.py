"""Stills of several moments: which outputs take them, and which moments are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers import names

import sgdviz
from sgdviz import cli
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


@pytest.mark.parametrize(
    ("at", "part", "said"),
    [
        ("5,5", None, "5 and 5 are one moment of the run, step 5; give each moment once"),
        ("300,last", None, "300 and last are one moment of the run, step 300; give each moment once"),
        ("0.1%,0.15%", None, "0.1% and 0.15% are one moment of the run"),
        ("301", None, "there is no step 301; the recording has steps 0 to 300"),
        ("0:update", None, "the state before step 0 was not recorded"),
        ("2:forward", "update", "part is 'update', and the moments are 2:forward; write each part in its moment"),
        ("2,3", "update", "part is 'update', and the moments are 2, 3; write each part in its moment"),
    ],
)
def test_moments_that_contradict_each_other_are_refused(
    here: Path, run: Recording, at: str, part: Any, said: str
) -> None:
    """One line names both, and nothing is written."""
    with pytest.raises(InputError) as raised:
        sgdviz.animate(run).save("a.pdf", at=at, part=part)
    assert said in str(raised.value)
    assert not list(here.iterdir())


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_one_picture_does_not_hold_several_moments(here: Path, run: Recording, name: str) -> None:
    """The error names the output and what takes several; a PDF beside it is not written either."""
    with pytest.raises(InputError) as raised:
        sgdviz.animate(run).save("a.pdf", name, at="0,10")
    assert str(raised.value) == (
        f"{name} holds one picture, and 2 moments were asked for; write a .pdf, which has a page for each, or a strip, "
        "one picture of them all"
    )
    assert not list(here.iterdir())


def test_parts_of_steps_may_be_told_one_after_the_other(here: Path, run: Recording) -> None:
    """A picture of one moment is the same whether its part is given by itself or in the moment."""
    animation = sgdviz.animate(run, size=(400, 200))
    animation.save("a.png", at=2, part="backward")
    animation.save("b.png", at="2:backward")
    animation.save("c.pdf", at=("2:forward", "2:backward", "2:update", 2))
    assert (here / "a.png").read_bytes() == (here / "b.png").read_bytes()
    assert names(here) == ["a.png", "b.png", "c.pdf"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.png", "--at", "0,,5"], "a step is empty in '0,,5'; write steps with commas between them"),
        (["-o", "a.pdf", "--at", "101%"], "101% lies past the end of the run; give a share of 0% to 100%"),
        (["-o", "a.pdf", "--at", "3,3"], "3 and 3 are one moment of the run, step 3; give each moment once"),
        (["-o", "a.pdf", "--at", "999"], "there is no step 999"),
        (["-o", "a.png", "--at", "0,last"], "a.png holds one picture, and 2 moments were asked for; write a .pdf"),
        (["-o", "a.gif", "--at", "0,last"], "step 0, last was asked for, and no output is a still"),
    ],
)
def test_the_command_line_refuses_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """Bad moments end with 2 and one line, and nothing is written."""
    assert cli.main(["lesson", "line", *arguments]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert (printed.out, names(here)) == ("", [])
