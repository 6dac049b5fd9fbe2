"""A panel of runners: all runs of a comparison on one cost function, each a ball with its name."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.overlaid import OverlaidPanel
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.name_places import NamePlaces
    from sgdviz.recording import Recording


class OverlaidRunners(OverlaidPanel):
    """All runs on one cost function; a subclass sets the places and the pens of their names.

    Raises `InputError` for runs whose cost functions differ.
    """

    _places: NamePlaces
    _name_pens: list[Pen]

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        for run in self.runs:
            self.check_run(run)
        if len(same_cost_runs(recording, self.runs)) < len(self.runs):
            raise InputError(
                "the runs have different cost functions, so they have none in common; "
                "show them side by side instead of overlaid"
            )
        self._shared = [run for run in self.runs if run in self.axis_runs]
        self._size = SIZES.label * self.unit

    @staticmethod
    @abstractmethod
    def check_run(recording: Recording) -> None:
        """Raise `InputError` for a run that the panel cannot draw."""

    def _names(self, row: int) -> Iterable[Text]:
        """Yield the name of each run beside its ball, where it has a free place."""
        for label, pen, place in zip(self._labels, self._name_pens, self._places.at(row), strict=True):
            if place is not None:
                yield pen.text(label, place.left, place.bottom - 0.22 * self._size, self._size, bold=True)
