"""Scripts and articles in a batch: only when they are allowed, each in a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from batch_helpers import TINY
from helpers import names

import sgdviz
from sgdviz.cli import main

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("here")]


def test_scripts_and_articles_make_what_their_verbs_make() -> None:
    """The outputs of a script are those of `sgdviz run`; the pictures of an article are below its output."""
    shutil.copy(ROOT / "examples" / "plain_loop.py", "train.py")
    shutil.copy(ROOT / "examples" / "line.md", "line.md")
    jobs: list[dict[str, Any]] = [
        {"script": "train.py", "output": ["t.gif", "t.npz"], "frames": 5},
        {"article": "line.md", "output": "pictures/", "size": "400x200"},
    ]
    results = {result.name: result for result in sgdviz.batch(jobs, allow_code=True, output_dir="o", workers=1)}
    assert [results[name].status for name in ("train", "line")] == ["made", "made"], results
    assert main(["run", "train.py", "-q", "-o", "t.gif", "--record", "t.npz", "--frames", "5"]) == 0
    assert Path("o/t.gif").read_bytes() == Path("t.gif").read_bytes()
    assert Path("o/t.npz").read_bytes() == Path("t.npz").read_bytes()
    assert main(["post", "line.md", "-q", "--size", "400x200"]) == 0
    pictures = [output.path for output in results["line"].outputs]
    assert pictures == ["pictures/line.gif", "pictures/parameters.svg"]
    for picture in pictures:
        assert Path("o", picture).read_bytes() == Path("img", Path(picture).name).read_bytes()
    again = sgdviz.batch(jobs, allow_code=True, output_dir="o")
    assert [result.status for result in again] == ["whole", "whole"]


def test_code_that_fails_fails_its_job_alone() -> None:
    """The reason has the exit code and the last line; code that ends its process, or trains nothing, is one as well."""
    Path("raises.py").write_text("raise ValueError('oh no')\n")
    Path("ends.py").write_text("import os\nprint('bye', flush=True)\nos._exit(7)\n")
    Path("nothing.py").write_text("print(1)\n")
    Path("reads.py").write_text("input()\n")
    scripts = ["raises.py", "ends.py", "nothing.py", "reads.py", "gone.py"]
    jobs: list[dict[str, Any]] = [{"matrix": {"script": scripts}, "output": "{script}.gif"}, {**TINY, "name": "fine"}]
    results = {result.name: result for result in sgdviz.batch(jobs, allow_code=True, workers=2)}
    assert results.pop("fine").status == "made"
    assert {result.status for result in results.values()} == {"failed"}
    reasons = [results[f"script-{script.removesuffix('.py')}"].reason for script in scripts]
    assert reasons[0] == "raises.py ended with exit code 1 (ValueError: oh no)"
    assert reasons[1] == "ends.py ended with exit code 7 (bye)"
    assert reasons[2].startswith("nothing was recorded of nothing.py: ")
    assert reasons[3].startswith("reads.py ended with exit code 1 (EOFError: ")
    assert reasons[4].startswith("cannot read gone.py: No such file or directory")


def test_a_script_gets_its_arguments_its_answers_and_its_limit() -> None:
    """The animation is of the steps up to the limit, with the numbers that the script was given."""
    script = """import sys
w, rate = float(input()), float(sys.argv[1])
while True:
    for x, y in ((1.0, 2.0), (2.0, 3.9), (3.0, 6.1)):
        error = w * x - y
        w -= rate * error * x
"""
    Path("asks.py").write_text(script)
    job = {"script": "asks.py", "arguments": ["0.02"], "input": ["0.5"], "max_steps": 9, "output": ["a.gif", "a.npz"]}
    (result,) = sgdviz.batch([job], allow_code=True, workers=1)
    assert result.status == "made", result.reason
    recording = sgdviz.Recording.load("a.npz")
    assert recording.step[-1] == 9
    assert recording.params[0, 0] == 0.5
    assert result.command == "sgdviz run asks.py -o a.gif --record a.npz --input 0.5 --max-steps 9 -- 0.02"


def test_code_is_not_run_unless_it_is_allowed() -> None:
    """The fault names the option, and the script has not run."""
    Path("a.py").write_text("open('ran', 'w').close()\n")
    with pytest.raises(sgdviz.JobsError, match=r"jobs\[0\]\.script: runs the code of a script; give allow_code=True"):
        sgdviz.batch([{"script": "a.py"}])
    assert names(Path.cwd()) == ["a.py"]
