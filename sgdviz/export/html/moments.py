"""The frames of a chapter as the player knows them: the step of each, its part, and where a reader may stop."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.drawing.description import sentence, words_of_panels
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.drawing.layout import Layout
    from sgdviz.export.film import Chapter
    from sgdviz.pacing import Cue

WHOLE, BETWEEN = "-", "~"
"""The kinds of frames that are not in a part of a step: a recorded row, and an interpolated one."""


def told_row(layout: Layout, cue: Cue) -> int:
    """Return the row after the step that a frame is about; rows are those of the leader."""
    return cue.row if cue.phase is None else layout.panels[0].told_row(cue.row, cue.phase)


def moments_of(chapter: Chapter) -> dict[str, Any]:
    """Return for each frame how far its step lies past that before, its pass and its kind, and the words of told parts.

    The kind is the first letter of the part, in upper case where the part is complete. Passes are left out where they
    are unknown or tell nothing: where there is one, or one a step, and of several runs.
    """
    layout, cues = chapter
    leader = leader_of(layout.recording)
    rows = [told_row(layout, cue) for cue in cues]
    steps, passes = leader.step[rows], leader.pass_index[rows]
    counts_passes = leader is layout.recording and passes.max() > 1 and (passes != steps).any()
    return {
        "last": int(leader.step[leader.shown_rows - 1]),
        "steps": packed(np.diff(steps, prepend=0).tolist()),
        "passes": packed(passes.tolist()) if counts_passes else [],
        "kinds": "".join(_kind(cue, is_recorded=bool(leader.recorded[cue.row])) for cue in cues),
        "notes": list(_notes(layout, cues)),
    }


def packed(values: Iterable[int]) -> list[int]:
    """Return each of `values` once, before the number of times that it is repeated."""
    return [number for value, same in groupby(values) for number in (value, sum(1 for _ in same))]


def plots_of(chapter: Chapter) -> list[dict[str, Any]]:
    """Return the plots over the steps: the place of each in pixels, and that of the marker along x in each frame."""
    layout, cues = chapter
    rows = np.array([cue.row for cue in cues])
    found = []
    for panel, own_rows in zip(layout.panels, layout.panel_rows, strict=True):
        for plot in panel.step_plots:
            x = plot.place(panel.recording.moment[own_rows[rows]], 1.0)[:, 0]
            found.append({"box": [round(edge, 1) for edge in plot.area], "x": x.round().astype(int).tolist()})
    return found


def _kind(cue: Cue, *, is_recorded: bool) -> str:
    if cue.phase is None:
        return WHOLE if is_recorded else BETWEEN
    letter = cue.phase.part[0]
    return letter.upper() if cue.phase.progress == 1 else letter


def _notes(layout: Layout, cues: tuple[Cue, ...]) -> Iterator[tuple[int, str]]:
    """Yield the first frame of each told part with what the picture says at the end of the part."""
    first = 0
    for place, cue in enumerate(cues):
        if cue.phase is not None and cue.phase.progress == 1:
            yield first, " ".join(map(sentence, words_of_panels(layout, cue.row, cue.phase)))
        if cue.phase is None or cue.phase.progress == 1:
            first = place + 1
