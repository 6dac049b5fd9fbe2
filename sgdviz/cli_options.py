"""The options that every verb that draws takes, with the defaults that Python has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli_values import every, file_size, names, output, parsed, size
from sgdviz.pacing import FPS, Pacing
from sgdviz.panels import PANELS
from sgdviz.scene import LOSS_SCALES, Scene
from sgdviz.theme import COLOR_NAMES, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

_SCENE, _PACING = Scene(), Pacing()

_DRAWING_OPTIONS = [
    click.option(
        "-o",
        "--output",
        "outputs",
        callback=parsed(output),
        multiple=True,
        metavar="OUT",
        help="Where to write: .gif, .png (one still) or a folder/ of numbered PNGs. May be given several times.",
    ),
    click.option(
        "--panels",
        callback=parsed(names),
        metavar="NAMES",
        help=f"From left to right, of: {', '.join(PANELS)} [a lesson's own, or what suits the data].",
    ),
    click.option(
        "--theme",
        metavar="NAME|FILE.toml",
        help=f"Colours: {', '.join(THEMES)}, or a file of your own [{_SCENE.theme}]. Its keys, all optional: base "
        f"({' or '.join(THEMES)}), {', '.join(COLOR_NAMES)}; each a '#rrggbb', ghosts and runs a list of them.",
    ),
    click.option(
        "--size", callback=parsed(size), metavar="WxH", help=f"Size in pixels [{_SCENE.size[0]}x{_SCENE.size[1]}]."
    ),
    click.option(
        "--scale", type=float, metavar="X", help="Multiply the size and keep the layout; 2 for sharp screens [1]."
    ),
    click.option("--title", metavar="TEXT", help="What stands over the panels."),
    click.option("--caption", metavar="TEXT", help="What stands under the panels, in at most four lines."),
    click.option(
        "--transparent/--no-transparent",
        default=None,
        help="No background, for slides. PNG has true alpha; the edges in a GIF suit the theme's background.",
    ),
    click.option(
        "--loss-scale", metavar="NAME", help=f"Axis of the loss: {' or '.join(LOSS_SCALES)} [{_SCENE.loss_scale}]."
    ),
    click.option(
        "--overlay/--no-overlay", default=None, help="Draw several runs over each other, or side by side [that]."
    ),
    click.option(
        "--every",
        callback=parsed(every),
        metavar="step|pass|N",
        help=f"Show every step, every pass or every Nth step [{_PACING.every}].",
    ),
    click.option(
        "--frames", type=int, metavar="N", help="Show N steps, between which the picture changes by equal amounts."
    ),
    click.option("--fps", type=float, metavar="N", help=f"Frames a second; GIF plays at most 50 [{FPS:g}]."),
    click.option(
        "--duration", type=float, metavar="SECONDS", help="How long the whole plays, from as many frames as fit."
    ),
    click.option("--tween", type=int, metavar="N", help="Blend N frames in between two that are shown [0]."),
    click.option("--rewind/--no-rewind", default=None, help="Run back to the first frame at the end [no]."),
    click.option(
        "--hold-first", type=float, metavar="SECONDS", help=f"How long the first frame stays [{_PACING.hold_first:g}]."
    ),
    click.option(
        "--hold-last", type=float, metavar="SECONDS", help=f"How long the last frame stays [{_PACING.hold_last:g}]."
    ),
    click.option("--plays", type=int, metavar="N", help="How often it plays; 0 is for ever [0]."),
    click.option("--at", type=int, metavar="STEP", help="The step that a .png shows [the last]."),
    click.option(
        "--workers", type=int, metavar="N", help="Processes that draw; the output is the same [as many as help]."
    ),
    click.option(
        "--max-size",
        callback=parsed(file_size),
        metavar="300KB",
        help="The most that a .gif may have; what must be given up for it is said.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
]


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options that every verb that draws takes."""
    for option in reversed(_DRAWING_OPTIONS):
        command = option(command)
    return command
