"""The scripts that measure, and the batch render to copy: each runs on a small case."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import sgdviz
from sgdviz import cli

if TYPE_CHECKING:
    from sgdviz import Recording

SCRIPTS = Path(__file__).parents[1] / "scripts"


def output_of(*command: object) -> str:
    """Run a Python script and return what it prints; it must succeed."""
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("option", "value"), [("--theme", "dark"), ("--panels", "loss")])
def test_fidelity_is_high_for_a_gif_and_low_for_another(here: Path, option: str, value: str) -> None:
    """The worst frame of a GIF is near the drawn ones, and far from those of other options."""
    assert cli.main(["lesson", "line", "-q", "-o", "a.gif", "--size", "400x200", option, value]) == 0
    script = SCRIPTS / "benchmark" / "fidelity.py"
    same, other = (
        float(output_of(script, here / "a.gif", "--size", "400x200", *options).removesuffix(" dB\n"))
        for options in ((option, value), ())
    )
    assert same > 35
    assert other < 25


@pytest.mark.slow
def test_the_worst_frame_of_any_format_is_found(
    short_run: Recording, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lossless formats are exact, others near the drawn frames, and a film with one other frame is far from them."""
    monkeypatch.syspath_prepend(SCRIPTS / "benchmark")
    near = importlib.import_module("near")
    even: dict[str, Any] = {"size": (400, 200), "hold_first": 0.04, "hold_last": 0.04}
    made = ["a.apng", "a.webp", "a.gif", "a.mp4", "a.webm"]
    sgdviz.animate(short_run, **even).save("drawn/", *made)
    said = [near.worst_frame(here / name, here / "drawn") for name in ("drawn", *made)]
    assert said[:3] == ["exact"] * 3
    assert all(float(each.removesuffix(" dB")) > 34 for each in said[3:])
    (here / "drawn" / "frame_0005.png").write_bytes((here / "drawn" / "frame_0013.png").read_bytes())
    assert all(float(near.worst_frame(here / name, here / "drawn").removesuffix(" dB")) < 30 for name in made)


@pytest.mark.slow
def test_the_table_of_lessons_has_a_row_for_each(here: Path) -> None:
    """Every lesson has its frames, bytes and seconds, and the last row adds them up."""
    table = output_of(SCRIPTS / "benchmark" / "lessons.py", here / "made")
    rows = re.findall(r"^\| ([\w-]+) \|\s*(\d*)\s*\| ([\d,]+) \|", table, flags=re.MULTILINE)
    sizes = {name: int(size.replace(",", "")) for name, _, size in rows}
    assert sizes.pop("all") == sum(sizes.values())
    assert sizes == {path.stem: path.stat().st_size for path in (here / "made").iterdir()}


@pytest.mark.slow
def test_the_sweep_renders_every_combination(here: Path) -> None:
    """Four seeds and four step sizes are sixteen GIFs, each with a line about it, and the same again at once."""
    *lines, last = output_of(SCRIPTS / "sweep", here / "sweep").splitlines()
    made = {path: path.stat().st_mtime_ns for path in (here / "sweep").glob("step_*_seed_*.gif")}
    assert len(lines) == len(made) == 16
    assert sum(": " in line and "diverged" in line for line in lines) == 4
    assert last == f"{here / 'sweep'}/index.html shows them all"
    assert output_of(SCRIPTS / "sweep", here / "sweep").splitlines() == [*lines, last]
    assert {path: path.stat().st_mtime_ns for path in made} == made
