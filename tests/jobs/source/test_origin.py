"""The origin of a lesson's animation: its name and the settings that were given, where a file can name them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import sgdviz
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.jobs import animate_lesson, find_lesson

if TYPE_CHECKING:
    from pathlib import Path

LINE = find_lesson("line")


def test_the_origin_has_what_was_given() -> None:
    """The lesson's own settings are those of its name, and are not repeated."""
    assert animate_lesson(LINE).origin == {"lesson": "line"}
    given = animate_lesson(
        LINE, training={"step_size": (0.01, 0.02), "passes": 2}, settings={"size": (800, 500), "every": "pass"}
    )
    training = {"step_size": [0.01, 0.02], "passes": 2}
    assert given.origin == {"lesson": "line", "training": training, "settings": {"size": [800, 500], "every": "pass"}}


def test_other_data_are_only_mentioned() -> None:
    """Neither the data nor the file that they came from is written down."""
    data = sgdviz.data.noisy_line(9)
    assert animate_lesson(LINE, dataset=data).origin == {"lesson": "line", "own_data": True}


@pytest.mark.parametrize(
    "settings",
    [
        {"theme": replace(sgdviz.LIGHT, name="two", dark=replace(sgdviz.DARK, ink="#ffffff"))},
        {"panels": (type("Mine", (FitPanel,), {}),)},
    ],
    ids=lambda settings: str(next(iter(settings))),
)
def test_what_no_file_can_name_has_no_origin(settings: dict[str, Any]) -> None:
    """A panel of one's own, and a theme that no table holds."""
    assert animate_lesson(LINE, settings=settings).origin is None


def test_a_lesson_of_ones_own_has_no_origin() -> None:
    """A changed lesson is not the one of its name."""
    assert animate_lesson(replace(LINE, summary="Mine.")).origin is None
    assert animate_lesson(replace(LINE, name="mine")).origin is None


def test_words_of_ones_own_have_the_texts_of_the_lesson(tmp_path: Path) -> None:
    """Those of other lessons are left out, and the path is nowhere."""
    path = tmp_path / "fr.toml"
    path.write_text(
        "rise = 'hausse'\n[data]\nbedrooms = 'pièces'\n"
        "[lessons.line]\ntitle = 'Une droite'\n[lessons.houses]\ntitle = 'x'",
        encoding="utf-8",
    )
    origin = animate_lesson(LINE, settings={"words": str(path)}).origin
    assert origin is not None
    lessons = {"line": {"title": "Une droite"}}
    expected = {"name": "fr", "rise": "hausse", "lessons": lessons, "data": {"bedrooms": "pièces"}}
    assert origin["settings"]["words"] == expected


def test_chapters_together_have_no_origin() -> None:
    """An animation put together in Python is no lesson, though its chapters are."""
    animation = animate_lesson(LINE, training={"passes": 1})
    both = animation.then(animation)
    assert both.origin is None
    assert len(both.parts) == 2
