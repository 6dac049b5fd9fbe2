"""Importing Matplotlib: a fault of its environment is mended for the time of the import."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import os, sys
from sgdviz.drawing.load_matplotlib import load_matplotlib
before = dict(os.environ)
load_matplotlib()
import matplotlib
assert dict(os.environ) == before
print(matplotlib.rcParams["lines.linewidth"])
"""


def printed(**variables: str) -> str:
    """Return what the code prints in a process with more environment variables."""
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **variables})
    return done.stdout.strip()


def test_an_environment_that_works_is_left_alone(tmp_path: Path) -> None:
    """Settings of one's own stay in force for plots of one's own."""
    path = tmp_path / "matplotlibrc"
    path.write_text("lines.linewidth: 7\n")
    assert printed(MATPLOTLIBRC=str(path)) == "7.0"


def test_a_backend_that_is_unknown_is_left_out() -> None:
    """Matplotlib is imported with its own settings, and the environment is as it was."""
    assert printed(MPLBACKEND="nonsense") == "1.5"
