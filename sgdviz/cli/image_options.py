"""The options of one image of an article, in a comment before it: the same names and checks as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.options import drawing_options, given
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_OF_AN_IMAGE = ("outputs", "format", "json", "quiet", "deck", "template", "moments")

OF_A_VERB = ("json", "quiet")
"""Options of the verbs that draw which a single image has not, and those of them that ``sgdviz post`` has."""

YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def image_options(command: Any) -> Any:
    """Add to `command` the options of every verb that draws, but those that no image of an article has."""
    command.__click_params__ = list(reversed(_OF_A_VERB))  # click puts the first of a command last
    return command


def options_of(words: Sequence[str]) -> dict[str, Any]:
    """Return the options in the words of a comment, such as ``panels=fit,loss`` or ``transparent``.

    ``loop=2`` is an option of images alone: the number of the loop that is shown. Raises `InputError`.
    """
    try:
        context = _COMMAND.make_context("image", [_argument(word) for word in words])
    except click.ClickException as error:
        raise InputError(error.format_message()) from None
    return given(context.params)


def _argument(word: str) -> str:
    """Return a word of a comment as an argument of the command line."""
    name, equals, value = word.partition("=")
    name = name.lstrip("-").replace("_", "-")
    if name in _FLAGS and equals:
        if value.lower() not in (*YES, *NO):
            raise InputError(f"{name} is {value!r}; give yes or no")
        return f"--{name}" if value.lower() in YES else f"--no-{name}"
    return f"--{name}{equals}{value}"


def _nothing(**_: Any) -> None:
    """Do nothing: only the options are read."""


_DRAWING = click.command("image")(drawing_options(_nothing)).params
_OF_A_VERB = [option for option in _DRAWING if option.name not in NOT_OF_AN_IMAGE or option.name in OF_A_VERB]
_OF_AN_IMAGE = [option for option in _OF_A_VERB if option.name not in OF_A_VERB]
_FLAGS = {option.opts[0].lstrip("-") for option in _OF_AN_IMAGE if isinstance(option, click.Option) and option.is_flag}
_LOOP = click.Option(["--loop"], type=click.IntRange(min=1), metavar="N")
_COMMAND = click.Command("image", params=[*_OF_AN_IMAGE, _LOOP], add_help_option=False)
