"""A size that must not be passed: the best picture that fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageSequence

import sgdviz
from sgdviz import InputError, Recording, cli
from sgdviz.cli_values import file_size
from sgdviz.fitting import LADDER
from sgdviz.pacing.thin import thinned

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("limit", "given_up"),
    [
        (10_000_000, r""),
        (130_000, r"16 colours instead of 32, rougher edges"),
        (60_000, r"16 colours instead of 32, rougher edges, \d+% of the frames"),
        (4_000, r"16 colours instead of 32, rougher edges, 4% of the frames, \d+% of the size"),
    ],
)
def test_no_more_is_given_up_than_must_be(run: Recording, tmp_path: Path, limit: int, given_up: str) -> None:
    """It fits, the step of the ladder before it does not, and the film lasts as long as it was to."""
    animation = sgdviz.animate(run, every=2, size=(400, 200))
    (output,) = animation.save(tmp_path / "a.gif", max_size=limit)
    assert output.bytes == (tmp_path / "a.gif").stat().st_size <= limit
    assert re.fullmatch(given_up, output.given_up)
    step = [str(reduction) for reduction in LADDER].index(output.given_up)
    if step:
        from sgdviz import fitting, pipeline
        from sgdviz.exporters import FORMATS
        from sgdviz.rendering import renderer_of

        film = pipeline.film_of(renderer_of(animation.scene, run), animation.cues, 0)
        job = pipeline.Job(animation.scene, run, animation.cues, film, (FORMATS[".gif"],))
        assert fitting.made(fitting.reduced(job, LADDER[step - 1]), limit, 1) is None
    with Image.open(tmp_path / "a.gif") as picture:
        assert sum(page.info["duration"] for page in ImageSequence.Iterator(picture)) == round(output.seconds * 1000)
    assert output.seconds == pytest.approx(sum(cue.seconds for cue in animation.cues))


def test_what_cannot_fit_says_how_small_it_can_be(run: Recording, tmp_path: Path) -> None:
    """And leaves the old file."""
    (tmp_path / "a.gif").write_text("old")
    animation = sgdviz.animate(run, every=2)
    with pytest.raises(InputError, match=r"nothing fits into 500 bytes: the smallest .* has ([\d,]+) bytes") as caught:
        animation.save(tmp_path / "a.gif", max_size=500)
    assert (tmp_path / "a.gif").read_text() == "old"
    least = int(re.findall(r"has ([\d,]+) bytes", str(caught.value))[0].replace(",", ""))
    (output,) = animation.save(tmp_path / "a.gif", max_size=least)
    assert output.bytes == least


def test_only_gifs_are_fitted(run: Recording, tmp_path: Path) -> None:
    """A size is a promise, and it is not made for other formats."""
    with pytest.raises(InputError, match=r"only a \.gif can be made to fit"):
        sgdviz.animate(run).save(tmp_path / "a.gif", tmp_path / "a.png", max_size=100_000)
    assert list(tmp_path.iterdir()) == []


def test_thinning_keeps_the_ends_and_the_time(run: Recording) -> None:
    """Each frame that stays takes over the time of those that go; of a film that is rewound the turn stays too."""
    for rewind in (False, True):
        cues = sgdviz.Pacing(rewind=rewind).cues(run)
        assert thinned(cues, run, 1.0) == cues
        fewer = thinned(cues, run, 0.8)
        assert len(fewer) == pytest.approx(0.8 * len(cues), abs=1)
        fewest = thinned(cues, run, 0.001)
        assert [cue.row for cue in fewest] == ([0, 300, 0] if rewind else [0, 300])
        for some in (fewer, fewest):
            assert {cue.row for cue in some} <= {cue.row for cue in cues}
            assert sum(cue.seconds for cue in some) == pytest.approx(sum(cue.seconds for cue in cues))
    assert thinned(cues[:1], run, 0.5) == cues[:1]


def test_there_are_sizes_between_all_and_half_of_the_frames() -> None:
    """Each step of the ladder gives up a little more than the one before."""
    shares = [reduction.frames for reduction in LADDER]
    assert shares == sorted(shares, reverse=True)
    assert sum(0.5 < share < 1 for share in shares) >= 3


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("300KB", 300_000),
        ("1.5MB", 1_500_000),
        ("2MiB", 2_097_152),
        ("12kib", 12_288),
        ("500", 500),
        ("500b", 500),
        ("7k", 7000),
    ],
)
def test_sizes_are_written_as_people_write_them(text: str, size: int) -> None:
    """KB is a thousand bytes, KiB 1024."""
    assert file_size(text) == size


@pytest.mark.parametrize("text", ["big", "-3KB", "3GB", "", "1e3", "5ib"])
def test_what_is_no_size_is_refused(text: str) -> None:
    """With an example of one."""
    with pytest.raises(InputError, match="as in 300KB"):
        file_size(text)


def test_the_command_says_what_it_gave_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the line about the output."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["lesson", "--size", "400x200", "--every", "3", "-o", "a.gif", "--max-size", "50KB"]) == 0
    assert re.search(r"a\.gif: \d+ frames, .* bytes, took .* s \(to fit: 16 colours", capsys.readouterr().out)
    assert (tmp_path / "a.gif").stat().st_size <= 50_000
    assert cli.main(["lesson", "-o", "b.gif", "--max-size", "1KB"]) == 2
    assert "nothing fits into 1,000 bytes" in capsys.readouterr().err
