"""``sgdviz run``: run a training script as it is, and animate what it learned."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.options import drawing_options, drawing_settings, given
from sgdviz.cli.output import check_given, divergences, save_settings, saved, say, tell, vanishing
from sgdviz.cli.stdout import STDOUT, check_writes, is_for_programs, named
from sgdviz.cli.streams import stdout_aside
from sgdviz.cli.values import NAMES, RECORD
from sgdviz.errors import SgdvizError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture import Captured, CapturedRun, Find, Program

FINDING = ("params", "x", "y", "predict", "loss")


class _Run(click.Command):
    """The command `run`, which says how options get to the script."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; an unknown option may have been meant for the script."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            what = f"sgdviz run has no option {error.option_name}"
            raise click.UsageError(f"{what}; put -- before what the script is to get") from None


@click.command(cls=_Run)
@click.argument("script", metavar="SCRIPT", type=click.Path())
@click.argument("arguments", metavar="[ARGS]...", nargs=-1, type=click.UNPROCESSED)
@click.option("--params", type=NAMES, metavar="NAMES", help="The parameters, as the script names them [found].")
@click.option("--x", metavar="NAME", help="The inputs, as the script names them [found].")
@click.option("--y", metavar="NAME", help="The targets, as the script names them [found].")
@click.option(
    "--predict",
    metavar="CODE",
    help="The prediction in the script's names, as in 'w * x + b'; needs --x and --y [found].",
)
@click.option("--loss", metavar="NAME", help="The variable that holds the loss of a step [found].")
@click.option("--loop", type=int, metavar="N", help="Animate the Nth of several recorded runs [the first].")
@click.option("--find-only", is_flag=True, help="Print what is found in the source, and do not run it.")
@click.option("--input", metavar="TEXT", multiple=True, help="A line that answers the script's input(); then it ends.")
@click.option("--max-steps", type=click.IntRange(1), metavar="N", help="End the script after N steps of a loop.")
@click.option(
    "--time-limit", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="End it after this time."
)
@click.option("--keep-partial", is_flag=True, help="Animate what a script that failed did before.")
@click.option(
    "--record", type=RECORD, metavar="RUN.npz", help="Also keep the run, to draw it again with `sgdviz render`."
)
@drawing_options
def run(script: str, arguments: tuple[str, ...], outputs: tuple[str, ...], find_only: bool, **options: Any) -> int:
    """Run a training script as it is, and animate what it learned.

    \b
    SCRIPT is .py or .ipynb. It runs as by `python SCRIPT ARGS`, with your rights:
    run only scripts that you trust. Options for the script stand after --.
    Without -o, the animation is SCRIPT.gif here. The exit code is the script's.
    Ctrl-C ends the script, and what it did is animated.

    \b
    Examples:
      sgdviz run train.py -o train.gif
      sgdviz run train.py -o train.svg --panels fit,code --explain 2
      sgdviz run train.py -o train.gif -- --epochs 20 --lr 0.1
      sgdviz run train.py --find-only
      sgdviz run train.py -o train.gif --x hours --y score --predict "w * hours + b"
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.recording.capture import Analysis, Find, read_program, report_syntax

    settings = given(options)
    find = Find(**{name: settings.pop(name) for name in FINDING if name in settings})
    outputs = outputs or (f"{PurePath(script).stem}.gif",)
    check_given(outputs, settings, [script])
    try:
        program = read_program(script)
        if find_only:
            check_writes("--find-only", settings)
            for line in _evidence(Analysis(program, find)):
                click.echo(line)
            return 0
        _check(settings)
        return _ran(program, arguments, find, outputs, settings)
    except SyntaxError as error:  # of the script: nothing of it has run
        say(*report_syntax(error))
        return 1


def _evidence(analysis: Any) -> list[str]:
    from sgdviz.jobs.script import evidence_lines

    return list(evidence_lines(analysis))


def _check(settings: dict[str, Any]) -> None:
    """Raise `InputError` for settings of the picture that cannot be, before the script is run."""
    from sgdviz.jobs.settings import pacing_of, scene_of, split

    scene, pacing = split(drawing_settings(settings))
    scene_of({}, scene, runs=1)
    pacing_of({}, pacing)


def _ran(
    program: Program, arguments: tuple[str, ...], find: Find, outputs: tuple[str, ...], settings: dict[str, Any]
) -> int:
    """Run the script, write the animation, and return the script's exit code."""
    from sgdviz.jobs.script import Running, ran_script

    limits = {name: settings.pop(name, None) for name in ("max_steps", "time_limit")}
    running = Running(arguments, settings.pop("input", ()), **limits)
    asked = settings.pop("keep_partial"), settings.pop("loop", None)

    def animate(captured: Captured) -> None:
        _animate(program, captured, outputs, settings, *asked)

    with stdout_aside(asked=is_for_programs(outputs, settings)):
        captured = ran_script(program, running, find, animate)
    animate(captured)
    return captured.exit_code


def _animate(
    program: Program,
    captured: Captured,
    outputs: tuple[str, ...],
    settings: dict[str, Any],
    keep_partial: bool,
    loop: int | None,
) -> None:
    """Write the animation of what a script did, and say what was found; nothing is drawn of one that failed."""
    from sgdviz.jobs.script import chosen_runs, script_animation

    if captured.failed and not captured.stopped and not keep_partial:
        if captured.runs:
            what = f"the script ended with exit code {captured.exit_code}, so nothing is drawn"
            say(f"{what}; give --keep-partial to animate what it did before")
        return
    if not captured.runs:
        say(*_unfound(program, captured))
        return
    chosen = chosen_runs(captured.runs, loop)
    quiet = settings["quiet"]
    if not quiet:
        say(*_found(captured, chosen))
    with _kept(chosen, settings.get("record")):
        animation = script_animation(program, chosen, drawing_settings(settings))
        say(*vanishing(animation.scene))
        with named(outputs, settings) as paths:
            written = saved(animation, paths, save_settings(settings), quiet=quiet)
    about = [output for output, asked in zip(written, outputs, strict=True) if asked != STDOUT]
    tell(divergences(animation.recording, advice=False), about, settings, aside=True)


@contextmanager
def _kept(runs: Sequence[CapturedRun], record: str | None) -> Iterator[None]:
    """Keep the first run where a picture of it cannot be drawn: the training is not lost."""
    try:
        yield
    except SgdvizError as error:
        if record is None:
            raise
        runs[0].recording.save(record)
        raise type(error)(f"{error} (the run is kept: {record})") from None


def _found(captured: Captured, chosen: list[CapturedRun]) -> list[str]:
    """Return a line about each run that is shown, and one about the others."""
    lines = list(dict.fromkeys(run.evidence for run in chosen))
    others = [f"{number}: line {run.line}" for number, run in enumerate(captured.runs, 1) if run not in chosen]
    if others:
        count = "1 more was" if len(others) == 1 else f"{len(others)} more were"
        lines.append(f"{count} recorded ({', '.join(others[:8])}); choose one with --loop N")
    return [*lines, *captured.notes]


def _unfound(program: Program, captured: Captured) -> list[str]:
    """Return why there is no animation, and what to do."""
    name = PurePath(program.name).name
    if not captured.notes:
        return [f"{name} has no loop that trains parameters; nothing was recorded"]
    return [
        *captured.notes,
        "name what was not found: --params, --x, --y and --predict; --find-only shows the source's",
    ]
