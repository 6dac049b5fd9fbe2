"""``sgdviz lesson``: train a built-in scenario and animate it."""

from __future__ import annotations

from typing import Any

import click

from sgdviz.cli.data import data_options, is_alone
from sgdviz.cli.data import listing as data_listing
from sgdviz.cli.data import table as data_table
from sgdviz.cli.options import drawing_options, drawing_settings, given
from sgdviz.cli.output import check_given, write
from sgdviz.cli.stdout import check_writes
from sgdviz.cli.values import BATCH_SIZE, NAMES, NUMBERS, PASSES, RECORD, START, WHOLE_NUMBERS
from sgdviz.training.registry import OPTIMIZERS

TRAINING = ("passes", "optimizer", "step_size", "seed", "start", "batch_size", "shuffle")


@click.command()
@click.argument("name", default="line")
@click.option("--list", "listing", is_flag=True, help="List the lessons and stop.")
@data_options("Learn from this file (CSV, Parquet, JSON) in place of the lesson's own data; alone, list its columns.")
@click.option("--passes", type=PASSES, metavar="N", help="Passes (epochs) over the data.")
@click.option(
    "--optimizer",
    type=NAMES,
    metavar="NAME[,NAME...]",
    help=f"The optimizer: {', '.join(OPTIMIZERS)}; several are compared.",
)
@click.option(
    "--step-size",
    type=NUMBERS,
    metavar="X[,X...]",
    help="The step size (learning rate): the share of the gradient in each step; several are compared.",
)
@click.option(
    "--seed",
    type=WHOLE_NUMBERS,
    metavar="N[,N...]",
    help="Seed of the random start and of --shuffle; several are compared.",
)
@click.option("--batch-size", type=BATCH_SIZE, metavar="N|full", help="Samples of an update; full is all.")
@click.option(
    "--shuffle/--no-shuffle", default=None, help="Take the samples in a new random order in each pass [as the lesson]."
)
@click.option("--start", type=START, metavar="m=1,b=0", help="Start from these parameters.")
@click.option(
    "--record", type=RECORD, metavar="RUN.npz", help="Also keep the run, to draw it again with `sgdviz render`."
)
@drawing_options
def lesson(name: str, listing: bool, outputs: tuple[str, ...], **options: Any) -> None:
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
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.jobs import animate_lesson, find_lesson, lesson_names

    if listing:
        check_writes("--list", options)
        for known in lesson_names():
            click.echo(f"{known:<14} {find_lesson(known).summary}")
        return
    definition = find_lesson(name)
    settings = given(options)
    if is_alone(settings) and not outputs:
        check_writes("--data without columns", settings)
        click.echo("\n".join(data_listing(settings["data"])))
        return
    outputs = outputs or (definition.output,)
    check_given(outputs, settings, [settings["data"]] if "data" in settings else [])
    table = data_table(settings)
    animation = animate_lesson(
        definition,
        dataset=None if table is None else table.dataset,
        training={key: settings[key] for key in TRAINING if key in settings},
        settings=drawing_settings(settings),
        keep_landscape="record" in settings or (table is not None and settings.get("embed_recording", False)),
    )
    write(animation, outputs, settings)
    if table is not None and table.rows > len(table.dataset) and not settings["quiet"]:
        sampled = f"trained on and drew a uniform sample of {len(table.dataset):,}"
        click.echo(f"{settings['data']}: {table.rows:,} rows; {sampled}")
