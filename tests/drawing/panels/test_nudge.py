"""The nudge that a recording shows: what is read from it, and recordings of anything else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, InputError, Line, Neuron, Recorder, Recording
from sgdviz.drawing.panels.nudge import nudge_of
from sgdviz.jobs.demonstrations import derivative


@pytest.mark.parametrize(("nudged", "ratio"), [("m", 3.0), ("b", 1.0)])
def test_a_nudge_is_read_from_data_and_predictions(nudged: str, ratio: float) -> None:
    """The line, the nudged parameter, the sample, h and the rise are those of the demonstration."""
    run = derivative(nudged, m=-0.7, b=2.3)
    nudge = nudge_of(run)
    assert (nudge.parameter, nudge.x) == (nudged, 3.0)
    assert (nudge.m, nudge.b, nudge.y) == pytest.approx((-0.7, 2.3, 0.2))
    assert nudge.h.tolist() == run.params[:, 0].tolist()
    np.testing.assert_allclose(nudge.rise, run.predictions[:, -1] - run.dataset.y[-1])
    assert nudge.ratio == pytest.approx(ratio)


def test_a_nudge_is_read_between_recorded_rows() -> None:
    """Interpolated rows are nudges as well: h and the predictions are interpolated alike."""
    run = sgdviz.Pacing(tween=3).shown(derivative("m"))[0]
    assert isinstance(run, Recording)
    assert len(run) == 33
    nudge = nudge_of(run)
    np.testing.assert_allclose(nudge.rise / nudge.h, 3)


def without_h() -> Recording:
    """Return a training run."""
    return sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=1)


def two_features() -> Recording:
    """Return a run with two inputs."""
    x = np.arange(8.0).reshape(4, 2)
    return sgdviz.fit(Neuron(2), sgdviz.Dataset(x, x[:, 0]), SGD(0.01), passes=1)


def one_h(h: float) -> Recording:
    """Return the nudge by `h` alone."""
    run = derivative("m")
    params = run.params.copy()
    params[4, 0] = h
    return replace(run, params=params)


def several_samples() -> Recording:
    """Return a nudge whose sample changes."""
    run = derivative("m")
    return replace(run, sample=np.arange(len(run)) % 2)


def bent_data() -> Recording:
    """Return a nudge over data that lie on no line."""
    run = derivative("m")
    return replace(run, dataset=sgdviz.Dataset(run.dataset.x, run.dataset.y**2))


def another_nudge() -> Recording:
    """Return predictions in which both m and b are larger by h."""
    x = np.array([0.0, 1.0, 2.0])
    recorder = Recorder(x, x, predict=lambda xs: (1 + 0.5) * xs + 0.5)
    recorder.record(h=0.5, sample=1)
    return recorder.recording()


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (without_h(), "from the parameter h, and there are: m, b; record h"),
        (two_features(), "draws one input and the data have 2; show predictions instead"),
        (one_h(0.0), "the nudge h is 0 at step 4; the lens panel needs a number above 0"),
        (one_h(-1.0), "the nudge h is -1 at step 4"),
        (one_h(np.nan), "the nudge h is nan at step 4"),
        (several_samples(), "shows one sample; record the same sample at every step"),
        (replace(derivative("m"), sample=np.full(9, -1)), "shows one sample"),
        (bent_data(), "lie on no single line; give points of the line before the nudge"),
        (another_nudge(), r"m or b larger by h; predict \(m \+ h\) x \+ b, or m x \+ \(b \+ h\)"),
        (one_h(0.2), "m or b larger by h"),
    ],
)
def test_a_recording_of_anything_else_is_refused(run: Recording, said: str) -> None:
    """The error is one line that says what is missing and what to do."""
    with pytest.raises(InputError, match=said) as caught:
        sgdviz.animate(run, panels=("lens",))
    assert "\n" not in str(caught.value)
