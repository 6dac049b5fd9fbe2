"""Animations with told steps: stills of a moment, and frames that can each be drawn alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, TOLD_KINDS, run_for, told_run

import sgdviz
from sgdviz import MLP, SGD, Cue, Dataset, InputError, Line, Recording, UnknownNameError
from sgdviz.drawing.agg import renderer_of
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import colors_of
from sgdviz.pacing import PARTS, Phase

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Animation, Theme
    from sgdviz.drawing.panels import PanelName

SMALL: dict[str, Any] = {"size": (440, 220)}


def told_only(animation: Animation) -> list[Cue]:
    """Return the cues of the told steps and those just before and after them, of each part every third."""
    kept = [cue for number, cue in enumerate(animation.cues[:70]) if number % 3 == 0]
    held = [cue for cue in animation.cues if cue.phase and cue.phase.progress == 1]
    return sorted({*kept, *held, animation.cues[-1]}, key=animation.cues.index)


@pytest.mark.parametrize("part", PARTS)
def test_a_still_of_a_part_is_the_held_frame_of_it(run: Recording, part: Any) -> None:
    """The still of a part of a step is the frame at the end of that part in an animation that tells the step.

    An animation that tells no steps has the same stills.
    """
    animation = sgdviz.animate(run, explain=2, **SMALL)
    (cue, other) = (cue for cue in animation.cues if cue.phase == Phase(part))
    for own, step in ((cue, 1), (other, 2)):
        expected = renderer_of(animation.layout).still(own)
        np.testing.assert_array_equal(animation.still(step, part).rgb, expected.rgb)
        untold = sgdviz.animate(run, every="pass", **SMALL).still(step, part).rgb
        # Without interpolated rows the curve of the cost has fewer points, and so other antialiased edges.
        assert (untold != expected.rgb).any(axis=2).mean() < 1e-3


def test_parts_of_a_still_differ(run: Recording) -> None:
    """Each moment of a step, and the step as a whole, is another picture; without a step it is the last one's."""
    animation = sgdviz.animate(run, **SMALL)
    pictures = {animation.still(2, part).rgb.tobytes() for part in (None, *PARTS)}
    assert len(pictures) == 4
    np.testing.assert_array_equal(animation.still(part="forward").rgb, animation.still(300, "forward").rgb)
    assert (animation.still(part="forward").rgb != animation.still().rgb).any()


def test_the_network_panel_shows_a_backward_pass() -> None:
    """With it, every part of a step of a network is told, and can be shown alone; without it there are two."""
    x = np.linspace(-1.0, 1.0, 8)
    recording = sgdviz.fit(MLP(1, (3,)), Dataset(x, x**2), SGD(0.1), passes=1)
    ways: dict[tuple[PanelName, ...], tuple[str, ...]] = {("fit", "network"): PARTS, ("fit",): ("forward", "update")}
    for panels, parts in ways.items():
        animation = sgdviz.animate(recording, explain=1, panels=panels, **SMALL)
        assert tuple(dict.fromkeys(cue.phase.part for cue in animation.cues if cue.phase)) == parts
    animation = sgdviz.animate(recording, panels=("network",), **SMALL)
    assert len({animation.still(1, part).rgb.tobytes() for part in PARTS}) == 3


def test_only_recorded_steps_have_parts(run: Recording, tmp_path: Path) -> None:
    """Step 0, an unknown part, a part of no step, and an output that is no still are refused; nothing is written."""
    animation = sgdviz.animate(run, **SMALL)
    with pytest.raises(InputError, match="the state before step 0 was not recorded, so no part of it can be shown"):
        animation.still(0, "forward")
    with pytest.raises(UnknownNameError, match="unknown part of a step 'bakward'; did you mean 'backward'"):
        animation.still(2, "bakward")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no step 301"):
        animation.still(301, "update")
    with pytest.raises(InputError, match="step last:forward was asked for, and no output is a still"):
        animation.save(tmp_path / "a.gif", part="forward")
    with pytest.raises(InputError, match="step 2:forward was asked for, and no output is a still"):
        animation.save(tmp_path / "a.gif", at=2, part="forward")
    assert not list(tmp_path.iterdir())


def test_a_curve_has_no_backward_pass_to_show() -> None:
    """The error names the parts that a curve has."""
    x = np.linspace(-1.0, 1.0, 8)
    animation = sgdviz.animate(sgdviz.fit(MLP(1, (3,)), Dataset(x, x**2), SGD(0.1), passes=1), **SMALL)
    with pytest.raises(InputError, match=r"straight line, or in the network panel; the parts .* are: forward, update"):
        animation.still(1, "backward")
    assert (animation.still(1, "forward").rgb != animation.still(1, "update").rgb).any()


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_part_is_saved_as_a_still(run: Recording, tmp_path: Path, suffix: str) -> None:
    """A PNG and an SVG of a part are one frame; each part has its own bytes, and the same ones every time."""
    animation = sgdviz.animate(run, **SMALL)
    files = {}
    for part in (None, *PARTS):
        path = tmp_path / f"{part}{suffix}"
        (output,) = animation.save(path, at=2, part=part)
        assert (output.frames, output.seconds) == (1, 0.0)
        files[part] = path.read_bytes()
    assert len(set(files.values())) == 4
    animation.save(tmp_path / f"again{suffix}", at=2, part="backward")
    assert (tmp_path / f"again{suffix}").read_bytes() == files["backward"]


@TOLD_KINDS
def test_every_frame_of_a_told_step_can_be_drawn_alone(kind: str) -> None:
    """Each frame drawn after the ones before it equals the still of its cue, also with squares."""
    animation = sgdviz.animate(told_run(kind), explain=2, every="pass", squares=kind == "sgd", **SMALL)
    renderer = renderer_of(animation.layout)
    for cue, frame in zip(animation.cues, animation.frames(), strict=True):
        np.testing.assert_array_equal(frame.rgb, renderer.still(cue).rgb, err_msg=str(cue))
        assert frame.seconds == cue.seconds


@pytest.mark.parametrize("name", ["boundary", "predictions", "cost"])
def test_every_frame_of_other_panels_can_be_drawn_alone(name: Any) -> None:
    """The same holds beside a boundary, predictions and a cost, of which parts are told by their rings and dots."""
    animation = sgdviz.animate(run_for(name), panels=(name, "loss"), explain=1, every="pass", **SMALL)
    renderer = renderer_of(animation.layout)
    frames = list(animation.frames())
    for number in range(0, len(frames), 4):
        np.testing.assert_array_equal(frames[number].rgb, renderer.still(animation.cues[number]).rgb)
    assert len({frame.rgb.tobytes() for frame in frames}) > 5


def test_every_frame_of_told_comparisons_can_be_drawn_alone(short_run: Recording) -> None:
    """Side by side each run tells its own step, and overlaid ones are drawn as they are."""
    other = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.03), passes=2)
    for overlay in (False, True):
        animation = sgdviz.animate([short_run, other], explain=1, every="pass", overlay=overlay, size=(480, 480))
        renderer = renderer_of(animation.layout)
        frames = list(animation.frames())
        for number in range(0, len(frames), 7):
            np.testing.assert_array_equal(frames[number].rgb, renderer.still(animation.cues[number]).rgb)


@pytest.mark.parametrize("squares", [False, True])
def test_a_told_gif_is_the_same_from_any_number_of_workers(run: Recording, tmp_path: Path, *, squares: bool) -> None:
    """The bytes do not depend on the processes that draw told steps."""
    animation = sgdviz.animate(run, explain=2, squares=squares, size=(400, 200))
    for workers in (1, 2, 3):
        animation.save(tmp_path / f"{workers}.gif", workers=workers)
    one, *others = ((tmp_path / f"{workers}.gif").read_bytes() for workers in (1, 2, 3))
    assert all(other == one for other in others)


@BOTH_THEMES
@pytest.mark.parametrize("kind", ["momentum", "full", "boundary", "predictions"])
def test_every_color_of_a_told_step_is_one_of_the_layout_s(theme: Theme, kind: Any) -> None:
    """All marks of all phases have colours that the palette knows: an area with opacity is a mixture of one of them."""
    run = told_run(kind) if kind in ("momentum", "full") else run_for(kind)
    animation = sgdviz.animate(run, explain=2, theme=theme, squares=kind == "momentum", **SMALL)
    known = {*animation.layout.colors, theme.background}
    used: set[str] = set()
    for cue in told_only(animation):
        for mark in bottom_to_top(layers_at(animation.layout, cue.row, cue.phase)):
            used |= set(colors_of(mark))
    assert used <= known
    assert theme.accent_ink in used


def test_a_gif_that_fits_a_size_keeps_its_moments(run: Recording, tmp_path: Path) -> None:
    """With fewer frames the held ends of all parts stay, and so does the time."""
    animation = sgdviz.animate(run, explain=1, size=(400, 200))
    (whole,) = animation.save(tmp_path / "a.gif")
    (small,) = animation.save(tmp_path / "b.gif", max_size=int(whole.bytes * 0.6))
    assert small.bytes <= whole.bytes * 0.6
    assert small.frames < whole.frames
    assert small.seconds == pytest.approx(whole.seconds)
