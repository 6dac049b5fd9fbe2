"""The header of a panel: its heading, the step or the kind of cost beside it, and the readout."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from drawing_helpers import AREA, settings

from sgdviz import LIGHT, Recording
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.header import Header
from sgdviz.drawing.panels.verdict import Verdict
from sgdviz.drawing.text import FIGURE_SPACE, face, shorten
from sgdviz.pacing import PARTS
from sgdviz.recording import Comparison


def header_of(recording: Recording, **changes: Any) -> Header:
    """Return the header of a panel called "fit" with the heading "Fit"."""
    return Header(recording, settings(**changes), name="fit", heading="Fit")


def wide(width: float) -> Rect:
    """Return an area of that width, with the plot 76 pixels narrower."""
    return AREA._replace(right=width)


def test_a_title_replaces_the_heading(run: Recording) -> None:
    """The heading of a panel is its own unless the scene gives it a title, which may be empty."""
    for title, text in ((None, "Fit"), ("Learning", "Learning"), ("", "")):
        header = header_of(run, title=title)
        mark = header.title(header.blank())
        assert (mark.text, mark.bold, mark.color, mark.role) == (text, True, LIGHT.ink, "fit.title")


def test_the_heading_leaves_room_for_the_step(run: Recording) -> None:
    """A long heading is cut before the text beside it, and one of which next to nothing would be left is left out."""
    header = header_of(run, title="A long heading over a narrow panel", area=wide(330))
    step = header.step(300)
    title = header.title(step)
    assert title.text.endswith("…")
    end = title.x + face(title.size, bold=True).width(title.text)
    assert end <= step.x - face(step.size).width(step.text, tabular=True) - 12
    texts = [header_of(run, title="Heading", area=wide(width)).title(step).text for width in range(240, 320)]
    assert (texts[0], texts[-1]) == ("", "Heading")
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)
    assert {len(text) for text in texts} == {0, 4, 5, 6, 7}  # "He…" says nothing and is left out
    room = step.x - face(step.size).width(step.text, tabular=True) - 12 - title.x
    assert shorten("Heading", title.size, room - 70, bold=True) == "He…"


def test_a_heading_fits_beside_the_shortest_form_of_the_cost(run: Recording) -> None:
    """The kind of cost is abbreviated where that makes room, and a heading fits where its abbreviation does."""
    roomy, narrow, tight = (header_of(run, area=wide(width)) for width in (400, 200, 110))
    assert roomy.cost_kind().text == "mean squared error"
    assert narrow.cost_kind().text == "MSE"
    assert [header.fits("cost") for header in (roomy, narrow, tight)] == [True, True, False]
    assert header_of(replace(run, cost_kind="mean absolute error"), area=wide(200)).cost_kind().text == "MAE"


def test_a_heading_fits_beside_the_longest_step(run: Recording) -> None:
    """The last step is the longest, and a heading that has room beside it is whole at every row."""
    for width, fits in ((400, True), (200, False)):
        header = header_of(run, area=wide(width))
        assert header.fits("step") == fits
        assert (header.title(header.step(300)).text == "Fit") == fits


def test_the_step_keeps_its_place(run: Recording) -> None:
    """The steps of all rows have as many characters, set tabular to the right edge of the plot."""
    header = header_of(run)
    marks = [header.step(row) for row in range(301)]
    assert marks[0].text == f"step 0{FIGURE_SPACE * 2}  pass 0{FIGURE_SPACE}"
    assert marks[300].text == "step 300  pass 50"
    assert len({len(mark.text) for mark in marks}) == 1
    assert {(mark.x, mark.anchor, mark.tabular, mark.color) for mark in marks} == {(454, "right", True, LIGHT.muted)}


def test_a_run_without_passes_shows_the_step_alone(run: Recording) -> None:
    """A pass that is unknown, or the same as the step, is not counted."""
    for passes in (run.pass_index * 0, run.step):
        assert header_of(replace(run, pass_index=passes)).step(300).text == "step 300"


def test_passes_need_not_be_counted(run: Recording) -> None:
    """The header of runs that are in different passes is told not to show the pass."""
    header = Header(run, settings(), name="strip", heading="", counts_passes=False)
    assert header.progress(300).text == "step 300"


def test_a_divergence_replaces_the_step(diverging_run: Recording) -> None:
    """The step of the divergence is written in the colour of the line; the steps before it are counted."""
    header = header_of(diverging_run)
    assert (header.step(7).text, header.step(7).color) == ("diverged at step 7", LIGHT.line)
    assert header.step(6).text.startswith("step 6")


def test_a_panel_that_does_not_show_the_step_has_an_empty_one(run: Recording, diverging_run: Recording) -> None:
    """The step is empty where another panel shows it, at a divergence too."""
    assert header_of(run, shows_step=False).step(9).text == ""
    assert header_of(diverging_run, shows_step=False).step(7).text == ""


def test_of_several_runs_each_shows_its_end(run: Recording, short_run: Recording, diverging_run: Recording) -> None:
    """The step stands over all runs, so each says only that it has ended before the others, or diverged."""
    comparison = Comparison((run, short_run, diverging_run), ("a", "b", "c"))
    long, short, bad = (header_of(own, comparison=comparison) for own in comparison.recordings)
    assert [long.step(row).text for row in (0, 299, 300)] == ["", "", ""]
    assert [short.step(row).text for row in (0, 11, 12)] == ["", "", "ended at step 12"]
    assert [bad.step(row).text for row in (0, 6, 7)] == ["", "", "diverged at step 7"]


def test_the_readout_stands_below_the_heading(run: Recording) -> None:
    """The readout is bold and tabular, in the colour of the line, at the left edge of the plot."""
    header = header_of(run, unit=2.0)
    readout = header.readout("y = 1.00 x")
    title = header.title(header.blank())
    assert (readout.text, readout.bold, readout.tabular) == ("y = 1.00 x", True, True)
    assert (readout.color, readout.role, readout.size) == (LIGHT.line, "fit.readout", 44.0)
    assert (readout.x, title.x) == (100, 100)
    assert (title.y, readout.y) == (66, 122)


def test_the_roles_of_a_header_are_its_panel_s(run: Recording) -> None:
    """Every text of a header has a role that starts with the name of the panel."""
    header = header_of(run)
    marks = [header.title(header.blank()), header.step(3), header.cost_kind(), header.readout("1"), header.blank()]
    assert [mark.role for mark in marks] == ["fit.title", "fit.step", "fit.cost_kind", "fit.readout", "fit.step"]


@pytest.mark.parametrize("top", [0.0, 120.0])
def test_a_header_stands_at_the_top_of_its_area(run: Recording, top: float) -> None:
    """The baselines are 33 and 61 reference pixels below the top of the panel."""
    header = header_of(run, area=Rect(0, top, 480, top + 400))
    assert (header.step(1).y, header.readout("1").y) == (top + 33, top + 61)


def test_a_told_step_keeps_its_place_whatever_its_part(run: Recording) -> None:
    """The step stands left of the widest part, which begins at the same place each time and ends inside the plot."""
    header = header_of(run, explains=True)
    told = [header.told(row, part) for row, part in zip((1, 1, 12), PARTS, strict=True)]
    assert [step.text for step, _ in told] == ["step 1", "step 1", "step 12"]
    assert [word.text for _, word in told] == ["forward", "backward", "update"]
    assert len({(step.x, step.y, step.anchor) for step, _ in told}) == 1
    assert len({(word.x, word.y, word.anchor) for _, word in told}) == 1
    step, word = told[1]
    assert step.x < word.x
    assert word.x + face(word.size, bold=True).width("backward") == 454
    assert (word.color, word.bold, word.role) == (LIGHT.accent_ink, True, "fit.part")


def test_a_told_step_gives_way_to_the_heading(run: Recording) -> None:
    """The heading keeps its length while steps are told: the step is left out where it has no room beside the part."""
    for name, texts in (("Fit", ["step 3", "backward"]), ("A heading that is far too long for it", ["backward"])):
        header = header_of(replace(run, pass_index=run.pass_index * 0), explains=True, title=name)
        told = header.told(3, "backward")
        assert [text.text for text in told] == texts
        title = header.title(header.step(300))
        end = title.x + face(title.size, bold=True).width(title.text)
        first = told[0]
        begin = first.x - (face(first.size).width(first.text, tabular=True) if first.anchor == "right" else 0)
        assert end < begin


def test_a_told_step_is_empty_where_another_panel_shows_it(run: Recording) -> None:
    """A panel that does not show the step has one empty text in its place."""
    header = header_of(run, shows_step=False, explains=True)
    assert [text.text for text in header.told(1, "forward")] == [""]


@pytest.mark.parametrize(
    ("width", "ending", "said"),
    [
        (480, "still falling", ["MSE 7.26 → 0.283, still falling"]),
        (380, "still falling", ["MSE 7.26 → 0.283"]),
        (480, "", ["MSE 7.26 → 0.283"]),
        (330, "", ["7.26 → 0.283"]),
        (200, "", []),
    ],
)
def test_the_verdict_is_as_long_as_its_room(run: Recording, width: float, ending: str, said: list[str]) -> None:
    """The verdict stands at the right end of the readout's line, with less of it where there is less room."""
    header = header_of(run, area=wide(width))
    marks = list(header.verdict("off by 0.532", Verdict("mean squared error", "7.26 → 0.283", ending)))
    assert [mark.text for mark in marks] == said
    readout = header.readout("off by 0.532")
    for mark in marks:
        assert (mark.anchor, mark.x, mark.y) == ("right", width - 26, readout.y)
        end = readout.x + face(readout.size, bold=True).width(readout.text, tabular=True)
        assert mark.x - face(mark.size, bold=True).width(mark.text) >= end + 12


@pytest.mark.parametrize("width", [480, 220, 160])
def test_a_readout_without_room_has_smaller_type(run: Recording, width: float) -> None:
    """It ends inside the panel, and is never smaller than the labels."""
    text = header_of(run, area=Rect(0, 0, width, 400)).readout("cost 1.42×10⁻¹⁰")
    end = text.x + face(text.size, bold=True).width(text.text, tabular=True)
    assert 14 <= text.size <= 22
    assert (text.size == 22) == (width == 480)
    assert end <= width or text.size == 14
