"""Lessons: data, not code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError
from sgdviz.lessons import MOST_FRAMES, Lesson, find_lesson, lesson_names, steps_a_frame
from sgdviz.marks import Text
from sgdviz.training.registry import DATA, OPTIMIZERS, build_data


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_has_a_sentence_and_can_be_drawn(name: str) -> None:
    """Its data make a recording, and its scene takes it."""
    lesson = find_lesson(name)
    assert lesson.summary.endswith(".")
    assert lesson.output.endswith(".gif")
    runs = {label: variant.record() for label, variant in lesson.variants().items()}
    labels = tuple(runs) if lesson.runs else None
    shown = list(runs.values()) if lesson.runs else runs[""]
    frame = sgdviz.animate(shown, labels=labels, **lesson.scene, **lesson.pacing).still()
    assert len(np.unique(frame.pixels.reshape(-1, 3), axis=0)) > 50


def test_the_line_is_the_post_s() -> None:
    """300 steps of 0.01 from the post's random start, over the post's points."""
    lesson = find_lesson("line")
    recording = lesson.record()
    assert len(recording) == 301
    assert lesson.output == "sgd_line.gif"
    least_squares = np.polyfit(recording.dataset.inputs, recording.dataset.y, 1)
    np.testing.assert_allclose(recording.params[-1], least_squares, atol=0.06)


def test_a_lesson_can_be_bent() -> None:
    """What is given replaces what the lesson says."""
    recording = find_lesson("line").record(step_size=0.02, passes=3, seed=9, start={"b": 4.0})
    assert len(recording) == 19
    assert recording.params[0, 1] == 4.0
    assert "step_size=0.02" in recording.recipe["optimizer"]


def bent(**optimizer: Any) -> Lesson:
    """Return the post's lesson with another optimizer's table."""
    return replace(find_lesson("line"), optimizer=optimizer, training={"passes": 2})


def test_every_optimizer_can_be_asked_for() -> None:
    """By its name, with the lesson's own step size; what else the lesson's optimizer had is not another's."""
    lesson = bent(name="momentum", step_size=0.03, momentum=0.5)
    assert lesson.record().recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    assert lesson.record(optimizer="momentum").recipe["optimizer"] == "Momentum(step_size=0.03, momentum=0.5)"
    for name, optimizer in OPTIMIZERS.items():
        if name != "momentum":
            assert lesson.record(optimizer=name).recipe["optimizer"] == repr(optimizer(step_size=0.03))


def test_a_schedule_stands_in_place_of_a_step_size() -> None:
    """It goes with any optimizer, and a step size that is given replaces it."""
    schedule = {"name": "cosine", "start": 0.1, "updates": 12}
    lesson = bent(name="sgd", schedule=schedule)
    cosine = "Cosine(start=0.1, updates=12, end=0.0)"
    assert lesson.record().recipe["optimizer"] == f"SGD(step_size={cosine})"
    assert lesson.record(optimizer="adagrad").recipe["optimizer"] == f"AdaGrad(step_size={cosine}, epsilon=1e-10)"
    assert lesson.record(step_size=0.2).recipe["optimizer"] == "SGD(step_size=0.2)"
    with pytest.raises(sgdviz.InputError, match="has a step_size and a schedule; give one of them"):
        bent(name="sgd", step_size=0.1, schedule=schedule).record()


def test_a_full_batch_has_a_word() -> None:
    """TOML knows no None."""
    lesson = replace(find_lesson("line"), training={"passes": 3, "batch_size": "full"})
    assert len(lesson.record()) == 4
    assert len(lesson.record(batch_size=3)) == 7


def test_a_lesson_takes_other_data() -> None:
    """About as many steps as with its own, in whole passes, unless the passes are given too."""
    lesson = find_lesson("line")
    for points, passes in ((6, 50), (70, 4), (500, 1)):  # of 300 updates
        dataset = sgdviz.data.noisy_line(points=points)
        recording = lesson.record(dataset=dataset)
        assert recording.dataset is dataset
        assert len(recording) == points * passes + 1
    assert len(lesson.record(dataset=dataset, passes=2)) == 1001


def test_as_many_updates_whatever_the_batch() -> None:
    """A lesson of full batches takes its 90 or 300 updates on any number of points; what is given counts."""
    dataset = sgdviz.data.noisy_line(points=2000)
    assert len(next(iter(find_lesson("optimizers").variants().values())).record(dataset=dataset)) == 91
    assert len(find_lesson("line").record(dataset=dataset, batch_size="full")) == 301
    assert len(find_lesson("line").record(dataset=dataset, batch_size=100)) == 301


@pytest.mark.parametrize("name", ["houses", "house-guess", "house-step", "step-size"])
def test_a_step_size_for_one_unit_takes_no_other_data(name: str) -> None:
    """Square feet and dollars are all that it suits."""
    lesson = next(iter(find_lesson(name).variants().values()))
    with pytest.raises(InputError, match="has a step size for the units of its own data"):
        lesson.record(dataset=sgdviz.data.noisy_line())


@pytest.mark.parametrize(
    ("name", "setting"),
    [("optimizers", "optimizer"), ("optimizers", "step_size"), ("step-size", "step_size"), ("batch", "batch_size")],
)
def test_what_runs_differ_in_cannot_be_replaced(name: str, setting: str) -> None:
    """Their labels would lie."""
    what = setting.replace("_", " ")
    with pytest.raises(InputError, match=f"the runs of lesson '{name}' each have their own {what}"):
        find_lesson(name).variants([setting])
    assert len(find_lesson(name).variants(["seed"])) > 1


@pytest.mark.parametrize("name", lesson_names())
def test_a_caption_fits_its_picture(name: str) -> None:
    """No line of it, nor the title, ends in an ellipsis."""
    lesson = find_lesson(name)
    runs = {label: variant.record() for label, variant in lesson.variants().items()}
    labels = tuple(runs) if lesson.runs else None
    shown = list(runs.values()) if lesson.runs else runs[""]
    animation = sgdviz.animate(shown, labels=labels, **lesson.scene, **lesson.pacing)
    lines = [line.text for line in animation._renderer.around]
    assert "".join(lines).replace(" ", "") == lesson.scene.get("caption", "").replace(" ", "")
    first, last = (animation._renderer.still(cue).pixels for cue in (animation.cues[0], animation.cues[-1]))
    for panel in animation._renderer.panels:
        headings = [mark.text for mark in panel.backdrop() if isinstance(mark, Text)]
        assert not any(text.endswith("…") for text in headings)
        if hasattr(panel, "_plot"):
            left, top, right, bottom = map(int, panel._plot.area)
            assert np.any(first[top:bottom, left:right] != last[top:bottom, left:right]), "nothing has moved"


@pytest.mark.parametrize(("points", "steps"), [(30, 1), (300, 1), (301, 2), (2000, 7)])
def test_a_run_on_other_data_is_not_too_long_to_watch(points: int, steps: int) -> None:
    """As few steps from frame to frame as keep it at 300 frames after the first."""
    recording = find_lesson("line").record(dataset=sgdviz.data.noisy_line(points=points), passes=1)
    assert steps_a_frame(recording) == steps
    assert len(sgdviz.animate(recording, every=steps).cues) <= MOST_FRAMES + 1


@pytest.mark.parametrize("name", DATA)
def test_every_data_set_can_be_had_by_name(name: str) -> None:
    """With its settings where it has any, as a lesson's file gives them."""
    settings = {} if name in {"post", "houses"} else {"points": 9, "noise": 0.5, "seed": 3}
    dataset = build_data({"name": name, **settings})
    assert len(dataset) == {"post": 6, "houses": 3}.get(name, 9)


def test_unknown_names_are_named() -> None:
    """A lesson, or the data, model or optimizer that one asks for."""
    with pytest.raises(sgdviz.UnknownNameError, match="unknown lesson 'lin'; did you mean 'line'"):
        find_lesson("lin")
    odd = Lesson("odd", "", "", {"name": "post"}, {"name": "lime"}, {"name": "sgd"}, {}, {}, {})
    with pytest.raises(sgdviz.UnknownNameError, match="unknown model 'lime'; did you mean 'line'"):
        odd.record()
    with pytest.raises(sgdviz.UnknownNameError, match="unknown optimizer 'adm'; did you mean 'adam'"):
        find_lesson("line").record(optimizer="adm")
    with pytest.raises(sgdviz.UnknownNameError, match="unknown schedule 'cosin'; did you mean 'cosine'"):
        bent(name="sgd", schedule={"name": "cosin"}).record()


def runs_of(name: str) -> dict[str, sgdviz.Recording]:
    """Return the runs of a lesson under their labels."""
    return {label: lesson.record() for label, lesson in find_lesson(name).variants().items()}


def test_every_lesson_of_the_course_is_there() -> None:
    """With a sentence, and a caption that fits a picture unless it is the post's own."""
    assert set(lesson_names()) == {
        "line", "house-guess", "house-step", "houses", "step-size", "derivative",
        "batch", "optimizers", "neuron", "network", "classes",
    }  # fmt: skip
    for name in lesson_names():
        assert find_lesson(name).summary.endswith(".")
        assert name == "line" or "caption" in find_lesson(name).scene


def test_a_guess_halves_the_error() -> None:
    """Y = 100, 150, 175 ...: off by $100k, $50k, $25k."""
    (run,) = runs_of("house-guess").values()
    assert run.params[:4, 0].tolist() == [100, 150, 175, 187.5]
    assert (run.dataset.y[0] - run.predictions[:4, 0]).tolist() == [100_000, 50_000, 25_000, 12_500]


def test_a_house_step_is_ten_dollars_until_the_error_is_gone() -> None:
    """Y = 100, 110, 120 ... 200, and there it stays."""
    (run,) = runs_of("house-step").values()
    assert run.params[:, 0].tolist() == [*range(100, 201, 10), 200, 200]
    assert run.cost[10:].tolist() == [0, 0, 0]


def test_three_houses_agree_on_200_dollars_a_square_foot() -> None:
    """The cost falls with every pass, and the weight nears the closed form."""
    (run,) = runs_of("houses").values()
    assert run.params[-1, 0] == pytest.approx(200, rel=0.02)
    assert (np.diff(run.cost[::3]) < 0).all()


def test_step_sizes_do_what_their_labels_say() -> None:
    """Too small is still on its way, right is there, too large jumps to and fro, and one diverges."""
    small, right, large, diverging = runs_of("step-size").values()
    assert small.params[-1, 0] < 120
    assert right.params[-1, 0] == pytest.approx(200, abs=0.1)
    off = large.params[:8, 0] - 200
    assert (np.sign(off[1:]) == -np.sign(off[:-1])).all()
    assert [run.status for run in (small, right, large, diverging)] == ["completed"] * 3 + ["diverged"]


def test_the_derivative_is_x_for_m_and_1_for_b_at_every_h() -> None:
    """As h halves: the nudged prediction, less the line, over h, computed here."""
    for run, slope in zip(runs_of("derivative").values(), (3.0, 1.0), strict=True):
        h, said = run.params.T
        assert h.tolist() == [2.0**-power for power in range(-1, 8)]
        np.testing.assert_allclose((run.predictions[:, -1] - run.dataset.y[-1]) / h, slope, rtol=1e-12)
        np.testing.assert_allclose(said, slope, rtol=1e-12)


def test_a_demonstration_trains_nothing() -> None:
    """So it has no step size."""
    with pytest.raises(sgdviz.InputError, match="lesson 'derivative' trains nothing, so it has no step size"):
        find_lesson("derivative").record(step_size=0.1)


def test_batches_take_the_same_number_of_steps() -> None:
    """And the full batch never turns: its cost falls at every step."""
    runs = list(runs_of("batch").values())
    assert {len(run) for run in runs} == {49}
    assert (np.diff(runs[2].cost) < 0).all()
    assert not (np.diff(runs[0].cost) < 0).all()


def test_optimizers_race_from_one_start() -> None:
    """All arrive but plain gradient descent, which is last."""
    runs = runs_of("optimizers")
    assert len({tuple(run.params[0]) for run in runs.values()}) == 1
    last = {label: run.cost[-1] for label, run in runs.items()}
    assert max(last, key=last.__getitem__) == "SGD"
    assert max(value for label, value in last.items() if label != "SGD") < 0.21


def test_a_neuron_learns_a_price_from_three_inputs() -> None:
    """It ends near least squares."""
    (run,) = runs_of("neuron").values()
    x, y = run.dataset.x, run.dataset.y
    design = np.column_stack([x, np.ones(len(x))])
    best = np.mean((design @ np.linalg.lstsq(design, y, rcond=None)[0] - y) ** 2)
    assert best < run.cost[-1] < run.cost[0] / 20


def test_more_neurons_learn_a_more_complex_curve() -> None:
    """Each network ends below the one with fewer neurons."""
    costs = [run.cost[-1] for run in runs_of("network").values()]
    assert costs[0] > 2 * costs[1] > 3 * costs[2]


def test_two_moons_are_told_apart() -> None:
    """Every point on its side of the boundary."""
    (run,) = runs_of("classes").values()
    assert ((run.predictions[-1] > 0.5) == (run.dataset.y > 0.5)).all()
    assert run.cost_kind == "cross-entropy"
