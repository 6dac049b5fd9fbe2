"""``sgdviz embed``: print the snippet that puts a picture into a page, a deck or a paper."""

from __future__ import annotations

import os

import click

from sgdviz.embed.targets import TARGETS


@click.command()
@click.argument("path", metavar="OUT", type=click.Path())
@click.option("--for", "target", required=True, metavar="TARGET", help=f"Where it goes: {', '.join(TARGETS)}.")
@click.option(
    "--page",
    type=click.Path(),
    metavar="FILE",
    help="The page into which the snippet goes; paths in it begin there [a page in the current folder].",
)
@click.option("--alt", metavar="TEXT", help="The alt text [that in the file].")
@click.option(
    "--width",
    type=int,
    metavar="N",
    help="The width in the page, in CSS pixels; half of its own for a picture of --scale 2 [its own].",
)
@click.option(
    "--dark",
    type=click.Path(),
    metavar="FILE",
    help="The same picture for dark pages, in markdown, jekyll and html; where FILE does not exist yet, it is drawn "
    "from the lesson or recording that OUT names or holds.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not list on stderr the files that were written.")
def embed(
    path: str, target: str, page: str | None, alt: str | None, width: int | None, dark: str | None, quiet: bool
) -> None:
    """Print the snippet that puts OUT into a page, a deck or a paper.

    OUT is a file that exists. What the target needs is written beside it: its last frame, for readers who asked for
    less motion, as NAME-still.png, and for beamer all frames in NAME-frames/. Only files of an earlier embed are
    replaced.

    \b
    Examples:
      sgdviz embed assets/img/line.gif --for markdown --page posts/index.md
      sgdviz embed assets/img/line.gif --for jekyll --dark assets/img/line-dark.gif
      sgdviz embed line.gif --for reveal >> slides.html
      sgdviz embed line.gif --for beamer --page talk/talk.tex
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.embed.embed import embed as embed_file

    found = embed_file(path, target, page=page, alt=alt, width=width, dark=dark)
    click.echo(found.snippet)
    written = () if quiet else (f"wrote {os.path.relpath(place)}" for place in found.written)
    for line in (*found.notes, *written):
        click.echo(f"sgdviz: {' '.join(line.split())}", err=True)  # a name may have line breaks
