"""An alt text: the subject of a picture, and the numbers at its first and its last moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.alt_text.measures import cost_measure, slope_measure
from sgdviz.drawing.alt_text.phrases import capital, counted, first_that_fits, listed, steps
from sgdviz.drawing.alt_text.subject import runs_of, shown_panel, subject_of
from sgdviz.drawing.description import sentence
from sgdviz.drawing.panels.nudge import nudge_of
from sgdviz.drawing.plot.numbers import short
from sgdviz.drawing.strips import step_row
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.alt_text.measures import Measure
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Cue
    from sgdviz.recording import Recording

MOST = 250
"""Characters of the longest alt text: about the most that screen readers read in one go."""


def alt_text_of_chapters(chapters: Sequence[tuple[Layout, Sequence[Cue]]]) -> str:
    """Return the alt text of an animation: of all its chapters, or of the last where all are too long."""
    texts = [_moving(layout, cues) for layout, cues in chapters]
    candidates = [" ".join(alternatives) for alternatives in zip(*texts, strict=True)]
    return first_that_fits([*candidates, *texts[-1]], MOST)


def alt_text(layout: Layout, moments: Sequence[Cue]) -> str:
    """Return the alt text of a still: of one moment, or of several in one picture or on several pages."""
    if len(moments) == 1:
        return first_that_fits(_still(layout, moments[0]), MOST)
    words, leader = layout.scene.words, leader_of(layout.recording)
    numbers = [_step(leader, moment) for moment in moments]
    count = counted(len(moments), words)
    if len(set(numbers)) == 1:
        time = words.alt_moments_of_step.format(count=count, step=numbers[0])
    else:
        time = words.alt_moments.format(count=count, first=min(numbers), last=max(numbers))
    rows = [moment.row for moment in moments]
    return first_that_fits(_changes(layout, time, min(rows), max(rows)), MOST)


def _moving(layout: Layout, cues: Sequence[Cue]) -> list[str]:
    """Return the alt texts of an animation from the longest to the shortest."""
    rows = [cue.row for cue in cues]
    first, last = min(rows), max(rows)
    if first == last:
        return [text for text in _still(layout, cues[-1]) for _ in range(2)][:3]
    leader = leader_of(layout.recording)
    return _changes(layout, steps(int(leader.step[last] - leader.step[first]), layout.scene.words), first, last)


def _changes(layout: Layout, time: str, first: int, last: int) -> list[str]:
    """Return three alt texts, from long to short, about the rows from `first` to `last`, which took some `time`."""
    words, recording, subject = layout.scene.words, layout.recording, subject_of(layout)
    if shown_panel(layout) == "lens":
        return [_nudged(layout, first, last)] * 3
    if isinstance(recording, Comparison) and len(recording) > 1:
        told = [_of_runs(recording, time, first, last, words, short=is_short) for is_short in (False, True)]
        found = [f"{subject}; {change}" for change in told]
    else:
        (run,) = runs_of(recording)
        start, end = (int(_rows(recording, run)[row]) for row in (first, last))
        cost, slope = cost_measure(run, words), slope_measure(run, words) if shown_panel(layout) == "fit" else None
        change = words.alt_goes.format(steps=time, name=cost.name, change=_change(cost, start, end, words))
        if run.diverged_row is not None and end >= run.diverged_row:
            change = words.alt_diverges.format(change=change)
        found = [f"{subject}; {change}"]
        if slope is not None:
            both = words.alt_both_go.format(
                steps=time,
                first=slope.name,
                first_change=_change(slope, start, end, words),
                second=cost.name,
                change=_change(cost, start, end, words),
            )
            found.insert(0, f"{subject}; {both}")
    texts = [capital(sentence(text)) for text in (*found, subject)]
    return [texts[0], texts[-2], texts[-1]]


def _change(measure: Measure, first: int, last: int, words: Words) -> str:
    return words.alt_from_to.format(start=measure.write(first), end=measure.write(last))


def _of_runs(recording: Comparison, time: str, first: int, last: int, words: Words, *, short: bool) -> str:
    """Return how the cost of each run changes; if `short`, of the best and the worst of the runs."""
    ends: list[tuple[float, str]] = []
    starts = []
    for run, label in zip(recording.recordings, recording.labels, strict=True):
        measure, rows = cost_measure(run, words), recording.rows(run)
        name, end = measure.name, int(rows[last])
        diverged = run.diverged_row is not None and end >= run.diverged_row
        beside = f"{label}, {words.diverged}" if diverged else label
        starts.append(measure.write(int(rows[first])))
        ends.append((float(np.nan_to_num(run.cost[end], nan=np.inf)), f"{measure.write(end)} ({beside})"))
    if short:
        best, worst = (choose(ends)[1] for choose in (min, max))
        reached = words.alt_between.format(least=best, most=worst)
        change = words.alt_from_to.format(start=starts[ends.index(min(ends))], end=reached)
    elif len(set(starts)) == 1:
        change = words.alt_from_to.format(start=starts[0], end=listed([text for _, text in ends], words))
    else:
        pairs = zip(starts, ends, strict=True)
        change = listed([words.alt_from_to.format(start=start, end=end) for start, (_, end) in pairs], words)
    return words.alt_goes.format(steps=time, name=name, change=change)


def _still(layout: Layout, moment: Cue) -> list[str]:
    """Return three alt texts of one moment, from long to short."""
    words, recording, leader = layout.scene.words, layout.recording, leader_of(layout.recording)
    if shown_panel(layout) == "lens":
        return [_nudged(layout, moment.row, moment.row)] * 3
    step = words.number(f"{_step(leader, moment):,}")
    if moment.phase is not None:
        step = f"{step} ({getattr(words, moment.phase.part)})"
    last = words.number(f"{int(leader.step[leader.shown_rows - 1]):,}")
    subject = words.alt_at.format(subject=subject_of(layout), step=step, last=last)
    if isinstance(recording, Comparison) and len(recording) > 1:
        found = []
        for run, label in zip(recording.recordings, recording.labels, strict=True):
            measure = cost_measure(run, words)
            found.append(f"{measure.write(int(recording.rows(run)[moment.row]))} ({label})")
        facts = [words.alt_is.format(name=measure.name, value=listed(found, words))]
    else:
        (run,) = runs_of(recording)
        row = int(_rows(recording, run)[moment.row])
        slope = slope_measure(run, words) if shown_panel(layout) == "fit" else None
        measures = [measure for measure in (slope, cost_measure(run, words)) if measure is not None]
        facts = [words.alt_is.format(name=measure.name, value=measure.write(row)) for measure in measures]
    texts = [f"{subject}; {listed(facts, words)}", f"{subject}; {facts[-1]}", subject]
    return [capital(sentence(text)) for text in texts]


def _nudged(layout: Layout, first: int, last: int) -> str:
    """Return the alt text of a line under the lens: its quotient of rise and nudge is the same at every row."""
    words, recording = layout.scene.words, layout.recording
    quotients = []
    for run in runs_of(recording):
        nudge, rows = nudge_of(run), _rows(recording, run)
        quotients.append(words.number(short(nudge.ratio)))
        start, end = (words.number(short(float(nudge.h[rows[row]]))) for row in (first, last))
    if isinstance(recording, Comparison):
        quotients = [f"{value} ({label})" for value, label in zip(quotients, recording.labels, strict=True)]
    if first == last:
        return words.alt_lens_still.format(h=end, quotient=listed(quotients, words))
    return words.alt_lens.format(start=start, end=end, quotient=listed(quotients, words))


def _step(leader: Recording, moment: Cue) -> int:
    """Return the step that a moment shows."""
    return int(leader.step[step_row(leader, moment.row, moment.phase)])


def _rows(recording: Recording | Comparison, run: Recording) -> Sequence[int] | NDArray[np.int64]:
    """Return the row of `run` at each row of the picture."""
    return recording.rows(run) if isinstance(recording, Comparison) else range(len(run))
