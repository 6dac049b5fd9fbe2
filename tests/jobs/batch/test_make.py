"""Making one job: the bytes of the command that a job stands for, and why one fails."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from batch_helpers import TINY

import sgdviz
from sgdviz.cli import main
from sgdviz.jobs.batch.command import Commands
from sgdviz.jobs.batch.make import make
from sgdviz.jobs.batch.read import read_jobs
from sgdviz.jobs.batch.task import Made, Task

HOUSES = "size,price\n1,2\n2,3\n3,5\n4,6\n"


def made(settings: dict[str, Any]) -> tuple[Made, str]:
    """Make the job of these settings here, and return what it made with its command."""
    (job,) = read_jobs([settings], Path.cwd()).jobs
    files = {name: Path(name).read_bytes() for name in job.files()}
    return make(Task(job.name, job.recipe.kind, job.settings, job.outputs, files)), Commands("").of(job)


@pytest.mark.parametrize(
    "settings",
    [
        {**TINY, "output": ["a.gif", "b.svg"], "seed": 3, "step_size": [0.01, 0.1], "size": "400x240"},
        {**TINY, "output": ["a.gif", "b.npz"], "start": {"m": 1, "b": 0}, "title": "It's", "theme": "own.toml"},
        {**TINY, "data": "houses.csv", "x": "size", "y": "price", "output": "a.gif", "embed_recording": True},
        {"recording": ["run.npz", "other.npz"], "size": [600, 300], "frames": 3, "output": "a.gif"},
        {"recording": "run.npz", "at": [1, 2], "output": "a.pdf", "transparent": True, "card": False},
    ],
)
@pytest.mark.usefixtures("here")
def test_a_job_makes_the_bytes_of_its_command(settings: dict[str, Any], short_run: sgdviz.Recording) -> None:
    """The command that a job is reported with writes the same outputs, byte for byte."""
    Path("own.toml").write_text("line = '#3366cc'\n")
    Path("houses.csv").write_text(HOUSES)
    short_run.save("run.npz")
    short_run.save("other.npz")
    here, command = made(settings)
    assert here.failed == ""
    assert main([*shlex.split(command)[1:], "--quiet"]) == 0
    for output, data in here.outputs.items():
        assert data == Path(output).read_bytes(), output
    assert here.frames >= 2
    assert here.still[8:12] == b"WEBP"


@pytest.mark.usefixtures("here")
def test_the_tables_of_a_lesson_make_a_lesson_of_ones_own() -> None:
    """Tables alone are a lesson; over a lesson they replace its entries, and another name the whole table."""
    drawn = {"size": "270x160", "panels": "loss", "frames": 2}
    alone, _ = made(
        {
            **drawn,
            "model": {"name": "line"},
            "data": {"name": "post"},
            "optimizer": {"name": "sgd", "step_size": 0.01},
            "training": {"passes": 1, "seed": 0},
        }
    )
    expected = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, seed=0).cost[-1]
    assert (alone.failed, alone.final_cost) == ("", expected)
    adam, _ = made({**drawn, "lesson": "line", "optimizer": {"name": "adam"}, "training": {"passes": 1, "seed": 0}})
    expected = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.Adam(), passes=1, seed=0).cost[-1]
    assert (adam.failed, adam.final_cost) == ("", expected)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({**TINY, "start": {"q": 1}}, "start"),
        ({**TINY, "data": "houses.csv", "x": "sise", "y": "price"}, "houses.csv has no column 'sise'; did you mean"),
        ({"recording": "houses.csv"}, "houses.csv "),
        ({**TINY, "theme": "bad.toml"}, "bad.toml: unknown key 'lin'"),
        ({**TINY, "at": 1, "output": "a.gif"}, "step 1 was asked for, and no output is a still"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_reason_names_files_as_the_job_does(settings: dict[str, Any], reason: str) -> None:
    """A failure is a reason in one line, in which no temporary folder is named."""
    Path("houses.csv").write_text(HOUSES)
    Path("bad.toml").write_text("lin = '#3366cc'\n")
    failed, _ = made(settings)
    assert failed.failed.startswith(reason)
    assert "sgdviz-" not in failed.failed
    assert "\n" not in failed.failed
    assert failed.outputs == {}
