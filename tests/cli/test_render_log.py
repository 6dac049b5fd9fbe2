"""`sgdviz render log.csv`: parameters that another program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import names

from sgdviz.cli import main

if TYPE_CHECKING:
    from pathlib import Path

DATA = ["--data", "d.csv", "--x", "size", "--y", "price"]
PREDICT = ["--predict", "w*size + b"]


@pytest.fixture
def logs(here: Path) -> Path:
    """A folder with data and two logs."""
    (here / "d.csv").write_text("size,price\n1,2.1\n2,3.9\n3,6.2\n")
    for name, pace in (("slow", 0.1), ("fast", 0.3)):
        rows = "".join(f"{step},{2 * (1 - (1 - pace) ** step)},0.1\n" for step in range(12))
        (here / f"{name}.csv").write_text(f"step,w,b\n{rows}")
    return here


def test_a_log_becomes_an_animation(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log with its data and formula is drawn like a recording."""
    assert main(["render", "slow.csv", *DATA, *PREDICT, "-o", "run.gif", "-o", "run.svg"]) == 0
    assert "run.gif: 12 frames" in capsys.readouterr().out
    assert {"run.gif", "run.svg"} <= {*names(logs)}


def test_logs_are_compared(logs: Path) -> None:
    """Several logs are runs side by side, called after their files."""
    assert main(["render", "slow.csv", "fast.csv", *DATA, *PREDICT, "-q", "-o", "both.svg", "--at", "11"]) == 0
    text = (logs / "both.svg").read_text(encoding="utf-8")
    assert "slow: " in text
    assert "fast: " in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["slow.csv"], "a log needs --data FILE, --x, --y and --predict FORMULA; --data is missing"),
        (["slow.csv", *DATA], "--predict is missing"),
        (["slow.csv", *DATA[:4], *PREDICT], "--y is missing"),
        (["slow.csv", *DATA, "--predict", "w*size + c"], "the formula names 'c', which is neither"),
        (["slow.csv", *DATA, "--predict", "().__class__"], "unknown function"),
        (["slow.csv", *DATA, "--predict", "open('stolen', 'w')"], "unknown function 'open'"),
        (["none.csv", *DATA, *PREDICT], "none.csv"),
    ],
)
def test_what_is_missing_is_named(
    logs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """One line on stderr, exit code 2, and nothing is written or run."""
    before = names(logs)
    assert main(["render", *arguments, "-o", "run.gif"]) == 2
    error = capsys.readouterr().err
    assert said in error or "is no arithmetic" in error
    assert error.count("\n") == 1
    assert names(logs) == before


def test_an_output_is_never_an_input(logs: Path) -> None:
    """The log and its data stay."""
    (logs / "d.svg").write_text("size,price\n1,2\n2,4\n3,5\n")
    assert main(["render", "slow.csv", "--data", "d.svg", *DATA[2:], *PREDICT, "-q", "-o", "d.svg"]) == 2
    assert (logs / "d.svg").read_text().startswith("size,price")
