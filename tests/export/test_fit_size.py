"""A GIF of at most so many bytes: the first step down the ladder that fits."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from helpers import job_of, read_gif

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.export.fit_size import LADDER, Reduction, encoded, gif_within, reduced
from sgdviz.export.gif import Quality

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("limit", "given_up"),
    [
        (10_000_000, r""),
        (135_000, r"16 colours instead of 32, rougher edges"),
        (60_000, r"16 colours instead of 32, rougher edges, \d+% of the frames"),
        (4_000, r"16 colours instead of 32, rougher edges, 4% of the frames, \d+% of the size"),
    ],
)
def test_no_more_is_given_up_than_must_be(run: Recording, tmp_path: Path, limit: int, given_up: str) -> None:
    """The GIF fits, the step of the ladder before it does not, and the duration is that of the animation."""
    animation = sgdviz.animate(run, every=2, size=(400, 200))
    (output,) = animation.save(tmp_path / "a.gif", max_size=limit)
    assert output.bytes == (tmp_path / "a.gif").stat().st_size <= limit
    assert re.fullmatch(given_up, output.given_up)
    step = [str(reduction) for reduction in LADDER].index(output.given_up)
    assert step == 0 or encoded(reduced(job_of(animation), LADDER[step - 1]), limit, 1) is None
    frames, durations, _ = read_gif(tmp_path / "a.gif")
    assert sum(durations) == round(output.seconds * 1000)
    assert len(frames) <= output.frames
    assert output.seconds == pytest.approx(animation.seconds)


def test_a_limit_that_nothing_meets_is_refused(run: Recording, tmp_path: Path) -> None:
    """The error gives the size of the smallest GIF, which then fits; the old file stays."""
    (tmp_path / "a.gif").write_text("old")
    animation = sgdviz.animate(run, every=2)
    with pytest.raises(InputError, match=r"nothing fits into 500 bytes: the smallest .* has ([\d,]+) bytes") as caught:
        animation.save(tmp_path / "a.gif", max_size=500)
    assert (tmp_path / "a.gif").read_text() == "old"
    least = int(re.findall(r"has ([\d,]+) bytes", str(caught.value))[0].replace(",", ""))
    (output,) = animation.save(tmp_path / "a.gif", max_size=least)
    assert output.bytes == least


def test_the_gif_without_a_limit_is_the_ordinary_one(short_run: Recording, tmp_path: Path) -> None:
    """Without a reduction the bytes are those of `save` without a limit, from any number of processes."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    animation.save(tmp_path / "a.gif")
    ordinary = (tmp_path / "a.gif").read_bytes()
    calls: list[int] = []
    sized = gif_within(len(ordinary), job_of(animation), 1, lambda: calls.append(1))
    assert (sized.data, sized.cues, sized.given_up) == (ordinary, animation.cues, "")
    assert len(calls) == 13
    assert gif_within(len(ordinary), job_of(animation), 2).data == ordinary
    assert encoded(job_of(animation), len(ordinary) - 1) is None


def test_a_reduction_changes_the_job(run: Recording) -> None:
    """Colours and tolerance become the quality of the GIF; the frames are thinned and the picture is scaled."""
    job = job_of(sgdviz.animate(run, size=(400, 200), plays=2))
    less = reduced(job, Reduction(colors=16, tolerance=96, frames=0.5, scale=0.5))
    assert less.film.frames == len(less.shots) == pytest.approx(150, abs=2)
    assert (less.film.width, less.film.height, less.film.plays) == (200, 100, 2)
    assert less.chapters[0].layout.size == (200, 100)
    assert less.formats[0].settings == Quality(colors=16, tolerance=96)
    assert sum(cue.seconds for _, cue in less.shots) == pytest.approx(sum(cue.seconds for _, cue in job.shots))


def test_each_step_of_the_ladder_gives_up_more() -> None:
    """From step to step nothing is taken back, and there are several steps between all and half of the frames."""
    assert str(LADDER[0]) == ""
    for before, after in pairwise(LADDER):
        assert before != after
        assert before.colors >= after.colors
        assert before.tolerance <= after.tolerance
        assert before.frames >= after.frames
        assert before.scale >= after.scale
    assert sum(0.5 < reduction.frames < 1 for reduction in LADDER) >= 3


def test_a_gif_with_a_limit_can_be_transparent(short_run: Recording, tmp_path: Path) -> None:
    """A transparent GIF fits its limit and stays transparent."""
    animation = sgdviz.animate(short_run, transparent=True)
    (made,) = animation.save(tmp_path / "a.gif", max_size=40_000)
    assert made.bytes <= 40_000
    assert made.given_up
    assert (read_gif(tmp_path / "a.gif", "RGBA").frames[-1][..., 3] == 0).mean() > 0.5


def test_settings_that_gif_cannot_hold_are_refused(short_run: Recording) -> None:
    """The check of the film comes before any trial."""
    with pytest.raises(InputError, match="60 frames a second are too fast for a GIF"):
        gif_within(1000, job_of(sgdviz.animate(short_run, fps=60)))
