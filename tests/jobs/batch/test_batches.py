"""`sgdviz.batch`: whole outputs are skipped, everything else is made, on any executor."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from batch_helpers import TINY, bytes_in
from helpers import names

import sgdviz
from sgdviz import JobResult
from sgdviz.jobs.batch import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

JOBS: list[dict[str, Any]] = [{**TINY, "name": "a", "output": "out/{seed}.gif", "matrix": {"seed": [0, 1, 2]}}]


class Here(Executor):
    """Makes each job at once in this thread."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*arguments, **named))
        return future


def made(jobs: Any = JOBS, **settings: Any) -> dict[str, JobResult]:
    """Make jobs in this thread, and return the results by name."""
    return {result.name: result for result in sgdviz.batch(jobs, Here(), **settings)}


def statuses(jobs: Any = JOBS, **settings: Any) -> list[str]:
    """Make jobs in this thread, and return what became of each, in the order of the names."""
    return [result.status for _, result in sorted(made(jobs, **settings).items())]


@pytest.mark.usefixtures("here")
def test_a_second_call_has_nothing_to_do() -> None:
    """All outputs are whole, and neither they nor the pages are written again; the report then says so."""
    assert statuses() == ["made"] * 3
    before = {path: path.stat().st_mtime_ns for path in [*Path("out").iterdir(), Path("index.html")]}
    assert statuses() == ["whole"] * 3
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert [entry["status"] for entry in json.loads(Path("report.json").read_text())] == ["whole"] * 3


@pytest.mark.usefixtures("here")
def test_a_result_has_the_facts_of_its_job() -> None:
    """Settings, outputs with their hashes, cost and command are those of the job; a skipped one has the same."""
    first, again = made()["a-1"], made()["a-1"]
    assert first.settings == {**TINY, "seed": 1}
    assert first.outputs[0].path == "out/1.gif"
    assert first.outputs[0].bytes == Path("out/1.gif").stat().st_size
    assert first.command.startswith("sgdviz lesson line -o out/1.gif --size 270x160 --panels loss")
    assert (
        first.final_cost == sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, seed=1).cost[-1]
    )
    for name in ("settings", "outputs", "final_cost", "frames", "command", "seconds", "notes"):
        assert getattr(again, name) == getattr(first, name), name


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda: Path("out/1.gif").unlink(), "out/1.gif is missing"),
        (lambda: Path("out/1.gif").write_bytes(b"x"), "out/1.gif was changed"),
        (lambda: os.utime("out/1.gif", (1, 1)), "out/1.gif was changed"),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_output_that_is_not_whole_is_made_again(change: Callable[[], object], reason: str) -> None:
    """A missing or changed output is made again alone, with the same bytes."""
    made()
    before = bytes_in(Path.cwd())
    change()
    results = made()
    assert [results[f"a-{seed}"].status for seed in range(3)] == ["whole", "made", "whole"]
    assert results["a-1"].reason == reason
    assert bytes_in(Path.cwd()) == before


@pytest.mark.usefixtures("here")
def test_other_bytes_of_the_same_size_and_time_are_found_by_verify() -> None:
    """By size and time the output is whole; `verify` reads it."""
    made()
    path = Path("out/1.gif")
    found = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert statuses() == ["whole"] * 3
    results = made(verify=True)
    assert (results["a-1"].status, results["a-1"].reason) == ("made", "out/1.gif has other bytes")
    assert results["a-0"].status == "whole"


@pytest.mark.usefixtures("here")
def test_outputs_that_were_copied_are_whole_by_their_hashes() -> None:
    """A copy has another time, and is made again; with `verify` the same bytes will do."""
    made()
    shutil.copy("out/1.gif", "copy")
    Path("copy").replace("out/1.gif")
    assert statuses(verify=True) == ["whole"] * 3
    assert statuses() == ["whole", "made", "whole"]


@pytest.mark.usefixtures("here")
def test_other_options_and_versions_and_force_make_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says which."""
    made()
    assert made([{**JOBS[0], "passes": 2}])["a-0"].reason == "its options have changed"
    monkeypatch.setattr(fingerprint, "__version__", "9.9")
    assert made([{**JOBS[0], "passes": 2}])["a-0"].reason == f"it was made by sgdviz {sgdviz.__version__}"
    assert made([{**JOBS[0], "passes": 2}], force=True)["a-0"].reason == "it is forced"


@pytest.mark.usefixtures("here")
def test_an_input_that_changes_makes_its_jobs_again() -> None:
    """Only the jobs that read it are made, and a file that is listed among the inputs counts as well."""
    Path("houses.csv").write_text("size,price\n1,2\n2,3\n3,5\n4,6\n")
    Path("note.txt").write_text("1")
    jobs = [
        {**TINY, "data": "houses.csv", "x": "size", "y": "price", "name": "data"},
        {**TINY, "name": "noted", "inputs": ["note.txt"]},
        {**TINY, "name": "other"},
    ]
    assert statuses(jobs) == ["made"] * 3
    Path("houses.csv").write_text("size,price\n1,2\n2,3\n3,5\n4,7\n")
    results = made(jobs)
    assert [results[name].status for name in ("data", "noted", "other")] == ["made", "whole", "whole"]
    assert results["data"].reason == "an input has changed"
    Path("note.txt").write_text("2")
    assert statuses(jobs) == ["whole", "made", "whole"]


@pytest.mark.usefixtures("here")
def test_a_file_that_changes_while_the_batch_runs_is_seen() -> None:
    """Each job is of one state of the file, and those of the old one are made again by the next call."""
    old, new = ("size,price\n" + "".join(f"{x},{y}\n" for x, y in enumerate(ys)) for ys in ([1, 2, 3, 5], [9, 6, 3, 1]))
    Path("houses.csv").write_text(old)
    jobs = [{**TINY, "data": "houses.csv", "x": "size", "y": "price", "matrix": {"seed": [0, 1, 2, 3]}}]
    for number, _ in enumerate(sgdviz.batch(jobs, Here(), in_flight=1)):
        if number == 1:
            Path("houses.csv").write_text(new)
    mixed = bytes_in(Path.cwd())
    assert statuses(jobs) == ["made", "made", "whole", "whole"]
    after = bytes_in(Path.cwd())
    made(jobs, output_dir="fresh")
    fresh = bytes_in(Path("fresh"))
    assert mixed["houses-0.gif"] != after["houses-0.gif"]
    assert all(after[f"houses-{seed}.gif"] == fresh[f"houses-{seed}.gif"] for seed in range(4))


@pytest.mark.usefixtures("here")
def test_a_job_that_fails_does_not_stop_the_others() -> None:
    """A missing file is one job's failure, which is tried again by the next call; `fail_fast` stops there."""
    jobs = [{**TINY, "name": "a"}, {**TINY, "name": "b", "data": "missing.csv"}, {**TINY, "name": "c"}]
    results = made(jobs)
    assert [results[name].status for name in "abc"] == ["made", "failed", "made"]
    assert results["b"].reason == "cannot read missing.csv: No such file or directory; check the path"
    assert made(jobs)["b"].status == "failed"
    jobs = [{**TINY, "name": "x", "start": {"q": 1}}, {**TINY, "name": "y"}, {**TINY, "name": "z"}]
    assert [result.name for result in sgdviz.batch(jobs, Here(), fail_fast=True, in_flight=1)] == ["x"]
    report = json.loads(Path("report.json").read_text())
    assert [(entry["name"], entry["status"]) for entry in report] == [("x", "failed")]


@pytest.mark.usefixtures("here")
def test_only_some_jobs_are_made() -> None:
    """Patterns are of names and of outputs; the pages have all that is whole."""
    assert list(made(only="a-[01]")) == ["a-0", "a-1"]
    assert list(made(only=["out/2*"])) == ["a-2"]
    assert [entry["name"] for entry in json.loads(Path("report.json").read_text())] == ["a-0", "a-1", "a-2"]
    with pytest.raises(sgdviz.InputError, match="no job is called 'b'; --dry-run lists them all"):
        made(only="b")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["threads", "processes", "pool"])
def test_every_executor_makes_the_same_bytes(here: Path, kind: str) -> None:
    """Threads, processes and the pool of this machine write what one thread writes, and nothing else."""
    jobs = [*JOBS, {**TINY, "name": "b", "output": ["b.svg", "b.npz"]}, {**TINY, "name": "no", "start": {"q": 1}}]
    made(jobs, output_dir="here")
    if kind == "pool":
        results = list(sgdviz.batch(jobs, output_dir="there", workers=2))
    else:
        pool = ThreadPoolExecutor(3) if kind == "threads" else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        with pool:
            results = list(sgdviz.batch(jobs, pool, output_dir="there"))
    assert sorted(result.status for result in results) == ["failed"] + ["made"] * 4
    assert bytes_in(here / "there") == bytes_in(here / "here")
    assert names(here / "there") == names(here / "here")


@pytest.mark.usefixtures("here")
def test_a_link_that_leaves_the_folder_fails_its_job() -> None:
    """Nothing is written through it, and the other jobs are made."""
    Path("o").mkdir()
    Path("elsewhere").mkdir()
    Path("o/out").symlink_to(Path("elsewhere").absolute())
    results = made([*JOBS, {**TINY, "name": "b"}], output_dir="o")
    assert [results[name].status for name in ("a-0", "a-1", "a-2", "b")] == ["failed"] * 3 + ["made"]
    assert results["a-0"].reason == "cannot write out/0.gif: a link leads out of the output folder; remove the link"
    assert names(Path("elsewhere")) == []


@pytest.mark.usefixtures("here")
def test_a_full_disk_fails_a_job_and_keeps_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The output and the ledger are as before, nothing is left behind, and the next call makes it."""
    made()
    before = bytes_in(Path.cwd())
    with monkeypatch.context() as full:
        refuse = OSError(28, "No space left on device")

        def finished(_: object) -> None:
            raise sgdviz.OutputError(f"cannot write out/0.gif: {refuse.strerror}") from refuse

        full.setattr("sgdviz.atomic.Transaction.finished", finished)
        assert statuses([{**JOBS[0], "passes": 2}]) == ["failed"] * 3
    after = {name: data for name, data in bytes_in(Path.cwd()).items() if name != "index.html"}
    assert after == {name: data for name, data in before.items() if name != "index.html"}
    assert statuses() == ["whole"] * 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"executor": 3}, "executor is 3; give a concurrent.futures.Executor"),
        ({"executor": Here(), "workers": 2}, "executor and workers were given"),
        ({"workers": 0}, "workers is 0; give a whole number of at least 1"),
        ({"in_flight": 0}, "in flight is 0; give a whole number of at least 1"),
        ({"fail_fast": 1}, "fail fast is 1; give True or False"),
        ({"output_dir": 3}, "output dir is 3; give a path"),
    ],
)
@pytest.mark.usefixtures("here")
def test_arguments_are_checked_before_anything_is_made(arguments: dict[str, Any], message: str) -> None:
    """The call itself raises, and no folder is made."""
    with pytest.raises(sgdviz.InputError, match=message):
        sgdviz.batch(JOBS, **arguments)
    assert names(Path.cwd()) == []


@pytest.mark.parametrize("jobs", [3, "missing.toml", []])
@pytest.mark.usefixtures("here")
def test_what_is_no_jobs_is_refused(jobs: Any) -> None:
    """A number, a file that is not there, and an empty list are errors of input."""
    with pytest.raises(
        sgdviz.InputError, match=r"jobs is 3; give the path|missing\.toml: .* cannot be read|has no jobs"
    ):
        sgdviz.batch(jobs)
