"""The curves behind the fit of a network: what each of its last hidden neurons adds to the prediction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.network import network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording
    from sgdviz.recording.network import Network

MOST_CURVES = 8
"""The largest number of curves: of more, the largest at the end of the run."""


class Contributions:
    """The terms of the prediction of a `network` over the grid of a recording: weight times activation, and the bias.

    All of them sum to the prediction.
    """

    def __init__(self, recording: Recording, network: Network) -> None:
        self._recording, self._network = recording, network
        last = np.abs(self.at(recording.rows_before_divergence - 1)).max(axis=1)
        self.shown: NDArray[np.int64] = np.sort(np.argsort(-last, kind="stable")[:MOST_CURVES])
        """The numbers of the terms that are drawn."""

    def at(self, row: int) -> NDArray[np.float64]:
        """Return the (neurons + 1, G) terms at `row`: that of each neuron, then the constant.

        The predictions of an interpolated row are not those of its parameters; the terms share the difference.
        """
        recording = self._recording
        with np.errstate(all="ignore"):
            terms = self._network.parts(recording.params[row], recording.grid)
            if not recording.recorded[row]:
                terms += (recording.grid_predictions[row] - terms.sum(axis=0)) / len(terms)
        return terms

    def points(self, row: int, plot: Plot) -> list[NDArray[np.float64]]:
        """Return the (G, 2) points of each term that is drawn at `row`."""
        places = plot.place(self._recording.grid[:, 0], np.zeros(len(self._recording.grid)))
        heights = plot.heights(self.at(row)[self.shown])
        return [np.column_stack([places[:, 0], height]) for height in heights]


def contributions_of(recording: Recording) -> Contributions | None:
    """Return the contributions of hidden neurons to the prediction; None where it is no sum of theirs."""
    if recording.dataset.x.shape[1] != 1 or len(recording.grid) == 0:
        return None
    network = network_of(recording)
    if network is None or network.is_a_share or len(network.layers) < 2:
        return None
    return Contributions(recording, network)
