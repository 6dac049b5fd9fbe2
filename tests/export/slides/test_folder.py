"""A folder with a picture of each moment, and the list of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import names

import sgdviz
from sgdviz.errors import InputError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

PARTS = "0,2:forward,2:backward,2:update,50%,last"


def listed(folder: Path) -> dict[str, Any]:
    """Return the list in a folder of moments."""
    found: dict[str, Any] = json.loads((folder / "frames.json").read_text(encoding="utf-8"))
    return found


def test_a_picture_a_moment_and_a_list(run: sgdviz.Recording, here: Path) -> None:
    """Each picture is the still of its moment, and the list has its step, moment, seconds and alt text."""
    animation = sgdviz.animate(run, size=(400, 200), title="A <line>", caption='Says "so"')
    (output,) = animation.save("slides/", moments=True, at=PARTS)
    found = listed(here / "slides")
    assert (output.frames, output.seconds) == (6, 0.0)
    assert output.bytes == sum(file.stat().st_size for file in (here / "slides").iterdir())
    assert {key: found[key] for key in ("title", "caption", "width", "height")} == {
        "title": "A <line>",
        "caption": 'Says "so"',
        "width": 400,
        "height": 200,
    }
    assert found["alt"] == animation.alt_text
    frames = found["frames"]
    assert [(frame["file"], frame["step"], frame["moment"]) for frame in frames] == [
        ("step-000.png", 0, None),
        ("step-002-forward.png", 2, "forward"),
        ("step-002-backward.png", 2, "backward"),
        ("step-002-update.png", 2, "update"),
        ("step-150.png", 150, None),
        ("step-300.png", 300, None),
    ]
    assert sum(frame["seconds"] for frame in frames) == pytest.approx(animation.seconds, abs=0.01)
    assert all("mean squared error" in frame["alt"] for frame in frames)
    assert names(here / "slides") == sorted(["frames.json", *(frame["file"] for frame in frames)])
    for frame, at in zip(frames, PARTS.split(","), strict=True):
        animation.save("still.png", at=at)
        np.testing.assert_array_equal(iio.imread(here / "slides" / frame["file"]), iio.imread("still.png"))


def test_the_bytes_are_the_same_each_time(run: sgdviz.Recording, here: Path) -> None:
    """Two folders of one animation are equal, file by file; the list ends its lines in one way everywhere."""
    animation = sgdviz.animate(run, size=(400, 200))
    animation.save("a/", moments=True)
    animation.save("b/", moments=True)
    for name in names(here / "a"):
        assert (here / "a" / name).read_bytes() == (here / "b" / name).read_bytes()
    assert b"\r" not in (here / "a" / "frames.json").read_bytes()


def test_steps_have_as_many_digits_as_the_last(here: Path) -> None:
    """Names sort by step in a run of more than 999 steps."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=200, seed=0)
    sgdviz.animate(run, size=(400, 200)).save("s/", moments=True, at="2:update,last")
    assert names(here / "s") == ["frames.json", "step-0002-update.png", "step-1200.png"]


def test_chapters_have_names_of_their_own(short_run: sgdviz.Recording, here: Path) -> None:
    """The same step of two chapters is two pictures, also where both draw one recording."""
    both = sgdviz.animate(short_run, size=(400, 200)).then(sgdviz.animate(short_run, size=(400, 200), caption="b"))
    both.save("s/", moments=True)
    found = [frame["file"] for frame in listed(here / "s")["frames"]]
    assert (found[0], found[-1]) == ("chapter-1-step-000.png", "chapter-2-step-012.png")
    assert len(set(found)) == len(found) == 16


def test_only_own_files_are_replaced(run: sgdviz.Recording, here: Path) -> None:
    """A folder of moments is replaced whole and keeps its mode; one with any other file is refused and stays."""
    animation = sgdviz.animate(run, size=(400, 200))
    animation.save("s/", moments=True, at="1,2")
    (here / "s").chmod(0o750)
    animation.save("s/", moments=True, at="3:update")
    assert names(here / "s") == ["frames.json", "step-003-update.png"]
    assert (here / "s").stat().st_mode & 0o777 == 0o750
    for other in ("step-1.png", "step-001-sideways.png", "notes.txt", "frame_0001.png", "frames.json.bak"):
        (here / "s" / other).write_text("kept")
        with pytest.raises(OutputError, match=f"holds other files .*{other}"):
            animation.save("s/", moments=True)
        (here / "s" / other).unlink()
    with pytest.raises(OutputError, match="holds other files"):
        animation.save("s/")  # numbered frames
    assert names(here / "s") == ["frames.json", "step-003-update.png"]


@pytest.mark.parametrize(
    ("paths", "settings", "said"),
    [
        (("a.gif",), {"moments": True}, "moments is for a folder, as in slides/, and no output is one"),
        (("a.png", "s/"), {"moments": True, "at": "1,2"}, "a.png holds one picture, and 2 moments were asked for"),
        (("s/",), {"moments": True, "at": 500}, "no step 500"),
        (("s/",), {"moments": "yes"}, "moments is 'yes'; give True or False"),
        (("s/",), {"at": 2}, "step 2 was asked for, and no output is a still"),
        (("s/",), {"moments": True, "strip": 3}, "a strip was asked for, and no output is a still"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: sgdviz.Recording, here: Path, paths: tuple[str, ...], settings: dict[str, Any], said: str
) -> None:
    """The error names it, and nothing is written."""
    with pytest.raises(InputError, match=said):
        sgdviz.animate(run, size=(400, 200)).save(*paths, **settings)
    assert names(here) == []
