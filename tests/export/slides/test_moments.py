"""The moments that are slides, and how long the animation takes from each to the next."""

from __future__ import annotations

import pytest

import sgdviz
from sgdviz.errors import InputError
from sgdviz.export.slides import USUAL
from sgdviz.export.slides.moments import MOST, checked, seconds_of, slides_of
from sgdviz.export.slides.words import alt_text_of, named
from sgdviz.export.stills import asked_moments, stills_of


def texts(animation: sgdviz.Animation) -> list[str]:
    """Return the names of the moments that are chosen for an animation."""
    return [named(still).text for still in slides_of(animation.chapters)]


def test_a_run_without_told_steps_has_moments_of_equal_change(run: sgdviz.Recording) -> None:
    """They are those of a strip of as many: the first, the last, and more where the picture changes more."""
    animation = sgdviz.animate(run)
    steps = [named(still).step for still in slides_of(animation.chapters)]
    assert len(steps) == USUAL
    assert (steps[0], steps[-1]) == (0, 300)
    assert sorted(set(steps)) == steps
    assert steps[USUAL // 2] < 75


def test_the_told_parts_of_steps_come_first(run: sgdviz.Recording) -> None:
    """The start, the three parts of each told step, and then moments of equal change to the end."""
    names = texts(sgdviz.animate(run, explain=2))
    assert names[:7] == [
        "step 0",
        *(f"step {step}, {part}" for step in (1, 2) for part in ("forward", "backward", "update")),
    ]
    assert len(names) == 7 + USUAL - 1
    assert names[-1] == "step 300"


def test_a_short_run_has_fewer_moments(short_run: sgdviz.Recording) -> None:
    """Of a run of two steps all are shown, in the language of the scene."""
    recorder = sgdviz.Recorder([1.0, 2.0], [1.0, 2.0], predict=lambda x: x * 0.5)
    recorder.record(m=0.5)
    recorder.record(m=0.6, loss=1.0)
    assert texts(sgdviz.animate(recorder.recording(), words="de")) == ["Schritt 0", "Schritt 1"]
    assert len(texts(sgdviz.animate(short_run))) == USUAL


def test_every_chapter_has_its_moments(run: sgdviz.Recording, short_run: sgdviz.Recording) -> None:
    """The moments of chapters follow each other."""
    both = sgdviz.animate(run).then(sgdviz.animate(short_run))
    assert texts(both) == texts(sgdviz.animate(run)) + texts(sgdviz.animate(short_run))


@pytest.mark.parametrize("settings", [{}, {"explain": 2}, {"rewind": True}, {"every": "pass", "tween": 3}])
def test_the_seconds_of_all_moments_are_those_of_the_animation(
    run: sgdviz.Recording, settings: dict[str, object]
) -> None:
    """Slides that advance by themselves take as long as the animation; each is shown for some time."""
    animation = sgdviz.animate(run, **settings)  # type: ignore[arg-type] # of several kinds
    seconds = seconds_of(slides_of(animation.chapters), animation.chapters)
    assert sum(seconds) == pytest.approx(animation.seconds, abs=0.01)
    assert min(seconds) > 0


def test_moments_of_one_time_share_it(run: sgdviz.Recording) -> None:
    """Parts that the animation does not tell are shown at one time, and stills may be in any order."""
    animation = sgdviz.animate(run, every="step", fps=10, hold_first=1, hold_last=1)
    stills = stills_of(animation.chapters[-1], asked_moments("last,2:forward,2:backward,2:update", None))
    assert seconds_of(stills, animation.chapters) == (1.0, 0.05, 0.05, 29.8)


def test_chapters_of_one_recording_have_their_own_times(short_run: sgdviz.Recording) -> None:
    """A moment of the second chapter is not taken for that of the first."""
    both = sgdviz.animate(short_run, every="step", fps=10, hold_first=1, hold_last=1)
    both = both.then(sgdviz.animate(short_run, every="step", fps=10, hold_first=1, hold_last=1))
    seconds = seconds_of(slides_of(both.chapters), both.chapters)
    assert seconds[USUAL - 1] == seconds[-1] == 1.0
    assert sum(seconds) == pytest.approx(both.seconds)


def test_too_many_moments_are_refused(run: sgdviz.Recording) -> None:
    """The error has their number and the limit."""
    animation = sgdviz.animate(run, explain=120)
    with pytest.raises(InputError, match=f"368 moments are too many for slides; ask for at most {MOST}"):
        slides_of(animation.chapters)
    assert checked(()) == ()


def test_an_alt_text_says_the_moment(run: sgdviz.Recording) -> None:
    """That of a part begins with it; that of a whole step has it in its description."""
    chapter = sgdviz.animate(run).chapters[-1]
    whole, part = stills_of(chapter, asked_moments("15,2:backward", None))
    assert alt_text_of(whole).startswith("Step 15 of 300, mean squared error ")
    assert alt_text_of(part).startswith("Step 2, backward. Step 1 of 300, mean squared error ")
    assert "gradient for m = " in alt_text_of(part)
