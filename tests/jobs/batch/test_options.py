"""The flat options of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sgdviz import InputError
from sgdviz.cli.lesson import lesson
from sgdviz.cli.post import post
from sgdviz.cli.render import render
from sgdviz.cli.run import run
from sgdviz.jobs.batch.options import OPTIONS, check_together, read_option, read_options

if TYPE_CHECKING:
    import click

NOT_OF_JOBS = {"outputs", "quiet", "workers", "record", "moments", "listing", "find_only", "check", "fill_alt"}
NOT_OF_JOBS |= {"format", "json"}
"""Options of the verbs that a batch has itself, or that write or make no file of a job."""

OF_LOGS = {"data", "x", "y", "classes", "one_class", "positive", "predict"}


@pytest.mark.parametrize(
    ("kind", "verb", "others"),
    [
        ("lesson", lesson, {"name"}),
        ("recording", render, {"runs", *OF_LOGS}),
        ("script", run, {"script", "arguments"}),
        ("article", post, {"article"}),
    ],
)
def test_a_job_has_the_options_of_its_verb(kind: Any, verb: click.Command, others: set[str]) -> None:
    """The names are those of the command line with underscores, and none is missing."""
    of_verb = {option.name or "" for option in verb.params} - NOT_OF_JOBS - others
    of_verb = {{"one_class": "class", "answers": "input"}.get(name, name) for name in of_verb}
    assert of_verb == OPTIONS[kind].keys() - {kind, "arguments"} - ({"loop"} if kind == "article" else set())


@pytest.mark.parametrize(
    ("name", "texts", "values", "read"),
    [
        ("size", "400x200", [400, 200], (400, 200)),
        ("panels", "fit,loss", ["fit", "loss"], ("fit", "loss")),
        ("step_size", "0.1,0.2", [0.1, 0.2], (0.1, 0.2)),
        ("seed", "3", 3, (3,)),
        ("batch_size", "16", 16, 16),
        ("every", "2", 2, 2),
        ("start", "m=1,b=0", {"m": 1, "b": 0}, {"m": 1.0, "b": 0.0}),
        ("max_size", "3KB", 3000, 3000),
        ("at", "1,2", [1, 2], "1,2"),
        ("optimizer", "sgd,adam", ["sgd", "adam"], ("sgd", "adam")),
    ],
)
def test_a_value_is_written_as_in_toml_or_as_on_the_command_line(name: str, texts: str, values: Any, read: Any) -> None:
    """Both give the value that the verb has."""
    assert read_option("lesson", name, texts) == read_option("lesson", name, values) == read


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("size", [1], "size is \\[1\\]; give the width and the height in pixels"),
        ("transparent", "yes", "transparent is 'yes'; give True or False"),
        ("frames", "9", "frames is '9'; give a whole number of at least 0"),
        ("fps", True, "fps is True; give a finite number"),
        ("panels", 3, "panels is 3; give a list of names"),
        ("start", 3, "start is 3; give a table of parameters"),
        ("data", "", "data is ''; give the path of a file"),
        ("title", 3, "title is 3; give text"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: Any, message: str) -> None:
    """The error has the name as a reader writes it."""
    with pytest.raises(InputError, match=f"^{message}"):
        read_option("lesson", name, value)


def test_options_are_checked_together() -> None:
    """A card without transparency is an error, and with it none; a theme in a file is not looked at."""
    with pytest.raises(InputError, match="a card stands behind"):
        check_together("lesson", {"card": True})
    check_together("lesson", {"card": True, "transparent": True, "theme": "missing.toml"})
    assert read_options("recording", {"recording": "a.npz", "fps": 5}) == {"recording": ("a.npz",), "fps": 5.0}
