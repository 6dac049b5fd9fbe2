"""The examples: each script runs as it stands and writes the pictures that it names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from sgdviz import Recording

ROOT = Path(__file__).parents[1]
TRAIN = ROOT / "examples" / "train.py"
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("script", [script for script in SCRIPTS if script != TRAIN], ids=lambda script: script.stem)
def test_an_example_writes_its_pictures(tmp_path: Path, script: Path) -> None:
    """A script ends without an output or an error, and its GIF moves."""
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    named = set(re.findall(r'"(\w+\.(?:gif|svg))"', script.read_text(encoding="utf-8")))
    assert {entry.name for entry in tmp_path.iterdir()} == named
    with Image.open(tmp_path / f"{script.stem}.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 10


def test_the_training_script_knows_nothing_of_sgdviz_and_is_recorded(here: Path) -> None:
    """The run of `train.py` has every step of its loop, ends where the script ends, and the printed line is its own."""
    plain = subprocess.run([sys.executable, TRAIN], cwd=here, capture_output=True, text=True, check=True)
    command = [sys.executable, "-m", "sgdviz", "run", str(TRAIN), "--quiet", "-o", "t.png", "--record", "t.npz"]
    recorded = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True)
    assert (recorded.stdout, recorded.stderr) == (plain.stdout, "")
    recording = Recording.load(here / "t.npz")
    assert recording.param_names == ("w", "b")
    assert recording.step[-1] == 100 * len(recording.dataset.y)
    slope, intercept = recording.params[-1]
    assert plain.stdout == f"mark = {slope:.1f} * hours + {intercept:.1f}\n"
    assert "sgdviz." not in TRAIN.read_text(encoding="utf-8").split('"""')[2]


def test_every_example_is_in_the_list() -> None:
    """The examples' README names each script and no other."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+\.py)` \|", text, flags=re.MULTILINE)
    assert sorted(listed) == [script.name for script in SCRIPTS]
