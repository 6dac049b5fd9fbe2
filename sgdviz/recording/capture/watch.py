"""The watch: sees a running program's training loops, and keeps what a recording needs of them."""

from __future__ import annotations

import builtins
import operator
import os
import sys
import threading
import weakref
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.instrument import FIRST, IS_OPEN, PREFIX, SECOND, hook_name
from sgdviz.recording.capture.limits import Limits
from sgdviz.recording.capture.scopes import alive, kept, names_of
from sgdviz.recording.capture.snapshots import Snapshot, Snapshots
from sgdviz.recording.capture.state import array_of
from sgdviz.recording.capture.tracing import with_tracer, without_tracer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from numpy.typing import NDArray

    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop

SEARCHED_TURNS = 3
"""The turns at the beginning of a run in which all pairs are looked at."""

MOST_TAPS = 12
"""The sightings of each pair that are kept with all names around them, and in one turn a third of them."""

PATIENCE = 10.0
"""Seconds for which a thread waits while the run of another one is looked at; a look at one turn is left out instead."""

@dataclass
class Level:
    """A function that was running when a pair was seen: its code's place, its names, and where it was."""

    frame_code: Any
    place: tuple[int | None, ...]
    scope: dict[str, Any]
    shared: dict[str, Any]


@dataclass(frozen=True)
class Tap:
    """A sighting of a pair: in which turn, the prediction, the target, and the functions around it, outermost first."""

    pair: Pair
    turn: int
    prediction: NDArray[np.float64]
    target: NDArray[np.float64]
    levels: tuple[Level, ...]
    snapshot: Snapshot


@dataclass
class Session:
    """A run of a training loop, while it goes on and afterwards."""

    loop: TrainingLoop
    snapshots: Snapshots
    thread: int
    frame: FrameType | None = None
    passes: int = 0
    taps: list[Tap] = field(default_factory=list)
    is_open: bool = True
    broken: str = ""


class Watch:
    """Sees the training loops of a program while it runs.

    `finished` is called with each session as its loop ends, while the functions of the loop still exist, and `failed`
    with one that was given up.
    """

    def __init__(
        self,
        loops: Sequence[TrainingLoop],
        pairs: Sequence[Pair],
        finished: Callable[[Session], None],
        failed: Callable[[Session], None],
        limits: Limits | None = None,
    ) -> None:
        self.failed = failed
        self.finished = finished
        self.limits = limits or Limits()
        self.looking: _Watched | None = None
        self.is_here = True
        self._pairs = pairs
        self._watched = [_Watched(self, loop) for loop in loops]
        self._busy = False
        self._lock = threading.RLock()
        self._tracer: tuple[Any, Any] = (None, None)
        self._firsts: dict[tuple[int, int], Any] = {}

    def install(self) -> None:
        """Put the hooks into `builtins`."""
        names = vars(builtins)
        names[IS_OPEN] = False
        names[FIRST], names[SECOND] = self.first, self.second
        for one in self._watched:
            for what in ("turn", "enter", "leave", "look", "open", "close"):
                patience = 0 if what == "look" else PATIENCE
                names[hook_name(what, one.loop)] = self._harmless(getattr(one, what), one, patience)
            names[hook_name("due", one.loop)] = chain.from_iterable(one.gaps).__next__
        _WATCHES.add(self)

    def remove(self) -> None:
        """Take the hooks away again: what is left of the program runs as if it were never watched."""
        if self._begin(PATIENCE):
            try:
                for one in self._watched:
                    one.finish()
            finally:
                self._end()
        self.in_child()

    @staticmethod
    def uninstall() -> None:
        """Let the hooks do nothing: a thread of the program may still come to them."""
        names = vars(builtins)
        names[IS_OPEN] = False
        for name in [name for name in names if name.startswith(PREFIX) and name != IS_OPEN]:
            names[name] = repeat(False).__next__ if name.startswith(f"{PREFIX}due_") else _second_of

    def in_child(self) -> None:
        """Stop watching: this process is a copy of the one that is recorded."""
        self.is_here = False
        self.looking = None
        setattr(builtins, IS_OPEN, False)

    def first(self, number: int, value: Any) -> Any:
        """Return the first operand of a pair, and keep it until the second is there."""
        if self.looking is not None:
            self._firsts[number, id(sys._getframe(1))] = value
        return value

    def second(self, number: int, value: Any) -> Any:
        """Return the second operand of a pair, and see both."""
        frame = sys._getframe(1)
        first = self._firsts.pop((number, id(frame)), self._firsts)
        watched = self.looking
        if watched is not None and first is not self._firsts and threading.get_ident() == watched.thread:
            pair = self._pairs[number]
            both = (first, value) if pair.is_left else (value, first)
            if self._begin(patience=0):
                try:
                    watched.see_safely(pair, *both, frame)
                finally:
                    self._end()
        return value

    def forget_operands(self) -> None:
        """Forget operands whose other one never came, because of an error."""
        self._firsts.clear()

    def _begin(self, patience: float) -> bool:
        """Return whether this thread may look; then no other may until `_end`, and parts of the program may run again.

        `patience` is how many seconds another thread is waited for.
        """
        if not self.is_here or not self._lock.acquire(timeout=patience):
            return False
        if self._busy:  # this thread runs a part of the program again
            self._lock.release()
            return False
        self._busy = True
        self._tracer = without_tracer()
        self.limits.hold()
        return True

    def _end(self) -> None:
        """End what `_begin` began. Raises `LimitReached` where the time has run out meanwhile."""
        self._busy = False
        with_tracer(self._tracer)
        self._lock.release()
        self.limits.release()

    def _harmless(self, hook: Callable[[FrameType], None], watched: _Watched, patience: float) -> Callable[[], None]:
        """Return a hook that never fails: objects of a program can do anything when they are looked at."""

        def call() -> None:
            if not self._begin(patience):
                return
            try:
                hook(sys._getframe(1))
            except Exception as error:  # noqa: BLE001
                watched.fail(error)
            finally:
                self._end()

        return call


def _second_of(_number: int = 0, value: Any = None) -> Any:
    return value


_WATCHES: weakref.WeakSet[Watch] = weakref.WeakSet()


def _in_child() -> None:
    for watch in _WATCHES:
        watch.in_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)


class _Gaps:
    """The steps between looks: one turn that is looked at, then `gap` turns that are not, and so on."""

    def __init__(self) -> None:
        self.gap = 0
        self.turns = 0
        self._passing: Iterator[bool] | None = None
        self._length = 0

    def __iter__(self) -> _Gaps:
        return self

    def __next__(self) -> Iterator[bool]:
        self.turns += self._length
        if self.gap and self._passing is None:
            self._passing, self._length = repeat(False, self.gap), self.gap
            return self._passing
        self._passing, self._length = None, 0
        self.turns += 1
        return iter((True,))

    @property
    def begun(self) -> int:
        """The number of turns that have begun."""
        return self.turns + self._length - (operator.length_hint(self._passing) if self._passing else 0)

    def restart(self) -> None:
        """Begin with the next turn to look at, and count from 0."""
        self.gap = self.turns = self._length = 0
        if self._passing is not None:
            for _ in self._passing:
                pass
        self._passing = None


class _Watched:
    """A training loop of a running program."""

    def __init__(self, watch: Watch, loop: TrainingLoop) -> None:
        self.loop = loop
        self.gaps = _Gaps()
        self.session: Session | None = None
        self.thread = 0
        self._watch = watch
        self._callers = 0
        self._counts: dict[int, int] = {}
        self._in_turn: dict[int, int] = {}
        self._turn = self._before_pass = 0
        self._evidence = 1

    def open(self, frame: FrameType) -> None:
        """Begin a run, or go on with one, before the outermost loop of the training loop's function."""
        session = self.session
        if session is not None and session.is_open and self._callers:
            self.turn(frame)
            return
        if session is not None and session.is_open and session.frame is not None:
            return  # a call of itself
        self.thread = threading.get_ident()
        self.session = Session(self.loop, Snapshots(self.loop), self.thread)
        self.session.passes = 0 if self.loop.outer else 1
        self.gaps.restart()
        self._counts.clear()
        self._evidence = 1

    def turn(self, _frame: FrameType) -> None:
        """Count a pass: the training loop begins again inside another loop."""
        if self.session is not None:
            self.session.passes += 1
            self._before_pass = self.gaps.begun

    def look(self, frame: FrameType) -> None:
        """See the state of the program at the beginning of a turn. Raises `LimitReached` after the last one."""
        session = self.session
        if session is None or not session.is_open or threading.get_ident() != self.thread:
            return
        session.frame = frame
        self._turn = self.gaps.turns
        self._watch.forget_operands()
        passes = session.passes - (self._turn - 1 == self._before_pass)  # the step before may be of the pass before
        if not session.broken and not session.snapshots.take(frame, self._turn - 1, passes):
            session.broken = session.snapshots.why
        left = self._watch.limits.steps_left(self._turn)
        self.gaps.gap = session.snapshots.gap if left is None else min(session.snapshots.gap, left)
        self._in_turn.clear()
        is_evidence = self._turn <= SEARCHED_TURNS or self._turn >= self._evidence
        if is_evidence:
            self._evidence = max(2 * self._turn, 1)
        self._keeps_names = is_evidence
        self._watch.looking = self if is_evidence or session.snapshots.watched else None
        setattr(builtins, IS_OPEN, self._watch.looking is not None)
        self._watch.limits.check_steps(self._turn - 1, f"line {self.loop.line}")

    _keeps_names = True

    def fail(self, error: Exception) -> None:
        """Give up a run after an error while it was looked at."""
        if self.session is not None:
            self.session.broken = " ".join(f"{type(error).__name__}: {error}".split())
            self.session.is_open = False
            self._watch.failed(self.session)
        if self._watch.looking is self:
            self._watch.looking = None

    def see_safely(self, pair: Pair, prediction: Any, target: Any, frame: FrameType) -> None:
        """Keep a sighting of a pair, or give up the run."""
        try:
            self.see(pair, prediction, target, frame)
        except Exception as error:  # noqa: BLE001
            self.fail(error)

    def see(self, pair: Pair, prediction: Any, target: Any, frame: FrameType) -> None:
        """Keep a sighting of a pair, or of a whole prediction its numbers alone."""
        session = self.session
        if session is None or not session.is_open or session.frame is None:
            return
        seen = self._in_turn[pair.number] = self._in_turn.get(pair.number, 0) + 1
        if seen > MOST_TAPS // 3:
            return
        values, wanted = array_of(prediction), array_of(target)
        if values is None or wanted is None:
            return
        wanted = -wanted if pair.kind == "negative product" else wanted
        if seen == 1 and values.size > 1:
            session.snapshots.see(pair.number, values)
        if not session.snapshots.rows or not self._keeps_names or self._counts.get(pair.number, 0) >= 4 * MOST_TAPS:
            return
        levels = _levels(frame, session.frame)
        if levels:
            self._counts[pair.number] = self._counts.get(pair.number, 0) + 1
            session.taps.append(Tap(pair, self._turn, values, wanted, levels, session.snapshots.rows[-1]))

    def close(self, frame: FrameType) -> None:
        """End a run after the outermost loop of the training loop's function, unless callers go on with it."""
        session = self.session
        if session is None or not session.is_open or threading.get_ident() != self.thread:
            return
        if session.frame is not None and session.frame is not frame:
            return  # a call of itself
        self._tail(session)
        if not self._callers:
            self._end(session)

    def _tail(self, session: Session) -> None:
        if session.frame is not None and not session.broken:
            session.snapshots.take_last(session.frame, self.gaps.begun, session.passes)

    def enter(self, _frame: FrameType) -> None:
        """Begin a loop that calls the function of the training loop."""
        self._callers += 1

    def leave(self, _frame: FrameType) -> None:
        """End such a loop."""
        self._callers = max(self._callers - 1, 0)
        session = self.session
        if not self._callers and session is not None and session.is_open:
            self._end(session)

    def _end(self, session: Session) -> None:
        session.is_open = False
        if self._watch.looking is self:
            self._watch.looking = None
        setattr(builtins, IS_OPEN, False)
        for tap in session.taps:
            for level in tap.levels:
                level.scope = alive(level.scope)
        self._watch.finished(session)
        session.frame = None
        session.taps.clear()

    def finish(self) -> None:
        """End a run that goes on while the program ends."""
        if self.session is not None and self.session.is_open:
            self._tail(self.session)
            self._end(self.session)


def _levels(frame: FrameType, outermost: FrameType) -> tuple[Level, ...]:
    """Return the functions from `outermost` to `frame`; empty where the one was not called from the other."""
    found: list[Level] = []
    copies: dict[int, Any] = {}
    one: FrameType | None = frame
    while one is not None:
        places = list(one.f_code.co_positions())
        found.append(Level(one.f_code, places[one.f_lasti // 2], kept(names_of(one), copies), one.f_globals))
        if one is outermost:
            return tuple(reversed(found))
        one = one.f_back
    return ()

