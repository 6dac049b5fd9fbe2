"""The watch: sees a running program's training loops, and keeps what a recording needs of them."""

from __future__ import annotations

import builtins
import os
import sys
import threading
import weakref
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture import tracing
from sgdviz.recording.capture.instrument import FIRST, IS_OPEN, PREFIX, SECOND, hook_name
from sgdviz.recording.capture.limits import Limits
from sgdviz.recording.capture.plain_rows import PlainRows
from sgdviz.recording.capture.scopes import alive, kept, names_of
from sgdviz.recording.capture.snapshots import MOST_ROWS, Snapshot, Snapshots
from sgdviz.recording.capture.state import array_of
from sgdviz.recording.capture.turns import Gaps, Passes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType, FrameType

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop

SEARCHED_TURNS = 3
"""The turns at the beginning of a run in which all pairs are looked at."""

MANY_TURNS = 1000
"""The turns after which pairs are looked at less often."""

MOST_TAPS = 12
"""The sightings of each pair that are kept with all names around them, and in one turn a third of them."""

MOST_RUNS = 16
"""The runs of one loop that are recorded: each takes time when it ends."""

PATIENCE = 10.0
"""Seconds for which a thread waits while the run of another one is looked at; a look at a turn is left out."""


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
    """A run of a training loop, while it goes on and afterwards. `fires` says how often each pair is seen in a turn."""

    loop: TrainingLoop
    snapshots: Snapshots
    thread: int
    frame: FrameType | None = None
    passes: int = 0
    taps: list[Tap] = field(default_factory=list)
    fires: dict[int, int] = field(default_factory=dict)
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
            names[hook_name("turn", one.loop)] = one.passes.count
            names[hook_name("done", one.loop)] = one.done.count
            for what in ("enter", "leave", "look", "open", "close"):
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
        vars(builtins)[IS_OPEN] = False

    def first(self, number: int, value: Any) -> Any:
        """Return the first operand of a pair, and keep it until the second is there."""
        if self.looking is not None:
            self._firsts[number, id(sys._getframe(1))] = value  # noqa: SLF001
        return value

    def second(self, number: int, value: Any) -> Any:
        """Return the second operand of a pair, and see both."""
        frame = sys._getframe(1)  # noqa: SLF001
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
        if self._firsts:
            self._firsts.clear()

    def _begin(self, patience: float) -> bool:
        """Return whether this thread may look; then no other may until `_end`, and parts of the program may run again.

        `patience` is how many seconds another thread is waited for.
        """
        if not self.is_here or not self._lock.acquire(blocking=patience > 0, timeout=patience or -1):
            return False
        if self._busy:  # this thread runs a part of the program again
            self._lock.release()
            return False
        self._busy = True
        if tracing.is_on:
            self._tracer = tracing.without_tracer()
        if self.limits.is_set:
            self.limits.hold()
        return True

    def _end(self) -> None:
        """End what `_begin` began. Raises `LimitReached` where the time has run out meanwhile."""
        self._busy = False
        if tracing.is_on:
            tracing.with_tracer(self._tracer)
        self._lock.release()
        if self.limits.is_set:
            self.limits.release()

    def _harmless(self, hook: Callable[[FrameType], None], watched: _Watched, patience: float) -> Callable[[], None]:
        """Return a hook that never fails: objects of a program can do anything when they are looked at."""

        def call() -> None:
            if not self._begin(patience):
                return
            try:
                hook(sys._getframe(1))  # noqa: SLF001
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


class _Watched:
    """A training loop of a running program."""

    def __init__(self, watch: Watch, loop: TrainingLoop) -> None:
        self.loop = loop
        self.gaps = Gaps(self._before_look, self._after_look)
        self.passes, self.done = Passes(), Passes()
        self.session: Session | None = None
        self.thread = 0
        self._watch = watch
        self._callers = self._runs = 0
        self._counts: dict[int, int] = {}
        self._in_turn: dict[int, int] = {}
        self._turn = self._pass_before = 0
        self._evidence = 1
        self._plain_names: list[str] = []
        self._from = 0, 0, 0

    def open(self, _frame: FrameType) -> None:
        """Begin a run, or go on with one, before the outermost loop of the training loop's function."""
        session = self.session
        if session is not None and session.is_open and self._callers:
            self.passes.count()
            return
        if session is not None and session.is_open and session.frame is not None:
            return  # a call of itself
        if self._runs >= MOST_RUNS:
            self.session = None
            return
        self._runs += 1
        self.thread = threading.get_ident()
        self.session = Session(self.loop, Snapshots(self.loop), self.thread)
        self.gaps.restart()
        self.passes.restart()
        self.done.restart()
        self._pass_before = 0
        if not self.loop.outer:
            self.passes.count()
        self._counts.clear()
        self._evidence = 1

    def _before_look(self) -> None:
        """See of which pass the turn is that begins."""
        self._pass_before = self.passes.made
        self._after_look()

    def _after_look(self) -> None:
        """See no pairs any more."""
        if self._watch.looking is self:
            self._watch.looking = None
            vars(builtins)[IS_OPEN] = False

    def look(self, frame: FrameType) -> None:
        """See the state of the program at the beginning of a turn. Raises `LimitReached` after the last one."""
        session = self.session
        if session is None or not session.is_open or threading.get_ident() != self.thread:
            self.gaps.looked(MOST_ROWS)
            return
        session.frame = frame
        self._take_plain(session)
        self._turn = turn = self.gaps.begun
        watch, snapshots = self._watch, session.snapshots
        watch.forget_operands()
        if not session.broken and not snapshots.take(frame, turn - 1, self._pass_before):
            session.broken = snapshots.why
        session.passes = self._pass_before = self.passes.made
        self._go_on(session, frame, turn)
        self._in_turn.clear()
        is_evidence = turn <= SEARCHED_TURNS or turn >= self._evidence
        if is_evidence:
            self._evidence = _next_evidence(turn)
        self._keeps_names = is_evidence
        if is_evidence or snapshots.watched:
            watch.looking = self
            vars(builtins)[IS_OPEN] = True
        else:
            self._after_look()
        if watch.limits.is_set:
            watch.limits.check_steps(turn - 1, f"line {self.loop.line}")

    _keeps_names = True

    def _go_on(self, session: Session, frame: FrameType, turn: int) -> None:
        """Plan the turns until the next look: those that are read without one, and the gaps between them."""
        snapshots = session.snapshots
        gap = snapshots.gap
        if self._watch.limits.is_set:
            self.gaps.looked(self._watch.limits.next_look(turn, gap))
            return
        if turn == SEARCHED_TURNS + 1 and (names := snapshots.plain_names(frame)):
            self._plain_names = names
            self.gaps.plain = PlainRows(frame.f_globals.get, names, self.passes.left)
        rows = 0
        if self.gaps.plain is not None and turn > SEARCHED_TURNS:
            evidence = _next_evidence(turn) if turn >= self._evidence else self._evidence
            rows = max(min((evidence - turn) // (gap + 1) - 1, snapshots.room - 2), 0)
        self._from = turn, gap, self.passes.made
        self.gaps.looked(gap, rows)

    def _take_plain(self, session: Session) -> None:
        """Keep what was read since the last look."""
        plain = self.gaps.plain
        if plain is None or not len(plain):
            return
        turn, gap, passes = self._from
        begun = self.gaps.begun
        found = [
            (step, self.passes.made_of(left), values)
            for step, left, values in plain.take(turn, gap, self.passes.left_of(passes))
        ]
        self.gaps.settled(begun)
        if not session.broken:
            session.snapshots.take_plain(self._plain_names, found)

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
        if seen > session.fires.get(pair.number, 0):
            session.fires[pair.number] = seen
        if seen > MOST_TAPS // 3:
            return
        values, wanted = array_of(prediction), array_of(target)
        if values is None or wanted is None:
            return
        wanted = -wanted if pair.kind == "negative product" else wanted
        if seen == 1 and values.size > 1:
            session.snapshots.see(pair.number, values)
        now = session.snapshots.now
        if now is None or not self._keeps_names or self._counts.get(pair.number, 0) >= 4 * MOST_TAPS:
            return
        levels = _levels(frame, session.frame)
        if levels:
            self._counts[pair.number] = self._counts.get(pair.number, 0) + 1
            session.taps.append(Tap(pair, self._turn, values, wanted, levels, now))

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
        self._take_plain(session)
        if session.frame is not None and not session.broken:
            session.snapshots.take_last(session.frame, self.gaps.begun, self.passes.made)
            session.snapshots.is_done = self.done.made >= self.passes.made

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
        vars(builtins)[IS_OPEN] = False
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


def _next_evidence(turn: int) -> int:
    """Return the next turn in which pairs are looked at with all names around them."""
    return 2 * turn if turn < MANY_TURNS else 8 * turn


@lru_cache(256)
def _places(code: CodeType) -> list[tuple[int | None, ...]]:
    """Return the places of the instructions of a code."""
    return list(code.co_positions())


def _levels(frame: FrameType, outermost: FrameType) -> tuple[Level, ...]:
    """Return the functions from `outermost` to `frame`; empty where the one was not called from the other."""
    found: list[Level] = []
    copies: dict[int, Any] = {}
    one: FrameType | None = frame
    while one is not None:
        found.append(
            Level(one.f_code, _places(one.f_code)[one.f_lasti // 2], kept(names_of(one), copies), one.f_globals)
        )
        if one is outermost:
            return tuple(reversed(found))
        one = one.f_back
    return ()
