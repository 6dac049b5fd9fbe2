"""The gallery as a file: its bytes, its jobs, and what a hostile name cannot do."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from gallery_helpers import animation_of, result_of, sweep_of
from helpers import names

from sgdviz.errors import OutputError
from sgdviz.jobs.gallery import page, still_of, write_gallery

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def jobs_of(folder: Path) -> list[dict[str, Any]]:
    """Return the jobs in the page."""
    text = (folder / "index.html").read_text()
    found = re.search('<script type="application/json" id="jobs">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    jobs: list[dict[str, Any]] = json.loads(found[1])
    return jobs


def test_the_page_has_each_job(tmp_path: Path, short_run: Recording) -> None:
    """A job has its still, its alt text, its files, its values and its command."""
    results = sweep_of(tmp_path, short_run)
    write_gallery(iter(results), tmp_path)
    jobs = jobs_of(tmp_path)
    assert [job["name"] for job in jobs] == [result.name for result in results]
    assert jobs[0]["parameters"] == {"lesson": "line", "step_size": 0.003, "seed": 0}
    assert b64decode(jobs[0]["still"]) == results[0].still
    assert jobs[0]["alt"] == animation_of(short_run).alt_text
    assert [file["link"] for file in jobs[0]["files"]] == ["out/line.gif", "out/line.svg"]
    assert jobs[0]["command"] == results[0].command
    assert (jobs[-1]["failed"], jobs[-1]["still"]) == ("d.csv: no such file", "")
    assert names(tmp_path) == ["index.html", "out"]


def test_the_bytes_do_not_depend_on_when_jobs_were_made(tmp_path: Path, short_run: Recording) -> None:
    """Jobs that were skipped, whose times and reasons are others, give the same page."""
    results = sweep_of(tmp_path, short_run)
    write_gallery(results, tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    skipped = [
        result if result.status == "failed" else replace(result, status="whole", reason="unchanged", seconds=9.5)
        for result in results
    ]
    write_gallery(skipped, tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before
    write_gallery(results[1:], tmp_path)
    assert (tmp_path / "index.html").read_bytes() != before


def test_the_policy_allows_the_script_of_the_page_alone(tmp_path: Path) -> None:
    """The hash in the policy is that of the script, and no address of a network is allowed."""
    write_gallery([result_of()], tmp_path)
    text = (tmp_path / "index.html").read_text()
    found = re.search('<script type="module">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    assert f"script-src 'sha256-{b64encode(sha256(found[1].encode()).digest()).decode()}'" in text
    assert "http:" not in text.replace("http://www.w3.org", "")
    assert "https:" not in text


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--<script>", "\udcff", "$jobs", "ü"])
def test_a_hostile_name_stays_a_name(tmp_path: Path, name: str) -> None:
    """Neither a name nor a title ends an element, and bytes that are no text are replaced."""
    write_gallery([result_of(name), result_of("b")], tmp_path, title=name.replace("\udcff", "x"))
    jobs = jobs_of(tmp_path)
    assert [job["name"] for job in jobs] == [name.replace("\udcff", "?"), "b"]
    assert (tmp_path / "index.html").read_text().count("<script") == 2


def test_stills_that_would_fill_the_memory_are_left_out(
    tmp_path: Path, short_run: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jobs after the limit have no still, and keep its shape and its alt text."""
    still = still_of(animation_of(short_run))
    monkeypatch.setattr(page, "MOST_STILLS", 3 * len(still))
    write_gallery([result_of(str(number), still=still) for number in range(5)], tmp_path)
    jobs = jobs_of(tmp_path)
    assert [bool(job["still"]) for job in jobs] == [True, True, False, False, False]
    assert {(tuple(job["size"]), job["alt"]) for job in jobs} == {((400, 200), animation_of(short_run).alt_text)}


def test_a_gallery_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """The page is replaced when it is whole."""
    write_gallery([result_of("old")], tmp_path)

    def lost() -> Any:
        yield result_of("new")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"index\.html: No space left"):
        write_gallery(lost(), tmp_path)
    assert [job["name"] for job in jobs_of(tmp_path)] == ["old"]
    assert names(tmp_path) == ["index.html"]
