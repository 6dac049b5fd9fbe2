"""``sgdviz render``: draw recorded runs again."""

from __future__ import annotations

from typing import Any

import click

from sgdviz.cli.options import drawing_options, drawing_settings, given
from sgdviz.cli.output import check_given, write
from sgdviz.errors import InputError


@click.command()
@click.argument("runs", metavar="RUN.npz...", type=click.Path(), nargs=-1, required=True)
@drawing_options
def render(runs: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Draw a recorded run again, or compare several. Nothing is trained and no code is run.

    \b
    Examples:
      sgdviz render run.npz -o run.gif --panels fit --size 480x400
      sgdviz render run.npz -o still.png --at 15
      sgdviz render slow.npz fast.npz -o both.gif
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.jobs import animate_recordings, labels_of_files
    from sgdviz.recording import Recording

    if not outputs:
        raise InputError("no output was given; say where to write, as in -o run.gif")
    settings = given(options)
    check_given(outputs, settings, runs)
    write(
        animate_recordings([Recording.load(run) for run in runs], labels_of_files(runs), drawing_settings(settings)),
        outputs,
        settings,
    )
