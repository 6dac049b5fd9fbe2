"""The examples: each script runs as it stands and writes the pictures that it names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_writes_its_pictures(tmp_path: Path, script: Path) -> None:
    """A script ends without an output or an error, and its GIF moves."""
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    named = set(re.findall(r'"(\w+\.(?:gif|svg))"', script.read_text(encoding="utf-8")))
    assert {entry.name for entry in tmp_path.iterdir()} == named
    with Image.open(tmp_path / f"{script.stem}.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 10


def test_every_example_is_in_the_list() -> None:
    """The examples' README names each script and no other."""
    listed = re.findall(r"`(\w+\.py)`", (ROOT / "examples" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [script.name for script in SCRIPTS]
