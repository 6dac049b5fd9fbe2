"""The code of the lessons: each line, run as it is shown, computes the values that the recording has for it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz.jobs import Lesson, find_lesson, lesson_names
from sgdviz.jobs.lesson_code import UPDATES, listing_of
from sgdviz.recording.listing import LineMark, Listing
from sgdviz.recording.update import samples_at

if TYPE_CHECKING:
    from sgdviz import Recording

WITHOUT = {"derivative": "it trains nothing", "classes": "its loop has more lines than can be read"}
"""The lessons without code, and why."""

EXACT = {"line", "house-guess", "houses", "forward-backward 1", "forward-backward 2"}
"""The lessons in plain Python, whose code gives the same bits as the recording."""


SAME = 150
"""Steps for which the other lessons' code gives the same numbers: rounding errors grow where RMSProp swings."""


def loops() -> dict[str, Lesson]:
    """Return every training loop of every lesson that has code, by the name of the lesson and of the run."""
    found = {}
    for name in lesson_names():
        for number, chapter in enumerate(find_lesson(name).lessons(), 1):
            for label, own in chapter.variants().items():
                chapters = f" {number}" if len(find_lesson(name).lessons()) > 1 else ""
                if own.listing:
                    found[f"{name}{chapters}{' ' * bool(label)}{label}"] = own
    return found


LOOPS = loops()


def recorded(lesson: Lesson, **training: Any) -> Recording:
    """Return the run of a lesson without its landscape."""
    return lesson.record(landscape=False, **training)


def scope_of(lesson: Lesson, run: Recording) -> dict[str, Any]:
    """Return the names that a lesson's code uses, as they are before its loop."""
    x, y = run.dataset.x, run.dataset.y
    if run.standardized:
        x = (x - x.mean(axis=0)) / x.std(axis=0)
        y = y if run.cost_kind == "cross-entropy" else (y - y.mean()) / y.std()
    start = dict(zip(run.param_names, run.params[0].tolist(), strict=True))
    is_plain = x.shape[1] == 1
    x = x[:, 0] if is_plain else x
    points = list(zip(x.tolist() if is_plain else x, y.tolist(), strict=True))
    weights = [value for name, value in start.items() if name.startswith("w")]
    return {
        **start,
        "np": np,
        "data": points,
        "houses": points,
        "x": x,
        "y": y,
        "S": x,
        "P": y,
        "rng": np.random.default_rng(lesson.training["seed"]),
        "w": np.array(weights) if weights else run.params[0].copy(),
        "n": (len(start) - 1) // 3,
        **dict.fromkeys(("velocity", "squares", "mean", "t"), 0),
    }


def values_of(listing: Listing, scope: dict[str, Any]) -> dict[LineMark, list[Any]]:
    """Run the lines of a listing, and return the values that each marked line gives to the name on its left."""
    seen: dict[LineMark, list[Any]] = {mark: [] for mark in listing.marks}
    lines = []
    for number, line in enumerate(listing.lines):
        lines.append(line)
        for mark in listing.marks_of(number):
            found = re.match(r"( *)(\w+) \S*= ", line)
            assert found, line
            lines.append(f"{found[1]}seen[marks[{listing.marks.index(mark)}]].append(np.copy({found[2]}))")
    exec("\n".join(lines), {**scope, "seen": seen, "marks": listing.marks})  # noqa: S102 - the lesson's code is tested
    return seen


def expected(run: Recording, listing: Listing, mark: LineMark) -> np.ndarray:
    """Return the values of a mark in all steps, (T - 1, P), as the recording has them; P is 1 but for arrays."""
    if mark.quantity == "loss":
        return run.loss[1:, None]
    if mark.quantity == "prediction":
        samples = [samples_at(run, row) for row in range(1, len(run))]
        return np.array([run.predictions[row, own] for row, own in enumerate(samples)])
    values = run.gradients[1:] if mark.quantity == "gradient" else run.params[1:]
    names = [one.name for one in listing.marks_of(mark.line)]
    return values[:, [number for number, name in enumerate(run.param_names) if name in names or not mark.name]]


def is_shown(run: Recording, mark: LineMark) -> bool:
    """Return whether the value of a mark is written: of several samples, the predictions are not."""
    return bool(mark.quantity) and (mark.quantity != "prediction" or len(samples_at(run, 1)) == 1)


@pytest.mark.parametrize("name", LOOPS)
def test_the_code_that_is_shown_is_true(name: str) -> None:
    """The lines of each listing give in every step the values that are written beside them."""
    lesson = LOOPS[name]
    run = recorded(lesson)
    scope = scope_of(lesson, run)
    seen = values_of(run.listing, scope)
    assert {mark.phase for mark in run.listing.marks} == {"forward", "backward", "update"}
    shown = [mark for mark in run.listing.marks if is_shown(run, mark)]
    assert any(mark.quantity == "parameter" for mark in shown)
    for mark in shown:
        known = expected(run, run.listing, mark)
        values = np.array(seen[mark]).reshape(known.shape)
        if name in EXACT:
            assert values.tolist() == known.tolist(), mark
        else:
            scale = np.abs(known).max()
            np.testing.assert_allclose(values[:SAME], known[:SAME], rtol=1e-7, atol=1e-12 * scale, err_msg=str(mark))


def test_every_lesson_with_a_loop_of_a_few_lines_shows_it() -> None:
    """All lessons have code but those that cannot, and so does each run and each chapter."""
    assert {name.split(" ")[0] for name in LOOPS} == set(lesson_names()) - set(WITHOUT)
    assert len(LOOPS) > len(lesson_names())
    assert set(LOOPS) >= EXACT


@pytest.mark.parametrize("name", LOOPS)
def test_the_code_has_the_numbers_of_its_run(name: str) -> None:
    """No name in braces is left, and the lines are short enough for a panel."""
    listing = recorded(LOOPS[name]).listing
    assert not any("{" in line or "#" in line for line in listing.lines)
    assert max(map(len, listing.lines)) <= 80
    assert len(listing) <= 14


def test_other_numbers_are_those_of_the_code() -> None:
    """Another step size and other passes stand in the code, as they were trained with."""
    run = recorded(find_lesson("line"), step_size=0.02, passes=3)
    assert run.listing.lines[0] == "for _ in range(3):"
    assert "        m -= 0.02 * grad_m" in run.listing.lines


@pytest.mark.parametrize(
    "training",
    [{"optimizer": "adam"}, {"batch_size": 2}, {"shuffle": True}, {"standardize": True}, {"batch_size": None}],
)
def test_another_loop_has_no_code(training: dict[str, Any]) -> None:
    """A run of another loop than the lesson's code has none rather than a wrong one."""
    assert recorded(find_lesson("line"), **training).listing == Listing()


def test_other_data_have_no_code() -> None:
    """A lesson on other data is trained in another way, and shows no code."""
    assert find_lesson("line").record(dataset=sgdviz.data.noisy_line()).listing == Listing()


@pytest.mark.parametrize("settings", [{"batch_size": 1}, {"shuffle": False}, {"seed": 3}, {"optimizer": "sgd"}])
def test_the_lesson_s_own_settings_keep_its_code(settings: dict[str, Any]) -> None:
    """Settings that are given and are those of the lesson change nothing, and another seed is the same loop."""
    assert recorded(find_lesson("line"), **settings).listing == recorded(find_lesson("line")).listing


@pytest.mark.parametrize("optimizer", UPDATES)
def test_a_lesson_with_a_place_for_its_optimizer_takes_any(optimizer: str) -> None:
    """The lines of each optimizer stand in the code, with the step size that is given."""
    lesson = find_lesson("saddle").variants()["SGD"]
    listing = recorded(lesson, optimizer=optimizer, step_size=0.003).listing
    assert [line.strip() for line in listing.lines[5:]] == [
        line.replace("{step_size}", "0.003") for line in UPDATES[optimizer]
    ]
    assert [mark.quantity for mark in listing.marks if mark.phase == "update"][-1] == "parameter"


def test_the_marks_of_a_line_are_read() -> None:
    """Several marks of a line have commas between them, and a quantity and a name may be left out."""
    code = "\na = 1  #: forward\nb = {c}  #: update parameter m, update parameter b\nd = 2\n"
    listing = listing_of(code, "sgd", {"c": math.pi})
    assert listing.lines == ("a = 1", f"b = {math.pi}", "d = 2")
    assert listing.marks == (
        LineMark(0, "forward"),
        LineMark(1, "update", "parameter", "m"),
        LineMark(1, "update", "parameter", "b"),
    )
