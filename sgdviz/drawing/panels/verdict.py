"""The verdict on a run, for its last frame: the cost before and after, and how the run ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.free_place import covered, free_place
from sgdviz.drawing.plot.numbers import money, significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH
from sgdviz.recording.ending import ending_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

LEADING = 1.35
"""The distance of two lines, as a multiple of the type's size."""


class Verdict(NamedTuple):
    """The kind of cost, its first and last value in the shown run, and how the run ended: empty where it settled."""

    kind: str
    costs: str
    ending: str


def verdict_on(recording: Recording, words: Words = ENGLISH) -> Verdict:
    """Return the verdict on a run."""
    last = recording.shown_rows - 1
    kind, costs = readable_costs(recording, recording.cost[[0, last]], words)
    endings = {
        "settled": "",
        "falling": words.still_falling,
        "swinging": words.not_settled,
        "far": words.far_from_best,
        "worse": words.worse_than_start,
        "diverged": words.diverged_at.format(step=recording.step[last]),
    }
    return Verdict(kind, " → ".join(costs), endings[ending_of(recording)])


def readable_costs(recording: Recording, costs: NDArray[np.float64], words: Words) -> tuple[str, list[str]]:
    """Return the kind of `costs` and each of them in figures; those of dollars are in dollars, not in their squares."""
    if not recording.dataset.is_in_dollars or recording.cost_kind == "cross-entropy":
        return recording.cost_kind, [words.number(significant(float(cost))) for cost in costs]
    squared = recording.cost_kind == "mean squared error"
    sizes = (np.sqrt(costs) if squared else costs).tolist()
    written = [words.dollars.format(number=words.number(money(size))) for size in sizes]
    return "root " * squared + recording.cost_kind, written


def verdict_texts(
    recording: Recording,
    pen: Pen,
    area: Rect,
    taken: NDArray[np.float64],
    reserved: NDArray[np.float64],
    unit: float,
    words: Words = ENGLISH,
) -> tuple[Text, ...]:
    """Return the verdict in a free place of `area`, where it covers the fewest of the (K, 2) points `taken`.

    It avoids the `reserved` ones before all others. The kind of cost has a line of its own where the two together would
    cover more, or have no room; it is abbreviated where it has none there either.
    """
    verdict, size, leading = verdict_on(recording, words), SIZES.status * unit, LEADING * SIZES.status * unit
    costs, ending = verdict.costs, verdict.ending
    kind = words.cost(verdict.kind)
    if face(size, bold=True).width(kind) + size > area.width:
        kind = words.short_cost(verdict.kind)
    places = []
    for lines in ([words.cost_change.format(cost=kind, change=costs), ending], [kind, costs, ending]):
        shown = list(filter(None, lines))
        width = max(face(size, bold=True).width(line) for line in shown)
        place = free_place(width + size, leading * len(shown) + size, area, taken, reserved)
        places.append((width + size > area.width, covered(place, taken), len(shown), shown, place))
    _, _, _, shown, place = min(places, key=lambda found: found[:3])
    return tuple(
        pen.text(line, place.left + size / 2, place.top + size * 1.45 + number * leading, size, bold=True)
        for number, line in enumerate(shown)
    )
