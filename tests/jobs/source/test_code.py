"""The code in a picture's source: written, read again, and refused where sgdviz would not have written it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import sgdviz
from sgdviz import InputError, Recording
from sgdviz.export.about import read_about
from sgdviz.jobs.source import checked_source, remade, source_in, verify
from sgdviz.jobs.source.code import MOST_CODE, checked_code, code_origin, hash_of
from sgdviz.jobs.source.verify import SAME, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

CODE = "m = 0.5\nfor _ in range(9):\n    m -= 0.1\n"


def table_of(run: Recording, code: str = CODE, **entries: Any) -> dict[str, Any]:
    """Return the table of code in a source, with other entries."""
    table = code_origin("article", "a line.md", code, run, {}, seed=3, modules=("random",))["code"]
    return {**json.loads(json.dumps(table)), **entries}


def saved(path: Path, run: Recording, *, embed: bool = False, kind: str = "article") -> Path:
    """Save a small animation that says that code made it."""
    animation = sgdviz.animate(run, size=(400, 240), every=6)
    animation.origin = code_origin(kind, "a line.md", CODE, run, {"every": 6})
    animation.save(path, embed_recording=embed)
    return path


def test_code_is_read_as_it_was_written(short_run: Recording) -> None:
    """Text, hash, seed, modules and the numbers of the run, of which a loss of NaN is a text in the file."""
    code = checked_code(table_of(short_run))
    assert (code.kind, code.name, code.text, code.hash) == ("article", "a line.md", CODE, hash_of(CODE))
    assert (code.seed, code.modules) == (3, ("random",))
    assert code.digest[0][3:] == tuple(short_run.params[0])
    assert code.digest[-1] == (12.0, short_run.loss[12], short_run.cost[12], *short_run.params[12])


def test_code_that_is_too_long_is_its_hash(short_run: Recording) -> None:
    """The picture does not grow with the code."""
    long = "x = 1\n" * MOST_CODE
    code = checked_code(table_of(short_run, long))
    assert (code.text, code.hash) == ("", hash_of(long))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"text": "import os"}, "the code does not agree with its hash"),
        ({"text": ["import os"]}, "the code is \\['import os'\\]; it must be text"),
        ({"sha256": 5}, "the code does not agree with its hash"),
        ({"kind": "virus"}, "unknown kind of code 'virus'"),
        ({"do": "yes"}, "unknown entry of the code 'do'"),
        ({"seed": -1}, "seed is -1"),
        ({"modules": "os"}, "modules is 'os'; it must be a list"),
        ({"digest": []}, "the digest of the run is no list"),
        ({"digest": [[1.0] * 99]}, "more than 16 parameters"),
        ({"digest": [["one"]]}, "a number of the digest is 'one'"),
        ({"digest": [[10**400]]}, "a number of the digest is too large"),
    ],
)
def test_what_sgdviz_would_not_have_written_is_refused(
    entries: dict[str, Any], said: str, short_run: Recording
) -> None:
    """Each entry is checked, and its error names it."""
    with pytest.raises(InputError, match=said):
        checked_code(table_of(short_run, **entries))


def test_a_source_has_a_lesson_or_code(short_run: Recording) -> None:
    """Not both."""
    with pytest.raises(InputError, match="its source has a lesson and code"):
        checked_source(json.dumps({"lesson": "line", "code": table_of(short_run)}))


@pytest.mark.parametrize(("kind", "command"), [("article", "sgdviz post --check"), ("script", "sgdviz run")])
def test_code_is_never_run_from_a_picture(kind: str, command: str, tmp_path: Path, short_run: Recording) -> None:
    """Drawing it anew is an error, and verifying it cannot say anything; both name the command that can."""
    path = saved(tmp_path / "a.svg", short_run, kind=kind)
    says = f"it was made by the code of a line.md, which is never run from a picture; type: {command} 'a line.md'"
    source = source_in(path)
    assert source is not None
    with pytest.raises(InputError) as caught:
        remade(source)
    assert str(caught.value) == says
    assert verify(path) == (UNKNOWN, f"cannot say: {path}: {says}")


def test_a_picture_of_code_with_its_recording_is_drawn_again(tmp_path: Path, short_run: Recording) -> None:
    """From the recording, to the last byte, and with other settings; only a picture as it was keeps the code."""
    path = saved(tmp_path / "a.gif", short_run, embed=True)
    assert verify(path) == (SAME, f"{path}: it is drawn from the recording that it holds, byte for byte")
    source = source_in(path)
    assert source is not None
    remade(source, {"theme": "dark"}).save(tmp_path / "dark.svg")
    assert read_about(tmp_path / "dark.svg") is not None
    assert source_in(tmp_path / "dark.svg") is None
