"""The data of --data: read from a file, or listed where no columns are chosen."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sgdviz.cli.offer import offered
from sgdviz.cli.values import NAMES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.data.files import Table

_Command = TypeVar("_Command", bound="Callable[..., Any]")

OPTIONS = {"x": "a column", "y": "a column", "classes": "classes", "one_class": "a class", "positive": "a class"}
"""The options that need --data, and what each names."""

MOST_WIDE = 40
"""The width of the longest name that the descriptions in a listing stand clear of."""


def data_options(purpose: str) -> Callable[[_Command], _Command]:
    """Return the decorator that adds --data, whose help is `purpose`, and the options that choose its columns."""
    options = [
        click.option("--data", type=click.Path(), metavar="FILE", help=purpose),
        click.option(
            "--x",
            multiple=True,
            metavar="COLUMN[,COLUMN]",
            help="The file's columns to predict from, by name or by number from 1. May be given several times.",
        ),
        click.option("--y", metavar="COLUMN", help="The file's column to predict."),
        click.option(
            "--classes", type=NAMES, metavar="A,B", help="Two classes of that column, in order; A=NAME names one."
        ),
        click.option("--class", "one_class", metavar="A", help="One class of that column, against all others."),
        click.option("--positive", metavar="A", help="The class of two that counts as 1 [by value, or by alphabet]."),
    ]
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def table(settings: Mapping[str, Any]) -> Table | None:
    """Return the data of --data, and the number of rows in the file; None without --data."""
    if "data" not in settings:
        for name, named in OPTIONS.items():
            if settings.get(name):
                option = "class" if name == "one_class" else name
                raise InputError(f"--{option} names {named} of a file; give the file as well, with --data FILE")
        return None
    from sgdviz.data.columns.classes import ClassChoice
    from sgdviz.data.files import read_table

    choice = ClassChoice(settings.get("positive", ""), settings.get("classes", ()), settings.get("one_class", ""))
    return read_table(settings["data"], settings.get("x", ()), settings.get("y", ""), choice=choice)


def is_alone(settings: Mapping[str, Any]) -> bool:
    """Return whether --data is given without columns, classes or a record to keep: its columns are then listed."""
    return "data" in settings and not any(settings.get(option) for option in (*OPTIONS, "record"))


def listing(path: str) -> list[str]:
    """Return the lines that list the columns of a file with their kinds and end in commands to type."""
    from sgdviz.data.files.listing import list_columns

    found = list_columns(path)
    columns = found.columns
    width = max(min(len(column.name), MOST_WIDE) for column in columns)
    lines = [f"{number:>3}  {column.name:<{width}}  {column.description}" for number, column in enumerate(columns, 1)]
    described = f", described by {found.described:,} of its {found.rows:,} rows" if found.described < found.rows else ""
    commands = offered(path, columns)
    return [
        f"{path} has {len(columns)} columns{described}:",
        *lines,
        *(["", "try:"] if commands else []),
        *(f"  {command}" for command in commands),
    ]
