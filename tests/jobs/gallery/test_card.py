"""Cards: the facts of a job on the page."""

from __future__ import annotations

import pytest
from gallery_helpers import result_of

from sgdviz.jobs.batch.result import OutputFile
from sgdviz.jobs.gallery.card import card_of, labels_of, link_of, parameters_of


def outputs_of(*paths: str) -> tuple[OutputFile, ...]:
    """Return files of 100 bytes."""
    return tuple(OutputFile(path, 100, "") for path in paths)


def test_settings_in_tables_have_the_names_of_these() -> None:
    """A table inside the settings is flat, and a number that JSON has not is a text."""
    settings = {"seed": 1, "optimizer": {"name": "sgd", "schedule": {"step_size": 0.1}}, "top": float("inf")}
    assert dict(parameters_of(settings)) == {
        "seed": 1, "optimizer.name": "sgd", "optimizer.schedule.step_size": 0.1, "top": "inf",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "plays"),
    [
        (("a.html", "a.svg", "a.gif", "a.mp4"), {"link": "a.gif", "kind": "image"}),
        (("a.mp4", "a.svg"), {"link": "a.svg", "kind": "image"}),
        (("a.png", "a.webm"), {"link": "a.webm", "kind": "video"}),
        (("A.GIF",), {"link": "A.GIF", "kind": "image"}),
        (("a.html", "a.png"), None),
        ((), None),
    ],
)
def test_a_picture_plays_before_a_video(paths: tuple[str, ...], plays: dict[str, str] | None) -> None:
    """The first kind of file that plays in place is taken; pages and stills do not play."""
    assert card_of(result_of(outputs=outputs_of(*paths)))["plays"] == plays


def test_a_still_and_a_failed_job_do_not_play() -> None:
    """An output of one frame, and one of an earlier call, are only linked."""
    assert card_of(result_of(outputs=outputs_of("a.svg"), frames=1))["plays"] is None
    failed = card_of(result_of(outputs=outputs_of("a.gif"), status="failed", reason="no data"))
    assert (failed["plays"], failed["failed"]) == (None, "no data")
    assert [file["link"] for file in failed["files"]] == ["a.gif"]


def test_files_are_called_by_format_or_by_name() -> None:
    """Two files of one format have their names."""
    assert labels_of(outputs_of("out/a.gif", "out/a.svg")) == ["GIF", "SVG"]
    assert labels_of(outputs_of("out/a.gif", "out/b.gif")) == ["a.gif", "b.gif"]


def test_of_many_files_some_are_listed() -> None:
    """A folder of frames is cut, and the rest is counted."""
    card = card_of(result_of(outputs=outputs_of(*(f"f/{number:04}.png" for number in range(301)))))
    assert (len(card["files"]), card["more"]) == (8, 293)


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("out/a b.gif", "out/a%20b.gif"),
        ("50%#1?.gif", "50%25%231%3F.gif"),
        ("a:b.gif", "a%3Ab.gif"),
        ("ü.gif", "%C3%BC.gif"),
        ("\udcff.gif", "%FF.gif"),
    ],
)
def test_paths_are_addresses(path: str, link: str) -> None:
    """Characters with a meaning in addresses are escaped, and so are bytes that are no text."""
    assert link_of(path) == link


def test_a_cost_that_is_not_finite_is_none() -> None:
    """JSON has no such number."""
    assert card_of(result_of(final_cost=float("inf")))["cost"] is None
    assert card_of(result_of(final_cost=0.25))["cost"] == 0.25
