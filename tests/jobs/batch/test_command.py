"""The command line of a job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sgdviz.jobs.batch.command import Commands
from sgdviz.jobs.batch.read import read_jobs


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        ({"lesson": "line", "seed": 3}, "sgdviz lesson line -o line.gif --seed 3"),
        ({"lesson": "line", "matrix": {"seed": [3]}}, "sgdviz lesson line -o line-3.gif --seed 3"),
        ({"matrix": {"lesson": ["line"]}, "rewind": False}, "sgdviz lesson line -o lesson-line.gif --no-rewind"),
        (
            {"recording": ["a b.npz", "c.npz"], "output": "x.gif", "size": [9, 8], "title": "It's"},
            "sgdviz render 'a b.npz' c.npz -o x.gif --size 9x8 --title 'It'\"'\"'s'",
        ),
        (
            {"script": "t.py", "output": ["t.gif", "t.npz"], "arguments": ["--lr", "1"], "panels": ["fit", "loss"]},
            "sgdviz run t.py -o t.gif --record t.npz --panels fit,loss -- --lr 1",
        ),
        (
            {"lesson": "line", "start": {"m": 1}, "every": "pass"},
            "sgdviz lesson line -o line.gif --start m=1 --every pass",
        ),
        ({"lesson": "line", "scene": {"scale": 2}}, ""),
        ({"article": "a.md"}, ""),
    ],
)
def test_a_command_has_the_options_of_the_verb(settings: dict[str, Any], command: str) -> None:
    """It can be typed as it stands; tables of a lesson and articles have no verb that makes the same files."""
    (job,) = read_jobs([settings], Path.cwd(), allow_code=True).jobs
    assert Commands("").of(job) == command


def test_a_job_without_such_a_verb_is_made_by_the_batch() -> None:
    """The command chooses the job by its name."""
    (job,) = read_jobs([{"article": "a.md", "name": "my [post]"}], Path.cwd(), allow_code=True).jobs
    assert Commands("jobs.toml").of(job) == "sgdviz batch jobs.toml --only 'my [[]post]'"
