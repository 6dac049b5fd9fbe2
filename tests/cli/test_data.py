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
        (
            "id,size,height,sold\n7,5,1,no\n3,1,9,no\n9,2,4,yes\n2,8,6,yes\n",
            "sgdviz lesson classes --data a.csv --x size --x height --y sold -o classes.gif",
        ),
        (
            "n,alive,age,weight,kin,town\n1,0,5,9,1,a\n2,1,7,3,2,b\n3,0,9,8,2,c\n4,1,8,2,4,d\n",
            "sgdviz lesson classes --data a.csv --x weight --x kin --y alive -o classes.gif",
        ),
        ("a,b,c\n3,5,1\n4,1,2\n6,3,4\n7,4,5\n", "sgdviz lesson line --data a.csv --x a --y c -o line.gif"),
        ("level,pay\n1,10\n2,30\n3,90\n", "sgdviz lesson line --data a.csv --x level --y pay -o line.gif"),
        ("a,still,b\n1,5,2\n3,5,4\n5,5,5\n", "sgdviz lesson line --data a.csv --x a --y b -o line.gif"),
        ("a,sold\n1,no\n3,yes\n4,yes\n", "sgdviz lesson classes --data a.csv --x a --y sold -o classes.gif"),
    ],
)
def test_the_command_suits_the_columns(here: Path, text: str, command: str | None) -> None:
    """Two columns of numbers are learned as a line, by name or by number; without numbers there is no command."""
    (here / "a.csv").write_text(text)
    lines = listing("a.csv")
    assert [line.strip() for line in lines[-2:]] == ["try:", command] if command else "try:" not in lines


def test_several_classes_are_offered_one_against_the_rest(here: Path) -> None:
    """A last column of a few words is a second command; each command that is offered works."""
    rows = "".join(f"{number % 7},{number % 5},{('oak', 'elm', 'red ash')[number % 3]}\n" for number in range(12))
    (here / "a.csv").write_text("tall,wide,tree\n" + rows)
    *_, line, classes = listing("a.csv")
    assert line.strip() == "sgdviz lesson line --data a.csv --x tall --y wide -o line.gif"
    assert classes.strip() == (
        "sgdviz lesson classes --data a.csv --x tall --x wide --y tree --class 'red ash' -o classes.gif"
    )
    assert main([*shlex.split(classes)[1:], "--passes", "1", "-q"]) == 0


def test_a_few_words_among_numbers_are_named(here: Path) -> None:
    """A column of numbers with an odd cell is one to mend, and no column of many classes."""
    rows = "".join(f"{number % 7}.5,{number * number},{number % 3}\n" for number in range(60))
    (here / "a.csv").write_text(f"a,b,c\n{rows}?,none,1\nabout 3,4,2\n2,unknown,2\n", encoding="utf-8")
    described = [line[8:].strip() for line in listing("a.csv")[1:4]]
    assert described == ["numbers, but for 'about 3'", "numbers, but for 'none' and 1 more", "numbers, 0 to 2"]


def test_a_file_sorted_by_class_is_described_by_all_of_it(here: Path) -> None:
    """Rows from everywhere decide what a column holds, and the listing says how many they are."""
    rows = "".join(f"{number},{'no' if number < 3000 else 'yes'},7\n" for number in range(1, 6001))
    (here / "a.csv").write_text("n,sold,of\n" + rows)
    head, number, sold, of, *_ = listing("a.csv")
    assert head == "a.csv has 3 columns, described by 2,000 of its 6,000 rows:"
    assert number.startswith("  1  n     numbers, ")
    assert sold == "  2  sold  2 classes: no, yes"
    assert of == "  3  of    always 7"


def test_a_last_column_of_numbers_is_offered_beside_classes(here: Path) -> None:
    """Two classes in the middle of a file may not be what it is about: its last column usually is."""
    (here / "a.csv").write_text("near,rooms,price\nno,3,5\nyes,4,9\nyes,6,8\nno,5,7\n")
    assert [line.strip() for line in listing("a.csv")[-2:]] == [
        "sgdviz lesson classes --data a.csv --x rooms --x price --y near -o classes.gif",
        "sgdviz lesson line --data a.csv --x rooms --y price -o line.gif",
    ]
