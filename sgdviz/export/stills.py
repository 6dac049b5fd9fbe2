"""The stills of an animation: the moments that were asked for, as cues of layouts that can show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.checks import one_of
from sgdviz.drawing.alt_text import alt_text
from sgdviz.drawing.description import title_of
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.panels import find_panel
from sgdviz.errors import InputError
from sgdviz.export.about.about import About
from sgdviz.pacing import PARTS, Cue, Phase
from sgdviz.pacing.equal_change import even_rows, row_features
from sgdviz.pacing.moments import LAST, moments_of, row_of
from sgdviz.pacing.telling import parts_of
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.scene import Scene
    from sgdviz.export.film import Chapter
    from sgdviz.pacing import Part
    from sgdviz.pacing.moments import At, Moment


class Still(NamedTuple):
    """The picture of a still: a cue, and the layout that shows it."""

    layout: Layout
    cue: Cue


def asked_moments(at: At | None, part: Part | None) -> tuple[Moment, ...]:
    """Return the moments that are asked for; `part` is that of the only one, or of the last step. Raises `InputError`.

    Without `at` and `part` there are none.
    """
    moments = () if at is None else moments_of(at)
    if part is None:
        return moments
    one_of("part of a step", part, PARTS)
    (moment, *others) = moments or moments_of(LAST)
    if others or moment.part is not None:
        texts = ", ".join(own.text for own in moments)
        raise InputError(f"part is {part!r}, and the moments are {texts}; write each part in its moment: 2:backward")
    return (moment._replace(text=f"{moment.text}:{part}", part=part),)


def last_still(chapter: Chapter) -> Still:
    """Return the last frame of `chapter`; one that is rewound does not end there."""
    return Still(chapter.layout, max(chapter.cues, key=lambda cue: cue.row))


def stills_of(chapter: Chapter, moments: Sequence[Moment]) -> tuple[Still, ...]:
    """Return a still of each of `moments`. Raises `InputError`, also for two that are one moment of the run."""
    last = last_still(chapter).cue.row
    stills = tuple(_still(chapter.layout, row_of(chapter.layout.recording, own, last), own.part) for own in moments)
    shown: dict[Cue, str] = {}
    for moment, still in zip(moments, stills, strict=True):
        if still.cue in shown:
            step = leader_of(still.layout.recording).step[still.cue.row]
            both = f"{shown[still.cue]} and {moment.text}"
            raise InputError(f"{both} are one moment of the run, step {step}; give each moment once")
        shown[still.cue] = moment.text
    return stills


def equal_changes(chapter: Chapter, count: int, *, since: int = 0) -> tuple[Cue, ...]:
    """Return `count` recorded rows from `since` to the last between which the picture changes by equal amounts.

    The first and the last are among them; where there are fewer, all are returned.
    """
    recording, last = chapter.layout.recording, last_still(chapter).cue.row
    rows = since + np.flatnonzero(leader_of(recording).recorded[since : last + 1])
    return tuple(Cue(int(rows[place]), 0.0) for place in even_rows(row_features(recording, rows), count))


def about_of_stills(stills: Sequence[Still]) -> About:
    """Return what a file of stills says of itself; a strip is one still of several moments."""
    layout = stills[0].layout
    return About(title_of(layout), alt_text(layout, layout.moments or [still.cue for still in stills]))


def tells_backward(scene: Scene) -> bool:
    """Return whether a panel of `scene` shows the backward pass of models that are no straight line."""
    return any(find_panel(panel, overlaid=scene.overlay).tells_backward for panel in scene.panels)


def _still(layout: Layout, row: int, part: Part | None) -> Still:
    """Return the still of a row, or of a part of the step that led there, in a layout that can show it."""
    if part is None:
        return Still(layout, Cue(row, 0.0))
    told = parts_of(layout.recording, backward=tells_backward(layout.scene))
    if part not in told:
        what = f"the {part} pass is drawn for a straight line, or in the network panel"
        raise InputError(f"{what}; the parts of this run are: {', '.join(told)}")
    leader = leader_of(layout.recording)
    before = int(leader.row_before[row])
    if before < 0:
        raise InputError(
            f"the state before step {leader.step[row]} was not recorded, so no part of it can be shown alone"
        )
    told_layout = layout if layout.explains else lay_out(layout.scene, layout.recording, explains=True)
    return Still(told_layout, Cue(row if part == "update" else before, 0.0, Phase(part)))
