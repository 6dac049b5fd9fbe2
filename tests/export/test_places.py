"""The places of outputs: none twice, none inside another, and none that of an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sgdviz import InputError, OutputError
from sgdviz.export.places import check_inputs, check_places, check_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("output", ["d.csv", "./d.csv", "link.csv", "hard.csv", "f/../d.csv", "./", "f/"])
def test_an_output_is_no_input(here: Path, output: str) -> None:
    """An input is known by any of its names, and a folder is no output where it holds one."""
    (here / "f").mkdir()
    (here / "f" / "frame_0001.png").write_text("")
    (here / "d.csv").write_text("a")
    (here / "link.csv").symlink_to("d.csv")
    (here / "hard.csv").hardlink_to(here / "d.csv")
    with pytest.raises(InputError, match=r"is an output, and the input .* would be lost; give another name"):
        check_inputs(["a.gif", output], ["f/frame_0001.png", "d.csv"])
    check_inputs(["a.gif", "g/", "other.csv"], ["f/frame_0001.png", "d.csv"])


def test_an_input_that_is_not_there_cannot_be_lost(here: Path) -> None:
    """Its reader says that it is missing; a circle of links leads nowhere."""
    (here / "loop").symlink_to("loop")
    check_inputs(["a.gif"], ["a.gif", "loop", "a\0b", "n" * 300])


def test_outputs_have_places_of_their_own(here: Path) -> None:
    """The same place by two names, and a file in a folder that is an output, are refused."""
    (here / "link.gif").symlink_to("a.gif")
    for paths in (["a.gif", "link.gif"], ["f/", "f/a.png"]):
        with pytest.raises(InputError, match="must not be given twice or lie in each other"):
            check_places(paths)
    check_places(["a.gif", "b.gif", "f/", "g/a.png"])


def test_a_place_that_is_nowhere_is_an_output_error(here: Path) -> None:
    """A circle of links and a null byte are named."""
    (here / "loop.gif").symlink_to("loop.gif")
    with pytest.raises(OutputError, match=r"cannot write loop\.gif: its symbolic links lead in a circle"):
        check_places(["loop.gif"])
    with pytest.raises(OutputError, match="embedded null byte"):
        check_places(["a\0.gif"])


def test_a_recording_ends_in_npz() -> None:
    """The suffix may be written large; any other is refused, and a name without one."""
    check_record("run.NPZ")
    for name in ("run.csv", "run", "npz", "run.npz.txt"):
        with pytest.raises(InputError, match=f"record is '{name}'; give a name that ends in .npz"):
            check_record(name)
