"""The options of every verb that draws: the defaults of Python, in the help and in what they do."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

import click
import pytest
from click.testing import CliRunner

import sgdviz
from sgdviz import Pacing, Scene
from sgdviz.cli.options import drawing_options, drawing_settings, given
from sgdviz.pacing import FPS, MOST_FRAMES


@click.command()
@drawing_options
def draw(**options: object) -> None:
    """Print nothing."""


def test_every_setting_of_scene_and_pacing_has_an_option() -> None:
    """The options have the names of the settings; the theme of a scene is given by its name."""
    options = {param.name for param in draw.params}
    assert {field.name for field in (*fields(Scene), *fields(Pacing))} <= options
    arguments = inspect.signature(sgdviz.animate).parameters
    saving = {
        "outputs", "at", "strip", "workers", "max_size", "compatible", "deck", "template", "moments",
        "embed_recording", "quiet", "format", "json",
    }  # fmt: skip
    assert options - saving == set(arguments) - {"recording", "labels"}


@pytest.mark.parametrize(
    ("option", "default"),
    [
        ("--size", "800x400"),
        ("--theme", Scene().theme.name),
        ("--loss-scale", Scene().loss_scale),
        ("--every", f"every step; of more than 300, {MOST_FRAMES} of equal change"),
        ("--fps", f"{FPS:g}"),
        ("--hold-first", f"{Pacing().hold_first:g}"),
        ("--hold-last", f"{Pacing().hold_last:g}"),
    ],
)
def test_the_help_has_the_defaults_of_python(option: str, default: str) -> None:
    """The help of an option has the default of its setting in brackets."""
    page = CliRunner().invoke(draw, ["--help"]).output
    (text,) = re.findall(rf"^  {option}\b.*?(?=\n  -|\n\n|\Z)", page, flags=re.DOTALL | re.MULTILINE)
    assert f"[{default}]" in " ".join(text.split())


def test_options_that_are_not_given_have_no_value() -> None:
    """Without arguments every option is None, an empty list or off, so that defaults have one source."""
    context = draw.make_context("draw", [])
    assert given({**context.params, "outputs": None, "quiet": None, "json": None}) == {}
    assert context.params["outputs"] == ()
    assert context.params["quiet"] is context.params["json"] is False


def test_drawing_settings_are_those_of_scene_and_pacing() -> None:
    """`drawing_settings` leaves out options that are not settings of `Scene` or `Pacing`."""
    context = draw.make_context("draw", ["--fps", "9", "--no-rewind", "--title", "T", "--workers", "2", "-o", "a.gif"])
    assert drawing_settings(given(context.params)) == {"fps": 9.0, "rewind": False, "title": "T"}
