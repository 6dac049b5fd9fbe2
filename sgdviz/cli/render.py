"""``sgdviz render``: draw recorded runs again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.data import data_options, table
from sgdviz.cli.options import drawing_options, drawing_settings, given
from sgdviz.cli.output import check_given, write
from sgdviz.errors import InputError, SgdvizError

if TYPE_CHECKING:
    from sgdviz.animation import Animation


@click.command()
@click.argument("runs", metavar="RUN.npz...|PICTURE|LOG", type=click.Path(), nargs=-1, required=True)
@data_options("The data of a LOG (CSV, Parquet, JSON).")
@click.option(
    "--predict",
    metavar="FORMULA",
    help="The prediction of a LOG as arithmetic of its columns and the inputs, as in 'w*x + b'; never run as code.",
)
@drawing_options
def render(runs: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Draw a recorded run again, or compare several. No code is run from a file.

    \b
    A picture made from a lesson, or with --embed-recording, is drawn anew from
    the lesson or the recording that its file names or holds. A LOG is a table
    of parameters that another program wrote, a row a step; see --predict.

    \b
    Examples:
      sgdviz render run.npz -o run.gif --panels fit --size 480x400
      sgdviz render run.npz -o still.png --at 15
      sgdviz render slow.npz fast.npz -o both.gif
      sgdviz render sgd_line.gif -o dark.svg --theme dark
      sgdviz render log.csv --data d.csv --x size --y price --predict "w*x + b" -o run.gif
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.export.about.read import kind_of
    from sgdviz.jobs import animate_recordings, labels_of_files
    from sgdviz.recording import Recording

    if not outputs:
        raise InputError("no output was given; say where to write, as in -o run.gif")
    settings = given(options)
    data = settings.get("data")
    check_given(outputs, settings, (*runs, *([data] if data else [])))
    if any(settings.get(name) for name in ("predict", "data", "x", "y")) or all(map(_is_table, runs)):
        write(_of_log(runs, settings), outputs, settings)
        return
    picture = next((run for run in runs if kind_of(run)), None)
    if picture is None:
        recordings = [Recording.load(run) for run in runs]
        animation = animate_recordings(recordings, labels_of_files(runs), drawing_settings(settings))
    elif len(runs) > 1:
        raise InputError(f"{picture} is a picture, and {len(runs)} files were given; give it alone, or recordings")
    else:
        animation, moments = _anew(picture, outputs, settings)
        settings = {**moments, **settings}
    write(animation, outputs, settings)


def _anew(picture: str, outputs: tuple[str, ...], settings: dict[str, Any]) -> tuple[Animation, dict[str, Any]]:
    """Return the animation of the source in a picture, and the moments that it shows unless others were given."""
    from sgdviz.jobs.source import remade, saved_moments, source_in

    source = source_in(picture)
    if source is None:
        what = f"{picture} does not say how it was made"
        raise InputError(f"{what}; give a picture of a lesson, or one made with --embed-recording")
    try:
        animation = remade(source, drawing_settings(settings))
    except SgdvizError as error:
        raise InputError(f"{picture}: {error}") from None
    asked = {"at", "strip"} & settings.keys()
    return animation, {} if asked else saved_moments(source, outputs)


def _is_table(path: str) -> bool:
    return path.lower().endswith((".csv", ".tsv", ".txt", ".log", ".json", ".jsonl", ".parquet"))


def _of_log(runs: tuple[str, ...], settings: dict[str, Any]) -> Animation:
    """Return the animation of a log, or of several compared."""
    from sgdviz.jobs import animate_recordings, labels_of_files
    from sgdviz.jobs.log import recording_of_log

    missing = next((name for name in ("data", "x", "y", "predict") if not settings.get(name)), None)
    if missing is not None:
        raise InputError(f"a log needs --data FILE, --x, --y and --predict FORMULA; --{missing} is missing")
    found = table(settings)
    assert found is not None
    recordings = [recording_of_log(run, found.dataset, settings["predict"]) for run in runs]
    return animate_recordings(recordings, labels_of_files(runs), drawing_settings(settings))
