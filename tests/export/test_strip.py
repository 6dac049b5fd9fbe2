"""Strips as files: which moments they show, in what formats, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import names, output_of
from picture_helpers import assert_only_antialiasing_differs
from PIL import Image

import sgdviz
from sgdviz import cli
from sgdviz.errors import InputError
from sgdviz.export.strip import MOST, strip_still
from sgdviz.pacing.equal_change import row_features
from sgdviz.pacing.moments import moments_of
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from sgdviz import Recording


def pixels(path: Path) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of a PNG."""
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB")).astype(np.int64)


def rows_of(recording: Recording | Comparison, count: int, at: str | None = None) -> list[int]:
    """Return the rows that a strip of `count` moments shows."""
    chapter = sgdviz.animate(recording).chapters[-1]
    return [cue.row for cue in strip_still(chapter, count, moments_of(at) if at else ()).layout.moments]


def test_moments_are_chosen_where_the_fit_changes(run: Recording) -> None:
    """From the first to the last, most in the first steps, and no change is much larger than another."""
    rows = rows_of(run, 6)
    assert (rows[0], rows[-1]) == (0, 300)
    assert sum(row < 30 for row in rows) == 4
    seen = row_features(run, range(301))
    changes, even = (np.abs(np.diff(seen[own], axis=0)).sum(axis=1) for own in (rows, range(0, 301, 60)))
    assert changes.max() < 2 * changes.min()
    assert changes.max() < even.max() / 2


def test_moments_may_be_given(run: Recording) -> None:
    """Steps, shares of the run and parts of a step are shown in their order."""
    assert rows_of(run, 4, "0,10,50%,last") == [0, 10, 150, 300]
    assert rows_of(run, 3, "2:forward,2:backward,2:update") == [1, 1, 2]


def test_only_recorded_steps_are_shown(short_run: Recording) -> None:
    """Interpolated frames are no steps, and as many moments as there are steps are all of them."""
    chapter = sgdviz.animate(short_run, tween=3).chapters[-1]
    still = strip_still(chapter, 13)
    leader = still.layout.recording
    assert not isinstance(leader, Comparison)
    assert [int(leader.step[cue.row]) for cue in still.layout.moments] == list(range(13))


def test_a_run_that_diverged_is_shown_up_to_there(diverging_run: Recording) -> None:
    """The last moment is the step of the divergence."""
    assert rows_of(diverging_run, 4)[-1] == 7


@pytest.mark.decoders
def test_the_three_formats_show_the_same(tmp_path: Path, run: Recording) -> None:
    """The SVG by librsvg and the one page of the PDF by poppler differ from the PNG in antialiasing only."""
    paths = [tmp_path / f"strip.{suffix}" for suffix in ("png", "svg", "pdf")]
    outputs = sgdviz.animate(run, title="A line").save(*paths, strip=6)
    assert [(output.frames, output.seconds) for output in outputs] == [(1, 0.0)] * 3
    expected = pixels(paths[0])
    (tmp_path / "by_rsvg.png").write_bytes(output_of("rsvg-convert", paths[1]))
    output_of("pdftocairo", "-png", "-r", 96, "-singlefile", paths[2], tmp_path / "by_poppler")
    assert_only_antialiasing_differs(pixels(tmp_path / "by_rsvg.png"), expected, most=25)
    assert_only_antialiasing_differs(pixels(tmp_path / "by_poppler.png"), expected, most=25)


@pytest.mark.decoders
def test_the_words_of_a_strip_can_be_searched(tmp_path: Path, run: Recording) -> None:
    """A PDF has one page with the step and the equation of each moment, and the name of an axis once in a column."""
    sgdviz.animate(run).save(tmp_path / "strip.pdf", at=(0, 10, "50%", "last"), strip=4)
    text = " ".join(output_of("pdftotext", tmp_path / "strip.pdf", "-").decode().split())
    for step in (0, 10, 150, 300):
        m, b = run.params[step]
        assert f"Step {step} " in text
        assert f"y = {m:.2f} x {'−' if b < 0 else '+'} {abs(b):.2f}" in text
    assert text.count("square-root scale") == 4
    assert "Pages: 1" in " ".join(output_of("pdfinfo", tmp_path / "strip.pdf").decode().split())


def test_a_strip_has_a_size_of_its_own(here: Path, short_run: Recording) -> None:
    """It is as large as it needs to be, or as asked, times the scale; an animation beside it keeps its size."""
    animation = sgdviz.animate(short_run, scale=2, size=(400, 200))
    animation.save("a.png", "a.gif", strip=3)
    animation.save("b.png", strip=3, strip_size=(1000, 600))
    sizes = {}
    for name in ("a.png", "a.gif", "b.png"):
        with Image.open(here / name) as picture:
            sizes[name] = picture.size
    assert sizes["a.gif"] == (800, 400)
    assert sizes["a.png"][0] >= 1600
    assert sizes["b.png"] == (2000, 1200)


def test_the_same_strip_has_the_same_bytes(here: Path, short_run: Recording) -> None:
    """Files have no order of chance in them, whichever other outputs are written."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    animation.save("a.png", "a.svg", "a.pdf", strip=4)
    animation.save("b.png", "b.svg", "b.pdf", "b.gif", strip=4)
    for suffix in (".png", ".svg", ".pdf"):
        assert (here / f"a{suffix}").read_bytes() == (here / f"b{suffix}").read_bytes()


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"strip": 0}, "strip is 0; give a whole number of at least 2"),
    ({"strip": 1}, "strip is 1; give a whole number of at least 2"),
    ({"strip": 1000}, f"strip is 1000; give a whole number from 2 to {MOST}"),
    ({"strip": True}, "strip is True; give a whole number"),
    ({"strip": "6"}, "strip is '6'; give a whole number"),
    ({"strip": 20}, "strip is 20, and the run has 13 recorded steps; give at most that many"),
    ({"strip": 3, "at": "0,5"}, "strip is 3, and the number of moments asked for is 2; ask for as many, or for none"),
    ({"strip": 3, "at": "0,5,13"}, "there is no step 13; the recording has steps 0 to 12"),
    ({"strip": 3, "at": "0,12,last"}, "12 and last are one moment of the run, step 12; give each moment once"),
    ({"strip": 6, "strip_size": (300, 100)}, "a picture of 300x100 is too small for a strip of 6 moments with"),
    ({"strip": 6, "strip_size": 800}, "strip size is 800; give (width, height) in pixels, as in (1200, 500)"),
    ({"strip": 6, "strip_size": (0, 400)}, "size is 0; give a whole number of at least 1"),
    ({"strip_size": (800, 400)}, "a strip size was given, and no strip; give the number of its moments as well"),
]


@pytest.mark.parametrize(("settings", "said"), REFUSED)
def test_what_cannot_be_shown_is_refused(here: Path, short_run: Recording, settings: dict[str, Any], said: str) -> None:
    """One line says what to change, and nothing is written."""
    with pytest.raises(InputError) as raised:
        sgdviz.animate(short_run).save("a.png", **settings)
    assert str(raised.value).startswith(said)
    assert names(here) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.gif", "--strip", "6"], "a strip was asked for, and no output is a still; add an output that ends"),
        (["-o", "a/", "--strip", "6"], "a strip was asked for, and no output is a still; add an output that ends"),
        (["-o", "a.png", "--strip", "0"], "strip is 0; give a whole number of at least 2"),
        (["-o", "a.svg", "--strip", "1000"], f"strip is 1000; give a whole number from 2 to {MOST}"),
        (["-o", "a.pdf", "--strip", "six"], "Invalid value for '--strip': 'six' is not a valid integer."),
        (["-o", "a.pdf", "--strip", "2", "--at", "0,301"], "there is no step 301; the recording has steps 0 to 300"),
        (["-o", "a.png", "--strip", "6", "--size", "1600x250"], "a picture of 1600x250 is too small for a strip of 6"),
    ],
)
def test_the_command_line_refuses_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """What cannot be shown ends with 2 and one line, and nothing is written."""
    assert cli.main(["lesson", "line", *arguments]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert (printed.out, names(here)) == ("", [])


def test_the_command_line_writes_a_strip(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--strip` makes one still of several moments, and `--size` is its size."""
    assert cli.main(["lesson", "line", "-o", "a.png", "--strip", "4", "--size", "1200x600"]) == 0
    assert capsys.readouterr().out.startswith("a.png: 1 still, ")
    with Image.open(here / "a.png") as picture:
        assert picture.size == (1200, 600)
