"""Capture: running a program unmodified, and recording what its training loops do."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.errors import SgdvizError
from sgdviz.recording.capture.analyst import Analyst
from sgdviz.recording.capture.code_of import library_listing
from sgdviz.recording.capture.effects import Effects
from sgdviz.recording.capture.execute import run_as_main
from sgdviz.recording.capture.find import Find
from sgdviz.recording.capture.functions import Functions
from sgdviz.recording.capture.instrument import calls_by_place, instrumented
from sgdviz.recording.capture.loops import training_loops
from sgdviz.recording.capture.models import UnrecordedError
from sgdviz.recording.capture.neighbours import neighbours_of, watched_imports
from sgdviz.recording.capture.quiet import without_waiting
from sgdviz.recording.capture.slices import Finder
from sgdviz.recording.capture.surroundings import put_back
from sgdviz.recording.capture.watch import Session, Watch
from sgdviz.recording.hooks import LibraryHooks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.recording.capture.program import Program
    from sgdviz.recording.capture.run import CapturedRun
    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop


@dataclass(frozen=True)
class Captured:
    """What a program did: its recorded runs, in the order in which they ended, and the code it ended with.

    `notes` are things to say, one line each.
    """

    runs: tuple[CapturedRun, ...]
    exit_code: int
    notes: tuple[str, ...]


class Analysis:
    """What the source of a program tells before it runs: its training loops and their pairs."""

    def __init__(self, program: Program, find: Find | None = None) -> None:
        self.program = program
        self.neighbours = neighbours_of(program)
        self.programs = [program, *self.neighbours.values()]
        functions = Functions(self.programs)
        self.effects = Effects(functions)
        self.loops: list[TrainingLoop] = training_loops(functions, self.effects, find or Find())
        self.pairs: list[Pair] = []
        known: dict[int, Pair] = {}
        for loop in self.loops:
            for place, pair in enumerate(loop.pairs):
                loop.pairs[place] = known.setdefault(id(pair.node), pair)
            loop.pairs = list(dict.fromkeys(loop.pairs))
        self.pairs = list(known.values())
        for number, pair in enumerate(self.pairs):
            pair.number = number
        calls = {one.name: calls_by_place(one) for one in self.programs}
        self.finder = Finder(functions.all, calls)

    def code(self, program: Program) -> Any:
        """Return the instrumented code of one of the modules."""
        tree = instrumented(program, self.loops, self.pairs)
        with warnings.catch_warnings():
            return compile(tree, program.name, "exec", dont_inherit=True)


def capture(
    program: Program,
    *,
    argv: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
    find: Find | None = None,
    folder: Path | None = None,
) -> Captured:
    """Run a program as ``__main__``, and return the recordings of its training runs.

    `argv` are its arguments, `given` names that it has from the start, `find` what its user says about it, and `folder`
    is the working folder while it runs. A program that fails prints its own traceback. Raises `SyntaxError` for one
    that cannot be compiled.
    """
    find = find or Find()
    analysis = Analysis(program, find)
    analyst = Analyst(analysis.effects, analysis.finder, find)
    runs: list[CapturedRun] = []
    reasons: list[str] = []

    def finished(session: Session) -> None:
        loop = session.loop
        where = f"{Path(loop.function.program.name).name}:{loop.line}"
        try:
            runs.append(analyst.run(session))
        except UnrecordedError as error:
            reasons.append(f"{where}: this loop was not recorded: {error}")
        except SgdvizError as error:
            reasons.append(f"{where}: this loop was not recorded: {error}")
        except Exception as error:  # noqa: BLE001 - objects of a program can do anything when they are looked at
            what = " ".join(f"{type(error).__name__}: {error}".split())
            reasons.append(f"{where}: this loop was not recorded: {what}")
        if session.broken:
            reasons.append(f"{where}: recorded up to the step where {session.broken}")

    def failed(session: Session) -> None:
        where = f"{Path(session.loop.function.program.name).name}:{session.loop.line}"
        reasons.append(f"{where}: this loop was not recorded: {session.broken}")

    watch = Watch(analysis.loops, analysis.pairs, finished, failed)
    watch.install()
    os.register_at_fork(after_in_child=watch.in_child)
    try:
        with (
            put_back(program, folder),
            LibraryHooks() as hooks,
            without_waiting(),
            watched_imports(analysis.neighbours, analysis.code),
        ):
            code = run_as_main(analysis.code(program), program.name, argv, given or {}, watch.remove)
            watch.remove()
    finally:
        watch.uninstall()
    sources = {one.name: one for one in analysis.programs}
    libraries = [_with_code(run, sources) for run in hooks.runs()]
    if libraries:
        reasons.clear()  # a loop around a library's own steps
    return Captured((*runs, *libraries), code, tuple(dict.fromkeys((*reasons, *hooks.faults()))))


def _with_code(run: CapturedRun, sources: Mapping[str, Program]) -> CapturedRun:
    """Return a run of a library with the code around its steps."""
    program = sources.get(run.file)
    if program is None:
        return run
    return replace(run, recording=replace(run.recording, listing=library_listing(program, run.line)))
