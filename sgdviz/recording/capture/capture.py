"""Capture: running a program unmodified, and recording what its training loops do."""

from __future__ import annotations

import warnings
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.errors import SgdvizError
from sgdviz.recording.capture.analyst import Analyst
from sgdviz.recording.capture.code_of import library_listing
from sgdviz.recording.capture.effects import Effects
from sgdviz.recording.capture.execute import Execution
from sgdviz.recording.capture.find import Find
from sgdviz.recording.capture.functions import Functions
from sgdviz.recording.capture.instrument import calls_by_place, instrumented
from sgdviz.recording.capture.limits import Limits
from sgdviz.recording.capture.loops import training_loops
from sgdviz.recording.capture.models import UnrecordedError
from sgdviz.recording.capture.neighbours import neighbours_of, watched_imports
from sgdviz.recording.capture.quiet import without_waiting
from sgdviz.recording.capture.slices import Finder
from sgdviz.recording.capture.surroundings import answered, pending_output, put_back
from sgdviz.recording.capture.syntax import check_syntax
from sgdviz.recording.capture.watch import Session, Watch
from sgdviz.recording.hooks import LibraryHooks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sgdviz.recording.capture.program import Program
    from sgdviz.recording.capture.run import CapturedRun
    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop


@dataclass(frozen=True)
class Captured:
    """What a program did: its recorded runs, in the order in which they ended, and the code it ended with.

    `notes` are things to say, one line each. `failed` says that an error or an exit code other than 0 ended it.
    `stopped` is why it was ended from outside, "Ctrl-C" or "a limit", or empty.
    """

    runs: tuple[CapturedRun, ...]
    exit_code: int
    notes: tuple[str, ...]
    failed: bool = False
    stopped: str = ""


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
        check_syntax(program)
        tree = instrumented(program, self.loops, self.pairs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they have been given
            return compile(tree, program.name, "exec", dont_inherit=True)


class _Findings:
    """What is found out about a program while it runs: its recorded runs, and why others were not recorded."""

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        self._runs: list[CapturedRun] = []
        self._reasons: list[str] = []

    def finished(self, session: Session) -> None:
        """Record a run whose loop has just ended."""
        where = _where(session)
        try:
            self._runs.append(self._analyst.run(session))
        except (UnrecordedError, SgdvizError) as error:
            self._reasons.append(f"{where}: this loop was not recorded: {error}")
        except Exception as error:  # noqa: BLE001 - objects of a program can do anything when they are looked at
            what = " ".join(f"{type(error).__name__}: {error}".split())
            self._reasons.append(f"{where}: this loop was not recorded: {what}")
        if session.broken:
            self._reasons.append(f"{where}: recorded up to the step where {session.broken}")

    def failed(self, session: Session) -> None:
        """Say why a run was given up."""
        self._reasons.append(f"{_where(session)}: this loop was not recorded: {session.broken}")

    def result(
        self, libraries: Sequence[CapturedRun], notes: Sequence[str], execution: Execution, exit_code: int
    ) -> Captured:
        """Return all that was found out when the program has ended; `libraries` are runs of libraries."""
        if libraries:
            self._reasons.clear()  # a loop around a library's own steps
        said = tuple(dict.fromkeys(note for note in (*self._reasons, *notes) if note))
        return Captured((*self._runs, *libraries), exit_code, said, execution.failed, execution.stopped)


def _where(session: Session) -> str:
    return f"{Path(session.loop.function.program.name).name}:{session.loop.line}"


def capture(
    program: Program,
    *,
    argv: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
    find: Find | None = None,
    folder: Path | None = None,
    answers: Sequence[str] | None = None,
    max_steps: int | None = None,
    time_limit: float | None = None,
    leaving: Callable[[Captured], None] | None = None,
) -> Captured:
    """Run a program as ``__main__``, and return the recordings of its training runs.

    `argv` are its arguments, `given` names that it has from the start, `find` what its user says about it, and `folder`
    is the working folder while it runs. `answers` are lines for its standard input, then it ends. After `max_steps` of
    one loop, or `time_limit` seconds, the program is ended. A program that fails prints its own traceback. Where the
    program ends the process by ``os._exit``, `leaving` is called first, since nothing is returned. Raises `SyntaxError`
    for a program that cannot be compiled.
    """
    find = find or Find()
    analysis = Analysis(program, find)
    analyst = Analyst(analysis.effects, analysis.finder, find)
    findings = _Findings(analyst)
    limits = Limits(max_steps, time_limit)
    watch = Watch(analysis.loops, analysis.pairs, findings.finished, findings.failed, limits)
    stack = ExitStack()
    hooks = LibraryHooks()
    sources = {one.name: one for one in analysis.programs}

    def result(exit_code: int) -> Captured:
        libraries = [_with_code(run, sources) for run in hooks.runs()]
        return findings.result(libraries, (*hooks.faults(), limits.reached), execution, exit_code)

    def left(exit_code: int) -> None:
        if leaving is not None:
            with pending_output():
                stack.close()
                leaving(result(exit_code))

    execution = Execution(program, argv, given or {}, watch.remove, left)
    code = analysis.code(program)
    watch.install()
    with stack:
        stack.callback(watch.uninstall)
        stack.enter_context(put_back(program, folder))
        stack.enter_context(hooks)
        stack.enter_context(without_waiting())
        stack.enter_context(watched_imports(analysis.neighbours, analysis.code))
        stack.enter_context(answered(answers))
        with limits.timed():
            exit_code = execution.run(code)
    return result(exit_code)


def _with_code(run: CapturedRun, sources: Mapping[str, Program]) -> CapturedRun:
    """Return a run of a library with the code around its steps."""
    program = sources.get(run.file)
    if program is None:
        return run
    return replace(run, recording=replace(run.recording, listing=library_listing(program, run.line)))
