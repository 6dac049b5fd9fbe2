"""``sgdviz post``: run the code blocks of an article, and write the pictures that it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.image_options import image_options, options_of
from sgdviz.cli.options import given
from sgdviz.cli.output import check_given, divergences, saved, say, tell, vanishing
from sgdviz.cli.stdout import check_writes
from sgdviz.cli.streams import stdout_aside
from sgdviz.cli.values import RECORD
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.animation import Animation
    from sgdviz.export.save import Output
    from sgdviz.jobs.article import Candidate, Picture, Ran
    from sgdviz.jobs.article.article import Article

MOST_SEED = 2**32 - 1
"""The largest seed that every generator of random numbers takes."""


@click.command()
@click.argument("article", metavar="ARTICLE", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; say whether each picture is of what the code does today.")
@click.option("--fill-alt", is_flag=True, help="Also fill in alt texts that are empty or say 'alt text'.")
@click.option(
    "--seed",
    type=click.IntRange(0, MOST_SEED),
    metavar="N",
    help="Seed of the random numbers of code that sets none [0].",
)
@click.option(
    "--record", type=RECORD, metavar="RUN.npz", help="Also keep the run, to draw it again with `sgdviz render`."
)
@image_options
def post(article: str, check: bool, fill_alt: bool, seed: int | None, record: str | None, **options: Any) -> int:
    """Run the Python blocks of an article, and write the pictures that it shows.

    \b
    ARTICLE is .md, .qmd, .Rmd or .ipynb. Its blocks run in order, as one program
    in the article's folder, with your rights: run only articles that you trust.
    Each image, as in ![](../assets/img/line.gif), shows the loop before it. A
    comment before an image sets options: <!-- sgdviz: panels=fit,loss fps=25 -->
    With --check, exit code 0: all are of today's code; 1: one is not, or is
    missing; 3: that cannot be said.

    \b
    Examples:
      sgdviz post _posts/2024-01-30-descent.md
      sgdviz post _posts/2024-01-30-descent.md --check
      sgdviz post docs/descent.md --fill-alt --theme dark
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.jobs.article import candidates_of, pictures_of, read_article, run_article

    settings = given(options)
    if check and (fill_alt or record is not None):
        raise InputError(f"--check writes nothing, so leave {'--fill-alt' if fill_alt else '--record'} out")
    if check:
        check_writes("--check", settings)
    found = read_article(article)
    candidates = [_with_options(found, candidate, settings) for candidate in candidates_of(found)]
    with stdout_aside(asked=settings["json"]):
        ran = run_article(found, seed)
    say(*ran.notes)
    if ran.exit_code:
        return ran.exit_code
    pictures, notes = pictures_of(found, candidates, ran.runs)
    say(*notes)
    if check:
        return _check(found, pictures, ran)
    places = [str(picture.place) for picture in pictures]
    kept = {} if record is None else {"record": record}
    check_given(places, {**settings, **kept}, [article])
    _write(found, pictures, ran, settings, fill_alt=fill_alt, record=record)
    return 0


def _with_options(article: Article, candidate: Candidate, settings: Mapping[str, Any]) -> Candidate:
    """Return an image with the options in the comment before it, and those of the command line for the rest.

    Raises `InputError`, which names the line of the comment.
    """
    from sgdviz.jobs.article import check_settings
    from sgdviz.jobs.settings import overridden

    if candidate.image.options is None:
        check_settings(settings)
        return replace(candidate, settings=settings)
    line, words = candidate.image.options
    try:
        own = options_of(words)
        loop = own.pop("loop", None)
        for name in ("theme", "words"):
            if own.get(name, "").lower().endswith(".toml"):
                own[name] = str(article.path.parent / own[name])
        merged = overridden(settings, own)
        check_settings(merged)
    except InputError as error:
        raise InputError(f"{article.path}:{line}: {error}") from None
    return replace(candidate, settings=merged, loop=loop)


def _check(article: Article, pictures: list[Picture], ran: Ran) -> int:
    """Print what is found about each picture, and return the exit code of all of them."""
    from sgdviz.jobs.article import checked

    codes = []
    for picture in pictures:
        finding = checked(article, picture, ran)
        click.echo(finding.text)
        codes.append(finding.code)
    return 1 if 1 in codes else max(codes)


def _write(
    article: Article,
    pictures: list[Picture],
    ran: Ran,
    settings: Mapping[str, Any],
    *,
    fill_alt: bool,
    record: str | None,
) -> None:
    """Write the pictures, and print a line about each, unless `settings` ask for quiet."""
    from sgdviz.jobs.article import write_pictures

    quiet = settings["quiet"]
    lines: list[list[str]] = []

    def save(animation: Animation, path: str, saving: Mapping[str, Any]) -> Output:
        say(*vanishing(animation.scene))
        lines.append(divergences(animation.recording, advice=False))
        (output,) = saved(animation, (path,), saving, quiet=quiet)
        return output

    if not quiet:
        say(*dict.fromkeys(picture.run.evidence for picture in pictures))
    written = write_pictures(article, pictures, ran, save, fill_alt=fill_alt, record=record)
    say(*written.notes)
    for said, output in zip(lines, written.outputs, strict=True):
        tell(said, [output], settings, aside=settings["json"])
