"""Writing an animation for a verb: the progress bar, and the line about each output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sgdviz.cli.stdout import STDOUT, check_stdout, is_for_programs, json_line, named
from sgdviz.drawing.colors import contrast
from sgdviz.export.places import check_inputs
from sgdviz.recording import Comparison
from sgdviz.recording.ending import ending_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.animation import Animation
    from sgdviz.drawing.scene import Scene
    from sgdviz.export.save import Output
    from sgdviz.recording import Recording

LEAST_SEEN = 3.0
"""The least contrast of words to a slide on which they can be seen."""

ADVICE: dict[str, str] = {
    "worse": "ends with a higher cost than it began; give a smaller --step-size",
    "far": "explains less than half of what a straight fit does; give more --passes or another --step-size",
}
"""What to change, by how a run ended."""

SAVE_SETTINGS = (
    "at",
    "strip",
    "workers",
    "max_size",
    "compatible",
    "deck",
    "template",
    "moments",
    "record",
    "embed_recording",
)


def write(animation: Animation, outputs: tuple[str, ...], settings: Mapping[str, Any]) -> None:
    """Write `animation` to `outputs` and print a line about each, unless `settings` ask for quiet.

    A warning about a picture that would vanish on some slides goes to stderr in any case, and where stdout is for
    programs, so do the other lines.
    """
    say(*vanishing(animation.scene))
    with named(outputs, settings) as paths:
        written = saved(animation, paths, save_settings(settings), quiet=settings["quiet"])
    about = [output for output, asked in zip(written, outputs, strict=True) if asked != STDOUT]
    tell(divergences(animation.recording), about, settings, aside=is_for_programs(outputs, settings))


def tell(notes: Sequence[str], written: Sequence[Output], settings: Mapping[str, Any], *, aside: bool) -> None:
    """Print the notes on an animation and a line about each output, unless `settings` ask for quiet.

    They are printed on stderr where they are `aside`; with --json the outputs are JSON on stdout, with --quiet too.
    """
    lines = list(notes)
    if settings.get("json"):
        for output in written:
            click.echo(json_line(output))
    else:
        lines += map(line_of, written)
    if settings["quiet"]:
        return
    if aside:
        say(*lines)
        return
    for line in lines:
        click.echo(line)


def say(*lines: str) -> None:
    """Print notes on stderr, one line each."""
    for line in lines:
        click.echo(f"sgdviz: {' '.join(line.split())}", err=True)


def save_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of `Animation.save` among those given."""
    saving = {name: settings[name] for name in SAVE_SETTINGS if name in settings}
    if "strip" in settings and "size" in settings:
        saving["strip_size"] = settings["size"]
    return saving


def saved(animation: Animation, outputs: Sequence[str], saving: Mapping[str, Any], *, quiet: bool) -> list[Output]:
    """Write `animation` to `outputs` with the settings `saving`, under a progress bar on a terminal unless `quiet`."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return animation.save(*outputs, **saving)
    return _with_progress(animation, outputs, saving)


def check_given(outputs: Sequence[str], settings: Mapping[str, Any], inputs: Sequence[str]) -> None:
    """Raise `InputError` where an output, or the recording, is one of `inputs` or a file of the settings.

    Stdout is no file; it is checked for what it is asked to take.
    """
    check_stdout(outputs, settings)
    outputs = [output for output in outputs if output != STDOUT]
    files = [settings[name] for name in ("theme", "words") if settings.get(name, "").lower().endswith(".toml")]
    files += [settings["template"]] if "template" in settings else []
    kept = [settings["record"]] if "record" in settings else []
    check_inputs([*outputs, *kept], [*inputs, *files])


def divergences(recording: Recording | Comparison, *, advice: bool = True) -> list[str]:
    """Return a sentence for each run that diverged, ended worse than it began, or is far from the best fit.

    Without `advice` it does not name the options that train otherwise.
    """
    if not isinstance(recording, Comparison):
        row = recording.diverged_row
        if row is not None:
            return [f"the run diverged at step {recording.step[row]}; the animation ends there"]
        found = [f"the run {ADVICE[ending]}" for ending in [ending_of(recording)] if ending in ADVICE]
        return found if advice else [line.partition(";")[0] for line in found]
    lines = []
    for run, label in zip(recording.recordings, recording.labels, strict=True):
        if run.diverged_row is not None:
            lines.append(f"the run {label!r} diverged at step {run.step[run.diverged_row]}; it stays there")
        elif (ending := ending_of(run)) in ADVICE:
            line = f"the run {label!r} {ADVICE[ending]}"
            lines.append(line if advice else line.partition(";")[0])
    return lines


def vanishing(scene: Scene) -> list[str]:
    """Return a sentence about the grounds on which a transparent picture without a card cannot be seen, if any."""
    if not scene.transparent or scene.card:
        return []
    ink, name = scene.theme.ink, scene.theme.name
    ratio, ground = min((contrast(ink, "#000000"), "dark"), (contrast(ink, "#ffffff"), "light"))
    if ratio >= LEAST_SEEN:
        return []
    what = f"on {ground} slides the words of theme {name!r} have a contrast of {ratio:.1f} to 1, and vanish"
    return [f"{what}; give --card there, or --theme {ground}"]


def _with_progress(animation: Animation, outputs: Sequence[str], saving: Mapping[str, Any]) -> list[Output]:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread beside the bar: the drawing processes are forked
    trials = "max_size" in saving  # their number is not known
    with tqdm(total=None if trials else len(animation.cues), unit="frame", leave=False, delay=0.2) as bar:
        return animation.save(*outputs, **saving, on_frame=bar.update)


def line_of(output: Output) -> str:
    """Return the line about an output that was written."""
    stills = "1 still" if output.frames == 1 else f"{output.frames} stills"
    shown = f"{output.frames} frames, {output.seconds:.2f} s" if output.seconds else stills
    lacks = f" (to fit: {output.given_up})" if output.given_up else ""
    return f"{output.path}: {shown}, {output.bytes:,} bytes, took {output.took:.2f} s{lacks}"
