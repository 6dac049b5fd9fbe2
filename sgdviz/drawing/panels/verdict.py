"""The verdict on a run, for its last frame: the cost before and after, and how the run ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.free_place import covered, free_place
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.recording.ending import ending_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording import Recording

LEADING = 1.35
"""The distance of two lines, as a multiple of the type's size."""

WORDS = {"settled": "", "falling": "still falling", "swinging": "has not settled"}


class Verdict(NamedTuple):
    """The kind of cost, its first and last value in the shown run, and how the run ended: empty where it settled."""

    kind: str
    costs: str
    ending: str


def verdict_on(recording: Recording) -> Verdict:
    """Return the verdict on a run."""
    last = recording.shown_rows - 1
    kind, costs = _readable(recording, recording.cost[[0, last]])
    ending = ending_of(recording)
    words = f"diverged at step {recording.step[last]}" if ending == "diverged" else WORDS[ending]
    return Verdict(kind, " → ".join(costs), words)


def _readable(recording: Recording, costs: NDArray[np.float64]) -> tuple[str, list[str]]:
    """Return the kind of `costs` and each of them in figures; those of dollars are in dollars, not in their squares."""
    if not recording.dataset.is_in_dollars or recording.cost_kind == "cross-entropy":
        return recording.cost_kind, [significant(float(cost)) for cost in costs]
    squared = recording.cost_kind == "mean squared error"
    sizes = np.sqrt(costs) if squared else costs
    return "root " * squared + recording.cost_kind, [f"${size:,.0f}" for size in sizes.tolist()]


def verdict_texts(
    recording: Recording,
    pen: Pen,
    area: Rect,
    taken: NDArray[np.float64],
    reserved: NDArray[np.float64],
    unit: float,
) -> tuple[Text, ...]:
    """Return the verdict in a free place of `area`, where it covers the fewest of the (K, 2) points `taken`.

    It avoids the `reserved` ones before all others. The kind of cost has a line of its own where the two together would
    cover more, or have no room.
    """
    kind, costs, words = verdict_on(recording)
    size, leading = SIZES.status * unit, LEADING * SIZES.status * unit
    places = []
    for lines in ([f"{kind} {costs}", words], [kind, costs, words]):
        shown = list(filter(None, lines))
        width = max(face(size, bold=True).width(line) for line in shown)
        place = free_place(width + size, leading * len(shown) + size, area, taken, reserved)
        places.append((width > area.width, covered(place, taken), len(shown), shown, place))
    _, _, _, shown, place = min(places, key=lambda found: found[:3])
    return tuple(
        pen.text(line, place.left + size / 2, place.top + size * 1.45 + number * leading, size, bold=True)
        for number, line in enumerate(shown)
    )
