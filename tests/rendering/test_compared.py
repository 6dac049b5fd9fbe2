"""Comparisons as they are drawn: on shared axes, in step, and the same by any number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import sgdviz
from sgdviz import Dataset, InputError, Recording
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.panels.base import Panel


def axes(recordings: list[Recording], *, labels: str) -> list[tuple[object, object]]:
    """Return the axes of the fit and the loss of each run."""
    panels = sgdviz.animate(recordings, labels=tuple(labels), size=(1040, 680))._renderer.panels
    plots = [panel._plot for panel in panels if hasattr(panel, "_plot")]
    return [(plot.x, plot.y) for plot in plots]


def test_all_runs_share_their_axes(run: Recording, short_run: Recording) -> None:
    """Each kind of panel has the same limits in every cell, and they hold what the widest run needs."""
    far = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.001), passes=2, start={"m": 0, "b": -15})
    fit, loss, *others = axes([run, short_run, far], labels="abc")
    assert others == [fit, loss] * 2
    alone = axes([run], labels="a")
    assert fit[1].low < -15 < alone[0][1].low  # type: ignore[attr-defined] # an axis
    assert loss[0] == alone[1][0]


def test_a_diverging_run_leaves_the_others_as_they_were(run: Recording, diverging_run: Recording) -> None:
    """Its axes are theirs, and theirs are what they are without it."""
    alone = axes([run], labels="a")
    assert axes([run, diverging_run], labels="ab") == alone * 2


def test_frames_are_in_step(run: Recording, short_run: Recording, diverging_run: Recording) -> None:
    """Each cell shows what its run alone would show at that step, and the end of a run is said."""
    animation = sgdviz.animate([run, short_run, diverging_run], labels=("whole", "short", "diverging"))
    assert len(animation.cues) == 301
    strip, fit, _, short_fit, _, diverging_fit, _ = animation._renderer.panels

    def said(panel: Panel, row: int) -> list[str]:
        own = animation._renderer.rows_at(row)[animation._renderer.panels.index(panel)]
        return [mark.text for mark in panel.moving(own) if hasattr(mark, "text")]

    assert said(strip, 40) == ["step 40\u2007  pass 7\u2007", ""]
    m, b = run.params[40]
    assert said(fit, 40) == [f"y = {m:.2f} x + {b:.2f}", ""]
    assert said(short_fit, 11)[1] == ""
    assert said(short_fit, 12)[1] == said(short_fit, 300)[1] == "ended at step 12"
    assert said(diverging_fit, 6)[1] == ""
    assert said(diverging_fit, 7)[1] == said(diverging_fit, 300)[1] == "diverged at step 7"


def test_a_run_that_has_ended_stands_still(run: Recording, short_run: Recording) -> None:
    """Its half of the picture does not change any more; the other does."""
    animation = sgdviz.animate([run, short_run], panels=("fit",), size=(800, 400))
    before, after = animation.still(20).pixels, animation.still(60).pixels
    strip = round(animation._renderer.panels[0].area.bottom)
    np.testing.assert_array_equal(before[strip:, 400:], after[strip:, 400:])
    assert (before[strip:, :400] != after[strip:, :400]).any()


@pytest.mark.parametrize("overlay", [False, True])
def test_any_frame_of_a_comparison_alone_is_that_frame_in_sequence(
    run: Recording, short_run: Recording, diverging_run: Recording, *, overlay: bool
) -> None:
    """Going forward by sevens, and each drawn by itself."""
    animation = sgdviz.animate([short_run, run, diverging_run], overlay=overlay, size=(400, 300), every=7)
    frames = list(animation.frames())
    for number in (0, 1, 2, 20, len(frames) - 1):
        still = animation._renderer.still(animation.cues[number])
        np.testing.assert_array_equal(frames[number].pixels, still.pixels)


@pytest.mark.parametrize("overlay", [False, True])
def test_any_number_of_processes_draws_the_same_comparison(
    run: Recording, diverging_run: Recording, tmp_path: Path, *, overlay: bool
) -> None:
    """The same bytes, and a GIF that shows what was drawn."""
    animation = sgdviz.animate([run, diverging_run], labels=("good", "bad"), overlay=overlay, size=(400, 360))
    animation.save(tmp_path / "a.gif", workers=1)
    animation.save(tmp_path / "b.gif", workers=2)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    with Image.open(tmp_path / "a.gif") as picture:
        assert (picture.n_frames, picture.size) == (301, (400, 360))  # type: ignore[attr-defined] # GIF has it


def test_a_comparison_fits_a_size_and_gives_a_still(run: Recording, short_run: Recording, tmp_path: Path) -> None:
    """What holds for one run holds for several; only a recording there is none to keep."""
    animation = sgdviz.animate([short_run, run], size=(400, 360))
    (output,) = animation.save(tmp_path / "a.gif", max_size=80_000)
    assert 0 < output.bytes <= 80_000
    animation.save(tmp_path / "a.png", at=40)
    with Image.open(tmp_path / "a.png") as picture:
        np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), animation.still(40).pixels)
    with pytest.raises(InputError, match="record keeps one run, and 2 are compared"):
        animation.save(tmp_path / "b.gif", record=tmp_path / "b.npz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gif", "a.png"]


def plots_of(recordings: list[Recording], name: str) -> list[tuple[object, object]]:
    """Return the two axes of the panel `name` of each of `recordings`."""
    labels = tuple("abc"[: len(recordings)])
    panels = sgdviz.Scene(panels=(name,), size=(1200, 500)).lay_out(Comparison(tuple(recordings), labels))[1:]
    return [(panel._plot.x, panel._plot.y) for panel in panels]  # type: ignore[attr-defined] # all of these have one


def unlike_runs(name: str) -> list[Recording]:
    """Return two runs for the panel `name` that alone would have other axes."""
    houses, line = sgdviz.data.houses(), sgdviz.Line()
    if name == "cost":
        return [
            sgdviz.fit(sgdviz.Proportion(), houses, sgdviz.SGD(1.5e-8), passes=4, start={"Y": start})
            for start in (20, 500)
        ]
    if name == "boundary":
        moons, net = sgdviz.data.two_moons(20), sgdviz.MLP(2, (3,), task="classes")
        moved = Dataset(moons.x + 1, moons.y)
        return [sgdviz.fit(net, data, sgdviz.SGD(0.1), passes=2) for data in (moons, moved)]
    return [
        sgdviz.fit(line, sgdviz.data.post(), sgdviz.SGD(size), passes=passes, start={"m": start, "b": start})
        for size, passes, start in ((0.0005, 5, -9), (0.02, 20, 9))
    ]


@pytest.mark.parametrize("name", ["fit", "loss", "parameters", "predictions", "cost", "landscape", "boundary"])
def test_every_panel_has_the_same_axes_in_every_cell(name: str) -> None:
    """They hold what each run alone would be given, whichever comes first."""
    runs = unlike_runs(name)
    one, other = plots_of(runs, name)
    assert one == other == plots_of(runs[::-1], name)[0]
    alone = [plots_of([run], name)[0] for run in runs]
    assert one not in alone
    for axis in (0, 1):
        assert one[axis].low <= min(plot[axis].low for plot in alone)  # type: ignore[attr-defined] # an axis
        assert one[axis].high >= max(plot[axis].high for plot in alone)  # type: ignore[attr-defined] # an axis


def test_grounds_of_unlike_costs_are_not_mixed() -> None:
    """A run in even units has another valley, though model and data are the same."""
    own, even = (
        sgdviz.fit(
            sgdviz.Proportion(), sgdviz.data.houses(), sgdviz.SGD(size), passes=4, standardize=even, batch_size=None
        )
        for size, even in ((1.5e-8, False), (0.1, True))
    )
    assert plots_of([own, even], "cost") == [plots_of([own], "cost")[0], plots_of([even], "cost")[0]]


def test_every_path_lies_in_the_landscape() -> None:
    """Runs from far apart are each drawn whole."""
    runs = unlike_runs("landscape")
    panels = sgdviz.Scene(panels=("landscape",), size=(1200, 500)).lay_out(Comparison(tuple(runs), ("a", "b")))[1:]
    for panel in panels:
        area, path = panel._plot.area, panel._path  # type: ignore[attr-defined] # the landscape panel's
        assert (path >= [area.left, area.top]).all()
        assert (path <= [area.right, area.bottom]).all()


def test_the_pass_is_said_where_all_runs_are_in_it(run: Recording, short_run: Recording) -> None:
    """One that has ended says nothing of passes; batches of other sizes have others."""
    batches = [
        sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2, batch_size=size) for size in (1, 2)
    ]
    for runs, said in (([run, short_run], "step 20   pass 4 "), (batches, "step 6 ")):
        strip = sgdviz.animate(runs)._renderer.panels[0]
        row = 20 if len(said) > 8 else 6
        text = next(mark.text for mark in strip.moving(row) if hasattr(mark, "text"))
        assert text.replace("\u2007", " ") == said


def test_a_picture_too_small_for_its_runs_is_refused(run: Recording) -> None:
    """And says how large it should be."""
    with pytest.raises(InputError, match="320x200 is too small for 3 runs with fit, loss; give it 800x910 or so"):
        sgdviz.animate([run] * 3, size=(320, 200))


def test_a_diverging_run_sets_no_axis_of_parameters(run: Recording, diverging_run: Recording) -> None:
    """Its cell has the limits of the others."""
    one, other = plots_of([run, diverging_run], "parameters")
    assert one == other
    assert one[1] == plots_of([run], "parameters")[0][1]


def test_blended_rows_do_not_hide_the_pass(run: Recording) -> None:
    """All runs are in the same pass, whatever is put in between their steps."""
    for pace in ({}, {"every": 2, "tween": 1}, {"frames": 12, "tween": 1}):
        animation = sgdviz.animate([run, run], **pace)  # type: ignore[arg-type]
        strip = animation._renderer.panels[0]
        assert strip.counts_passes
