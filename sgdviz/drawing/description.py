"""A picture in words, from its data: for the title and description of vector files, and for alt text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.marks import Text
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.strips import step_row
from sgdviz.drawing.text import FIGURE_SPACE
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording


def title_of(layout: Layout) -> str:
    """Return the title of the picture, or the headings of its panels."""
    headings = [heading for panel in layout.panels if (heading := _heading(layout, panel))]
    return layout.scene.title or ", ".join(dict.fromkeys(headings))


def description_of(layout: Layout, row: int, phase: Phase | None = None) -> str:
    """Return the picture at `row` in sentences: the cost of each run, and the texts and numbers of each panel.

    That of a strip lists its moments, with the cost of each run there.
    """
    recording = layout.recording
    if layout.moments:
        return " ".join(map(sentence, filter(None, (_strip(layout), layout.scene.caption))))
    if isinstance(recording, Comparison):
        rows = [int(recording.rows(run)[row]) for run in recording.recordings]
        runs = zip(recording.labels, recording.recordings, rows, strict=True)
        sentences = [f"{label}: {_run(run, own, layout.scene.words)}" for label, run, own in runs]
    else:
        text = _run(recording, row, layout.scene.words)
        sentences = [text[0].upper() + text[1:]]
    sentences += words_of_panels(layout, row, phase)
    return " ".join(map(sentence, filter(None, (*sentences, layout.scene.caption))))


def words_of_panels(layout: Layout, row: int, phase: Phase | None = None) -> list[str]:
    """Return the texts and numbers of each panel at `row` that has any, after its heading."""
    found = []
    for panel, own in zip(layout.panels, layout.rows_at(row), strict=True):
        words = panel.labels(own) if phase is None else _words_in(panel, own, phase)
        texts = ", ".join(filter(None, (_plain(word.text) for word in words)))
        if texts:
            heading = _heading(layout, panel)
            found.append(f"{heading}: {texts}" if heading else texts)
    return found


def _heading(layout: Layout, panel: Panel) -> str:
    return layout.scene.words.heading(panel.name, panel.heading)


def _words_in(panel: Panel, row: int, phase: Phase) -> list[Text]:
    """Return the texts of a panel in a phase of a step: its labels, and the words beside its marks."""
    return [*panel.labels_in(row, phase), *(mark for mark in panel.moving_in(row, phase) if isinstance(mark, Text))]


def _run(recording: Recording, row: int, words: Words) -> str:
    """Return how far a run has come at `row`: its step, and its cost now and at the start."""
    points = len(recording.dataset)
    now, start = (words.number(significant(float(recording.cost[at]))) for at in (row, 0))
    step, last = int(recording.step[row]), int(recording.step[recording.shown_rows - 1])
    template = words.state if points > 1 else words.state_of_one_point
    return template.format(
        step=step, last=last, cost=words.cost(recording.cost_kind), now=now, points=points, start=start
    )


def _strip(layout: Layout) -> str:
    """Return the moments of a strip in one sentence."""
    recording, words = layout.recording, layout.scene.words
    leader = leader_of(recording)
    moments = []
    for moment in layout.moments:
        step = str(leader.step[step_row(leader, moment.row, moment.phase)])
        step = step if moment.phase is None else f"{step} ({getattr(words, moment.phase.part)})"
        cost, costs = words.cost(leader.cost_kind), ", ".join(_costs(recording, moment.row, words))
        moments.append(words.strip_moment.format(step=step, cost=cost, number=costs))
    template, runs = words.strip, 1
    if isinstance(recording, Comparison):
        template, runs = words.strip_of_runs, len(recording)
    return template.format(count=len(moments), runs=runs, moments="; ".join(moments))


def _costs(recording: Recording | Comparison, row: int, words: Words) -> list[str]:
    """Return the cost at `row`, and of a comparison that of each run with its label."""
    if isinstance(recording, Comparison):
        runs = zip(recording.labels, recording.recordings, strict=True)
        return [f"{label} {_costs(run, int(recording.rows(run)[row]), words)[0]}" for label, run in runs]
    return [words.number(significant(float(recording.cost[row])))]


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends in one."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _plain(text: str) -> str:
    """Return a text without the spaces that keep its digits in their places."""
    return " ".join(text.replace(FIGURE_SPACE, "").split())
