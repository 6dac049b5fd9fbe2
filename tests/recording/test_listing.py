"""Listings: checked when they are made, kept in the file of a recording, and shortened to what matters."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, RecordingError
from sgdviz.pacing.tween import Gap, tweened
from sgdviz.recording import npz
from sgdviz.recording.listing import MOST_LINES, MOST_MARKS, MOST_WIDTH, LineMark, Listing

if TYPE_CHECKING:
    from pathlib import Path

LOOP = Listing(
    ("for x, y in data:", "    # predict", "", "    p = w * x", "    log(p)", "    loss = p - y", "    w -= loss * x"),
    (3, 4, 5, 6, 7, 8, 9),
    (
        LineMark(3, "forward", "prediction"),
        LineMark(5, "forward", "loss"),
        LineMark(6, "update", "parameter", "w"),
    ),
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": "for"}, "the lines of the listing are 'for'; give a tuple"),
        ({"lines": ("a",) * (MOST_LINES + 1)}, f"the listing has 61 lines; give at most {MOST_LINES}"),
        (
            {"marks": ((0, "forward", "", ""),) * (MOST_MARKS + 1)},
            f"the listing has 201 marks; give at most {MOST_MARKS}",
        ),
        ({"lines": (1,)}, "a line of the listing is 1; give text"),
        ({"lines": ("a\nb",)}, r"a line of the listing is 'a\\nb'; give one line without control characters"),
        ({"lines": ("\x1b[31m",)}, r"give one line without control characters"),
        ({"lines": ("a" * (MOST_WIDTH + 1),)}, "a line of the listing has 201 characters; give at most 200"),
        ({"numbers": ()}, "the listing has 1 lines and 0 numbers of lines; give one for each"),
        ({"numbers": (0,)}, "a line of the listing has the number 0; number lines from 1"),
        ({"numbers": (True,)}, "a line of the listing has the number True"),
        ({"numbers": (1e6,)}, "a line of the listing has the number 1000000.0"),
        ({"lines": ("a", "b"), "numbers": (2, 2)}, "the numbers of the listing's lines do not rise"),
        (
            {"marks": ((0, "forward"),)},
            r"a mark of the listing is \(0, 'forward'\); give \(line, phase, quantity, name\)",
        ),
        ({"marks": ((1, "forward", "", ""),)}, "a mark of the listing is at line 1; give an index below 1"),
        ({"marks": ((-1, "forward", "", ""),)}, "a mark of the listing is at line -1"),
        ({"marks": ((0, "sideways", "", ""),)}, "the phase 'sideways'; it must be one of: forward, backward, update"),
        ({"marks": ((0, [], "", ""),)}, r"has the phase \[\]; it must be one of"),
        (
            {"marks": ((0, "update", "speed", ""),)},
            "the quantity 'speed'; it must be one of: prediction, loss, gradient",
        ),
        ({"marks": ((0, "update", "parameter", 3),)}, "a mark of the listing has the name 3"),
    ],
)
def test_a_listing_is_checked_when_it_is_made(changes: dict[str, Any], said: str) -> None:
    """An error names the part of the listing that cannot be used, and what it must be."""
    with pytest.raises(RecordingError, match=said):
        Listing(**{"lines": ("a",), "numbers": (1,), "marks": (), **changes})


def test_marks_may_be_plain_tuples_and_lists() -> None:
    """What JSON gives back makes an equal listing."""
    facts = json.loads(json.dumps(LOOP.facts()))
    assert Listing.of_facts(facts) == LOOP
    assert Listing.of_facts(facts).marks[2].name == "w"


@pytest.mark.parametrize("facts", [3, [], {}, {"lines": []}, {"lines": [], "numbers": [], "marks": [], "more": 1}])
def test_other_facts_are_refused(facts: object) -> None:
    """A listing has lines, numbers and marks, and nothing else."""
    with pytest.raises(RecordingError, match="it must have lines, numbers and marks"):
        Listing.of_facts(facts)


def test_a_file_keeps_the_listing(short_run: Recording, tmp_path: Path) -> None:
    """A saved recording has its listing when it is loaded; one without a listing has an empty one."""
    path = tmp_path / "run.npz"
    replace(short_run, listing=LOOP).save(path)
    assert Recording.load(path).listing == LOOP
    short_run.save(path)
    assert Recording.load(path).listing == Listing()
    with npz.opened(path) as (_, facts, _):
        assert "listing" not in facts


def test_a_hostile_file_is_refused(short_run: Recording, tmp_path: Path) -> None:
    """A listing in a file is checked as any other, and the error is one line that names the file."""
    path = tmp_path / "run.npz"
    replace(short_run, listing=LOOP).save(path)
    with np.load(path) as archive:
        members = dict(archive)
    facts = json.loads(members["sgdviz"].tobytes())
    facts["listing"]["marks"][0][0] = 10**9
    members["sgdviz"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    np.savez(path, **members)
    with pytest.raises(
        RecordingError, match=r"run\.npz is damaged: a mark of the listing is at line 1000000000"
    ) as caught:
        Recording.load(path)
    assert "\n" not in str(caught.value)


def test_a_recording_refuses_another_kind_of_listing(short_run: Recording) -> None:
    """Text is no listing."""
    with pytest.raises(RecordingError, match="listing is 'for'; give a Listing"):
        replace(short_run, listing="for")  # type: ignore[arg-type]


def test_interpolated_rows_and_comparisons_keep_the_listing(short_run: Recording) -> None:
    """What is made of a recording has its listing."""
    run = replace(short_run, listing=LOOP)
    assert tweened(run, [Gap(0, 1, (0.5,))])[0].listing == LOOP
    assert sgdviz.animate([run, short_run]).recording.recordings[0].listing == LOOP  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("most", "numbers"),
    [
        (7, (3, 4, 5, 6, 7, 8, 9)),
        (6, (3, 4, 6, 7, 8, 9)),
        (5, (3, 6, 7, 8, 9)),
        (4, (3, 6, 8, 9)),
        (3, (3, 6, 9)),
        (2, (3, 9)),
        (1, (3,)),
        (0, ()),
    ],
)
def test_what_matters_stays(most: int, numbers: tuple[int, ...]) -> None:
    """Blank lines go first, then comments, then lines without a mark; the loop's own line goes last."""
    short = LOOP.shortened(most)
    assert short.numbers == numbers
    assert [LOOP.lines[LOOP.numbers.index(number)] for number in numbers] == [*short.lines]
    for mark in short.marks:
        before = LOOP.marks_of(LOOP.numbers.index(short.numbers[mark.line]))
        assert mark._replace(line=0) in [one._replace(line=0) for one in before]


def test_the_blocks_around_marked_lines_outlast_other_lines() -> None:
    """The condition of a marked line stays, and another block goes."""
    lines = ("while True:", "    if done:", "        break", "    with lock:", "        w -= g")
    listing = Listing(lines, (1, 2, 3, 4, 5), (LineMark(4, "update", "parameter", "w"),))
    assert listing.shortened(3).numbers == (1, 4, 5)
    assert listing.shortened(2).numbers == (1, 5)


def test_each_phase_keeps_some_of_its_lines() -> None:
    """Of many gradients and updates, some of both are left."""
    lines = (
        "for x in xs:",
        *(f"    g{number} = x" for number in range(6)),
        *(f"    w{number} -= g" for number in range(6)),
    )
    marks = [LineMark(number, "backward", "gradient", f"w{number}") for number in range(1, 7)]
    marks += [LineMark(number, "update", "parameter", f"w{number}") for number in range(7, 13)]
    short = Listing(lines, tuple(range(1, 14)), tuple(marks)).shortened(5)
    assert short.numbers == (1, 2, 3, 8, 9)
