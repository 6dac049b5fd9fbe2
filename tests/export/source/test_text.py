"""The source of a picture: one line of JSON with what makes it again, and nothing of the machine."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Pacing, Recording, Scene
from sgdviz.export.about import read_about
from sgdviz.export.source import runs, source_for, text
from sgdviz.export.source.runs import numbers_of
from sgdviz.export.source.text import Part, in_json
from sgdviz.export.source.versions import versions

if TYPE_CHECKING:
    from pathlib import Path


def source_of(path: Path) -> Any:
    """Return the source in a file, read as JSON; None where it has none."""
    about = read_about(path)
    assert about is not None
    return json.loads(about.source) if about.source else None


def test_the_versions_are_those_that_are_installed() -> None:
    """That of Matplotlib is found without importing it as well."""
    expected = {"sgdviz": sgdviz.__version__, "numpy": np.__version__, "matplotlib": matplotlib.__version__}
    assert versions() == expected


def test_matplotlib_is_not_imported_for_its_version() -> None:
    """A process that has not imported it finds the same version."""
    import subprocess
    import sys

    code = "from sgdviz.export.source.versions import versions; import sys; print(versions()['matplotlib'])"
    code += "; sys.exit('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == matplotlib.__version__


def test_a_picture_without_an_origin_has_no_source(tmp_path: Path, short_run: Recording) -> None:
    """One made in Python from a recording says nothing of itself but its words."""
    sgdviz.animate(short_run).save(tmp_path / "a.svg")
    assert source_of(tmp_path / "a.svg") is None


def test_an_embedded_recording_has_the_settings_that_draw_it(tmp_path: Path, short_run: Recording) -> None:
    """Of each file those with which it was saved are among them."""
    animation = sgdviz.animate([short_run, short_run], labels=("a", "b"), every=3, theme="dark")
    animation.save(tmp_path / "a.svg", embed_recording=True)
    animation.save(tmp_path / "a.pdf", embed_recording=True, at=(0, "2"), part=None)
    moving, still = source_of(tmp_path / "a.svg"), source_of(tmp_path / "a.pdf")
    assert moving.keys() == {"sgdviz", "numpy", "matplotlib", "chapters"}
    (chapter,) = moving["chapters"]
    assert chapter["labels"] == ["a", "b"]
    assert len(chapter["recordings"]) == 2
    assert chapter["settings"]["every"] == 3
    assert chapter["settings"]["theme"] == "dark"
    assert still == {**moving, "save": {"at": "0,2"}}


def test_interpolated_rows_are_not_embedded(tmp_path: Path, short_run: Recording) -> None:
    """The recording is that which was given, whatever the pace."""
    sgdviz.animate(short_run).save(tmp_path / "a.svg", embed_recording=True)
    sgdviz.animate(short_run, tween=3).save(tmp_path / "b.svg", embed_recording=True)
    one, other = (source_of(tmp_path / name)["chapters"][0]["recordings"] for name in ("a.svg", "b.svg"))
    assert one == other


def test_a_recording_that_is_too_large_is_refused(
    tmp_path: Path, short_run: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says how large it is, the limit, and what to do; no file is left behind."""
    monkeypatch.setattr(runs, "MOST_RECORDING", 5000)
    says = r"the recording has [\d,]+ bytes, and a picture holds at most 5,000; keep it beside .* --record run.npz"
    with pytest.raises(InputError, match=says):
        sgdviz.animate(short_run).save(tmp_path / "a.gif", embed_recording=True)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(text, "MOST_SOURCE", 50)
    with pytest.raises(InputError, match="and a picture holds at most 50; use fewer words of your own"):
        source_for([Part(short_run, Scene(), Pacing())], {"lesson": "line"}, embed=False).text({})


def test_a_flag_must_be_true_or_false(short_run: Recording, tmp_path: Path) -> None:
    """A word for it is refused."""
    with pytest.raises(InputError, match="embed_recording is 'no'; give True or False"):
        sgdviz.animate(short_run).save(tmp_path / "a.gif", embed_recording="no")  # type: ignore[arg-type]


def test_a_run_is_known_by_a_few_numbers(short_run: Recording, diverging_run: Recording) -> None:
    """The numbers of rows and costs; of a run that diverges those at that row, and texts for what is no number."""
    rows, first, last, total = numbers_of(short_run)
    assert (rows, first, last) == (13, short_run.cost[0], short_run.cost[-1])
    assert total == pytest.approx(float(short_run.params[-1].sum()))
    assert numbers_of(diverging_run)[2] == diverging_run.cost[7]
    cost = short_run.cost.copy()
    cost[-1] = np.inf
    assert numbers_of(replace(short_run, cost=cost))[2] == "inf"


def test_numbers_of_other_kinds_are_numbers_in_json() -> None:
    """Those of NumPy and fractions are; anything else is an error for the caller."""
    from fractions import Fraction

    assert in_json({"a": np.int64(3), "b": Fraction(1, 2), "c": np.bool_(1), "d": np.float32(0.5)}) == (
        '{"a":3,"b":0.5,"c":true,"d":0.5}'
    )
    with pytest.raises(TypeError):
        in_json({"a": object()})
