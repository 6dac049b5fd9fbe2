"""The data of --data: read from a file, or listed where no columns are chosen."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.data.files import Table
    from sgdviz.data.files.listing import ListedColumn

OPTIONS = {"x": "a column", "y": "a column", "classes": "classes", "one_class": "a class", "positive": "a class"}
"""The options that need --data, and what each names."""


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
    """Return the lines that list the columns of a file with their kinds and end in a command to type."""
    from sgdviz.data.files.listing import list_columns

    columns = list_columns(path)
    width = max(len(column.name) for column in columns)
    lines = [f"{number:>3}  {column.name:<{width}}  {column.description}" for number, column in enumerate(columns, 1)]
    command = _command(path, columns)
    return [f"{path} has {len(columns)} columns:", *lines, *(["", "try:", f"  {command}"] if command else [])]


def _command(path: str, columns: Sequence[ListedColumn]) -> str:
    """Return a command that learns two classes from two columns of numbers, or else one column from another."""
    numbers = [number for number, column in enumerate(columns) if column.kind == "numbers"]
    named = [number for number in numbers if not columns[number].name.startswith("column ")] or numbers
    numbers = named if len(named) > 1 else numbers
    classes = [number for number, column in enumerate(columns) if column.kind == "classes"]
    if classes and len(numbers) > 1:
        lesson, x, y = "classes", numbers[:2], classes[-1]
    elif len(numbers) > 1:
        lesson, x, y = "line", numbers[:1], numbers[-1]
    else:
        return ""
    chosen = " ".join(f"--x {_called(columns, number)}" for number in x)
    return f"sgdviz lesson {lesson} --data {shlex.quote(path)} {chosen} --y {_called(columns, y)} -o {lesson}.gif"


def _called(columns: Sequence[ListedColumn], number: int) -> str:
    """Return the name of a column for a command, or its number where the name is long or has none."""
    name = columns[number].name
    return str(number + 1) if len(name) > 30 or name == f"column {number + 1}" else shlex.quote(name)
