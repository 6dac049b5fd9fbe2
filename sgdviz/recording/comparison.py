"""The Comparison type: several recordings shown in one scene, in step and on shared axes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError
from sgdviz.recording.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_RUNS = 6
"""More runs than this are too small to read, and their colours too alike."""

LEAST_SPAN = 0.01
"""Data that span less than this share of a common axis are refused: they would be a dot on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One to six `recordings`, each with one of `labels`.

    All are shown at the same step. The `leader` is the recording that is shown for the most steps: its rows are the
    rows of the comparison. Raises `InputError`, also for runs that cannot share axes.
    """

    recordings: tuple[Recording, ...]
    labels: tuple[str, ...]
    leader: Recording = field(init=False)
    _rows: tuple[NDArray[np.int64], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        recordings, labels = tuple(self.recordings), tuple(" ".join(str(label).split()) for label in self.labels)
        for recording in recordings:
            if not isinstance(recording, Recording):
                raise InputError(f"a comparison was given a {type(recording).__name__}; give recordings only")
        if not 1 <= len(recordings) <= MOST_RUNS:
            raise InputError(f"a comparison was given {len(recordings)} runs; give 1 to {MOST_RUNS}")
        if len(labels) != len(recordings):
            raise InputError(f"there are {len(labels)} labels for {len(recordings)} runs; give one for each")
        if len(set(labels)) < len(labels) or "" in labels:
            raise InputError(f"the labels are {', '.join(map(repr, labels))}; give each run a name of its own")
        object.__setattr__(self, "recordings", recordings)
        object.__setattr__(self, "labels", labels)
        for recording, label in zip(recordings[1:], labels[1:], strict=True):
            _check_axes(recordings[0], recording, labels[0], label)
        leader = max(recordings, key=_length)
        object.__setattr__(self, "leader", leader)
        object.__setattr__(self, "_rows", tuple(_rows_beside(run, leader) for run in recordings))

    def __len__(self) -> int:
        return len(self.recordings)

    @property
    def axis_runs(self) -> tuple[Recording, ...]:
        """The recordings that set the limits of shared axes: those that did not diverge, or all where all did."""
        return tuple(run for run in self.recordings if run.diverged_row is None) or self.recordings

    @property
    def last_step(self) -> int:
        """The last step that is shown of any run."""
        return int(self.leader.step[self.leader.shown_rows - 1])

    @property
    def short_labels(self) -> tuple[str, tuple[str, ...]]:
        """The words with which all labels begin, and the rest of each: "step size", then "0.01" and "0.1"."""
        words = [label.split() for label in self.labels]
        common = 0
        while all(len(own) > common + 1 and own[common] == words[0][common] for own in words):
            common += 1
        return " ".join(words[0][:common]), tuple(" ".join(own[common:]) for own in words)

    def rows(self, recording: Recording) -> NDArray[np.int64]:
        """Return the (T,) row of `recording` that is shown at each row of the leader.

        It is the last row that is not past the leader's moment. A run that ends earlier stays at its last row, and a
        run that diverges at the row of the divergence.
        """
        return next(rows for run, rows in zip(self.recordings, self._rows, strict=True) if run is recording)


def compared(
    recording: Recording | Comparison | Sequence[Recording], labels: Sequence[str] | None, numbered: str
) -> Recording | Comparison:
    """Return several recordings as a comparison, and one as it is; raises `InputError`.

    Without `labels`, the runs are `numbered`, a template with `number` in braces.
    """
    if isinstance(recording, list | tuple):
        if labels is None:
            labels = [numbered.format(number=number) for number in range(1, len(recording) + 1)]
        elif isinstance(labels, str):
            raise InputError(f"labels is {labels!r}; give a tuple of names, one for each run")
        return Comparison(tuple(recording), tuple(labels))
    if not isinstance(recording, Recording | Comparison):
        raise InputError(f"the recording is a {type(recording).__name__}; give a Recording or a list of them")
    if labels is not None:
        raise InputError(f"labels were given for one {type(recording).__name__}; give a list of recordings")
    return recording


def leader_of(recording: Recording | Comparison) -> Recording:
    """Return the recording whose rows the cues count: the recording itself, or the leader of a comparison."""
    return recording.leader if isinstance(recording, Comparison) else recording


def _rows_beside(recording: Recording, leader: Recording) -> NDArray[np.int64]:
    """Return the (T,) row of `recording` at each row of `leader`."""
    if recording is leader:
        return np.arange(len(leader))
    shown = recording.moment[: recording.shown_rows]
    return np.maximum(np.searchsorted(shown, leader.moment, side="right") - 1, 0)


def _length(recording: Recording) -> tuple[int, int]:
    """Return the length of the shown run, in steps and in recorded rows."""
    rows = recording.shown_rows
    return int(recording.step[rows - 1]), int(recording.recorded[:rows].sum())


def _check_axes(one: Recording, other: Recording, label: str, other_label: str) -> None:
    """Raise `InputError` for two runs whose data cannot share axes."""
    cannot = f"runs {label!r} and {other_label!r} cannot share axes"
    inputs, others = (run.dataset.feature_names for run in (one, other))
    if inputs != others:
        raise InputError(
            f"{cannot}: their inputs are {', '.join(inputs)} and {', '.join(others)}; compare runs over the same data"
        )
    target, other_target = one.dataset.target_name, other.dataset.target_name
    if target != other_target:
        raise InputError(f"{cannot}: they predict {target} and {other_target}; compare runs over the same data")
    if one.dataset.date_units != other.dataset.date_units:
        raise InputError(f"{cannot}: their dates are counted from different days; compare runs over the same data")
    if one.cost_kind != other.cost_kind:
        raise InputError(
            f"{cannot}: the cost of one is a {one.cost_kind} and that of the other a {other.cost_kind}; "
            "compare runs of one cost"
        )
    for name, values, other_values in zip(
        (*inputs, target),
        (*one.dataset.x.T, one.dataset.y),
        (*other.dataset.x.T, other.dataset.y),
        strict=True,
    ):
        spans = [float(np.ptp(values)), float(np.ptp(other_values))]
        whole = float(np.ptp(np.concatenate([values, other_values])))
        if min(span or whole for span in spans) < LEAST_SPAN * whole:
            raise InputError(
                f"{cannot}: their {name} spans {spans[0]:g} and {spans[1]:g} of {whole:g} together; "
                "compare runs over the same data"
            )
