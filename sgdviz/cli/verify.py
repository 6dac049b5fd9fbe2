"""``sgdviz verify``: make a picture again from the source in its file, and compare."""

from __future__ import annotations

import click


@click.command()
@click.argument("picture", metavar="PICTURE", type=click.Path())
def verify(picture: str) -> int:
    """Make a picture again from the source in its file, and compare.

    \b
    The run is compared to 1e-9, and the bytes where sgdviz, NumPy and Matplotlib
    have the versions with which the picture was made. Nothing is written.
    Exit code 0: the same; 1: it differs; 3: that cannot be said. A line says why.

    \b
    Examples:
      sgdviz lesson line -o line.gif
      sgdviz verify line.gif
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.jobs.source import verify as verified

    finding = verified(picture)
    click.echo(finding.text)
    return finding.code
