"""The frames as the player knows them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pytest
from packing_helpers import unpacked

import sgdviz
from sgdviz.export.html.moments import moments_of, packed, plots_of
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from sgdviz import Recording


def numbers_in(packed: list[int], *, summed: bool = False) -> list[int]:
    """Return the numbers of each frame, for steps the sums of what is packed."""
    return list(accumulate(unpacked(packed))) if summed else unpacked(packed)


def test_each_recorded_step_is_a_moment(short_run: Recording) -> None:
    """Without told steps each frame is a whole step, with its number and its pass."""
    moments = moments_of(sgdviz.animate(short_run).chapters[0])
    assert numbers_in(moments["steps"], summed=True) == list(range(13))
    assert numbers_in(moments["passes"]) == [0, *[1] * 6, *[2] * 6]
    assert moments["kinds"] == "-" * 13
    assert (moments["last"], moments["notes"]) == (12, [])


def test_interpolated_frames_are_no_moments(short_run: Recording) -> None:
    """Frames between two steps are marked, and have the number of the step that they come from."""
    moments = moments_of(sgdviz.animate(short_run, tween=2).chapters[0])
    assert moments["kinds"] == "-" + "~~-" * 12
    assert numbers_in(moments["steps"], summed=True)[:5] == [0, 0, 0, 1, 1]


def test_told_steps_have_parts(short_run: Recording) -> None:
    """Each part ends in a moment, with the number of the step that is told, and words of what the picture says."""
    moments = moments_of(sgdviz.animate(short_run, explain=2).chapters[0])
    kinds, steps = moments["kinds"], numbers_in(moments["steps"], summed=True)
    ends = [place for place, kind in enumerate(kinds) if kind in "FBU"]
    assert "".join(kinds[place] for place in ends) == "FBUFBU"
    assert [steps[place] for place in ends] == [1, 1, 1, 2, 2, 2]
    assert {kinds[place] for place in range(1, ends[0])} == {"f"}
    assert [first for first, _ in moments["notes"]] == [1, *(end + 1 for end in ends[:-1])]
    assert "gradient for m" in moments["notes"][1][1]


@pytest.mark.parametrize("settings", [{"batch_size": None}, {"batch_size": 6}])
def test_passes_that_are_steps_are_left_out(settings: dict[str, int | None]) -> None:
    """Where each pass is one step its number says nothing."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=5, seed=0, **settings)  # type: ignore[arg-type]
    assert moments_of(sgdviz.animate(run).chapters[0])["passes"] == []


def test_several_runs_have_no_pass(short_run: Recording) -> None:
    """Runs may be in different passes at one step."""
    moments = moments_of(sgdviz.animate([short_run, short_run]).chapters[0])
    assert numbers_in(moments["steps"], summed=True) == list(range(13))
    assert moments["passes"] == []


def test_a_plot_over_the_steps_has_the_places_of_the_marker(short_run: Recording) -> None:
    """The place of each frame in the loss runs from the left edge of the plot to the right one."""
    (plot,) = plots_of(sgdviz.animate(short_run).chapters[0])
    left, top, right, bottom = plot["box"]
    assert 0 < left < right < 800
    assert 0 < top < bottom < 400
    assert (plot["x"][0], plot["x"][-1]) == (round(left), round(right))
    assert (np.diff(plot["x"]) > 0).all()


@pytest.mark.parametrize(
    ("panels", "count"), [(("fit",), 0), (("loss", "parameters"), 2), (("landscape", "loss"), 1), (("cost",), 0)]
)
def test_only_panels_over_steps_have_such_plots(panels: tuple[str, ...], count: int) -> None:
    """The loss and the parameters lie over the steps; a fit, a landscape and a cost over a weight do not."""
    model = sgdviz.Proportion() if panels == ("cost",) else sgdviz.Line()
    run = sgdviz.fit(model, sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, seed=0)
    assert len(plots_of(sgdviz.animate(run, panels=panels).chapters[0])) == count  # type: ignore[arg-type]


def test_each_slope_in_its_own_unit_has_a_plot() -> None:
    """Standardized parameters have a plot each, in the units of the data."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.1), passes=2, seed=0, standardize=True)
    assert len(plots_of(sgdviz.animate(run, panels=("parameters",)).chapters[0])) == 2


def test_overlaid_runs_share_a_plot_and_runs_side_by_side_have_their_own() -> None:
    """A run that ends earlier has its last step at the end of its own curve for the rest of the frames."""
    long, short = (
        sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=passes, seed=0) for passes in (3, 2)
    )
    (plot,) = plots_of(sgdviz.animate([long, short], overlay=True).chapters[0])
    assert (np.diff(plot["x"]) > 0).all()
    first, second = plots_of(sgdviz.animate([long, short]).chapters[0])
    assert len(set(first["x"])) == 19
    assert len(set(second["x"])) == 13
    assert second["x"][12:] == [second["x"][12]] * 7


def test_repeated_numbers_are_packed() -> None:
    """Each number stands once, before the number of times that it is repeated."""
    assert packed([40, 40, 40, 0, 40]) == [40, 3, 0, 1, 40, 1]
    assert unpacked(packed([1, 1, 2])) == [1, 1, 2]
    assert packed([]) == []


def test_chapters_have_moments_of_their_own() -> None:
    """The steps of each chapter of a lesson begin anew."""
    chapters = animate_lesson(find_lesson("forward-backward")).chapters
    assert [moments_of(chapter)["steps"][0] for chapter in chapters] == [0, 0]
