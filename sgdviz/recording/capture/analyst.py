"""The analyst: makes a recording of a run that has just ended, or says why it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.assemble import Assembly
from sgdviz.recording.capture.code_of import listing_of
from sgdviz.recording.capture.found import evidence_of, evidence_of_points, evidence_of_valley, indices, parameter_names
from sgdviz.recording.capture.models import Models, UnrecordedError
from sgdviz.recording.capture.points import seen_recording
from sgdviz.recording.capture.replay import State, undisturbed
from sgdviz.recording.capture.rows import changing, values_of
from sgdviz.recording.capture.run import CapturedRun
from sgdviz.recording.capture.scopes import names_of
from sgdviz.recording.capture.valley import valley_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.find import Find
    from sgdviz.recording.capture.slices import Finder
    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.watch import Session
    from sgdviz.recording.recording import Recording


class Analyst:
    """Makes recordings of the runs of a program; `find` is what its user says about it."""

    def __init__(self, effects: Effects, finder: Finder, find: Find) -> None:
        self._effects = effects
        self._finder = finder
        self._find = find

    def run(self, session: Session) -> CapturedRun:
        """Return the recording of a run whose loop has just ended. Raises `UnrecordedError`."""
        rows = session.snapshots.all()
        if len(rows) <= 1 or session.frame is None:
            raise UnrecordedError("its parameters never changed")
        scope, shared = dict(names_of(session.frame)), session.frame.f_globals
        loop, leaves = session.loop, session.snapshots.leaves
        state = State(leaves, scope, shared)
        with undisturbed([scope, shared, *_other_scopes(session)], state):
            try:
                models = Models(session, rows, state, self._effects, self._finder, self._find)
                model = models.told(scope, shared) if self._find.predict else models.best()
                assembly = Assembly(model, leaves, rows, session.fires.get(model.pair, 0))
                recording, evidence = assembly.recording(), evidence_of(loop, model, assembly.shown)
                listing = listing_of(loop, model, [leaves[number] for number in model.used])
            except UnrecordedError:
                found = self._points(session, rows) or self._valley(session, rows, state, [scope, shared])
                if found is None or self._find.predict:
                    raise
                recording, evidence, chosen = found
                listing = listing_of(loop, None, [leaves[number] for number in chosen])
        recording = replace(recording, listing=listing)
        return CapturedRun(recording, loop.function.program.name, loop.line, evidence)

    def _points(self, session: Session, rows: Sequence[Snapshot]) -> tuple[Recording, str, list[int]] | None:
        """Return the recording of the predictions that the program itself made, what was found, and the leaves."""
        seen = seen_recording(session, rows, parameter_names(session.snapshots.leaves))
        if seen is None:
            return None
        recording, pair = seen
        return recording, evidence_of_points(session.loop, recording, pair), changing(rows)

    def _valley(
        self, session: Session, rows: Sequence[Snapshot], state: State, scopes: Sequence[dict[str, Any]]
    ) -> tuple[Recording, str, list[int]] | None:
        """Return the recording of a walk down a function, what was found, and the leaves; None where there is none."""
        used = changing(rows)
        for chosen in [used, *([number] for number in used)] if used else []:
            params = np.array(
                [np.concatenate([values_of(row, rows)[number].ravel() for number in chosen]) for row in rows]
            )
            valley = valley_of(session.loop, params, chosen, state, scopes, self._effects)
            if valley is not None:
                leaves = [session.snapshots.leaves[number] for number in chosen]
                names = [
                    name + index
                    for leaf, name in zip(leaves, parameter_names(leaves), strict=True)
                    for index in indices(leaf.shape)
                ]
                recording = valley.recording(params, names, [row.step for row in rows])
                return recording, evidence_of_valley(session.loop, names, valley), chosen
        return None


def _other_scopes(session: Session) -> list[dict[str, Any]]:
    """Return the names of the functions in which pairs were seen."""
    return [scope for tap in session.taps[:1] for level in tap.levels for scope in (level.scope, level.shared)]
