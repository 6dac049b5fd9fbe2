"""The command line: parse, call, print."""

from __future__ import annotations

import gc
import signal
import sys
from dataclasses import fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from sgdviz import __version__
from sgdviz.cli_options import drawing_options
from sgdviz.cli_values import batch_size, names, numbers, parsed, passes, start, whole_numbers
from sgdviz.errors import DrawingError, InputError, SgdvizError
from sgdviz.pacing import Pacing
from sgdviz.recording.comparison import Comparison
from sgdviz.recording.recording import Recording
from sgdviz.scene import Scene, comfortable, fitting_panels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.animation import Animation, Output
    from sgdviz.data.csv_file import Table

INTERRUPTED, TERMINATED, BAD_INPUT, NOT_DRAWN = 130, 143, 2, 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sgdviz", message="%(prog)s %(version)s")
def cli() -> None:
    """Point it at a training loop, get the animation that explains it.

    \b
    Examples:
      sgdviz lesson                              write sgd_line.gif
      sgdviz lesson line -o a.gif -o a.png       an animation and its last frame
      sgdviz render run.npz -o dark.gif --theme dark
    """  # noqa: D301 - a backspace tells click to keep the lines as they are


@cli.command()
@click.argument("name", default="line")
@click.option("--list", "listing", is_flag=True, help="List the lessons and stop.")
@click.option(
    "--data",
    type=click.Path(),
    metavar="FILE.csv",
    help="Learn from this file in place of the lesson's own data; with --x and --y.",
)
@click.option("--x", callback=parsed(names), metavar="NAME[,NAME]", help="The file's columns to predict from.")
@click.option("--y", metavar="NAME", help="The file's column to predict.")
@click.option("--passes", callback=parsed(passes), metavar="N", help="Passes over the data.")
@click.option(
    "--optimizer",
    callback=parsed(names),
    metavar="NAME[,NAME...]",
    help="What takes the steps, as in sgd, momentum or adam; several are compared.",
)
@click.option(
    "--step-size",
    callback=parsed(numbers),
    metavar="X[,X...]",
    help="The share of the gradient that each step takes; several are compared.",
)
@click.option(
    "--seed",
    callback=parsed(whole_numbers),
    metavar="N[,N...]",
    help="Seed of the random start and of --shuffle; several are compared.",
)
@click.option(
    "--batch-size", callback=parsed(batch_size), metavar="N|full", help="Samples that make an update; full is all."
)
@click.option(
    "--shuffle/--no-shuffle", default=None, help="Take the samples in a new random order in each pass [as the lesson]."
)
@click.option("--start", callback=parsed(start), metavar="m=1,b=0", help="Start from these parameters.")
@click.option(
    "--record", type=click.Path(), metavar="RUN.npz", help="Also keep the run, to draw it again with `sgdviz render`."
)
@drawing_options
def lesson(name: str, listing: bool, record: str | None, outputs: tuple[str, ...], **options: Any) -> None:
    """Train a built-in scenario and animate it.

    \b
    NAME is one of `sgdviz lesson --list`; without it, the neuron that learns a line.

    \b
    Examples:
      sgdviz lesson -o line.gif --theme dark --scale 2
      sgdviz lesson line --start m=-1,b=5 --step-size 0.03 --every pass -o steep.gif
      sgdviz lesson line --optimizer adam --step-size 0.1 --batch-size full -o adam.gif
      sgdviz lesson line --step-size 0.001,0.01,0.1 --overlay -o sizes.gif
      sgdviz lesson line -o slides/ --every 50
      sgdviz lesson --data points.csv --x size --y price -o mine.gif
    """  # noqa: D301 - a backspace tells click to keep the lines as they are
    from sgdviz.lessons import find_lesson, lesson_names, steps_a_frame
    from sgdviz.lessons.sweep import sweep

    if listing:
        for known in lesson_names():
            click.echo(f"{known:<14} {find_lesson(known).summary}")
        return
    chosen = find_lesson(name)
    training = _given(options, ("passes", "optimizer", "step_size", "seed", "start", "batch_size", "shuffle"))
    variants = chosen.variants(training)
    runs = sweep({name: value if isinstance(value, tuple) else (value,) for name, value in training.items()})
    if len(variants) > 1 and len(runs) > 1:
        raise InputError(f"lesson {name!r} compares runs of its own; give one value for each setting")
    labels = tuple(variants) if len(variants) > 1 else tuple(runs)
    defaults = {**chosen.scene, **chosen.pacing}
    if options["data"] is not None:  # what a lesson says in words is true of its own data and settings
        defaults.pop("title", None)
    if options["data"] is not None or training:
        defaults.pop("caption", None)
    scene, pacing = _scene_and_pacing(defaults, options, runs=len(labels))
    table = _table(options)
    if table is not None and options["panels"] is None and table.dataset.x.shape[1] > 1:
        scene = replace(scene, panels=tuple("predictions" if name == "fit" else name for name in scene.panels))
    needed = record is not None or not {"cost", "landscape"}.isdisjoint(scene.panels)
    recordings = [
        variant.record(dataset=None if table is None else table.dataset, landscape=needed, **settings)
        for variant in variants.values()
        for settings in runs.values()
    ]
    recording = _together(recordings, labels)
    unsaid = options["every"] is None and pacing.every == "step" and pacing.frames is None and pacing.duration is None
    if table is not None and unsaid:
        pacing = replace(pacing, every=steps_a_frame(max(recordings, key=len)))
    _draw(recording, scene, pacing, outputs or (chosen.output,), {**options, "record": record})
    if table is not None and table.rows > len(table.dataset) and not options["quiet"]:
        drawn = f"trained on and drew a fair sample of {len(table.dataset):,}"
        click.echo(f"{options['data']}: {table.rows:,} rows; {drawn}")


@cli.command()
@click.argument("runs", metavar="RUN.npz...", type=click.Path(), nargs=-1, required=True)
@drawing_options
def render(runs: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Draw a recorded run again, or compare several. Nothing is trained and no code is run.

    \b
    Examples:
      sgdviz render run.npz -o run.gif --panels fit --size 480x400
      sgdviz render run.npz -o still.png --at 15
      sgdviz render slow.npz fast.npz -o both.gif
    """  # noqa: D301 - a backspace tells click to keep the lines as they are
    if not outputs:
        raise InputError("no output was given; say where to write, as in -o run.gif")
    recording = _together([Recording.load(run) for run in runs], labels_of(runs))
    panels = fitting_panels(recording, overlay=bool(options["overlay"]))
    scene, pacing = _scene_and_pacing({"panels": panels}, options, runs=len(runs))
    _draw(recording, scene, pacing, outputs, options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error is one line on stderr."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        cli.main(arguments, prog_name="sgdviz", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (click.ClickException, SgdvizError, MemoryError, OSError) as error:
        said, code = _explained(error)
        click.echo(f"sgdviz: {' '.join(said.split())}", err=True)
        return code
    return 0


def _explained(error: Exception) -> tuple[str, int]:
    """Return what to say of an error, and the exit code."""
    if isinstance(error, click.ClickException):
        return error.format_message(), BAD_INPUT
    if isinstance(error, SgdvizError):
        return str(error), NOT_DRAWN if isinstance(error, DrawingError) else BAD_INPUT
    if isinstance(error, OSError):  # the reader of what is printed has gone, or its disk is full
        return f"cannot print: {error.strerror or error}", NOT_DRAWN
    return "there is not enough memory; try a smaller size, or fewer workers", NOT_DRAWN


def _terminate(_number: int, _frame: object) -> None:
    """Leave as after Ctrl-C, so that what is half-written is taken away."""
    sys.exit(TERMINATED)


def _given(options: dict[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    return {name: options[name] for name in wanted if options.get(name) is not None}


def _table(options: dict[str, Any]) -> Table | None:
    """Return what the file of --data holds; None where there is none."""
    if options["data"] is None:
        for name in ("x", "y"):
            if options[name] is not None:
                raise InputError(f"--{name} names a column of a file and there is none; give --data FILE.csv, too")
        return None
    from sgdviz.data.csv_file import read_csv

    return read_csv(options["data"], options["x"] or (), options["y"] or "")


def _together(recordings: list[Recording], labels: tuple[str, ...]) -> Recording | Comparison:
    return recordings[0] if len(recordings) == 1 else Comparison(tuple(recordings), labels)


def _scene_and_pacing(defaults: dict[str, Any], options: dict[str, Any], *, runs: int) -> tuple[Scene, Pacing]:
    """Return what to draw and when, checked before any work is done."""
    given = {name: value for name, value in options.items() if value is not None}
    settings = {**_without_rivals(defaults, given), **given}
    scene = Scene(**_given(settings, [field.name for field in fields(Scene)]))
    if "size" not in settings:
        scene = comfortable(scene, runs)
    pacing = Pacing(**_given(settings, [field.name for field in fields(Pacing)]))
    return scene, pacing


def _without_rivals(defaults: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return `defaults` less what would contradict the pace that was given: a lesson's own pace gives way."""
    rivals: set[str] = set()
    if not given.keys().isdisjoint(("every", "frames", "duration")):
        rivals = {"every", "frames", "fps", "duration"}
    elif "fps" in given and not defaults.keys().isdisjoint(("every", "frames")):
        rivals = {"duration"}
    return {name: value for name, value in defaults.items() if name not in rivals}


def _draw(
    recording: Recording | Comparison, scene: Scene, pacing: Pacing, outputs: tuple[str, ...], options: dict[str, Any]
) -> None:
    from sgdviz.animation import Animation

    animation = Animation(recording, scene, pacing)
    gc.freeze()  # what has been imported stays, and is not looked through again, nor copied into forked processes
    gc.enable()
    gc.set_threshold(50_000)  # compressing fills and drops tables of thousands of lists, none of them in a circle
    written = _save(
        animation, outputs, _given(options, ("at", "workers", "max_size", "record")), quiet=options["quiet"]
    )
    if options["quiet"]:
        return
    for said in divergences(recording):
        click.echo(said)
    for result in written:
        click.echo(_line(result))


def _save(animation: Animation, outputs: tuple[str, ...], settings: dict[str, Any], *, quiet: bool) -> list[Output]:
    if quiet or not sys.stderr.isatty():
        return animation.save(*outputs, **settings)
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread beside the bar: the processes that draw are forked
    trials = "max_size" in settings  # who knows how many
    with tqdm(total=None if trials else len(animation.cues), unit="frame", leave=False, delay=0.2) as bar:
        return animation.save(*outputs, **settings, on_frame=bar.update)


def _line(result: Output) -> str:
    shown = f"{result.frames} frames, {result.seconds:.2f} s" if result.seconds else "1 still"
    lacks = f" (to fit: {result.given_up})" if result.given_up else ""
    return f"{result.path}: {shown}, {result.bytes:,} bytes, took {result.took:.2f} s{lacks}"


def labels_of(paths: Sequence[str]) -> tuple[str, ...]:
    """Return what to call the runs in files: their names without the suffix, or the paths where names are the same."""
    names = tuple(PurePath(path).stem for path in paths)
    return names if len(set(names)) == len(names) else tuple(paths)


def divergences(recording: Recording | Comparison) -> list[str]:
    """Return a sentence for each run that diverged."""
    if isinstance(recording, Recording):
        row = recording.diverged_row
        return [] if row is None else [f"the run diverged at step {recording.step[row]}; the animation ends there"]
    return [
        f"the run {label!r} diverged at step {run.step[run.diverged_row]}; it stays there"
        for run, label in zip(recording.recordings, recording.labels, strict=True)
        if run.diverged_row is not None
    ]
