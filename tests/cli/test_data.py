"""The listing of a file's columns, and the command that it offers."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from sgdviz.cli import main
from sgdviz.cli.data import listing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_alone_is_listed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lone --data lists the columns with their kinds, ends in a command that works, and draws nothing."""
    (here / "my houses.csv").write_text(
        ',size,since,price,"sold, or not",note\n0,10,2020-01-05,$5,no,a\n'
        "1,20,2020-01-06,$7,yes,b\n2,30,2020-01-07,$9,no,c\n"
    )
    assert main(["lesson", "--data", "my houses.csv"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[:7] == [
        "my houses.csv has 6 columns:",
        "  1  column 1      numbers, 0 to 2",
        "  2  size          numbers, 10 to 30",
        "  3  since         dates, from 2020-01-05",
        "  4  price         numbers in $, 5 to 9",
        "  5  sold, or not  2 classes: no, yes",
        "  6  note          words, such as 'a'",
    ]
    assert list(here.iterdir()) == [here / "my houses.csv"]
    assert main(["lesson", "--data", "my houses.csv", "-o", "a.gif"]) == 2
    assert "say which columns of my houses.csv are x and which is y" in capsys.readouterr().err
    command = shlex.split(lines[-1])
    assert command[:3] == ["sgdviz", "lesson", "classes"]
    assert main([*command[1:], "--passes", "1", "-q"]) == 0
    assert (here / "classes.gif").exists()


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("a,b\n1,2\n3,4\n5,5\n", "sgdviz lesson line --data a.csv --x a --y b -o line.gif"),
        ("1,2\n3,4\n5,5\n", "sgdviz lesson line --data a.csv --x 1 --y 2 -o line.gif"),
        ("a b,c\n1,2\n3,4\n5,5\n", "sgdviz lesson line --data a.csv --x 'a b' --y c -o line.gif"),
        ("a,b\nu,v\nw,x\n", None),
    ],
)
def test_the_command_suits_the_columns(here: Path, text: str, command: str | None) -> None:
    """Two columns of numbers are learned as a line, by name or by number; without numbers there is no command."""
    (here / "a.csv").write_text(text)
    lines = listing("a.csv")
    assert [line.strip() for line in lines[-2:]] == ["try:", command] if command else "try:" not in lines
