"""The options of every verb that draws, with the same defaults as in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.values import EVERY, FILE_SIZE, FORMAT, MOMENTS, NAMES, OUTPUT, SIZE, TEMPLATE
from sgdviz.drawing.panels import PANELS
from sgdviz.drawing.panels.settings import LOSS_SCALES
from sgdviz.drawing.scene import Scene
from sgdviz.drawing.theme import COLOR_NAMES, SETTINGS
from sgdviz.drawing.theme_file import THEME_NAMES
from sgdviz.drawing.words.find import LANGUAGES
from sgdviz.export.slides import USUAL
from sgdviz.export.source.runs import MOST_RECORDING
from sgdviz.pacing import FPS, MOST_FRAMES, PARTS, Pacing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SCENE, _PACING = Scene(), Pacing()

_DRAWING_OPTIONS = [
    click.option(
        "-o",
        "--output",
        "outputs",
        type=OUTPUT,
        multiple=True,
        metavar="OUT",
        help="The output: .gif, .svg, .html (a page with a player), .apng, .webp, .mp4, .webm, a presentation (.pptx), "
        "a still (.png, .pdf, or .svg with --at) or a folder/ of numbered PNGs. May be given several times; - is "
        "stdout, with --format.",
    ),
    click.option(
        "--format", type=FORMAT, metavar="SUFFIX", help="The format of -o -, as in gif; a name of its own has none."
    ),
    click.option(
        "--panels",
        type=NAMES,
        metavar="NAMES",
        help=f"From left to right, of: {', '.join(PANELS)} [a lesson's own, or by the data].",
    ),
    click.option(
        "--theme",
        metavar="NAME|FILE.toml",
        help=f"Colours: {', '.join(THEME_NAMES)}, or a file of your own [{_SCENE.theme.name}]. Its keys, all optional: "
        f"base (one of these), {', '.join(COLOR_NAMES)}; each a '#rrggbb', trail and runs a list of them; "
        f"{', '.join(SETTINGS)}.",
    ),
    click.option(
        "--words",
        metavar="NAME|FILE.toml",
        help=f"Language of all drawn words and numbers: {', '.join(LANGUAGES)}, or a file of your own "
        f"[{_SCENE.words.name}].",
    ),
    click.option("--size", type=SIZE, metavar="WxH", help=f"Size in pixels [{_SCENE.size[0]}x{_SCENE.size[1]}]."),
    click.option(
        "--scale",
        type=float,
        metavar="X",
        help=f"Multiply the size and keep the layout; 2 for sharp screens [{_SCENE.scale:g}].",
    ),
    click.option("--title", metavar="TEXT", help="The text over the panels."),
    click.option("--caption", metavar="TEXT", help="The text under the panels, in at most four lines."),
    click.option(
        "--transparent/--no-transparent",
        default=None,
        help="No background, for slides. PNG, APNG and WebP have true alpha; the edges in a GIF suit the theme's "
        "background, and a video always has one.",
    ),
    click.option(
        "--card/--no-card",
        default=None,
        help="Put a card of the theme's background, with round corners, behind a --transparent picture [no].",
    ),
    click.option(
        "--loss-scale",
        metavar="NAME",
        help=f"Axis of the loss: {' or '.join(LOSS_SCALES)} [{_SCENE.loss_scale}]; linear for losses below zero.",
    ),
    click.option(
        "--overlay/--no-overlay",
        default=None,
        help="Draw several runs in the same panels, or side by side [side by side].",
    ),
    click.option(
        "--squares/--no-squares",
        default=None,
        help="Draw the square of each residual in the fit, and one of their mean area [no].",
    ),
    click.option(
        "--every",
        type=EVERY,
        metavar="step|pass|N",
        help=f"Show every step, every pass (epoch) or every Nth step [every step; of more than {MOST_FRAMES - 1}, "
        f"{MOST_FRAMES} of equal change].",
    ),
    click.option(
        "--frames", type=int, metavar="N", help="Show N steps, between which the picture changes by equal amounts."
    ),
    click.option("--fps", type=float, metavar="N", help=f"Frames a second; GIF plays at most 50 [{FPS:g}]."),
    click.option(
        "--duration",
        type=float,
        metavar="SECONDS",
        help="The duration of the animation; as many frames as fit are shown.",
    ),
    click.option(
        "--tween", type=int, metavar="N", help=f"Interpolate N frames between two that are shown [{_PACING.tween}]."
    ),
    click.option(
        "--explain",
        type=int,
        metavar="N",
        help="Tell the first N steps in three moments: forward pass, backward pass, update [0, or a lesson's own].",
    ),
    click.option("--rewind/--no-rewind", default=None, help="Run back to the first frame at the end [no]."),
    click.option(
        "--hold-first", type=float, metavar="SECONDS", help=f"The duration of the first frame [{_PACING.hold_first:g}]."
    ),
    click.option(
        "--hold-last", type=float, metavar="SECONDS", help=f"The duration of the last frame [{_PACING.hold_last:g}]."
    ),
    click.option(
        "--hold-each",
        type=float,
        metavar="SECONDS",
        help="The least duration of every recorded step, where interpolated frames lie between [one frame].",
    ),
    click.option(
        "--plays",
        type=int,
        metavar="N",
        help=f"The number of plays; 0 is for ever [{_PACING.plays}]. A video has one, and its player repeats it.",
    ),
    click.option(
        "--at",
        type=MOMENTS,
        metavar="STEP[:PART][,...]",
        help="The steps of a still: numbers, shares of the run as in 50%, or last [last]; several are the pages of a "
        f".pdf, or the slides of a --deck. After a colon the part that is told: {', '.join(PARTS)}.",
    ),
    click.option(
        "--strip",
        type=int,
        metavar="N",
        help="Draw N moments of the run into one still, --size large: those of --at, or the first, the last and those "
        "between at which the picture has changed by equal amounts.",
    ),
    click.option(
        "--workers",
        type=int,
        metavar="N",
        help="The number of drawing processes; the output does not depend on it [the fastest].",
    ),
    click.option(
        "--max-size",
        type=FILE_SIZE,
        metavar="300KB",
        help="The largest size of a .gif; the reductions made for it are printed.",
    ),
    click.option(
        "--compatible/--no-compatible",
        default=None,
        help="Write a .gif without transparent pixels, over which older PowerPoint and Keynote stumble; it is several "
        "times (4 to 6) as large [no].",
    ),
    click.option(
        "--deck/--no-deck",
        default=None,
        help="Give a .pptx a slide for each moment, to step through by hand: those of --at, or the told parts of steps "
        f"and others of equal change, {USUAL} in all where no step is told [no: one slide with the animation].",
    ),
    click.option(
        "--template",
        type=TEMPLATE,
        metavar="FILE.pptx",
        help="Take the slides' layout and placeholders from this presentation [16:9, in the colours of the theme].",
    ),
    click.option(
        "--moments/--no-moments",
        default=None,
        help="Give a folder/ a picture for each moment of --deck, and frames.json with their steps, seconds and alt "
        "texts [no: every frame].",
    ),
    click.option(
        "--embed-recording/--no-embed-recording",
        default=None,
        help=f"Keep the recording inside each output but a folder, at most {MOST_RECORDING / 1e6:g} MB, so that "
        "`sgdviz render` draws it again from that file [no].",
    ),
    click.option(
        "--json",
        is_flag=True,
        help="Print on stdout a line of JSON about each output, and nothing else: its path, bytes, frames, seconds ...",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and warnings."),
]


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every verb that draws to `command`."""
    for option in reversed(_DRAWING_OPTIONS):
        command = option(command)
    return command


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given on the command line."""
    return {name: value for name, value in options.items() if value is not None}


def drawing_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the scene and of the pacing among those given."""
    from sgdviz.jobs.settings import PACING_SETTINGS, SCENE_SETTINGS

    return {name: settings[name] for name in (*SCENE_SETTINGS, *PACING_SETTINGS) if name in settings}
