"""The report of a batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from gallery_helpers import result_of, sweep_of

from sgdviz.errors import OutputError
from sgdviz.jobs.gallery import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_every_job_is_an_entry(tmp_path: Path, short_run: Recording) -> None:
    """An entry has status, reason, seconds and cost of a job, and size and hash of each output."""
    results = sweep_of(tmp_path, short_run)
    write_report(iter(results), tmp_path)
    entries = json.loads((tmp_path / "report.json").read_text())
    assert [entry["name"] for entry in entries] == [result.name for result in results]
    assert entries[0]["status"] == "made"
    assert entries[0]["seconds"] == 0.25
    assert entries[0]["final_cost"] == results[0].final_cost
    assert entries[0]["settings"] == {"lesson": "line", "step_size": 0.003, "seed": 0}
    assert [file["path"] for file in entries[0]["outputs"]] == ["out/line.gif", "out/line.svg"]
    for file, output in zip(entries[0]["outputs"], results[0].outputs, strict=True):
        assert (file["bytes"], file["sha256"]) == (output.bytes, output.sha256)
    assert (entries[-1]["status"], entries[-1]["reason"]) == ("failed", "d.csv: no such file")
    assert entries[-1]["final_cost"] is None


def test_a_job_has_a_line(tmp_path: Path) -> None:
    """A report of no jobs is an empty list, and else a line holds a job; numbers that JSON has not are texts."""
    write_report([], tmp_path)
    assert json.loads((tmp_path / "report.json").read_text()) == []
    write_report([result_of("a", settings={"top": [float("nan")]}, final_cost=float("inf")), result_of("b")], tmp_path)
    text = (tmp_path / "report.json").read_text()
    assert text.count("\n") == 4
    (one, _) = json.loads(text, parse_constant=pytest.fail)
    assert (one["settings"], one["final_cost"]) == ({"top": ["nan"]}, None)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The error names the report."""
    with pytest.raises(OutputError, match=r"report\.json"):
        write_report([], tmp_path / "no")
